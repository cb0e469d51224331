#!/usr/bin/env bash
# What takes too long for every change, about an hour on two cores: the OpenCL tests through each of PoCL's three ways to compile a
# group, and through PoCL 6; what the tests leave out otherwise (BRUNO_NIGHTLY); and the PTX of every kernel for three architectures. The last line reads "N passed, N failed, N skipped".
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
source scripts/tests.sh
find_dotnet

"$dotnet" build Bruno.sln --configuration Release --verbosity quiet -warnaserror

for suite in sid trixie; do
    if ! folder=$(SUITE=$suite scripts/opencl-cpu.sh "${XDG_CACHE_HOME:-$HOME/.cache}/bruno/opencl-cpu-$suite" | tail -n 1); then
        echo "PoCL of Debian $suite is skipped."
        skipped=$((skipped + 1))
        continue
    fi
    for method in loopvec loops cbs; do
        [[ $suite == sid || $method == loopvec ]] || continue
        echo "=== PoCL of Debian $suite, $method"
        export POCL_WORK_GROUP_METHOD=$method
        run_opencl_tests "$folder"
        collect
    done
done
unset POCL_WORK_GROUP_METHOD

export BRUNO_NIGHTLY=1
for name in Bruno.Gpu.Kernels.Tests Bruno.Gpu.Tests Bruno.Cli.Tests; do
    run_tests "$name" "$dotnet" "tests/$name/bin/Release/net10.0/$name.dll" -class- "*OpenClTests"
done

if command -v ptxas >/dev/null || command -v apt-get >/dev/null; then
    run_check "ptxas over every kernel" scripts/ptxas.sh "$reports/ptxas.csv"
fi
finish
