#!/usr/bin/env bash
# Tries what scripts/pack.sh made as a user would: installs it from the folder alone, without a network where the system can take it
# away, into a folder with spaces and umlauts in its name, and uses it: trains, checks, writes devices, uses the templates, completes,
# has two versions side by side (with --pack), and uninstalls.
#
#   scripts/try-packages.sh FEED            what is in FEED, the newest version of it
#   scripts/try-packages.sh --pack          packs for this system first, and again under another version
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
[[ $# -eq 1 ]] || { sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '$d' >&2; exit 2; }
source "$root/scripts/dotnet.sh"
find_dotnet
[[ ! -d $root/.dotnet || $dotnet != "$root"/.dotnet/* ]] || export DOTNET_ROOT=$root/.dotnet

top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
# As a user's folder may be called.
work="$top/Größe und Maß"
mkdir "$work"
cd "$work"

if [[ $1 == --pack ]]; then
    feed="$top/feed"
    "$root/scripts/pack.sh" --output "$feed" --this-system --no-single-files >/dev/null
else
    feed=$(cd "$OLDPWD" && cd "$1" && pwd)
fi
version=$(cd "$feed" && ls -t Bruno.Templates.*.nupkg | sed -n 1p)
version=${version#Bruno.Templates.} version=${version%.nupkg}

# What the tool's own folders would be stays as it is; packages that the library needs are where NuGet keeps them here.
kept=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export DOTNET_CLI_HOME="$work/cli" NUGET_PACKAGES="$work/packages" XDG_CACHE_HOME="$work/cache" DOTNET_NOLOGO=1
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1
cat >nuget.config <<END
<configuration>
  <packageSources><clear /><add key="feed" value="$feed" /></packageSources>
  <fallbackPackageFolders><clear /><add key="kept" value="$kept" /></fallbackPackageFolders>
</configuration>
END

offline=()
if unshare --user --map-root-user --net true 2>/dev/null; then
    offline=(unshare --user --map-root-user --net)
else
    echo "(This system takes no network away: only the folder is asked for packages all the same.)"
fi

step() {
    local name=$1 begin=$SECONDS
    shift
    "${offline[@]}" "$@" >log 2>&1 || { echo "FAILED: $name"; cat log; exit 1; }
    echo "   $name: $((SECONDS - begin)) s"
}
expect() {
    grep -qF -- "$1" log || { echo "FAILED: '$1' is not in this:"; cat log; exit 1; }
}

step "install" "$dotnet" tool install bruno --version "$version" --tool-path "$work/tools" --add-source "$feed"
bruno="$work/tools/bruno"
step "version" "$bruno" --version
expect "$version"
commit=$(git -C "$root" rev-parse HEAD 2>/dev/null || true)
[[ -z $commit ]] || git -C "$root" diff --quiet HEAD || commit=
# What was packed may be of another commit; what was packed just now is of this one.
[[ $1 != --pack || -z $commit ]] || expect "$commit"

mkdir "ein leerer Ordner"
cd "ein leerer Ordner"
step "train the quickstart" "$bruno" train --device cpu --output "runs/erster Lauf"
[[ -f "runs/erster Lauf/summary.json" ]] || { echo "FAILED: there is no summary."; exit 1; }
compgen -G "runs/erster Lauf/plots/*.png" >/dev/null || { echo "FAILED: there is no picture."; ls -R "runs/erster Lauf"; exit 1; }
step "evaluate it" "$bruno" evaluate "runs/erster Lauf"
step "check" "$bruno" check --short --device cpu
step "what settings mean" "$bruno" config
expect "How often the training set is seen"

few=(--device cpu --epochs 1 --set data.tactile.repetitions=3)
step "a device as text" "$bruno" devices new mein-neuron
step "its check" "$bruno" devices check mein-neuron.toml
step "train it" "$bruno" train "${few[@]}" --set network.layers.4.model=mein-neuron.toml --output runs/text
step "no home" env -u HOME -u XDG_CACHE_HOME "$bruno" train "${few[@]}" --set network.layers.4.model=mein-neuron.toml --output runs/homeless
# Nobody can make a folder there, not even root.
step "a home that cannot be written" env -u XDG_CACHE_HOME HOME=/proc "$bruno" train "${few[@]}" --set network.layers.4.model=mein-neuron.toml --output runs/read-only
step "completion" bash -c '
    eval "$("$1" completion bash)"
    COMP_LINE="$1 train quickstart-a" COMP_WORDS=("$1" train quickstart-a) COMP_POINT=0
    COMP_POINT=${#COMP_LINE}
    _bruno
    [[ ${COMPREPLY[*]} == quickstart-adex ]]' bash "$bruno"

step "templates" "$dotnet" new install "$feed/Bruno.Templates.$version.nupkg" --debug:custom-hive "$work/hive"
step "a device in C#" "$dotnet" new bruno-device --name SlowNeuron --debug:custom-hive "$work/hive"
step "its build" "$dotnet" build SlowNeuron --configuration Release --output "$work/library" --verbosity quiet
step "its check" "$bruno" devices check slow-neuron --device-library "$work/library/SlowNeuron.dll"
step "an experiment" "$dotnet" new bruno-experiment --name Versuch --debug:custom-hive "$work/hive"
cd Versuch
step "its own tool" "$dotnet" tool restore
step "its training" "$dotnet" bruno train --config experiment.toml "${few[@]}" --output runs/first
step "its sweep" "$dotnet" bruno sweep sweep.toml --dry-run
cd ..

if [[ $1 == --pack ]]; then
    # The same program under another version: what is tried is that neither takes the other's place.
    other=0.0.1-other
    (cd "$root" && NUGET_PACKAGES="$kept" "$dotnet" pack Bruno.Cli --configuration Release --no-build --verbosity quiet \
        --output "$work/other" -p:ToolSystems=this -p:MinVerVersionOverride=$other) >log 2>&1 \
        || { echo "FAILED: packing another version"; cat log; exit 1; }
    step "another version beside it" "$dotnet" tool install bruno --version $other --tool-path "$work/other tools" --add-source "$work/other"
    step "which trains, too" "$work/other tools/bruno" train "${few[@]}" --output runs/other
    step "the list of the first" "$dotnet" tool list --tool-path "$work/tools"
    expect "$version"
    step "the list of the other" "$dotnet" tool list --tool-path "$work/other tools"
    expect "$other"
fi
step "uninstall" "$dotnet" tool uninstall bruno --tool-path "$work/tools"
[[ ! -e $bruno ]] || { echo "FAILED: it is still there."; exit 1; }
[[ $1 != --pack ]] || step "the other is still there" "$work/other tools/bruno" --version

single="$feed/bruno-$version-linux-x64"
if [[ -f $single && $(uname -sm) == "Linux x86_64" ]]; then
    (cd "$feed" && sha256sum --check --quiet --ignore-missing SHA256SUMS)
    cp "$single" "$work/ein Programm"
    step "a single file" env -u DOTNET_ROOT -u XDG_CACHE_HOME HOME=/proc PATH=/usr/bin:/bin "$work/ein Programm" train "${few[@]}" \
        --set network.layers.4.model=mein-neuron.toml --output runs/single
    compgen -G "runs/single/plots/*.png" >/dev/null || { echo "FAILED: there is no picture."; exit 1; }
    step "what settings mean there" "$work/ein Programm" config
    expect "How often the training set is seen"
fi
echo "All of it works ($SECONDS s)."
