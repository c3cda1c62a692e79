"""Measures Lockstep on this machine's GPU, alone and against PyTorch and JAX, part by part.

The table goes to standard output, everything measured to a file of JSON that is written after every
part; a part that was measured before, on the same device by the same program, is kept until it is
measured again. So a machine that is there for minutes can be used piece by piece: --parts. Ctrl-C leaves
what is measured. Exit codes: 0 done, 64 wrong usage, 69 no device, 74 no place for the results, 130
interrupted.
"""

import argparse
import os
import signal
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

from contest import machine
from contest.environments import Unavailable

from . import device as devices
from .bench import SMALL, Bench, Sizes, new_cache
from .clock import Clock
from .lockstep_parts import compare, conformance, profile, study, tune
from .peer_parts import peers, scaling
from .product_part import gemm
from .program import Program
from .pythons import OwnPythons
from .results import Part, Results, file_name, part_text

# In the order in which they are measured.
PARTS = {one.__name__: one for one in (
    conformance, study, compare, tune, profile, gemm, peers, scaling)}
# The checkout or the bundle: where Benchmarks and configs lie.
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    options, pythons, parts = _options()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    program = Program(options.program.resolve(), Clock(60 * options.minutes))
    try:
        row = devices.find(program, options.device)
    except Unavailable as reason:
        _say(f"{reason}{devices.advice()}")
        return 69
    if options.has_gpu:
        return 0
    out = options.out or _folder() / file_name(row["name"], options.small)
    if not _is_writable(out):
        _say(f"{out} cannot be written; name another file with --out")
        return 74
    results = Results(out, _subject(program, row, options.small), _header(), list(PARTS))
    _say(f"{row['identifier']}: {row['name']}, {row['kind']}, self-test {row['self_test']}; "
         f"nothing new is begun after {options.minutes:g} min")
    with new_cache() as cache:
        bench = Bench(
            program, row["identifier"], ROOT / "configs", SMALL if options.small else Sizes(),
            pythons, options.peer_device, options.rounds, Path(cache), results.put)
        is_complete = all(_measure(name, bench, results) for name in parts)
    print(results.markdown())
    _say(f"everything measured: {out}")
    return 0 if is_complete else 130


def _measure(name: str, bench: Bench, results: Results) -> bool:
    """One part, whatever happens in it; false if the run was interrupted."""
    if bench.clock.left <= 0:
        _say(f"the time is over before {name}; measure it with --parts {name}")
        return True
    _say(f"{name} …")
    part, started, is_interrupted = Part(name), time.monotonic(), False
    try:
        PARTS[name](bench, part)
        part.is_complete = True
    except Unavailable as reason:
        part.notes.append(str(reason))
    except KeyboardInterrupt:
        part.notes.append("interrupted")
        is_interrupted = True
    except (OSError, LookupError, ValueError, TypeError) as error:
        # The program's answer is not what it should be: the other parts go on.
        part.notes.append(f"unexpected answer: {error!r}")
    part.seconds = time.monotonic() - started
    results.put(part)
    print(part_text(part), file=sys.stderr, flush=True)
    return not is_interrupted


def _subject(program: Program, row: dict, is_small: bool) -> dict:
    """What figures must share to stand in one file."""
    details = row["details"]
    commit = ROOT / "COMMIT"
    return {
        "device": row["name"], "driver": details.get("driver", "unknown"),
        "opencl": details.get("platformVersion", "unknown"),
        "clblast": details.get("clblast", "unknown"),
        "commit": commit.read_text().strip() if commit.exists() else _built(program.path),
        "sizes": "SMALL: a rehearsal, the figures mean nothing" if is_small else "full"}


def _built(program: Path) -> str:
    moment = datetime.fromtimestamp(program.stat().st_mtime, timezone.utc)
    return f"built {moment.isoformat(timespec='seconds')}"


def _header() -> dict:
    return {"nvidia_smi": devices.nvidia(), "machine": machine.describe()}


def _folder() -> Path:
    """The checkout's results, also from a bundle inside it; else the bundle's."""
    for root in (ROOT, ROOT.parent):
        if (root / "Package.swift").exists():
            return root / "Benchmarks" / "results"
    return ROOT / "Benchmarks" / "results"


def _is_writable(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(path.parent, os.W_OK)


def _options() -> tuple[argparse.Namespace, OwnPythons, list[str]]:
    parser = argparse.ArgumentParser(prog="bench.sh", description=__doc__)
    parser.add_argument("--parts", metavar="NAMES", default=",".join(PARTS),
                        help="which parts, of: %(default)s")
    parser.add_argument("--minutes", type=float, default=8.5,
                        help="nothing new is begun after so many (default: %(default)s)")
    parser.add_argument("--device", default="auto",
                        help="auto (the first GPU), opencl:INDEX or opencl:NAME")
    parser.add_argument("--peer-device", choices=("gpu", "cpu"), default="gpu",
                        help="cpu tries the bench where PyTorch and JAX have no GPU")
    parser.add_argument("--python", action="append", default=[], metavar="[PEER=]PATH",
                        help="the Python that has the peers, or one of them: torch=PATH, jax=PATH")
    parser.add_argument("--rounds", type=int, default=1,
                        help="how often contestants take turns (default: %(default)s)")
    parser.add_argument("--small", action="store_true",
                        help="a rehearsal in a minute or two: everything small, figures mean nothing")
    parser.add_argument("--out", type=Path, help="the file of results")
    parser.add_argument("--has-gpu", action="store_true",
                        help="only look: exit code 0 if the device is there, else 69")
    parser.add_argument("--program", type=Path, default=ROOT / "run.sh", help=argparse.SUPPRESS)

    def refuse(problem: str) -> None:
        parser.exit(64, f"bench-gpu: {problem}; see --help\n")

    parser.error = refuse
    options = parser.parse_args()
    try:
        pythons = OwnPythons.parse(options.python, sys.executable)
    except ValueError as error:
        refuse(str(error))
    wanted = options.parts.split(",")
    if unknown := [name for name in wanted if name not in PARTS]:
        refuse(f"--parts {','.join(unknown)}: there are {', '.join(PARTS)}")
    if options.rounds < 1 or options.minutes <= 0:
        refuse("--rounds and --minutes must be positive")
    return options, pythons, [name for name in PARTS if name in wanted]


def _say(text: str) -> None:
    print(f"bench-gpu: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
