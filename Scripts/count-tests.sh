#!/usr/bin/env bash
# Counts the tests in the output of `swift test` and prints one line: N passed, N failed.
#
#   Scripts/count-tests.sh LOG STATUS
#
# Tests are counted as Swift Testing counts them, a test with several arguments as one; skipped tests
# are neither passed nor failed. Where STATUS (how the run ended) is not 0 though every test that ended
# had passed, something else failed - the build, the lint, a crash - and counts as one failure. Exits
# 0 only if nothing failed and at least one test ran.
set -euo pipefail

readonly log=$1 status=$2

# The lines begin with a symbol that depends on the terminal, and a test's own output may stand before
# them, so only the words are looked at: `Test name() passed after 0.1 seconds.`
LC_ALL=C awk -v status="$status" '
  / Test run with [0-9]+ tests? / { next }
  / Test .* passed after [0-9.]+ seconds/ { passed++ }
  / Test .* failed after [0-9.]+ seconds/ { failed++ }
  / Test .* skipped/ { skipped++ }
  END {
    if (failed == 0 && (status != 0 || passed == 0)) { failed = 1 }
    if (skipped > 0) { printf "%d skipped\n", skipped }
    printf "%d passed, %d failed\n", passed, failed
    exit failed > 0
  }
' "$log"
