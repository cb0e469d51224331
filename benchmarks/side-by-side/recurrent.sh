#!/usr/bin/env bash
# Measures a training step of 12 -> 64 recurrent LIF -> 7 LIF (batch 16, 256 steps) with Bruno and with eager PyTorch, by turns on this
# machine, and prints seconds, memory and ratios. About a minute on two idle cores.
#
#   benchmarks/side-by-side/recurrent.sh [ROUNDS]
#
# PYTHON names a Python that has PyTorch, where `python3` is not one.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
python=
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
    if "$candidate" -c 'import torch' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [[ -z $python ]]; then
    echo "No Python with PyTorch was found. On Debian: apt-get install python3-torch python3-numpy" >&2
    exit 3
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), threads: $(nproc), PyTorch $("$python" -c 'import torch; print(torch.__version__)')"
for round in $(seq "${1:-3}"); do
    "$root/bruno" benchmark time --config "$here/recurrent.toml" --inputs 12 --outputs 7 --methods bruno --integrators adaptive \
        --horizons 256 --batch 16 --repeats 9 --no-progress --output "$folder/bruno$round" > /dev/null
    read -r seconds bytes < <("$python" "$here/pytorch_recurrent.py" --threads "$(nproc)")
    "$python" - "$folder/bruno$round/time.csv" "$seconds" "$bytes" <<'PYTHON'
import csv, sys
row = next(csv.DictReader(open(sys.argv[1])))
ours, bytes_of_ours = float(row["seconds"]), int(row["device_bytes_peak"])
theirs, bytes_of_theirs = float(sys.argv[2]), int(sys.argv[3])
print(f"Bruno {ours:.4f} s, {bytes_of_ours / 1e6:.1f} MB; PyTorch {theirs:.4f} s, {bytes_of_theirs / 1e6:.1f} MB: "
      f"{ours / theirs:.2f} of the time, {bytes_of_ours / bytes_of_theirs:.2f} of the memory")
PYTHON
done
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
