#!/usr/bin/env bash
# Makes all that a user installs, into a folder from which 'dotnet tool install --add-source' and NuGet take it:
#
#   bruno                             the program as a .NET tool, compiled ahead of time for linux-x64 and win-x64, and for any other system
#   Bruno.Gpu, Bruno.Gpu.Kernels      the library, with documentation; symbols and sources in .snupkg
#   Bruno.Templates                   dotnet new bruno-device, dotnet new bruno-experiment
#   bruno-VERSION-linux-x64, bruno-VERSION-win-x64.exe, SHA256SUMS     the program in one file that needs no .NET
#
#   scripts/pack.sh --output FEED [--this-system] [--no-single-files]
#
#   --this-system        the tool for the system that this runs on alone: a minute in place of three
#   --no-single-files    leaves the single files out, which take minutes
#
# The version is that of the tag (v1.2.3); N commits after it 1.2.4-dev.N; without a tag 0.1.0-dev.N; without git 0.1.0.
# What is made for Windows is compiled and looked at, and has not been run.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '$d' >&2
    exit 2
}

feed='' systems=all single_files=true
while [[ $# -gt 0 ]]; do
    case $1 in
        --output) feed=${2:?--output needs a folder}; shift 2 ;;
        --this-system) systems=this; shift ;;
        --no-single-files) single_files=false; shift ;;
        *) usage ;;
    esac
done
[[ -n $feed ]] || usage
mkdir -p "$feed"
feed=$(cd "$feed" && pwd)

source "$root/scripts/dotnet.sh"
find_dotnet
cd "$root"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Quiet, unless it fails.
dotnet_quietly() {
    "$dotnet" "$@" --configuration Release --verbosity quiet -p:RunAnalyzers=false >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
}

echo "Packing the library ..." >&2
dotnet_quietly pack Bruno.Gpu.Kernels --output "$work/packages"
dotnet_quietly pack Bruno.Gpu --output "$work/packages"
echo "Packing the templates ..." >&2
dotnet_quietly pack templates --output "$work/packages"
echo "Packing the tool, compiled ahead of time ..." >&2
dotnet_quietly pack Bruno.Cli --output "$work/packages" -p:ToolSystems=$systems

version=$(basename "$work"/packages/Bruno.Templates.*.nupkg .nupkg)
version=${version#Bruno.Templates.}

if $single_files; then
    for system in linux-x64 win-x64; do
        echo "Publishing a single file for $system ..." >&2
        dotnet_quietly publish Bruno.Cli --runtime $system --self-contained --output "$work/$system" \
            -p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -p:CarryLibraries=true
    done
    install -m 755 "$work/linux-x64/bruno" "$work/packages/bruno-$version-linux-x64"
    install -m 644 "$work/win-x64/bruno.exe" "$work/packages/bruno-$version-win-x64.exe"
    (cd "$work/packages" && sha256sum "bruno-$version-linux-x64" "bruno-$version-win-x64.exe" >SHA256SUMS)
fi

# All or nothing: a feed holds no half of a version.
mv -f "$work"/packages/* "$feed"
ls -sh "$feed" >&2
echo "$version"
