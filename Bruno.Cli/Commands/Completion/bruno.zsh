#compdef bruno
# Completes commands, options, presets and models of bruno in zsh; where there is nothing to say, files.
# To have it always:   bruno completion zsh > a folder of $fpath/_bruno
_bruno() {
    local -a candidates
    candidates=("${(@f)$(bruno "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
    candidates=(${candidates:#})
    if (( ${#candidates} )); then
        compadd -- "${candidates[@]}"
    else
        _files
    fi
}
if [[ $funcstack[1] == _bruno ]]; then
    _bruno "$@"
else
    compdef _bruno bruno
fi
