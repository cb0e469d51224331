#!/usr/bin/env bash
# Trains jsb-felif with every gradient method and three seeds, and prints the table of docs/results.md.
# Usage: scripts/chorales-table.sh DATA_FOLDER [OUTPUT_FOLDER]; runs that are complete in OUTPUT_FOLDER are kept.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=${1:?the folder that holds jsb-chorales/jsb-chorales-quarter.json}
output=${2:-runs/chorales-table}

for method in bruno pass exact; do
    for seed in 0 1 2; do
        run=$output/$method-$seed
        [[ -f $run/summary.json ]] || "$root/bruno" train jsb-felif --set data.folder="$data" --substeps 100 --epochs 8 \
            --set optimizer.learning_rate=0.03 --gradient "$method" --seed "$seed" --output "$run" >&2
    done
done

echo "| method | seed | 1 | 2 | 4 | 8 |"
echo "|---|---|---|---|---|---|"
for method in bruno pass exact; do
    for seed in 0 1 2; do
        awk -F, -v name="$method" -v seed="$seed" '
            $2 == "test" && ($1 == 1 || $1 == 2 || $1 == 4 || $1 == 8) { cells = cells sprintf(" %.4f |", $3) }
            END { printf "| %s | %s |%s\n", name, seed, cells }' "$output/$method-$seed/metrics.csv"
    done
done
