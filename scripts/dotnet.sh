# Sourced by the scripts at the root of the repository, with `root` set to that folder.
# `find_dotnet` sets `dotnet` to a .NET 10 SDK: the one on PATH, or the one in .dotnet/, or one that it installs there.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

sdk_channel=10.0
install_script_address=https://dot.net/v1/dotnet-install.sh

# Asked from the root, where global.json says which versions will do.
is_suitable_sdk() {
    [[ -x $1 && $(cd "$root" && "$1" --version 2>/dev/null) == 10.* ]]
}

find_dotnet() {
    local on_path
    on_path=$(command -v dotnet || true)
    if [[ -n $on_path ]] && is_suitable_sdk "$on_path"; then
        # Where it really is: links to it are not there where scripts/opencl-cpu.sh runs it. (A snap is a link to something else.)
        dotnet=$(readlink -f "$on_path")
        [[ $(basename "$dotnet") == dotnet ]] || dotnet=$on_path
        return
    fi
    dotnet=$root/.dotnet/dotnet
    is_suitable_sdk "$dotnet" || install_dotnet
}

install_dotnet() {
    echo "No .NET $sdk_channel SDK found; installing one into $root/.dotnet ..." >&2
    mkdir -p "$root/.dotnet"
    local script=$root/.dotnet/dotnet-install.sh
    if ! download "$install_script_address" "$script" \
        || ! bash "$script" --channel "$sdk_channel" --install-dir "$root/.dotnet" --no-path >&2 \
        || ! is_suitable_sdk "$root/.dotnet/dotnet"; then
        cat >&2 <<END

The .NET $sdk_channel SDK could not be installed: is there a network connection?
Without one, install the SDK by hand, either way:
  - with the package manager of the system, so that 'dotnet --version' prints 10.0.something, or
  - by unpacking an archive from https://dotnet.microsoft.com/download/dotnet/10.0 into $root/.dotnet
Then run this script again. (The first build also fetches NuGet packages.)
END
        exit 1
    fi
}

download() {
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --connect-timeout 20 --output "$2" "$1"
    elif command -v wget >/dev/null; then
        wget --quiet --timeout=20 --tries=1 --output-document="$2" "$1"
    else
        echo "Neither curl nor wget is there to download it." >&2
        return 1
    fi
}
