#!/usr/bin/env bash
# Builds the documentation of all modules into docs-build/, with the toolchain's own `docc`.
#
#   Scripts/docs.sh
#   python3 -m http.server --directory docs-build   # then open http://localhost:8000/documentation/
#
# A module's pages are its DocC catalog, where it has one, and its public symbols. Warnings of docc -
# a link that leads nowhere, say - are errors.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly modules=(Programs CPUBackend OpenCLBackend Kernels Networks Datasets Training Studies Reports)
readonly output=docs-build

docc=$(command -v docc || true)
[[ -n $docc ]] || docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
if [[ ! -x $docc ]]; then
  echo "docs: this Swift toolchain has no docc" >&2
  exit 1
fi

swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members > /dev/null
graphs=$(swift build --show-bin-path)/../symbolgraph

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archives=()
for module in "${modules[@]}"; do
  mkdir -p "$work/$module"
  # A module's own symbols, and what it adds to other modules' types.
  cp "$graphs/$module".symbols.json "$work/$module/"
  cp "$graphs/$module"@*.symbols.json "$work/$module/" 2> /dev/null || true
  catalog=Sources/$module/$module.docc
  [[ -d $catalog ]] || catalog=""
  "$docc" convert ${catalog:+"$catalog"} \
    --additional-symbol-graph-dir "$work/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "lockstep.$module" \
    --warnings-as-errors --output-path "$work/$module.doccarchive"
  archives+=("$work/$module.doccarchive")
done

rm -rf "$output"
"$docc" merge "${archives[@]}" --synthesized-landing-page-name Lockstep --output-path "$output"
echo "docs: $output/documentation/ has the pages; serve them with"
echo "  python3 -m http.server --directory $output"
