#!/usr/bin/env bash
# Measures Lockstep on this machine's GPU, and PyTorch and JAX beside it where Python has them.
#
#   ./bench.sh                                   everything, in under ten minutes
#   ./bench.sh --parts study,tune --minutes 4    a piece of it; the results of the others are kept
#   ./bench.sh --help
#
# PYTHON names the Python to use, 3.10 or newer; default python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2> /dev/null; then
  echo "bench-gpu: '$python' is not Python 3.10 or newer; name one with PYTHON=PATH" >&2
  exit 64
fi
# Only for the bench: what else is in the variable stays, since the peers may lie there.
export PYTHONPATH="$here/Benchmarks${PYTHONPATH:+:$PYTHONPATH}"
# Leaves nothing but results in the folder.
export PYTHONDONTWRITEBYTECODE=1
exec "$python" -m gpubench --program "$here/run.sh" "$@"
