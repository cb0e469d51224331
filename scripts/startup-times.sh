#!/usr/bin/env bash
# How long the program takes to answer: medians of ten runs, as rows of a table, seconds by the clock and of the processor. The latter
# says more where others use the machine, too. The first step of a training is there when its loss is.
#
#   scripts/startup-times.sh                      ./bruno
#   scripts/startup-times.sh TOOLS/bruno          another: an installed tool, a single file
#   RUNS=30 scripts/startup-times.sh              more runs
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
program=("$root/bruno")
[[ $# -eq 0 ]] || program=("$(readlink -f "$1")" "${@:2}")
runs=${RUNS:-10}
ticks=$(getconf CLK_TCK)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

median() {
    sort -n | awk '{ a[NR] = $1 } END { printf "%.3f", NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
}

row() {
    echo "| $1 | $(cut -d' ' -f1 times | median) | $(cut -d' ' -f2 times | median) |"
}

# Runs to the end.
whole() {
    local name=$1 i TIMEFORMAT='%R %U %S'
    shift
    : >times
    for ((i = 0; i < runs; ++i)); do
        { time "${program[@]}" "$@" >/dev/null 2>&1 || true; } 2>&1 | awk '{ print $1, $2 + $3 }' >>times
    done
    row "$name"
}

# Runs until a line of standard error.
until_line() {
    local name=$1 pattern=$2 i begin line stat process
    shift 2
    : >times
    for ((i = 0; i < runs; ++i)); do
        begin=$EPOCHREALTIME
        exec 3< <(exec "${program[@]}" "$@" --output "run$i" 2>&1 >/dev/null)
        process=$!
        while IFS= read -r line <&3; do
            [[ $line != $pattern ]] || break
        done
        stat=$(<"/proc/$process/stat")
        read -ra stat <<<"${stat##*) }"
        awk -v begin="$begin" -v end="$EPOCHREALTIME" -v ticks="$ticks" -v cpu=$((stat[11] + stat[12])) \
            'BEGIN { print end - begin, cpu / ticks }' >>times
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
        exec 3<&-
    done
    row "$name"
}

# The first run builds, or fills caches of files.
"${program[@]}" --version >/dev/null
echo "| ${program[0]##*/}, $(uptime | sed 's/.*load/load/') | s | s of the processor |"
echo "|---|---|---|"
whole "\`--help\`" --help
whole "an error: \`trian\`" trian
whole "an error of a setting" train --set training.epochs=x
whole "\`devices\`" devices
whole "\`config\`" config
until_line "first step of a training" "epoch 1/1 train*" train --device cpu --epochs 1 \
    --set data.tactile.repetitions=10 --set data.tactile.letters=2 --set training.batch_size=100
