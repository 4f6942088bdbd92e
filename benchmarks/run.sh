#!/usr/bin/env bash
# The end-to-end bench: the whole way through the public API with its defaults, in turns with inflating alone.
#   benchmarks/run.sh [DOCUMENTS [ROUNDS [THREADS]]]      100000 documents, 7 rounds, 2 threads unless said otherwise
# Stage by stage: benchmarks/jmh.sh [PATTERN]. JAVA_OPTS reaches the JVM (-Xmx256m unless said otherwise).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=benchmarks/launch.sh
source "$here/launch.sh"

documents="${1:-100000}"
rounds="${2:-7}"
threads="${3:-2}"
data="$here/target/data-$documents"

bench_build
if [ ! -d "$data" ]; then
  rm -rf "$data.part"
  bench_java io.xylem.examples.flights.FlightMessagesCommand --documents "$documents" --archives 10 "$data.part"
  mv "$data.part" "$data"
fi
bench_java io.xylem.benchmarks.EndToEnd "$data" "$here/../examples/flights.yaml" "$here/target/out" "$threads" "$rounds"
