#!/usr/bin/env bash
# Builds the programs in Examples/ against this package and runs them: seconds each, no data needed.
#
#   Scripts/examples.sh
#
# Both share a folder of build products, so that the library is compiled once. BUILD_FLAGS comes from the
# Makefile.
set -euo pipefail
cd "$(dirname "$0")/.."

read -ra flags <<< "${BUILD_FLAGS:-}"
for example in OwnModel SeedStudy; do
  swift run --package-path "Examples/$example" --scratch-path .build/examples -c release \
    "${flags[@]}" "$example"
done
