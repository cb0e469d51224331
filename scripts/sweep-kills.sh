#!/usr/bin/env bash
# Trains four bit widths by three neurons by three seeds twice: undisturbed, and killed three times on the way - all of it, one of its
# processes, and with no room left to write - continued each time by the same command. Fails unless both come to the same to the last digit.
# Usage: scripts/sweep-kills.sh [OUTPUT_FOLDER] [SETTINGS OF ALL TRIALS ...]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=${1:-runs/sweep-kills}
shift || true
sweep=(sweep quickstart --device cpu --no-progress --epochs 4 --set data.tactile.letters=4 --set data.tactile.repetitions=24 "$@"
    --set synapses.quantisation.bits=3,4,8,none --seeds 0..2
    --variant "FeLIF: network.layers.4.model=felif" --variant "Heracles: network.layers.4.model=heracles" --variant "LIF: network.layers.4.kind=lif")
killed=$output/killed

finished() { find "$killed" -name summary.json 2>/dev/null | wc -l; }

# until_finished COUNT PID: waits until that many trials are finished, or the process has ended.
until_finished() {
    while (($(finished) < $1)) && kill -0 "$2" 2>/dev/null; do sleep 0.1; done
}

"$root/bruno" config >/dev/null # builds, where that is needed
"$root/bruno" "${sweep[@]}" --output "$output/calm"

echo "killed whole"
setsid "$root/bruno" "${sweep[@]}" --processes 2 --output "$killed" >/dev/null 2>&1 &
until_finished 6 $!
kill -KILL -- -$!
wait $! 2>/dev/null || true
echo "  after $(finished) of 36"

echo "one process killed"
"$root/bruno" "${sweep[@]}" --processes 2 --output "$killed" >/dev/null 2>"$output/messages.txt" &
until_finished 12 $!
until claim=$(find "$killed/trials" -name '*.claim' -print -quit) && [[ -n $claim ]] && kill -KILL "$(sed -n 's/.*"process_id": \([0-9]*\).*/\1/p' "$claim")" 2>/dev/null; do sleep 0.05; done
until_finished 24 $!
kill -TERM $!
wait $! && exit 1 || [[ $? == 130 ]]
grep "ended with signal 9" "$output/messages.txt"
echo "  ended by a signal after $(finished) of 36"

echo "no room"
# Where files may not grow beyond a few kilobytes a write fails as it does on a full disk.
code=0
(
    trap '' XFSZ
    ulimit -f 12
    export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0
    "$root/bruno" "${sweep[@]}" --processes 1 --output "$killed" 2>&1
) || code=$?
[[ $code == 8 ]]

echo "continued"
"$root/bruno" "${sweep[@]}" --output "$killed"

for folder in calm killed; do
    "$root/bruno" sweep table "$output/$folder" --format csv >"$output/$folder.csv"
    "$root/bruno" sweep export "$output/$folder" >/dev/null
    # Times differ.
    python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    del row["seconds"]
    print(row)' "$output/$folder/export/trials.csv" >"$output/$folder-trials.txt"
done
cmp "$output/calm.csv" "$output/killed.csv"
cmp "$output/calm-trials.txt" "$output/killed-trials.txt"
echo "the same: $(wc -l <"$output/killed-trials.txt") trials"
