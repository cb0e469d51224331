#!/usr/bin/env bash
# Whether more threads are slower than one where others use the cores: trains the quickstart on one thread and on all cores, beside as
# many busy loops as there are cores, and prints the median time of an epoch.
#
#   scripts/busy-machine.sh [EPOCHS]
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
epochs=${1:-8}
cores=$(nproc)
runs=$(mktemp -d)
loops=()
trap 'kill "${loops[@]}" 2>/dev/null || true; rm -rf "$runs"' EXIT

"$root/bruno" --version >/dev/null
for ((i = 0; i < cores; i++)); do
    while :; do :; done &
    loops+=($!)
done
for threads in 1 "$cores"; do
    DOTNET_PROCESSOR_COUNT=$threads "$root/bruno" train quickstart --device cpu --epochs "$epochs" --no-progress \
        --output "$runs/$threads" >/dev/null
    median=$(grep ',train,' "$runs/$threads/metrics.csv" | cut -d, -f8 | sort -g | sed -n "$(((epochs + 1) / 2))p")
    echo "threads: $threads, beside $cores busy loops; $median s an epoch"
done
