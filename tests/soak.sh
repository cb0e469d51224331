#!/usr/bin/env bash
# Trains a small network, kills it (SIGKILL) at random moments and resumes it, run after run, until it was killed often enough; every run must
# end with the weights and the rows of one that was left alone, bit for bit. Along the way it watches the memory of the run that was left
# alone. The last line says how it went; the exit code is 0 where nothing was lost.
#
#   tests/soak.sh [KILLS] [SEED]      KILLS kills (default 100), at moments that follow from SEED (default 1)
#
# BRUNO is the program (default: ./bruno of this repository), EPOCHS the length of a run (default 150, about 1700 steps).
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
kills=${1:-100}
RANDOM=${2:-1}
read -r -a bruno <<<"${BRUNO:-$root/bruno}"
epochs=${EPOCHS:-150}
work=$(mktemp -d)
child=
trap '[[ -n $child ]] && kill -KILL "$child" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"

settings=(quickstart --epochs "$epochs" --device cpu --no-progress --no-check --set schedule.kind=cosine --set training.batch_size=4
    --set data.tactile.repetitions=16 --set data.tactile.letters=4 --set data.tactile.steps=20 --set network.layers.1.outputs=8
    --d2d 0.05 --set training.resample_every=1)

# Weights and rows, without what depends on time and memory.
result_of() {
    local run=$1 checkpoint
    for checkpoint in last best; do
        "${bruno[@]}" export weights "$run" --checkpoint $checkpoint --output "$run.$checkpoint.csv" --force >/dev/null
        sha256sum <"$run.$checkpoint.csv"
    done
    awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "seconds" || $i == "device_bytes_peak") skip[i] = 1 }
        { for (i = 1; i <= NF; ++i) if (!(i in skip)) printf "%s,", $i; print "" }' "$run/metrics.csv" | sha256sum
}

fail() {
    echo "FAILED after $killed kills in $runs runs: $1"
    [[ -f log ]] && cat log
    exit 1
}

killed=0
runs=0

# Left alone, with its memory in kB every quarter of a second.
start=$(date +%s%N)
"${bruno[@]}" train "${settings[@]}" --output whole >log 2>&1 &
child=$!
memory=()
while kill -0 $child 2>/dev/null; do
    memory+=("$(awk '/^VmRSS/ { print $2 }' "/proc/$child/status" 2>/dev/null || true)")
    sleep 0.25
done
wait $child || fail "the run that was left alone did not complete"
child=
milliseconds=$((($(date +%s%N) - start) / 1000000))
expected=$(result_of whole)

while ((killed < kills)); do
    runs=$((runs + 1))
    run=run$runs
    complete=false
    while ! $complete; do
        if [[ -f $run/config.resolved.toml ]]; then
            command=(train --resume "$run" --no-progress)
        else
            command=(train "${settings[@]}" --output "$run")
        fi
        "${bruno[@]}" "${command[@]}" >log 2>&1 &
        child=$!
        if ((killed < kills)); then
            # From while the program starts to while it ends.
            sleep "$(awk -v random=$RANDOM -v all=$milliseconds 'BEGIN { print (0.05 + random / 32768 * 0.8) * all / 1000 }')"
            if kill -KILL $child 2>/dev/null; then
                wait $child 2>/dev/null && complete=true || killed=$((killed + 1))
                # Killed after its last checkpoint, there is nothing left to do.
                continue
            fi
        fi
        if wait $child; then
            complete=true
        else
            grep -q "^The run is complete" log && complete=true || fail "$run could not go on"
        fi
    done
    child=
    [[ $(result_of "$run") == "$expected" ]] || fail "$run ended otherwise"
    if compgen -G "$run/*.tmp" >/dev/null || compgen -G "$run/*/*.tmp" >/dev/null; then
        fail "$run has temporary files"
    fi
    rm -rf "$run" "$run".*.csv
done

half=$((${#memory[@]} / 2))
echo "passed: $killed kills in $runs runs of $epochs epochs, weights and rows equal to the bit; memory of a run ${memory[$half]} kB halfway, ${memory[-2]} kB at its end"
