# Sourced by `test` and by scripts/nightly.sh, with `root` set to the root of the repository and `dotnet` to an SDK: runs tests,
# counts them, and tells why some were skipped.

passed=0 failed=0 skipped=0
besides=()
reports=$(mktemp -d)
trap 'abandon; rm -rf "$reports"' EXIT

# Ends what still runs in the background where the script ends before it, as by Ctrl-C.
abandon() {
    local process
    for process in "${besides[@]}"; do
        pkill -P "$process" || true
        kill "$process" || true
    done 2>/dev/null
}

# The names of failed tests again, at the end of an output that may be long, and the classes that took longest.
finish() {
    if [[ -s $reports/slow ]]; then
        echo "== longest classes of tests, in seconds (they run side by side)"
        sort -rn "$reports/slow" | sed -n 1,15p
    fi
    [[ ! -s $reports/failed ]] || { echo "== failed"; cat "$reports/failed"; }
    echo "Took $((SECONDS / 60)) min $((SECONDS % 60)) s."
    echo "$passed passed, $failed failed, $skipped skipped"
    [[ $failed -eq 0 ]]
    exit
}

# The number that the runner's report gives for an outcome; 0 where the report was cut off.
count() {
    local number
    number=$(sed -n "s/.*<assembly [^>]*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1" | sed -n 1p)
    echo "${number:-0}"
}

# Lines "seconds class" of a runner's report.
class_times() {
    grep -o '<collection [^>]*>' "$1" |
        sed -n 's/.* name="Test collection for \([^ "]*\).* time="\([0-9]*\)[.0-9]*".*/\2 \1/p'
}

# The names of the tests that failed in a runner's report.
failed_tests() {
    grep -o '<test [^>]* result="Fail"' "$1" | sed -n 's/.* name="\([^"]*\)".*/   \1/p'
}

# The output without skipped tests; what they were skipped for is told once each, with their number.
condense_skips() {
    awk '
        / \[SKIP\]$/ { isSkip = 1; next }
        isSkip { isSkip = 0; sub(/^ +/, ""); ++reasons[$0]; next }
        /^ +(Discover(ing|ed)|Starting|Finished): / { next }
        /^=== TEST EXECUTION SUMMARY/ { next }
        /^[0-9]+ warnings? generated\.$/ { next }
        { print; fflush() }
        END { for (reason in reasons) print "   " reasons[reason] " skipped: " reason }'
}

# Runs the tests of a project: its name, then the command.
run_tests() {
    local name=$1 report=$reports/$1.xml status=0 failures=0 begin=$SECONDS
    shift
    echo "== $name"
    rm -f "$report"
    "$@" -noColor -noLogo -result-xml "$report" 2>&1 | condense_skips || status=$?
    if [[ -s $report ]]; then
        failures=$(($(count "$report" failed) + $(count "$report" errors)))
        passed=$((passed + $(count "$report" passed)))
        skipped=$((skipped + $(count "$report" skipped)))
        class_times "$report" >>"$reports/slow" || true
        failed_tests "$report" >>"$reports/failed" || true
    fi
    if [[ $status -ne 0 && $failures -eq 0 ]]; then
        echo "$name ended with exit code $status without naming a failed test."
        echo "   $name: exit code $status" >>"$reports/failed"
        failures=1
    fi
    failed=$((failed + failures))
    echo "   $((SECONDS - begin)) s"
}

# Runs one of these functions in the background; what it prints and counts comes with `collect`.
beside() {
    local number=${#besides[@]}
    rm -f "$reports/beside.$number.counts"
    (
        passed=0 failed=0 skipped=0
        trap - EXIT
        "$@"
        echo "$passed $failed $skipped" >"$reports/beside.$number.counts"
    ) >"$reports/beside.$number.log" 2>&1 &
    besides+=("$!")
}

# Waits for what runs in the background.
collect() {
    local number counts
    for number in "${!besides[@]}"; do
        wait "${besides[number]}" || true
        cat "$reports/beside.$number.log"
        if [[ -s $reports/beside.$number.counts ]]; then
            read -r -a counts <"$reports/beside.$number.counts"
            passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
        else
            failed=$((failed + 1))
            echo "   tests in the background: they did not end" >>"$reports/failed"
        fi
    done
    besides=()
}

# Runs a command that is one test.
run_check() {
    local name=$1 begin=$SECONDS
    shift
    echo "== $name"
    if "$@" 2> >(grep -vE '^[0-9]+ warnings? generated\.$' >&2); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "   $name" >>"$reports/failed"
    fi
    echo "   $((SECONDS - begin)) s"
}

# The conformance files in both precisions, and the check of the device, on the OpenCL device that is set up in a folder.
check_opencl() {
    local run=$1/run bruno=Bruno.Cli/bin/Release/net10.0/bruno.dll precision
    for precision in float double; do
        run_check "conformance on OpenCL in $precision" \
            "$run" "$dotnet" "$bruno" check golden tests/golden --device opencl:0 --precision "$precision"
    done
    run_check "check of the OpenCL device" "$run" "$dotnet" "$bruno" check --device opencl:0 --no-progress
}

# All OpenCL tests on the device that is set up in a folder, and beside them what checks it: most of the time goes into compiling kernels,
# which takes one core.
run_opencl_tests() {
    beside check_opencl "$1"
    run_tests "Bruno.Gpu.Tests on OpenCL" "$1/run" "$dotnet" tests/Bruno.Gpu.Tests/bin/Release/net10.0/Bruno.Gpu.Tests.dll -class "*OpenClTests"
}
