#!/usr/bin/env bash
# Counts the tests of a run of `swift test` and prints one line: N passed, N failed.
#
#   Scripts/count-tests.sh LOG RESULTS STATUS
#
# RESULTS is what `swift test --xunit-output` wrote, LOG what it printed, which serves when a crash
# left no results. Tests are counted as Swift Testing counts them, a test with several arguments as
# one; skipped tests are neither passed nor failed. Where STATUS (how everything ended) is not 0
# though no test failed, something else did - the build, the lint, a crash - and counts as one
# failure. Exits 0 only if nothing failed and at least one test passed.
set -euo pipefail

readonly log=$1 results=$2 status=$3

report() {
  LC_ALL=C awk -v status="$status" "$1"'
    END {
      if (failed == 0 && (status != 0 || passed == 0)) { failed = 1 }
      if (skipped > 0) { printf "%d skipped\n", skipped }
      printf "%d passed, %d failed\n", passed, failed
      exit failed > 0
    }
  ' "$2"
}

if grep -q '</testsuites>' "$results" 2> /dev/null; then
  report '
    /<testcase / { passed++; counted = 0 }
    /<failure/ && !counted { passed--; failed++; counted = 1 }
    /<skipped/ && !counted { passed--; skipped++; counted = 1 }
  ' "$results"
else
  # The lines begin with a symbol that depends on the terminal, so only the words are looked at.
  report '
    / Test run with [0-9]+ tests? / { next }
    / Test .* passed after [0-9.]+ seconds/ { passed++ }
    / Test .* failed after [0-9.]+ seconds/ { failed++ }
    / Test .* skipped/ { skipped++ }
  ' "$log"
fi
