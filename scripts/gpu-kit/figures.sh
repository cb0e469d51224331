# Sourced by run.sh, in the folder of the results: tables and summary.md of what the steps left in `work`, and the removal of personal
# details. Uses `device`, `chosen`, `output`, `kit` and `outcome` of run.sh.

# What every awk program here has: CSV with quotes, columns by their names, numbers for people.
awk_library='
    function split_csv(line, cells,    i, c, n, quoted) {
        delete cells
        n = 1
        for (i = 1; i <= length(line); ++i) {
            c = substr(line, i, 1)
            if (c == "\"") {
                if (quoted && substr(line, i + 1, 1) == "\"") { cells[n] = cells[n] c; ++i }
                else quoted = !quoted
            } else if (c == "," && !quoted) ++n
            else if (c != "\r") cells[n] = cells[n] c
        }
        return n
    }
    # Call it for every line: true for rows, whose cells at(NAME) gives; false for the header of a file.
    function is_row(    i, n) {
        n = split_csv($0, cells)
        if (FNR > 1) return n > 1
        delete column
        for (i = 1; i <= n; ++i) column[cells[i]] = i
        return 0
    }
    function at(name) { return name in column ? cells[column[name]] : "" }
    function quote(text) {
        if (text !~ /[",]/) return text
        gsub(/"/, "\"\"", text)
        return "\"" text "\""
    }
    function absolute(x) { return x < 0 ? -x : x }
    function deviation(x, reference) { return reference == 0 ? absolute(x) : absolute(x - reference) / absolute(reference) }
    function percent(x) { return sprintf("%.1f %%", 100 * x) }
    function megabytes(x) { return x == "" ? "" : sprintf("%.2f", x / 1e6) }
    # Three figures.
    function short(x) { return x == "" ? "" : sprintf("%.3g", x) }
    function ratio(x, reference) { return x == "" || reference == "" || reference + 0 == 0 ? "" : short(x / reference) }
    # The value of a line of indented JSON.
    function json_value(line) {
        sub(/^ *"[a-z_0-9]*": /, "", line)
        sub(/,$/, "", line)
        if (line == "null") return ""
        if (line ~ /^".*"$/) { line = substr(line, 2, length(line) - 2); gsub(/\\"/, "\"", line); gsub(/\\\\/, "\\", line) }
        return line
    }
    function json_key(line) {
        if (line !~ /^ *"[a-z_0-9]*": /) return ""
        sub(/^ *"/, "", line)
        sub(/".*/, "", line)
        return line
    }
'

# A field of what `bruno devices --json` says about the device.
device_field() {
    awk -v device="$device" -v field="$1" "$awk_library"'
        /^    }/ { inside = 0 }
        /^      "name": / { inside = json_value($0) == device }
        inside && json_key($0) == field { print json_value($0); exit }' work/devices.json 2>/dev/null
}

has_double() { [[ $(device_field has_double) == true ]]; }
is_gpu() { [[ $(device_field is_gpu) == true ]]; }

# json_field FILE KEY: the first value of a key in a JSON file of ours.
json_field() {
    [[ ! -f $1 ]] || awk -v field="$2" "$awk_library"'json_key($0) == field { print json_value($0); exit }' "$1"
}

# What counts as agreement of a training with that on the CPU: the deviation of the training loss in the first epoch and in the last.
# Rounding differs from device to device, exponentials in the last digit, products and sums fused or not. The loss is one of numbers
# of spikes, so nothing of that is seen in it until rounding moves a spike; from there on two trainings part, and ever further. In
# float that happens within the first epochs, in double not within two. A network that does not learn is 4 % off after one epoch of the
# quickstart; with another seed it is 6 % off after one and 32 % after three (exact gradient), as far as two trainings can part.
declare -A first_accepted=([float]=1e-2 [double]=1e-6) last_accepted=([float]=0.1 [double]=1e-6)

# compare_trainings NAME PRECISION: appends to trainings.csv, prints the deviations, and fails where they are too large.
compare_trainings() {
    local name=$1
    [[ -f trainings.csv ]] || echo "run,device,epoch,split,loss,accuracy,seconds,loss_deviation_from_cpu" >trainings.csv
    awk -v name="$name" -v device="$device" -v first="${first_accepted[$2]}" -v last="${last_accepted[$2]}" "$awk_library"'
        !is_row() { ++file; next }
        { key = at("epoch") "," at("split") }
        file == 1 {
            loss[key] = at("loss")
            print name ",cpu," key "," at("loss") "," at("accuracy") "," at("seconds") "," >>"trainings.csv"
        }
        file == 2 {
            d = key in loss ? deviation(at("loss"), loss[key]) : "nan"
            print name "," quote(device) "," key "," at("loss") "," at("accuracy") "," at("seconds") "," d >>"trainings.csv"
            if (at("split") == "train") { if (!rows++) begin = d; end = d }
        }
        END {
            printf "loss of the first epoch within %.1e of the CPU, of the last within %.1e (accepted %g and %g)\n", begin, end, first, last
            exit !(rows > 0 && begin <= first && end <= last)
        }' "work/$name-cpu/metrics.csv" "work/$name-device/metrics.csv"
}

# The tables that need more than copying.
write_tables() {
    local precision place name
    if [[ -f work/check.json ]]; then
        awk "$awk_library"'
            BEGIN { print "family,precision,passed,comparisons,quantity,deviation,tolerance,seconds,problem" }
            /^      "/ { value[json_key($0)] = json_value($0) }
            /^    }/ && "family" in value {
                print quote(value["family"]) "," value["precision"] "," value["passed"] "," value["comparisons"] "," quote(value["quantity"]) "," \
                    value["deviation"] "," value["tolerance"] "," value["seconds"] "," quote(value["problem"])
                delete value
            }' work/check.json >check.csv
        cp work/check.json check.json
    fi
    for precision in float double; do
        [[ -s work/golden-$precision.json ]] || continue
        [[ -f golden.csv ]] || echo "precision,file,quantity,deviation,tolerance,passed" >golden.csv
        awk -v precision="$precision" "$awk_library"'
            /^    "file": / { file = json_value($0) }
            /^    "problem": / && json_value($0) != "" { print precision "," file "," quote(json_value($0)) ",,,false" }
            /^        "/ { value[json_key($0)] = json_value($0) }
            /^      }/ && "quantity" in value {
                print precision "," file "," quote(value["quantity"]) "," value["value"] "," value["tolerance"] "," value["passed"]
                delete value
            }' "work/golden-$precision.json" >>golden.csv
    done
    for place in device cpu; do
        for name in adaptive euler; do
            [[ -s work/time-$name-$place/time.csv ]] || continue
            [[ -f time.csv ]] || echo "device,$(head -n 1 "work/time-$name-$place/time.csv")" >time.csv
            tail -n +2 "work/time-$name-$place/time.csv" | awk -v place="$([[ $place == cpu ]] && echo cpu || echo "$device")" '{ print place "," $0 }' >>time.csv
        done
    done
    [[ ! -s work/memory/memory.csv ]] || cp work/memory/memory.csv memory.csv
    if [[ -s work/chips/chips.json ]]; then
        awk "$awk_library"'
            BEGIN { print "after_seconds,chips,loss_mean,accuracy_mean,accuracy_deviation,accuracy_minimum,accuracy_maximum,yield" }
            /^      "/ { value[json_key($0)] = json_value($0) }
            /^    }/ && "after_seconds" in value {
                print value["after_seconds"] "," value["chips"] "," value["loss_mean"] "," value["accuracy_mean"] "," \
                    value["accuracy_deviation"] "," value["accuracy_minimum"] "," value["accuracy_maximum"] "," value["yield"]
                delete value
            }' work/chips/chips.json >chips.csv
    fi
    for name in operations compiled tape; do
        [[ -s work/pytorch-$name.csv ]] || continue
        [[ -f pytorch.csv ]] || head -n 1 "work/pytorch-$name.csv" >pytorch.csv
        tail -n +2 "work/pytorch-$name.csv" >>pytorch.csv
    done
}

write_summary() {
    local environment
    environment=$(ls work/*/environment.json 2>/dev/null | head -n 1)
    echo "# Bruno on $(model_of_device)"
    echo
    [[ $chosen != auto || $device != cpu ]] || printf 'No GPU that works was found: `auto` took the CPU, and all of this is about the CPU.\n\n'
    if [[ $device == opencl:* ]] && ! is_gpu; then
        printf 'This is an OpenCL device on a CPU: it shows what is right and what is wrong, and its times say nothing about GPUs.\n\n'
    fi
    echo "| | |"
    echo "|---|---|"
    line "device" "$device, $(model_of_device)"
    line "vendor" "$(device_field vendor)"
    line "driver" "$(device_field driver_version)"
    line "platform" "$(device_field platform)"
    line "device version" "$(device_field device_version)"
    line "device memory" "$(device_field memory_bytes | awk '{ printf "%.1f GB", $1 / 1e9 }')"
    line "multiprocessors" "$(device_field multiprocessors)"
    line "double precision" "$(has_double && echo yes || echo no)"
    line "processor" "$([[ -z $environment ]] || echo "$(json_field "$environment" cpu), $(json_field "$environment" cores) cores")"
    line "system" "$([[ -z $environment ]] || echo "$(json_field "$environment" operating_system), $(json_field "$environment" runtime)")"
    line "program" "$(bruno --version 2>/dev/null | head -n 1)$(awk -F= '$1 == "changes" && $2 == "yes" { print ", with changes that are in no commit" }' "$kit/kit.txt" 2>/dev/null)"
    line "ILGPU" "$(json_field work/check.json ilgpu_version)"
    line "date" "$(date -u +%FT%TZ)"
    line "load of the machine at the end" "$(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"

    printf '\n## Steps\n\n| step | result | seconds | limit | |\n|---|---|---|---|---|\n'
    awk "$awk_library"'is_row() {
        note = at("note"); gsub(/\|/, "/", note)
        timed = at("limit_seconds") > 0
        printf "| %s | %s | %s | %s | %s |\n", at("step"), at("result"), timed ? sprintf("%.1f", at("seconds")) : "", timed ? at("limit_seconds") : "", note
    }' steps.csv
    summarise_correctness
    summarise_trainings
    summarise_time
    summarise_memory
    summarise_chips
    summarise_pytorch
}

model_of_device() {
    local model
    model=$(device_field model)
    echo "${model:-$device}"
}

line() { [[ -z $2 ]] || echo "| $1 | ${2//|//} |"; }

summarise_correctness() {
    [[ -f check.csv || -f golden.csv ]] || return 0
    printf '\n## Is it right?\n'
    if [[ -f check.csv ]]; then
        printf '\n`check`, the deviations that come nearest to what is accepted:\n\n| precision | family | quantity | deviation | accepted |\n|---|---|---|---|---|\n'
        awk "$awk_library"'is_row() {
            ++families
            if (at("passed") != "true") { ++failed; share = 1e9 }
            else share = at("tolerance") > 0 ? at("deviation") / at("tolerance") : 0
            printf "%.9g\t| %s | %s | %s | %s | %s |\n", share, at("precision"), at("family") (at("passed") == "true" ? "" : " **failed**"), \
                at("quantity"), short(at("deviation")), short(at("tolerance"))
        }' check.csv | sort -t "$(printf '\t')" -k1,1gr | awk -F '\t' 'NR <= 6 || $1 >= 1e9 { print $2 }'
        awk "$awk_library"'is_row() { ++families; failed += at("passed") != "true" }
            END { printf "\n%d families compared, %d failed.\n", families, failed }' check.csv
    fi
    if [[ -f golden.csv ]]; then
        printf '\nConformance files, the deviation that comes nearest to what is accepted:\n\n| file | precision | quantity | deviation | accepted | |\n|---|---|---|---|---|---|\n'
        awk "$awk_library"'
            is_row() {
                key = at("file") " | " at("precision")
                if (!(key in worst)) { order[++n] = key; worst[key] = -1 }
                if (at("passed") == "false") bad[key] = 1
                share = at("passed") == "false" ? 1e9 : at("tolerance") == "" ? -1 : at("tolerance") > 0 ? at("deviation") / at("tolerance") : 0
                if (share > worst[key]) { worst[key] = share; text[key] = at("quantity") " | " short(at("deviation")) " | " short(at("tolerance")) }
            }
            END { for (i = 1; i <= n; ++i) printf "| %s | %s | %s |\n", order[i], text[order[i]], bad[order[i]] ? "**failed**" : "passed" }' golden.csv
    fi
}

summarise_trainings() {
    [[ -f trainings.csv ]] || return 0
    printf '\n## Trainings beside the CPU\n\n'
    printf 'The same seed on both. Accepted deviations of the training loss from that of the CPU: in float %s in the first epoch and %s in\n' \
        "${first_accepted[float]}" "${last_accepted[float]}"
    printf 'the last, in double %s and %s. The loss is one of numbers of spikes, so trainings are the same until rounding moves a spike,\n' \
        "${first_accepted[double]}" "${last_accepted[double]}"
    printf 'and part from there on. Seconds are those of the last epoch of training; where there is only one, the compilation of the\n'
    printf 'kernels is in them.\n\n'
    echo "| run | epochs | loss, device | loss, CPU | deviation, first epoch | last | test accuracy, device | CPU | seconds, device | CPU | times as fast |"
    echo "|---|---|---|---|---|---|---|---|---|---|---|"
    awk "$awk_library"'
        is_row() {
            run = at("run")
            # The rows of the CPU come first; where the device is the CPU too, the name does not tell them apart.
            place = at("loss_deviation_from_cpu") == "" ? "cpu" : "device"
            if (!(run in seen)) { seen[run] = 1; order[++n] = run }
            if (at("split") == "train") {
                if (place == "device" && !((run) in first)) first[run] = at("loss_deviation_from_cpu")
                last[run] = at("loss_deviation_from_cpu")
                loss[run, place] = at("loss"); seconds[run, place] = at("seconds"); epochs[run] = at("epoch")
            }
            if (at("split") == "test") accuracy[run, place] = at("accuracy")
        }
        END {
            for (i = 1; i <= n; ++i) {
                r = order[i]
                printf "| %s | %d | %.5f | %.5f | %.1e | %.1e | %s | %s | %s | %s | %s |\n", r, epochs[r], loss[r, "device"], loss[r, "cpu"], first[r], last[r], \
                    percent(accuracy[r, "device"]), percent(accuracy[r, "cpu"]), short(seconds[r, "device"]), short(seconds[r, "cpu"]), \
                    ratio(seconds[r, "cpu"], seconds[r, "device"])
            }
        }' trainings.csv
}

summarise_time() {
    [[ -f time.csv ]] || return 0
    printf '\n## Training steps\n\n'
    printf 'Network 128 -> 256 LIF -> 27 FeLIF, seconds of a training step, the median of three. Launches at most: the time at batch 1 as a\n'
    printf 'share of this one. Launches cannot take more than that of it, nor can anything else that a larger batch does not have more of.\n\n'
    echo "| integrator | method | steps | batch | seconds | CPU | times as fast | launches at most | neuron-ms/s | forward | backward | peak MB |"
    echo "|---|---|---|---|---|---|---|---|---|---|---|---|"
    awk -v device="$device" "$awk_library"'
        is_row() {
            key = at("integrator") " " at("setting") " | " at("method") " | " at("horizon_steps")
            size = key SUBSEP at("batch")
            if (at("device") == "cpu") cpu[size] = at("seconds")
            if (at("device") == device && !(size in seconds)) {
                order[++n] = size; keys[size] = key; batch[size] = at("batch"); seconds[size] = at("seconds")
                rest[size] = short(at("neuron_milliseconds_per_second")) " | " percent(at("forward_share")) " | " percent(at("backward_share")) \
                    " | " megabytes(at("device_bytes_peak"))
                if (at("batch") == 1) one[key] = at("seconds")
            }
        }
        END {
            for (i = 1; i <= n; ++i) {
                s = order[i]; k = keys[s]
                share = k in one && seconds[s] > 0 ? one[k] / seconds[s] : ""
                printf "| %s | %s | %s | %s | %s | %s | %s |\n", k, batch[s], short(seconds[s]), s in cpu ? short(cpu[s]) : "", \
                    ratio(cpu[s], seconds[s]), share == "" ? "" : percent(share < 1 ? share : 1), rest[s]
            }
        }' time.csv
}

summarise_memory() {
    [[ -f memory.csv ]] || return 0
    printf '\n## Memory\n\n| method | micro-steps | steps | batch | peak MB | saving against bptt | seconds | against bptt | |\n|---|---|---|---|---|---|---|---|---|\n'
    awk "$awk_library"'is_row() {
        printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", at("method"), at("substeps"), at("horizon_steps"), at("batch"), \
            megabytes(at("device_bytes_peak")), percent(at("saving_vs_bptt")), short(at("seconds")), short(at("time_ratio_vs_bptt")), at("status")
    }' memory.csv
}

summarise_chips() {
    [[ -f chips.csv ]] || return 0
    printf '\n## Virtual chips\n\nThe quickstart with 5 %% D2D of neurons and synapses:\n\n| after, s | chips | accuracy | deviation | worst | yield |\n|---|---|---|---|---|---|\n'
    awk "$awk_library"'is_row() {
        printf "| %s | %s | %s | %s | %s | %s |\n", at("after_seconds"), at("chips"), percent(at("accuracy_mean")), percent(at("accuracy_deviation")), \
            percent(at("accuracy_minimum")), percent(at("yield"))
    }' chips.csv
    # The program compares with one chip at all times of reading, a hundred times over.
    awk -v seconds="$(json_field work/chips/chips.json seconds)" -v one="$(json_field work/chips/chips.json seconds_of_one)" \
        -v share="$(json_field work/chips/chips.json share_of_one_by_one)" -v at_a_time="$(json_field work/chips/chips.json chips_at_a_time)" '
        BEGIN {
            printf "\n%.2f s, %d chips at a time", seconds, at_a_time
            if (one != "" && share != "") printf "; one chip alone %.3f s, so all together take %.1f %% of one after the other", one, 100 * share
            print "."
        }'
}

summarise_pytorch() {
    [[ -f pytorch.csv && -f time.csv ]] || return 0
    printf '\n## Beside PyTorch\n\n'
    printf 'The same network and sizes. A ratio is the time of PyTorch over that of Bruno on `%s`. Memory of PyTorch on a GPU is what its\n' "$device"
    printf 'allocator handed out, on a CPU the growth of the resident set.\n\n'
    echo "| what | runs on | steps | batch | seconds | memory MB | to Bruno, Euler | to Bruno, adaptive |"
    echo "|---|---|---|---|---|---|---|---|"
    awk -v device="$device" "$awk_library"'
        !is_row() { ++file; next }
        file == 1 && at("device") == device && at("method") == "bruno" { bruno[at("integrator"), at("horizon_steps"), at("batch")] = at("seconds") }
        file == 2 {
            euler = bruno["euler", at("horizon_steps"), at("batch")]; adaptive = bruno["adaptive", at("horizon_steps"), at("batch")]
            memory = at("device_bytes_peak") == "" ? at("resident_bytes_peak") : at("device_bytes_peak")
            s = at("seconds")
            printf "| %s, %s | %s | %s | %s | %s | %s | %s | %s |\n", at("implementation"), at("method"), at("accelerator"), at("horizon_steps"), at("batch"), \
                s == "" ? at("status") : short(s), megabytes(memory), ratio(s, euler), ratio(s, adaptive)
        }' time.csv pytorch.csv
}

# What tells who ran this and where. Names are taken out of logs only: they might be words of a table's.
scrub_program='
    function without(line, text, whole,    begin, result, before, after) {
        if (length(text) < 3) return line
        while ((begin = index(line, text)) > 0) {
            before = begin > 1 ? substr(line, begin - 1, 1) : ""
            after = substr(line, begin + length(text), 1)
            result = result substr(line, 1, begin - 1) (whole && (before after) ~ /[[:alnum:]_]/ ? text : "...")
            line = substr(line, begin + length(text))
        }
        return result line
    }
    {
        line = without(without(without($0, ENVIRON["SCRUB_OUTPUT"]), ENVIRON["SCRUB_KIT"]), ENVIRON["SCRUB_HOME"])
        gsub(/\/home\/[^\/ ":,]+/, "/home/...", line)
        if (names) line = without(without(line, ENVIRON["SCRUB_HOST"], 1), ENVIRON["SCRUB_USER"], 1)
        print line
    }'

scrub() {
    local user
    user=$(id -un 2>/dev/null)
    [[ $user != root ]] || user=''
    SCRUB_OUTPUT=$output SCRUB_KIT=$kit SCRUB_HOME=${HOME:-} SCRUB_HOST=$(uname -n) SCRUB_USER=$user awk -v names="$1" "$scrub_program"
}

scrub_text() { printf '%s\n' "$1" | scrub 1; }

scrub_files() {
    local file
    for file in *.csv *.json *.md logs/*; do
        [[ -f $file ]] || continue
        scrub "$([[ $file == logs/* ]] && echo 1 || echo 0)" <"$file" >scrubbed.tmp && mv scrubbed.tmp "$file"
    done
}
