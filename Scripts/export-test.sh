#!/usr/bin/env bash
# Lets the programs that exported files are for read them: onnxruntime, PyTorch, NumPy, TensorBoard.
#
#   Scripts/export-test.sh LOCKSTEP [TEST…]
#
# LOCKSTEP is the built program; tests are named as unittest does (`test_onnx.ONNX.test_lenet`). The readers,
# pinned in Tests/ExportChecks/requirements.txt, are installed at the first use into the user's cache
# (XDG_CACHE_HOME). Where they cannot be had the checks are skipped, loudly, or with
# LOCKSTEP_REQUIRE_READERS=1 fail.
set -euo pipefail
LOCKSTEP=$(realpath "${1:?"usage: Scripts/export-test.sh LOCKSTEP [TEST…]"}")
export LOCKSTEP
shift
cd "$(dirname "$0")/../Tests/ExportChecks"

say() { printf 'export-test: %s\n' "$*" >&2; }

# Ends the script: without readers nothing can be said.
skip() {
  say "$*"
  [[ ${LOCKSTEP_REQUIRE_READERS:-} != 1 ]] || exit 1
  say "SKIPPED: exported files were read by no other program"
  exit 0
}

# The pinned packages are for CPython 3.11; another version may find none of them.
python=$(command -v python3.11 || command -v python3) || skip "there is no python3"
readonly wheels=https://download.pytorch.org/whl/cpu
digest=$({ "$python" --version; cat requirements.txt; } | sha256sum | cut -c 1-8)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/lockstep/export-readers-$digest

if [[ ! -e $venv/.complete ]]; then
  say "installing the readers into $venv"
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  "$python" -m venv "$venv" || skip "'python3 -m venv' fails; on Debian 'apt-get install python3-venv' helps"
  pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.txt)
  # Where PyTorch keeps wheels without CUDA, tried if the configured index has none.
  "${pip[@]}" 2> "$venv/log" || "${pip[@]}" --extra-index-url "$wheels" 2>> "$venv/log" \
    || { tail -n 3 "$venv/log" >&2; skip "the readers cannot be installed"; }
  touch "$venv/.complete"
fi

if (($# == 0)); then set -- discover --start-directory .; fi
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" -m unittest "$@"
