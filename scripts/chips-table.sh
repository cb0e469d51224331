#!/usr/bin/env bash
# Trains tactile-felif in float and with 3-bit stochastic synapses, each without and with 5 % D2D drawn anew every step, three
# seeds each; evaluates each network and 20 virtual chips of it with 5 % D2D; prints the table of docs/results.md.
# Usage: scripts/chips-table.sh [OUTPUT_FOLDER]; runs that are complete in OUTPUT_FOLDER are kept. SEEDS chooses among the seeds.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=${1:-runs/chips-table}
read -ra seeds <<<"${SEEDS:-0 1 2}"
names=(float float-d2d 3bit 3bit-d2d)
levels=(--set synapses.quantisation.bits=3 --set synapses.quantisation.rounding=stochastic --set synapses.quantisation.clip=1)

for seed in "${seeds[@]}"; do
    for name in "${names[@]}"; do
        run=$output/$name-$seed
        settings=()
        [[ $name == 3bit* ]] && settings+=("${levels[@]}")
        [[ $name == *d2d ]] && settings+=(--d2d 0.05 --set training.resample_every=1 --set training.resample_unit=step)
        [[ -f $run/summary.json ]] || "$root/bruno" train tactile-felif --seed "$seed" --output "$run" "${settings[@]}" >&2
        [[ -f $run/chips.json ]] || "$root/bruno" evaluate "$run" --chips 20 --d2d 0.05 >&2
    done
done

# A number of a JSON file.
number() {
    sed -n "s/^ *\"$2\": \([-0-9.E]*\),*$/\1/p" "$1" | head -n 1
}

echo "| training | seed | without faults | 20 chips with 5 % D2D: mean | deviation | worst |"
echo "|---|---|---|---|---|---|"
for name in "${names[@]}"; do
    for seed in "${seeds[@]}"; do
        chips=$output/$name-$seed/chips.json
        awk -v name="$name" -v seed="$seed" -v ideal="$(number "$chips" reference_accuracy)" -v mean="$(number "$chips" accuracy_mean)" \
            -v deviation="$(number "$chips" accuracy_deviation)" -v worst="$(number "$chips" accuracy_minimum)" \
            'BEGIN { printf "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", name, seed, 100 * ideal, 100 * mean, 100 * deviation, 100 * worst }'
    done
done
