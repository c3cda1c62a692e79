"""`make bench-studies`: how long the studies take, and what lockstep saves."""

import argparse
import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from statistics import median

from contest import machine

from .runs import Failed, Run, search, study

ROOT = Path(__file__).resolve().parents[2]
STUDIES = (
    "regularization", "initialization", "regression", "optimizers", "digits", "batchnorm-placement",
    "input-noise", "activations", "architecture-search", "rate-search-top")
SEARCHES = ("search", "digits-search", "rate-search")
# Some of its settings have epochs of their own, which cannot be cut short.
LONG = ("digits",)
# What differs between the ways of one comparison; the first one is what the others are compared with.
SAVING = {"lockstep": [], "one by one": ["--group", "1"]}
PADDING = {name: ["--set", f"padding={name}"] for name in ("auto", "always", "never")}
PARTS = ("minutes", "saving", "padding")
# A run that takes longer than this hangs.
TIMEOUT = 4 * 3600


def main() -> int:
    options = _options()
    results = {part: [] for part in PARTS}
    if options.out.exists():
        # Parts that were measured earlier stay.
        earlier = json.loads(options.out.read_text())
        results |= {part: earlier.get(part, []) for part in PARTS}
    for part in options.parts:
        measured = []
        for name in _studies(part, options):
            for device in options.devices:
                row = _measure(part, name, device, options)
                measured.append(row)
                results[part] = [
                    old for old in results[part]
                    if (old["study"], old["device"]) != (name, device)] + [row]
                options.out.write_text(json.dumps(results, indent=1) + "\n")
        print(_table(part, measured), flush=True)
    return 0


def _studies(part: str, options: argparse.Namespace) -> list[str]:
    if part == "padding":
        return ["architecture-search"]
    if part == "minutes":
        return options.only
    return [name for name in options.only if name not in LONG + SEARCHES]


def _measure(part: str, name: str, device: str, options: argparse.Namespace) -> dict:
    """One row: every way in turn, `rounds` times."""
    ways = {"minutes": {"lockstep": []}, "saving": SAVING, "padding": PADDING}[part]
    shortened = [] if part == "minutes" else ["--set", f"epochs={options.epochs}"]
    rounds = 1 if part == "minutes" else options.rounds
    found: dict[str, list[Run]] = {way: [] for way in ways}
    try:
        for _ in range(rounds):
            for way, arguments in ways.items():
                print(f"{part}: {name} on {device}, {way} ...", file=sys.stderr, flush=True)
                found[way].append(_run(part, name, device, shortened + arguments, options))
    except Failed as error:
        return {"study": name, "device": device, "error": str(error)}
    first = next(iter(ways))
    base = median(run.seconds for run in found[first])
    return {
        "study": name, "device": device, "machine": machine.describe(),
        "measured_at": datetime.now(timezone.utc).isoformat(),
        "epochs": None if part == "minutes" else options.epochs,
        "ways": {
            way: {
                "seconds": median(run.seconds for run in runs),
                "ratio": median(run.seconds for run in runs) / base,
                "runs": [run.record() for run in runs],
            } for way, runs in found.items()}}


def _run(part: str, name: str, device: str, arguments: list[str], options) -> Run:
    config = ROOT / "configs" / f"{name}.yaml"
    keep = options.runs / f"{name}-{device}" if part == "minutes" and options.runs else None
    if name in SEARCHES:
        return search(options.lockstep, config, device, TIMEOUT, keep)
    return study(options.lockstep, config, device, arguments, TIMEOUT, keep)


def _table(part: str, rows: list[dict]) -> str:
    lines = ["", f"## {part}", "",
             "| study | device | way | trials | groups | s | minutes | examples/s | MiB | ratio |",
             "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        if "error" in row:
            lines.append(f"| {row['study']} | {row['device']} | {row['error']} | | | | | | | |")
            continue
        for way, found in row["ways"].items():
            run = found["runs"][0]
            lines.append(
                f"| {row['study']} | {row['device']} | {way} | {run['trials']} | {run['groups']} | "
                f"{found['seconds']:.1f} | {found['seconds'] / 60:.1f} | "
                f"{run['examples_per_second']:,} | {run['peak_mib']:,} | {found['ratio']:.2f} |")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-studies ARGS=...", description=__doc__)
    parser.add_argument("--lockstep", type=Path, required=True, help="the program")
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(PARTS),
                        help="minutes (whole studies), saving (one group against one by one), padding")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(STUDIES + SEARCHES),
                        help="some of the studies and searches")
    parser.add_argument("--devices", type=lambda text: text.split(","), default=["cpu", "opencl"])
    parser.add_argument("--rounds", type=int, default=3, help="of comparisons, in turn (default: 3)")
    parser.add_argument("--epochs", type=int, default=1, help="of comparisons (default: 1)")
    parser.add_argument("--runs", type=Path, help="keep the run folders of whole studies here")
    parser.add_argument("--out", type=Path, default=ROOT / "Benchmarks/results/studies.json")
    options = parser.parse_args()
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"--parts: '{part}' is none of {', '.join(PARTS)}")
    for name in options.only:
        if not (ROOT / "configs" / f"{name}.yaml").exists():
            parser.error(f"--only: there is no configs/{name}.yaml")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    sys.exit(main())
