#!/usr/bin/env bash
# Runs `LOCKSTEP compare ARGUMENTS…` where there is an OpenCL device, and says so where there is none.
#
#   Scripts/compare-if-opencl.sh .build/release/lockstep configs/regularization.yaml --set epochs=1
set -euo pipefail

readonly lockstep=$1 no_such_device=69
shift

if ! "$lockstep" devices --json | grep '"identifier" *: *"opencl' > /dev/null; then
  echo "There is no OpenCL device here, so there is nothing to compare the CPU with."
  exit 0
fi
echo
status=0
"$lockstep" compare "$@" || status=$?
# A device that fails its self-test: compare has said so, and the study above is not the worse for it.
((status == no_such_device)) || exit "$status"
