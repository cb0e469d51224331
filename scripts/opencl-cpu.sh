#!/usr/bin/env bash
# Sets up an OpenCL device on a machine without a GPU: PoCL, which runs OpenCL on the processor, of a newer Debian suite than the
# machine's own, in a folder of its own. Nothing is installed on the machine. It needs root, apt, dpkg-deb, unshare and a network
# the first time (0.8 GB, about two minutes), and does nothing where the folder is ready.
#
#   scripts/opencl-cpu.sh [FOLDER]        default: $BRUNO_OPENCL, else bruno/opencl-cpu in the user's cache folder
#   FOLDER/run COMMAND ...                runs a command where libOpenCL finds PoCL
#
# SUITE=sid (default) has PoCL 7, SUITE=trixie PoCL 6.
# Exits with 3 where this machine cannot have it, and says why.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/debian.sh"

folder=${1:-${BRUNO_OPENCL:-${XDG_CACHE_HOME:-$HOME/.cache}/bruno/opencl-cpu}}
suite=${SUITE:-sid}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
root=$folder/$suite

cannot() {
    echo "No OpenCL device: $1" >&2
    exit 3
}

fetch() {
    local state=$folder/apt-$suite icu package
    debian_open "$state" "$suite" main
    rm -rf "$root"
    mkdir -p "$root"
    icu=$(apt-cache "${apt_options[@]}" search --names-only '^libicu[0-9]+$' | awk '{ print $1 }' | sort -V | tail -n 1)
    apt-get "${apt_options[@]}" -qq -y --no-install-recommends --download-only install \
        base-files bash coreutils util-linux libstdc++6 libssl3t64 "$icu" pocl-opencl-icd ocl-icd-libopencl1 >&2 \
        || cannot "the packages of Debian $suite could not be fetched."
    # base-files has the links from /bin to usr/bin and the like, which the others need.
    dpkg-deb -x "$state"/cache/archives/base-files_*.deb "$root"
    for package in "$state"/cache/archives/*.deb; do
        dpkg-deb -x "$package" "$root"
    done
    rm -rf "$state"
    touch "$root/.ready"
}

if [[ ! -e $root/.ready ]]; then
    [[ $(id -u) == 0 ]] || cannot "setting up PoCL needs root."
    for tool in unshare chroot; do
        command -v "$tool" >/dev/null || cannot "$tool is missing."
    done
    echo "Fetching PoCL of Debian $suite into $folder, once; this takes about two minutes ..." >&2
    fetch
fi

cat >"$folder/run" <<END
#!/usr/bin/env bash
# Runs a command in $root, with everything else of this machine mounted there, in a mount namespace of its own.
set -euo pipefail
# Larger groups make PoCL slower, and the tiled products need 128. Another method (loops, cbs) tells whether a result depends on
# PoCL's compiler.
export POCL_MAX_WORK_GROUP_SIZE=\${POCL_MAX_WORK_GROUP_SIZE:-128} POCL_WORK_GROUP_METHOD=\${POCL_WORK_GROUP_METHOD:-loopvec}
export POCL_CACHE_DIR=\${POCL_CACHE_DIR:-$folder/kernels-$suite-\$POCL_WORK_GROUP_METHOD}
mkdir -p "\$POCL_CACHE_DIR"
sdk=\$(dirname "\$(readlink -f "\$(command -v dotnet || echo /usr/share/dotnet/dotnet)")")
exec unshare -m bash -c '
    set -e
    root=\$1 sdk=\$2 here=\$3
    shift 3
    mount --make-rprivate /
    for place in /*; do
        case \$place in /usr|/bin|/sbin|/lib*|/etc|/var|/boot|/lost+found) continue ;; esac
        [[ -d \$place ]] || continue
        mkdir -p "\$root\$place"
        mount --rbind "\$place" "\$root\$place"
    done
    if [[ -d \$sdk ]]; then
        mkdir -p "\$root\$sdk"
        mount --bind "\$sdk" "\$root\$sdk"
    fi
    exec chroot "\$root" /usr/bin/env -C "\$here" PATH=/usr/local/bin:/usr/bin:/bin:"\$sdk" "\$@"
' _ "$root" "\$sdk" "\$PWD" "\$@"
END
chmod +x "$folder/run"
"$folder/run" true || cannot "a command cannot be run inside it (does this machine allow unshare, mount and chroot?)."
echo "$folder"
