# Sourced by scripts that need a Debian package of another suite than this machine's, unpacked into a folder of its own: nothing is
# installed. Needs apt, dpkg-deb and a network.

# The address of Debian's packages that this machine uses, whichever form its sources have.
debian_address() {
    local lists=/etc/apt/sources.list.d
    {
        sed -n 's/^URIs: *//p' "$lists"/*.sources 2>/dev/null || true
        sed -nE 's/^deb +(\[[^]]*\] *)?([^ ]+) .*/\2/p' /etc/apt/sources.list "$lists"/*.list 2>/dev/null || true
    } | tr ' ' '\n' | grep -m 1 -E '/debian/?$' || true
}

# Prepares apt for a suite and its components, with lists and downloads in a folder: sets the array `apt_options`.
debian_open() {
    local state=$1 suite=$2 components=$3 address tool
    for tool in apt-get apt-cache dpkg-deb; do
        command -v "$tool" >/dev/null || cannot "$tool is missing."
    done
    address=$(debian_address)
    [[ -n $address ]] || cannot "this machine has no Debian package source."
    rm -rf "$state"
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    : >"$state/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $address $suite $components" >"$state/sources.list"
    apt_options=(
        -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$state/lists"
        -o Dir::Cache="$state/cache" -o Dir::State::status="$state/status" -o APT::Sandbox::User=root -o Acquire::Languages=none
        -o Acquire::Retries=3
    )
    apt-get "${apt_options[@]}" -qq update >&2 || cannot "the package lists of Debian $suite could not be fetched."
}
