#!/usr/bin/env bash
# Reads mutated files of every format: each must be read, or refused with exit code 2 or 3, within 5 s and 1 GB. Prints a table, and of what
# does otherwise the number of the input, which makes it again; such inputs are kept, made small, in the folder that is named.
#
#   scripts/fuzz.sh [INPUTS] [FORMAT] [FIRST]      INPUTS a format (default 20000) from number FIRST (default 1); FORMAT: one, or all (default)
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet
[ -n "${BRUNO_FUZZ_BUILT:-}" ] || "$dotnet" build tests/Bruno.Gpu.Tests --configuration Release --verbosity quiet --nologo
inputs=${1:-20000} format=${2:-all} first=${3:-1}
# Inputs are written and read some hundred thousand times.
[ -d /dev/shm ] && [ -w /dev/shm ] && export TMPDIR=/dev/shm
# What asks for more memory than this fails there, and not the machine.
export DOTNET_GCHeapHardLimit=0x100000000
kept=$(TMPDIR=/tmp mktemp -d -t bruno-fuzz-violations-XXXXXX)
export BRUNO_FUZZ_INPUTS=$inputs BRUNO_FUZZ_SEED=$first BRUNO_FUZZ_SAVE=$kept BRUNO_FUZZ_TABLE=$kept/table BRUNO_FUZZ_MARK=$kept/mark
tests() { "$dotnet" "tests/Bruno.Gpu.Tests/bin/${BRUNO_FUZZ_BUILT:-Release/net10.0}/Bruno.Gpu.Tests.dll" "$@" -noLogo -noColor; }

if [ "$format" = all ]; then
    formats=$(sed -n 's/^ *\["\(.*\)"\] = .*/\1/p' tests/Bruno.Gpu.Tests/Fuzzing/FuzzedFormats.cs)
else
    formats=$format
fi

status=0
echo "| format | inputs | read | refused | violations | s |"
echo "|---|---|---|---|---|---|"
for name in $formats; do
    : > "$kept/table"
    if ! BRUNO_FUZZ_FORMAT=$name tests -class "*FuzzingTests" > "$kept/$name.log" 2>&1; then
        status=1
        if [ ! -s "$kept/table" ]; then
            # The process itself ended: a stack that overflowed, or memory that ran out.
            echo "| $name | the process ended at input $(head -1 "$kept/mark" || true) | | | 1 | |" > "$kept/table"
        fi
    else
        rm "$kept/$name.log"
    fi
    cat "$kept/table"
done

rm -f "$kept/table" "$kept/mark"
if [ $status -ne 0 ]; then
    echo "What was wrong is in $kept" >&2
else
    rmdir "$kept"
fi
exit $status
