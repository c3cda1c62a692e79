#!/usr/bin/env bash
# Kills a study again and again at random moments (kill -9), goes on with --resume each time, and compares what it
# comes to, bit for bit, with the same study left alone.
#
#   Scripts/kill-test.sh LOCKSTEP [KILLS] [SEED] [OPTIONS OF THE STUDY…]
#   Scripts/kill-test.sh .build/release/lockstep 200 1 --device cpu
#
# Compared are all weights, epochs.csv and trials.csv, times left out. Ends with one line; exits 0 only if every
# study was the same and as many processes as asked for were killed.
set -uo pipefail

readonly lockstep=$1 kills=${2:-200} seed=${3:-1}
shift $(($# < 3 ? $# : 3))
readonly config=$(dirname "$0")/kill-test.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=$seed

say() { printf 'kill-test: %s\n' "$*"; }

# A run's figures without its times.
figures() {
  awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) drop[i] = ($i ~ /^(seconds|examples_per_second)$/) }
    { line = ""; for (i = 1; i <= NF; i++) if (!drop[i]) line = line "," $i; print line }' "$1"
}

# Whether the run in a folder is the one that was left alone; says what differs.
same() {
  local file
  for file in epochs.csv trials.csv; do
    if ! cmp -s <(figures "$work/whole/$file") <(figures "$1/$file"); then
      say "$file differs"
      return 1
    fi
  done
  for file in "$work"/whole/weights/*; do
    cmp "$file" "$1/weights/${file##*/}" || return 1
  done
  [[ $(ls "$work/whole/weights" | wc -l) == $(ls "$1/weights" | wc -l) ]]
}

run=("$lockstep" study "$config" "$@")
begin=$(date +%s%N)
"${run[@]}" --out "$work/whole" --quiet > "$work/out" 2> "$work/errors" || {
  status=$?
  cat "$work/errors"
  say "the study that is left alone fails with $status"
  exit 1
}
readonly length=$((($(date +%s%N) - begin) / 1000000))

killed=0 studies=0 attempts=0
while ((killed < kills)); do
  rm -rf "$work/killed"
  while true; do
    "${run[@]}" --out "$work/killed" --resume > "$work/out" 2> "$work/errors" &
    process=$!
    # Up to two thirds of what the whole study takes: most are killed, and all get on.
    moment=$((RANDOM * 32768 + RANDOM))
    moment=$((moment % (length * 2 / 3 + 20)))
    (
      sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
      kill -9 "$process" 2> /dev/null
    ) &
    killer=$!
    wait "$process" 2> /dev/null
    status=$?
    kill "$killer" 2> /dev/null
    wait "$killer" 2> /dev/null
    grep -o 'going on at .* (' "$work/errors" >> "$work/places"
    ((++attempts))
    ((status == 0)) && break
    if ((status != 137)); then
      cat "$work/errors"
      say "after $killed kills: exit code $status"
      exit 1
    fi
    ((++killed))
    if ((attempts > 20 * kills + 100)); then
      say "the study gets no further"
      exit 1
    fi
  done
  ((++studies))
  if ! same "$work/killed"; then
    say "after $killed kills: study $studies came to something else"
    exit 1
  fi
done
say "$killed kills in $studies studies, each bit for bit as the one left alone (${length} ms);" \
  "gone on from $(sort -u "$work/places" | wc -l) places," \
  "$(grep -c 'step [1-9]' "$work/places") times within an epoch"
