#!/usr/bin/env bash
# Measures Bruno and PyTorch on the same network, one after the other on this machine, and prints a table of ratios.
# About five minutes on two idle cores.
#
#   benchmarks/side-by-side/run.sh [--output DIR] [--horizons LIST] [--batch LIST] [--tape-horizons LIST] [--repeats N]
#
# PYTHON names a Python that has PyTorch, where `python3` is not one.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
output=$root/runs/side-by-side-$(date -u +%Y%m%d-%H%M%S)
horizons=10,100 batch=16,128 tape_horizons=10 repeats=3
threads=$(nproc)   # what Bruno takes; PyTorch takes fewer unless it is told
while [[ $# -gt 0 ]]; do
    case $1 in
        --output) output=$2 ;;
        --horizons) horizons=$2 ;;
        --batch) batch=$2 ;;
        --tape-horizons) tape_horizons=$2 ;;
        --repeats) repeats=$2 ;;
        *) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
    shift 2
done

python=
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
    if "$candidate" -c 'import torch' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [[ -z $python ]]; then
    echo "No Python with PyTorch was found. On Debian: apt-get install python3-torch python3-numpy python3-dev libtorch-dev pybind11-dev g++ ninja-build" >&2
    exit 3
fi

mkdir -p "$output"
{
    date -u +%FT%TZ
    echo "commit: $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
    echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
    sed -n 's/^model name[^:]*: */processor: /p' /proc/cpuinfo | sort | uniq -c
    echo "threads: $threads"
    "$python" -c 'import torch; print("PyTorch", torch.__version__)'
} | tee "$output/environment.txt"

bruno() {
    local folder=$1
    shift
    "$root/bruno" benchmark time --horizons "$horizons" --batch "$batch" --repeats "$repeats" --no-progress \
        --output "$output/$folder" "$@" >/dev/null
}

"$python" "$here/pytorch_felif.py" --modes tape,operations,compiled,vectorised --only-check \
    --check "$root/tests/golden/felif_01_const_spiking_n1000.json"
bruno adaptive --methods bruno,exact --integrators adaptive
bruno euler --methods bruno --integrators euler
"$python" "$here/pytorch_felif.py" --modes compiled,vectorised --horizons "$horizons" --batch "$batch" \
    --threads "$threads" --repeats "$repeats" --output "$output/pytorch.csv"
tables=("$output/adaptive/time.csv" "$output/euler/time.csv" "$output/pytorch.csv")
if [[ $tape_horizons != none ]]; then
    "$python" "$here/pytorch_felif.py" --modes tape --horizons "$tape_horizons" --batch "$batch" \
        --threads "$threads" --repeats 1 --output "$output/tape.csv"
    tables+=("$output/tape.csv")
fi
if "$python" -c 'import eleanor.torch.models' 2>/dev/null; then
    "$python" "$here/eleanor_felif.py" --horizons "$horizons" --batch "$batch" \
        --threads "$threads" --repeats "$repeats" --output "$output/eleanor.csv" && tables+=("$output/eleanor.csv")
else
    echo "ELEANOR is not installed in this Python and is left out." >&2
fi

echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)" | tee -a "$output/environment.txt"
"$python" "$here/ratios.py" "${tables[@]}" | tee "$output/ratios.md"
