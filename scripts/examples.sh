#!/usr/bin/env bash
# Runs all programs of examples/ as their users do: those in C# by 'dotnet run', those in Python by python3. Ends with an error where one does.
#
#   scripts/examples.sh              all of them, a minute or two
#   scripts/examples.sh train loss   those of these names
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet

wanted=" $* "
for program in examples/*.cs; do
    name=$(basename "$program" .cs)
    [[ $# -eq 0 || $wanted == *" $name "* ]] || continue
    echo "== $program"
    "$dotnet" run "$program"
done

if ! python3 -c 'import numpy, tomllib' 2>/dev/null; then
    echo "The programs of examples/python are skipped: they need python3 (3.11) with numpy."
    exit
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export BRUNO="$root/bruno"
for call in "drive $folder/runs" "run_folder $folder/runs/seed0" "chips $folder/runs/chips"; do
    read -r name argument <<<"$call"
    [[ $# -eq 0 || $wanted == *" $name "* ]] || continue
    echo "== examples/python/$name.py"
    python3 "examples/python/$name.py" "$argument"
done
if [[ $# -eq 0 || $wanted == *" benchmark "* ]]; then
    echo "== examples/python/benchmark.py"
    ./bruno benchmark memory --horizons 20,40 --batch 2 --substeps 10 --repeats 1 --device cpu --output "$folder/memory" >/dev/null
    python3 examples/python/benchmark.py "$folder/memory"
fi
