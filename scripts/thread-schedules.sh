#!/usr/bin/env bash
# Plays schedules of the host's worker threads: at every lock, wait and look, which thread goes on follows from the number of the schedule. A
# schedule that fails prints its number.
#
#   scripts/thread-schedules.sh [COUNT] [FIRST]     COUNT schedules (default 20000) from number FIRST (default 1)
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet
"$dotnet" build tests/Bruno.Gpu.Tests --configuration Release --verbosity quiet --nologo
BRUNO_THREAD_SCHEDULES=${1:-20000} BRUNO_THREAD_SEED=${2:-1} \
    "$dotnet" tests/Bruno.Gpu.Tests/bin/Release/net10.0/Bruno.Gpu.Tests.dll -class "*ThreadScheduleTests" -noLogo -noColor -showLiveOutput
