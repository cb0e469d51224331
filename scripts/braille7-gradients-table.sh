#!/usr/bin/env bash
# Trains braille7-felif with BRUNO, "pass" and the exact gradient at a constant learning rate, and prints the table of docs/results.md:
# accuracies at equal epochs, and at equal time, which is that of BRUNO's epochs. The rate is constant and what is judged is the mean of
# the parameters, so that an epoch's accuracy does not depend on how many were to follow. A method's time is the least that
# any epoch's training took with any of the seeds, times its epochs: other programs on the machine count as little as can be.
# Usage: scripts/braille7-gradients-table.sh DATA_FOLDER [OUTPUT_FOLDER]; runs that are complete in OUTPUT_FOLDER are kept.
# SEEDS chooses among the seeds, EPOCHS how many epochs.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=${1:?the folder that holds braille7/braille7.npz}
output=${2:-runs/braille7-gradients-table}
read -ra seeds <<<"${SEEDS:-0 1}"
epochs=${EPOCHS:-20}

for seed in "${seeds[@]}"; do
    for method in bruno pass exact; do
        run=$output/$method-$seed
        [[ -f $run/summary.json ]] || "$root/bruno" train braille7-felif --set data.folder="$data" --set schedule.kind=constant \
            --set optimizer.learning_rate=0.005 --gradient "$method" --epochs "$epochs" --seed "$seed" --set data.seed="$seed" --output "$run" >&2
    done
done

# The least seconds that an epoch of training with a method took.
seconds() {
    local seed
    for seed in "${seeds[@]}"; do
        awk -F, '$2 == "train" { print $8 }' "$output/$1-$seed/metrics.csv"
    done | sort -g | sed -n 1p
}

# The accuracies of an epoch: validation / test.
accuracies() {
    awk -F, -v epoch="$2" '$1 == epoch && $2 != "train" { part[$2] = 100 * $4 }
        END { printf "%.1f / %.1f %%", part["validation"], part["test"] }' "$1"
}

echo "| method | seed | seconds an epoch | after half the epochs | at equal epochs ($epochs) | at equal time |"
echo "|---|---|---|---|---|---|"
bruno=$(seconds bruno)
for method in bruno pass exact; do
    own=$(seconds "$method")
    same=$(awk -v bruno="$bruno" -v own="$own" -v epochs="$epochs" \
        'BEGIN { n = int(epochs * bruno / own + 0.5); print (n > epochs ? epochs : n < 1 ? 1 : n) }')
    for seed in "${seeds[@]}"; do
        metrics=$output/$method-$seed/metrics.csv
        echo "| \`$method\` | $seed | $own | $(accuracies "$metrics" $((epochs / 2))) | $(accuracies "$metrics" "$epochs")" \
            "| $(accuracies "$metrics" "$same") (epoch $same) |"
    done
done
