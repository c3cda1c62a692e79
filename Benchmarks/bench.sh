#!/usr/bin/env bash
# Times study A on the CPU backend and on OpenCL: all 60 trials together, then one trial alone.
#
#   Benchmarks/bench.sh .build/release/lockstep [--json] [--device opencl:NAME] [--set epochs=2]
#
# Figures are only worth noting from a machine that does nothing else. Compilation and loading are
# not in the seconds. LOCKSTEP_DATA names the data; without it the study runs on synthetic-digits,
# which takes the same time.
set -euo pipefail

readonly lockstep=$1
shift
readonly study=configs/regularization.yaml

echo "# 60 trials" >&2
"$lockstep" compare "$study" --fallback-synthetic --quiet "$@"
echo "# one trial" >&2
"$lockstep" compare "$study" --fallback-synthetic --quiet --set 'data.sets=[mnist]' \
  --set 'trials.regularizer=[none]' --set 'trials.seed=[5097]' "$@"
