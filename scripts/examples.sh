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
    "$dotnet" run --configuration Release "$program"
done
