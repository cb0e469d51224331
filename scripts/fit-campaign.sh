#!/usr/bin/env bash
# Fits five parameters of FeLIF to two voltage loops with 1 % noise, 20 times with noise of its own, and counts in how many draws all of
# them come back within three standard errors. The traces are made by explicit Euler, the fits integrate adaptively from another start.
# Usage: scripts/fit-campaign.sh [OUTPUT_FOLDER]; DRAWS chooses how many.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=${1:-runs/fit-campaign}
draws=${DRAWS:-20}
names=saturation_polarization,activation_field,switching_exponent,interface_thickness,parasitic_capacitance
starts=(--start saturation_polarization=0.19 --start activation_field=11.5e8 --start switching_exponent=1.4
    --start interface_thickness=1.2e-9 --start parasitic_capacitance=2.5e-14)
truth="saturation_polarization 0.22 activation_field 12.7e8 switching_exponent 1.3 interface_thickness 1.375e-9 parasitic_capacitance 15e-15"

# loop NAME PERIOD DURATION STEP: a loop of 3 V, twice round.
loop() {
    "$root/bruno" simulate --waveform triangle --voltage 3V --period "$2" --duration "$3" --outer-step "$4" --substeps 100 --integrator euler \
        --precision double --resolution outer --device cpu --output "$output/$1" --force >/dev/null
}

# noise IN OUT SEED: the current with Gaussian noise of 1 % of its largest value (Box and Muller's method).
noise() {
    awk -F, -v OFS=, -v seed="$3" '
        NR == FNR { if (FNR > 1) { v = $NF < 0 ? -$NF : $NF; if (v > largest) largest = v } next }
        FNR == 1 { srand(seed); print; next }
        { $NF = sprintf("%.17g", $NF + 0.01 * largest * sqrt(-2 * log(1 - rand())) * cos(6.283185307179586 * rand())); print }' "$1" "$1" >"$2"
}

mkdir -p "$output"
loop slow 4ms 8ms 20us
loop fast 0.4ms 0.8ms 2us
good=0
began=$SECONDS
for ((draw = 1; draw <= draws; ++draw)); do
    noise "$output/slow/trajectory.csv" "$output/slow.csv" $((2 * draw))
    noise "$output/fast/trajectory.csv" "$output/fast.csv" $((2 * draw + 1))
    "$root/bruno" fit felif "$output/slow.csv" "$output/fast.csv" --parameters "$names" "${starts[@]}" --device cpu --no-progress \
        --output "$output/card-$draw.toml" --force >"$output/fit-$draw.txt"
    worst=$(awk -v truth="$truth" '
        BEGIN { n = split(truth, t, " "); for (i = 1; i < n; i += 2) value[t[i]] = t[i + 1] }
        /^\[values\./ { name = substr($0, 9, length($0) - 9) }
        /^value = / { found[name] = $3 }
        /^standard_error = / { z = (found[name] - value[name]) / $3; z = z < 0 ? -z : z; if (z > worst) worst = z }
        END { printf "%.2f", worst }' "$output/card-$draw.toml")
    awk -v worst="$worst" 'BEGIN { exit !(worst <= 3) }' && good=$((good + 1))
    echo "draw $draw: the worst parameter is $worst standard errors off"
done
echo "$good of $draws draws within three standard errors, $(((SECONDS - began) * 10 / draws)) tenths of a second a fit, $((SECONDS - began)) s in all"
