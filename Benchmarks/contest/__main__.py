"""Lockstep and its peers in turn on the same work: a table of medians, ratios and goals.

Markdown goes to standard output, everything measured to a file of JSON. Progress is on standard
error. Ctrl-C leaves what is measured.
"""

import argparse
import signal
import sys
from datetime import datetime, timezone
from pathlib import Path

from . import curves, goals, machine, networks, report, rounds
from .contestants import Settings
from .environments import Environments, Unavailable, default_python

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "Benchmarks" / "results"


def main() -> int:
    options = _options()
    # A shell's background job ignores SIGINT, and SIGTERM should leave as much as Ctrl-C does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    environments = Environments(options.python)
    settings = Settings(
        options.lockstep.resolve(), environments, options.seconds, options.gemm_command)
    table = networks.rows() if options.networks else goals.rows()
    chosen = _chosen(table, options.only)
    if options.list:
        print("\n".join(f"{key}: {one.label}" for key, one in chosen.items()))
        return 0
    if options.curves:
        chosen = curves.contestants(options.only)
    if not chosen:
        print(f"--only {options.only} names no contestant; see --list", file=sys.stderr)
        return 64
    seconds = rounds.estimate(chosen, settings, options.rounds)
    print(f"{len(chosen)} contestants, {options.rounds} rounds of {options.seconds:g} s each: about "
          f"{max(1, round(seconds / 60))} min, environments made already", file=sys.stderr)
    header = {
        "started_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": machine.describe(), "rounds": options.rounds, "seconds": options.seconds}
    # Before the clock runs: an installation would disturb nobody, but spoil the expected time.
    for peer in dict.fromkeys(getattr(one, "peer", None) for one in chosen.values()):
        try:
            if peer:
                environments.interpreter(peer)
        except Unavailable as reason:
            print(f"{peer} {reason}", file=sys.stderr)
    name = "curves" if options.curves else "networks" if options.networks else "bench"
    out = options.out or RESULTS / f"{name}.json"

    def judged(records):
        return [] if options.curves else [
            report.judge(row, records) for row in table
            if any(one.key in records for one in [*row.ours, *row.theirs])]

    def save(records):
        report.write_json(out, judged(records), records, header)

    records, is_complete = rounds.measure(
        chosen, settings, options.rounds, 60 * options.minutes, save)
    save(records)
    if options.curves:
        for picture in curves.draw(chosen, records, out.parent):
            print(picture)
    else:
        print(report.markdown(judged(records), records, header))
    print(f"everything measured: {out}", file=sys.stderr)
    return 0 if is_complete else 130


def _chosen(table: list, only: str | None) -> dict:
    everything = goals.contestants(table)
    if not only:
        return everything
    words = only.split(",")
    return {key: one for key, one in everything.items() if any(word in key for word in words)}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="contest", description=__doc__)
    parser.add_argument("--lockstep", type=Path, default=ROOT / ".build/release/lockstep",
                        help="the program (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--seconds", type=float, default=1.5,
                        help="how long each trains in a round (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=19,
                        help="nothing new is begun after so many (default: %(default)s)")
    parser.add_argument("--only", metavar="WORDS",
                        help="contestants whose key has one of these words, as in jax,lockstep-cpu")
    parser.add_argument("--list", action="store_true", help="name the contestants, measure nothing")
    parser.add_argument("--curves", action="store_true",
                        help="time by number of replicas and by hidden size instead, as pictures")
    parser.add_argument("--networks", action="store_true",
                        help="convolutional networks instead of study A")
    parser.add_argument("--gemm-command", metavar="COMMAND",
                        help="prints GFLOP/s of the products of study A; see contestants.py")
    parser.add_argument("--python", default=default_python(),
                        help="makes the environments (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="the file of JSON (default: under Benchmarks/results)")
    options = parser.parse_args()
    if options.rounds < 1 or options.seconds <= 0:
        parser.error("--rounds and --seconds must be positive")
    return options


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
