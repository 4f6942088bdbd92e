#!/usr/bin/env bash
# The benchmarks of single stages.
#   benchmarks/jmh.sh [PATTERN [JMH OPTIONS...]]          all of them without a pattern
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=benchmarks/launch.sh
source "$here/launch.sh"

bench_build
bench_java org.openjdk.jmh.Main "$@"
