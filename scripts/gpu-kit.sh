#!/usr/bin/env bash
# Makes a kit that is carried to a machine with a GPU and nothing else: the program with its .NET runtime in one executable, the
# conformance files, the scripts that measure PyTorch beside it, and run.sh, which runs all of it and collects the results.
#
#   scripts/gpu-kit.sh [--output FOLDER]        default: .gpu; about 43 MB, and the same again packed as bruno-gpu-kit.tar.gz
#
# There:   tar xf bruno-gpu-kit.tar.gz && bruno-gpu-kit/run.sh
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
output=$root/.gpu
while [[ $# -gt 0 ]]; do
    case $1 in
        --output) output=${2:?--output needs a folder}; shift 2 ;;
        *) sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
done
mkdir -p "$output"
output=$(cd "$output" && pwd)

source "$root/scripts/dotnet.sh"
find_dotnet
publish=$(mktemp -d)
trap 'rm -rf "$publish"' EXIT
echo "Publishing, which takes a minute ..." >&2
(cd "$root" && "$dotnet" publish Bruno.Cli -c Release -r linux-x64 --self-contained -p:PublishSingleFile=true \
    -p:EnableCompressionInSingleFile=true -p:InvariantGlobalization=true --verbosity quiet -o "$publish") >&2

# The libraries that draw stay files, so that nothing has to be unpacked into a folder of the user. What debuggers want is left
# out: it holds the paths of the machine that built it.
files=(bruno run.sh figures.sh libSkiaSharp.so libHarfBuzzSharp.so golden side-by-side LICENSE kit.txt)
(cd "$output" && rm -rf "${files[@]}")
cp "$publish/bruno" "$publish"/*.so "$root"/scripts/gpu-kit/*.sh "$root/LICENSE" "$output"
chmod 755 "$output/bruno" "$output/run.sh" "$output"/*.so
mkdir "$output/golden" "$output/side-by-side"
cp "$root"/tests/golden/*.json "$output/golden"
cp "$root"/benchmarks/side-by-side/{*.py,*.cpp} "$output/side-by-side"

# The program knows its commit, but not whether there was more than that.
changes=no
[[ -z $(git -C "$root" status --porcelain 2>/dev/null) ]] || changes=yes
cat >"$output/kit.txt" <<END
commit=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
changes=$changes
END

tar -C "$output" --transform 's,^,bruno-gpu-kit/,' --owner=0 --group=0 --numeric-owner -czf "$output/bruno-gpu-kit.tar.gz" "${files[@]}"
du -h "$output/bruno-gpu-kit.tar.gz" >&2
echo "$output/bruno-gpu-kit.tar.gz"
