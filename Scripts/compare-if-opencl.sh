#!/usr/bin/env bash
# Runs `LOCKSTEP compare ARGUMENTS…` where there is an OpenCL device, and says so where there is none.
#
#   Scripts/compare-if-opencl.sh .build/release/lockstep configs/regularization.yaml --set epochs=1
set -euo pipefail

readonly lockstep=$1 no_such_device=69
shift

status=0
"$lockstep" compare "$@" || status=$?
if ((status == no_such_device)); then
  echo "No OpenCL device here, so there is nothing to compare the CPU with."
elif ((status != 0)); then
  exit "$status"
fi
