#!/usr/bin/env bash
# Plays schedules of simulated faults: a training is killed, loses power, finds the disk full, torn writes and flipped bits, is resumed, and
# must end with the bits of one that nothing happened to. A schedule that fails prints its number.
#
#   scripts/fault-schedules.sh [COUNT] [FIRST]     COUNT schedules (default 10000) from number FIRST (default 1)
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet
"$dotnet" build tests/Bruno.Gpu.Tests --configuration Release --verbosity quiet --nologo
BRUNO_FAULT_SCHEDULES=${1:-10000} BRUNO_FAULT_SEED=${2:-1} \
    "$dotnet" tests/Bruno.Gpu.Tests/bin/Release/net10.0/Bruno.Gpu.Tests.dll -class "*FaultScheduleTests" -noLogo -noColor -showLiveOutput
