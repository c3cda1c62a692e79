#!/usr/bin/env bash
# Builds the documentation of all modules into docs-build/, with the toolchain's own `docc`.
#
#   Scripts/docs.sh
#   python3 -m http.server --directory docs-build   # then open http://localhost:8000/documentation/
#
# A module's pages are its DocC catalog, where it has one, and its public symbols. What docc complains
# about - a link that leads nowhere, say - ends the build; only parameters that explain themselves may
# go without a line of their own.
set -euo pipefail
cd "$(dirname "$0")/.."

# In the order of the target list: a module's links may lead to those above it.
readonly modules=(
  Programs Kernels CPUBackend OpenCLBackend Networks Datasets Training Studies Reports Exports Runs Lockstep
)
readonly output=docs-build

# BUILD_FLAGS comes from the Makefile: those of the tests, so that nothing is compiled twice.
read -ra flags <<< "${BUILD_FLAGS:-}"
swift build "${flags[@]}"
built=$(swift build "${flags[@]}" --show-bin-path)
target=$(swift -print-target-info | sed -nE 's/.*"unversionedTriple": "([^"]*)".*/\1/p' | head -n 1)

# The C modules that ours import, and those of the packages that ours import.
shopt -s nullglob
c_modules=()
for map in Sources/*/module.modulemap "$built"/*.build/module.modulemap \
  .build/checkouts/*/Sources/*/include/module.modulemap; do
  c_modules+=(-Xcc "-fmodule-map-file=$map")
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dependencies=()
archives=()
for module in "${modules[@]}"; do
  mkdir "$work/$module"
  # What a module adds to the types of others has pages only in the library that programs import.
  extensions=()
  [[ $module != Lockstep ]] || extensions=(-emit-extension-block-symbols)
  swift symbolgraph-extract "${extensions[@]}" -module-name "$module" -I "$built/Modules" "${c_modules[@]}" \
    -target "$target" -minimum-access-level public -skip-synthesized-members \
    -output-dir "$work/$module"
  catalog=Sources/$module/$module.docc
  [[ -d $catalog ]] || catalog=""
  log=$work/$module.log
  status=0
  docc convert ${catalog:+"$catalog"} \
    --additional-symbol-graph-dir "$work/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "lockstep.$module" \
    --enable-experimental-external-link-support "${dependencies[@]}" \
    --ide-console-output --output-path "$work/$module.doccarchive" > "$log" 2>&1 || status=$?
  complaints=$(grep -E '(warning|error): ' "$log" | grep -v 'is missing documentation' || true)
  if ((status != 0)) || [[ -n $complaints ]]; then
    printf 'docs: %s\n%s\n' "$module" "${complaints:-$(cat "$log")}" >&2
    exit 1
  fi
  dependencies+=(--dependency "$work/$module.doccarchive")
  archives+=("$work/$module.doccarchive")
done

rm -rf "$output"
docc merge "${archives[@]}" --synthesized-landing-page-name Lockstep --output-path "$output"
echo "docs: $output/documentation/ has the pages; to read them:"
echo "  python3 -m http.server --directory $output"
