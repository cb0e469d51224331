#!/usr/bin/env bash
# Trains tactile-felif in float and with 3-bit stochastic synapses for 30 epochs, goes on with the 3-bit network for 4 epochs at a
# fifth of the learning rate, once without and once with 5 % D2D drawn anew every step; evaluates each and 20 virtual chips of it
# with 5 % D2D, three seeds; prints the table of docs/results.md.
# Usage: scripts/chips-table.sh [OUTPUT_FOLDER]; what is complete in OUTPUT_FOLDER is kept. SEEDS chooses among the seeds.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=${1:-runs/chips-table}
read -ra seeds <<<"${SEEDS:-0 1 2}"
levels=(--set synapses.quantisation.bits=3 --set synapses.quantisation.rounding=stochastic --set synapses.quantisation.clip=1)
d2d=(--d2d 0.05 --set training.resample_every=1 --set training.resample_unit=step)

# fine_tune FROM TO SETTINGS...: goes on with a copy of a run, and judges it.
fine_tune() {
    local from=$1 to=$2
    shift 2
    [[ -f $to/chips.json ]] && return
    rm -rf "$to"
    cp -r "$from" "$to"
    "$root/bruno" train --resume "$to" --epochs 34 --set optimizer.learning_rate=0.004 "$@" >&2
    "$root/bruno" evaluate "$to" --checkpoint last --chips 20 --d2d 0.05 >&2
}

mkdir -p "$output"
for seed in "${seeds[@]}"; do
    for name in float 3bit; do
        run=$output/$name-$seed
        settings=()
        [[ $name == 3bit ]] && settings=("${levels[@]}")
        [[ -f $run/summary.json ]] || "$root/bruno" train tactile-felif --seed "$seed" --output "$run" "${settings[@]}" >&2
    done
    [[ -f $output/float-$seed/chips.json ]] || "$root/bruno" evaluate "$output/float-$seed" --chips 20 --d2d 0.05 >&2
    fine_tune "$output/3bit-$seed" "$output/3bit-ft-$seed"
    fine_tune "$output/3bit-$seed" "$output/3bit-ft-d2d-$seed" "${d2d[@]}"
done

# A number of a JSON file.
number() {
    sed -n "s/^ *\"$2\": \([-0-9.E]*\),*$/\1/p" "$1" | sed -n 1p
}

echo "| training | seed | without faults | 20 chips with 5 % D2D: mean | deviation | worst |"
echo "|---|---|---|---|---|---|"
for name in float 3bit-ft 3bit-ft-d2d; do
    for seed in "${seeds[@]}"; do
        chips=$output/$name-$seed/chips.json
        awk -v name="$name" -v seed="$seed" -v ideal="$(number "$chips" reference_accuracy)" -v mean="$(number "$chips" accuracy_mean)" \
            -v deviation="$(number "$chips" accuracy_deviation)" -v worst="$(number "$chips" accuracy_minimum)" \
            'BEGIN { printf "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", name, seed, 100 * ideal, 100 * mean, 100 * deviation, 100 * worst }'
    done
done
