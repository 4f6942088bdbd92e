#!/usr/bin/env bash
# The main job, from nothing to a queryable table: builds what it needs, makes its own data, ingests it, shows the result.
#   DEMO_DOCUMENTS   how many documents to make (100000)
#   DEMO_DIR         where to put data and table (examples/out)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=examples/launch.sh
source "$here/launch.sh"

documents="${DEMO_DOCUMENTS:-100000}"
out="${DEMO_DIR:-$here/out}"

say() { printf '\n== %s\n' "$*"; }

say "1. Building what the demo runs with (quick after the first time)"
xylem_build
xylem_prepare_start

say "2. Making $documents flight messages in ten zip archives: $out/archives"
rm -rf "$out"
mkdir -p "$out"
(xylem_exec io.xylem.examples.flights.FlightMessagesCommand --documents "$documents" --archives 10 "$out/archives")

say "3. Ingesting them into a Delta table with H3 cells: $out/flights"
(xylem_exec io.xylem.examples.cli.Etl ingest \
  --mapping "$here/flights.yaml" \
  --input "$out/archives" \
  --table "$out/flights" \
  --h3 lat,lon:5,7,9 \
  --report "$out/report.json")

say "4. What was written"
(xylem_exec io.xylem.examples.flights.DemoSummary "$out/flights" "$out/report.json")
