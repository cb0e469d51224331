#!/usr/bin/env bash
# Installs the Debian packages that some tests run beside the program: Slurm, ADMS, SUNDIALS, Chromium. Those tests are skipped where they are
# missing. Needs root, apt and a network; does nothing where all are there.
set -euo pipefail

packages=(slurm-wlm munge adms libsundials-dev chromium)
missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
((${#missing[@]})) || exit 0
apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y "${missing[@]}"
