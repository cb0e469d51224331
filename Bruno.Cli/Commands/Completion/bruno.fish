# Completes commands, options, presets and models of bruno in fish, and files.
# To have it always:   bruno completion fish > ~/.config/fish/completions/bruno.fish
function __bruno_candidates
    set -l line (commandline --cut-at-cursor)
    bruno "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command bruno --arguments '(__bruno_candidates)'
