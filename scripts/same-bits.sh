#!/usr/bin/env bash
# Trains briefly as a release and with invariants checked: weights, moments and losses must have the same bits. Both are built already.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
for configuration in Release Checked; do
    run=$runs/$configuration/run
    "$dotnet" "Bruno.Cli/bin/$configuration/net10.0/bruno.dll" train --gradient exact --segment 30 --epochs 2 --device cpu --no-progress --output "$run" >/dev/null
    "$dotnet" "Bruno.Cli/bin/$configuration/net10.0/bruno.dll" export weights "$run" --output "$run.npz" >/dev/null
    # Up to the learning rate; then come seconds.
    cut -d, -f1-7 "$run/metrics.csv" >"$run.csv"
    rm -rf "$run"
done
diff -r "$runs/Release" "$runs/Checked"
