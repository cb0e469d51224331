#!/usr/bin/env bash
# Lets afl-fuzz look for inputs of a format that take new branches of the program: SharpFuzz makes a copy of the program that tells which ones
# an input takes. Needs afl-fuzz (Debian: apt install afl++). Inputs that violate something are in OUT/default/crashes and .../hangs.
#
#   scripts/fuzz-coverage.sh FORMAT SECONDS [OUT]
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
[ $# -ge 2 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
format=$1 seconds=$2
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is not there: apt install afl++" >&2; exit 2; }
cd "$root"
source scripts/dotnet.sh
find_dotnet
work=$(mktemp -d -t bruno-fuzz-coverage-XXXXXX)
out=${3:-$work/out}
"$dotnet" build tests/Bruno.Fuzzing --configuration Release --verbosity quiet --nologo
# Seeds are found in the source tree, above the program.
program=tests/Bruno.Fuzzing/bin/coverage
rm -rf "$program"
cp -r tests/Bruno.Fuzzing/bin/Release/net10.0 "$program"
"$dotnet" tool install SharpFuzz.CommandLine --tool-path "$work/tools" > /dev/null
# The tool is for an older .NET than the program.
DOTNET_ROLL_FORWARD=Major DOTNET_ROOT=$(dirname "$dotnet") "$work/tools/sharpfuzz" "$program/Bruno.Gpu.dll"
mkdir -p "$work/seeds"
"$dotnet" "$root/tests/Bruno.Fuzzing/bin/Release/net10.0/Bruno.Fuzzing.dll" --seeds "$format" "$work/seeds"
[ -d /dev/shm ] && [ -w /dev/shm ] && export TMPDIR=/dev/shm
export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1
timeout --signal INT $((seconds + 60)) afl-fuzz -i "$work/seeds" -o "$out" -t 20000 -m none -V "$seconds" "$dotnet" "$program/Bruno.Fuzzing.dll" "$format" > "$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
grep -E '^(execs_done|corpus_count|corpus_found|edges_found|saved_crashes|saved_hangs|stability)' "$out/default/fuzzer_stats"
echo "The corpus, and what violates something, is in $out"
