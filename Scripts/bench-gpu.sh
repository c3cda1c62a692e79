#!/usr/bin/env bash
# `make bench-gpu`: packs the GPU bench where there is Swift, and runs it where there is a GPU.
#
# All arguments go to gpu-bundle/bench.sh (--help lists them); with --device it runs in any case.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly bundle=gpu-bundle

say() { printf 'bench-gpu: %s\n' "$*" >&2; }

if command -v "${SWIFT:-swift}" > /dev/null; then
  "${MAKE:-make}" gpu-bundle
  # What is carried stays as small as it was packed.
  export LOCKSTEP_UNPACKED=$PWD/.build-bundle/unpacked
elif [[ -x $bundle/bench.sh ]]; then
  say "no Swift here: running what $bundle/ was packed with"
else
  say "neither Swift nor $bundle/ here: run 'make bench-gpu' on a machine with Swift, and carry $bundle/ over"
  exit 69
fi

# Without a GPU, packing it is all there is to do.
if [[ " $* " != *" --device"* ]]; then
  status=0
  reason=$("$bundle/bench.sh" --has-gpu 2>&1) || status=$?
  if ((status == 69)); then
    say "$bundle/ is packed, and not run: ${reason##*bench-gpu: }. Carry the folder to a Linux x86-64 machine" \
      "with a GPU and run $bundle/bench.sh there"
    exit 0
  fi
fi
exec "$bundle/bench.sh" "$@"
