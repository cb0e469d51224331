#!/usr/bin/env bash
# Mutation testing of gradients, integrators and checkpoints: changes an operator, a number or a statement of the sources, one at a time, and
# runs the tests of that part. Prints what became of each mutant, a table, the score and the survivors. Not part of ./test.
#
#   scripts/mutation.sh [MUTANTS] [SEED] [PART] [WORKERS]     tries MUTANTS (default 200) of all, drawn by SEED (default 1) from every file its
#                                                             share; of files whose path has PART; in WORKERS processes at a time (default 1)
#   scripts/mutation.sh try NUMBER ...                        tries these again
#
# With BRUNO_MUTATION_MADE=1 the mutants of the last time are taken as they are, and those that were tried are not tried again.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
source scripts/dotnet.sh
find_dotnet
program=tests/Bruno.Mutation/bin/Mutants/Bruno.Mutation.dll
if [ -z "${BRUNO_MUTATION_MADE:-}" ]; then
    "$dotnet" build tests/Bruno.Mutation --configuration Release --verbosity quiet --nologo -p:RunAnalyzers=false >&2
    # The assemblies of the product are replaced in a copy.
    rm -rf tests/Bruno.Mutation/bin/Mutants
    cp -r tests/Bruno.Mutation/bin/Release/net10.0 tests/Bruno.Mutation/bin/Mutants
    "$dotnet" "$program" make "$root"
fi
if [ "${1:-}" = try ]; then
    exec "$dotnet" "$program" "$@"
fi
exec "$dotnet" "$program" run "${1:-200}" "${2:-1}" "${3:-/}" "${4:-1}"
