#!/usr/bin/env bash
# Assembles the PTX of every kernel for sm_70, sm_80 and sm_90 with ptxas of Debian's CUDA toolkit (non-free), which is unpacked
# into a folder of its own, and writes a table: registers, spilled bytes, local memory and shared memory of each kernel.
#
#   scripts/ptxas.sh [TABLE.csv]        default: benchmarks/results/ptxas.csv; takes about ten minutes
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
table=$(readlink -m "${1:-$root/benchmarks/results/ptxas.csv}")
cd "$root"
source scripts/dotnet.sh
source scripts/debian.sh

cannot() {
    echo "The PTX is not assembled: $1" >&2
    exit 3
}

if ! command -v ptxas >/dev/null; then
    folder=${XDG_CACHE_HOME:-$HOME/.cache}/bruno/cuda-toolkit
    if [[ ! -x $folder/usr/bin/ptxas ]]; then
        echo "Fetching Debian's CUDA toolkit into $folder, once ..." >&2
        debian_open "$folder.apt" bookworm non-free
        (cd "$folder.apt" && apt-get "${apt_options[@]}" -qq download nvidia-cuda-toolkit >&2) \
            || cannot "nvidia-cuda-toolkit could not be fetched."
        mkdir -p "$folder"
        dpkg-deb -x "$folder.apt"/nvidia-cuda-toolkit_*.deb "$folder"
        rm -rf "$folder.apt"
    fi
    PATH=$folder/usr/bin:$PATH
fi

find_dotnet
"$dotnet" build tests/Bruno.Gpu.Kernels.Tests --configuration Release --verbosity quiet
mkdir -p "$(dirname "$table")"
BRUNO_PTXAS_TABLE=$table "$dotnet" tests/Bruno.Gpu.Kernels.Tests/bin/Release/net10.0/Bruno.Gpu.Kernels.Tests.dll \
    -class "*PtxSourceTests" -noColor -noLogo
