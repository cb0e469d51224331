# Completes commands, options, presets and models of bruno in bash; where there is nothing to say, files.
# To have it always:   mkdir -p ~/.local/share/bash-completion/completions && bruno completion bash > ~/.local/share/bash-completion/completions/bruno
_bruno() {
    # The program knows itself by its name, however it was called.
    local called=${COMP_WORDS[0]} line word candidate
    line="bruno${COMP_LINE:${#called}}"
    local -i place=COMP_POINT-${#called}+5
    word=${line:0:place}
    word=${word##*[[:space:]]}
    # What bash takes for a word begins behind the last colon or equals sign.
    local kept=
    if [[ $word == *[:=]* ]]; then
        kept=${word%"${word##*[:=]}"}
    fi
    COMPREPLY=()
    while IFS= read -r candidate; do
        [[ $candidate == "$word"* ]] && COMPREPLY+=("${candidate#"$kept"}")
    done < <("$called" "[suggest:$place]" "$line" 2>/dev/null)
}
complete -o default -F _bruno bruno ./bruno
