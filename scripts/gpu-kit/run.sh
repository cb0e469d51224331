#!/usr/bin/env bash
# Proves and measures Bruno on a compute device of this machine, against this machine's processor, and writes a folder of CSV files
# with a summary.md. It needs bash 4, coreutils and awk: no .NET, no network, no root. A step that fails stops no other.
#
#   ./run.sh [DEVICE] [--output FOLDER] [--minutes N] [--keep] [--plan]
#
#   DEVICE            cuda:0, opencl:0, cpu ...; default auto, which takes the best GPU
#   --output FOLDER   default bruno-DEVICE-TIME in the current folder
#   --minutes N       after so long no further step begins, and the one that runs is stopped (default 10)
#   --keep            keeps the folder `work` with the runs themselves
#   --plan            runs nothing; prints each step, its limit in seconds and its command, separated by tabs
#
# PYTHON names a Python that has PyTorch, where `python3` is not one. Exits with 0 where no step failed, 7 where one did, 130 where
# it was interrupted. The results hold no name of a user, a computer or a folder.
set -uo pipefail
export LC_ALL=C

kit=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
usage() {
    awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "${BASH_SOURCE[0]}" >&2
    exit 2
}

device=auto output='' minutes=10 keep=false plan=false
while (($# > 0)); do
    case $1 in
        --output) [[ -n ${2:-} ]] || usage; output=$2; shift ;;
        --minutes) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || usage; minutes=$2; shift ;;
        --keep) keep=true ;;
        --plan) plan=true ;;
        -*) usage ;;
        *) [[ $1 =~ ^(auto|cpu|(cuda|opencl):[0-9]+)$ ]] || usage; device=$1 ;;
    esac
    shift
done

chosen=$device
if ! $plan; then
    for tool in awk timeout sort; do
        command -v "$tool" >/dev/null || { echo "There is no $tool on this machine." >&2; exit 2; }
    done
    [[ -x $kit/bruno ]] || { echo "The program 'bruno' is not beside run.sh, or must not be executed there." >&2; exit 2; }
    output=${output:-bruno-${device/:/-}-$(date -u +%Y%m%d-%H%M%S)}
    mkdir -p "$output/logs" "$output/work" || exit 2
    # Command lines are recorded by the program: everything in them is relative to this folder.
    cd "$output" && output=$PWD && cp -r "$kit/golden" work/ && cp -r "$kit/side-by-side" work/ || exit 2
    source "$kit/figures.sh"
    # Kept results would hide that a kernel no longer compiles, and would stay behind on a machine that is not ours.
    export XDG_CACHE_HOME=$PWD/work/cache CUDA_CACHE_PATH=$PWD/work/cache/cuda TORCH_EXTENSIONS_DIR=$PWD/work/cache/torch
    export DOTNET_BUNDLE_EXTRACT_BASE_DIR=$PWD/work/cache/dotnet PYTHONDONTWRITEBYTECODE=1
    PATH=$kit:$PATH
    echo "step,result,seconds,limit_seconds,note" >steps.csv
fi

declare -A outcome=()
passed=0 failed=0 skipped=0 number=0 child='' interrupted=false
trap 'interrupted=true; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null' INT TERM

# record STEP RESULT SECONDS LIMIT NOTE
record() {
    outcome[$1]=$2
    case $2 in
        passed) passed=$((passed + 1)) ;;
        failed) failed=$((failed + 1)) ;;
        skipped) skipped=$((skipped + 1)) ;;
    esac
    number=$((number + 1))
    local note
    note=$(scrub_text "$5")
    printf '%s,%s,%s,%s,"%s"\n' "$1" "$2" "$3" "$4" "${note//\"/\'}" >>steps.csv
    printf '%3d  %-34s %-8s %7s s  %s\n' "$number" "$1" "$2" "$3" "$note"
}

skip() {
    $plan || record "$1" skipped 0 0 "$2"
}

milliseconds() {
    local nanoseconds
    nanoseconds=$(date +%s%N)
    echo $((nanoseconds / 1000000))
}

# Whether another step can begin; sets `seconds_left`, or `why_not`.
is_time_left() {
    seconds_left=$((minutes * 60 - SECONDS))
    why_not="no time was left"
    ! $interrupted || why_not=interrupted
    ! $interrupted && ((seconds_left >= 10))
}

# step NAME LIMIT [--into FILE] COMMAND ...: runs a command for so many seconds at most; with --into, its output goes to a file.
step() {
    local name=$1 limit=$2 log=logs/${1// /-}.log into='' begin status=0 seconds note='' cut=''
    shift 2
    if [[ $1 == --into ]]; then
        into=$2
        shift 2
    fi
    if $plan; then
        printf '%s\t%s\t%s\n' "$name" "$limit" "$*"
        return
    fi

    if ! is_time_left; then
        skip "$name" "$why_not"
        return
    fi
    if ((limit > seconds_left)); then
        limit=$seconds_left cut=", with the time of the whole run"
    fi
    begin=$(milliseconds)
    if [[ -n $into ]]; then
        timeout --kill-after=10 "$limit" "$@" >"$into" 2>"$log" </dev/null &
    else
        timeout --kill-after=10 "$limit" "$@" >"$log" 2>&1 </dev/null &
    fi
    child=$!
    # A signal to this script ends the waiting, not the command. What bash says of a command that was killed is in the note too.
    { wait "$child" || status=$?; } 2>/dev/null
    while kill -0 "$child" 2>/dev/null; do
        wait "$child" 2>/dev/null
    done
    child=''
    seconds=$(($(milliseconds) - begin))
    seconds=$((seconds / 1000)).$(printf '%03d' $((seconds % 1000)))
    if $interrupted; then
        note="interrupted"
    elif ((status == 124 || status == 137)); then
        note="stopped after $limit s$cut"
    elif ((status != 0)); then
        note="exit code $status: $(tail -n 1 "$log" | cut -c 1-200)"
    fi
    record "$name" "$([[ -z $note ]] && echo passed || echo failed)" "$seconds" "$limit" "$note"
}

# judge NAME FUNCTION ARGUMENTS ...: a step that looks at what others left; the function prints a note.
judge() {
    local name=$1 note
    shift
    if ! $plan; then
        if note=$("$@"); then
            record "$name" passed 0 0 "$note"
        else
            record "$name" failed 0 0 "$note"
        fi
    fi
}

# Whether steps passed; always while planning.
all_passed() {
    local name
    for name in "$@"; do
        $plan || [[ ${outcome[$name]:-} == passed ]] || return 1
    done
}

finish() {
    $plan && exit 0
    write_tables
    write_summary >summary.md
    local last="$passed steps passed, $failed failed, $skipped skipped"
    printf '\n%s\n' "$last" >>summary.md
    $keep || rm -rf work
    scrub_files
    printf 'results: %s\n%s\n' "$output" "$last"
    $interrupted && exit 130
    ((failed == 0)) || exit 7
    exit 0
}

# train_both NAME PRECISION ARGUMENTS ...: on the device and on the CPU, and whether they agree.
train_both() {
    local name=$1 precision=$2 place
    shift 2
    for place in device cpu; do
        # Where the check failed above, it is worth knowing what that does to a training.
        step "train $name on $place" 120 bruno train "$@" --no-check --precision "$precision" --seed 0 \
            --device "$([[ $place == cpu ]] && echo cpu || echo "$device")" --output "work/$name-$place" --no-progress
    done
    if all_passed "train $name on device" "train $name on cpu"; then
        judge "agreement $name" compare_trainings "$name" "$precision"
    else
        skip "agreement $name" "a training is missing"
    fi
}

time_both() {
    local name=$1 place
    shift
    for place in device cpu; do
        step "time $name on $place" 120 bruno benchmark time "$@" --seed 0 --repeats 3 \
            --device "$([[ $place == cpu ]] && echo cpu || echo "$device")" --output "work/time-$name-$place" --no-progress
    done
}

# Sets `python` and `torch_device`: the first Python that has PyTorch, and whether its PyTorch has a GPU.
find_torch() {
    local candidate
    python='' torch_device=cpu
    for candidate in ${PYTHON:-python3 /usr/bin/python3 python}; do
        torch_device=$(timeout 60 "$candidate" -c \
            'import torch; print("cuda" if torch.cuda.is_available() else "cpu")' 2>/dev/null | tail -n 1)
        if [[ $torch_device == cpu || $torch_device == cuda ]]; then
            python=$candidate
            return
        fi
    done
    return 1
}

pytorch() {
    local scripts=work/side-by-side golden=work/golden/felif_01_const_spiking_n1000.json
    if $plan; then
        python=python3 torch_device=cpu
    elif ! is_time_left; then
        skip "pytorch" "$why_not"
        return
    elif ! find_torch; then
        skip "pytorch" "no Python with PyTorch is here"
        return
    fi
    # Like is compared with like: PyTorch on the same GPU, or on the processor where Bruno runs there.
    if [[ $device == cuda:* && $torch_device == cuda ]]; then
        torch_device=$device
    elif $plan || ! is_gpu; then
        torch_device=cpu
    fi
    local sizes=(--device "$torch_device" --horizons 10 --batch 16,128)
    step "pytorch proof" 90 "$python" "$scripts/pytorch_felif.py" --device "$torch_device" --modes operations,tape \
        --only-check --check "$golden"
    step "pytorch operations" 90 "$python" "$scripts/pytorch_felif.py" "${sizes[@]}" --modes operations --repeats 3 \
        --output work/pytorch-operations.csv
    if [[ $torch_device != cpu ]]; then
        skip "pytorch compiled" "C++ for the processor; PyTorch uses the GPU here"
    elif ! $plan && ! compiles; then
        skip "pytorch compiled" "its C++ cannot be built here"
    else
        step "pytorch compiled" 90 "$python" "$scripts/pytorch_felif.py" "${sizes[@]}" --modes compiled,vectorised --repeats 3 \
            --output work/pytorch-compiled.csv
    fi
    step "pytorch tape" 90 "$python" "$scripts/pytorch_felif.py" "${sizes[@]}" --modes tape --repeats 1 \
        --output work/pytorch-tape.csv
}

compiles() {
    command -v g++ >/dev/null && command -v ninja >/dev/null \
        && timeout 90 "$python" work/side-by-side/pytorch_felif.py --modes compiled --only-check \
            --check work/golden/felif_01_const_spiking_n1000.json >logs/pytorch-build.log 2>&1
}

step "devices" 60 bruno devices --all
step "devices as JSON" 60 --into work/devices.json bruno devices --json
step "device opens" 60 bruno train quickstart --dry-run --device "$device"
if ! all_passed "device opens"; then
    skip "everything else" "the device does not open"
    finish
fi
if [[ $device == auto ]] && ! $plan; then
    # The program says on standard error which device it took, and why.
    device=$(awk '/^Device: / { print $2; exit }' logs/device-opens.log)
    [[ -n $device ]] || { skip "everything else" "the program did not say which device it took"; finish; }
    echo "     auto took $device$([[ $device == cpu ]] && echo ': there is no GPU that works here, so these are figures of the processor')"
fi

step "check" 240 bruno check --device "$device" --report work/check.json --no-progress
step "golden float" 60 --into work/golden-float.json bruno check golden work/golden --device "$device" --precision float --json
if $plan || has_double; then
    step "golden double" 60 --into work/golden-double.json bruno check golden work/golden --device "$device" --precision double --json
else
    skip "golden double" "the device has no double precision"
fi

train_both quickstart float quickstart --epochs 3
train_both quickstart-exact float quickstart --gradient exact --epochs 3
train_both quickstart-euler float quickstart --substeps 1000 --epochs 1
train_both tactile-lif float tactile-lif --epochs 1
train_both tactile-felif float tactile-felif --epochs 1
if $plan || has_double; then
    train_both quickstart-double double quickstart --gradient exact --epochs 2
else
    skip "train quickstart-double" "the device has no double precision"
fi

# Batch 1 is nearly all launches on a GPU: its time is the most that they can take of a larger batch's.
time_both adaptive --methods bruno,exact --integrators adaptive --horizons 10,50 --batch 1,16,128,1024
time_both euler --methods bruno --integrators euler --substeps 1000 --horizons 10 --batch 1,16,128,512
if all_passed "train quickstart on device"; then
    step "chips" 120 bruno evaluate work/quickstart-device --chips 100 --d2d 0.05 --after 1h,1y --device "$device" \
        --output work/chips --no-progress
else
    skip "chips" "there is no trained network"
fi
step "memory" 120 bruno benchmark memory --methods bruno,exact,bptt --horizons 10,20,50,100 --batch 16 --substeps 100 \
    --repeats 1 --seconds-per-row 5 --seed 0 --device "$device" --output work/memory --no-progress
pytorch
finish
