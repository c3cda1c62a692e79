"""One run of `lockstep study` or `lockstep search`, timed."""

import csv
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


class Failed(Exception):
    """A run that ended with an error; the message is its last line."""


@dataclass
class Run:
    """Seconds of one whole program, and what it says of itself."""
    seconds: float
    training: float
    evaluation: float
    preparation: float
    groups: int
    trials: int
    examples: int
    commit: str
    peak_mib: int

    @property
    def rate(self) -> float:
        """Trained examples a second of training, over all trials."""
        return self.examples / self.training if self.training else 0.0

    def record(self) -> dict:
        """For JSON."""
        return asdict(self) | {"examples_per_second": round(self.rate)}


def study(
        lockstep: Path, config: Path, device: str, options: list[str], timeout: float,
        keep: Path | None = None) -> Run:
    """Runs a study into a folder that is thrown away, or kept as `keep`."""
    with _folder(keep) as out:
        seconds, peak = _timed(
            [str(lockstep), "study", str(config), "--device", device, "--quiet", "--out", str(out),
             *options], timeout)
        environment = json.loads((out / "environment.json").read_text())
        rows = _rows(out / "trials.csv")
        return Run(
            seconds=seconds, training=environment["training_seconds"],
            evaluation=environment["evaluation_seconds"],
            preparation=environment["preparation_seconds"], groups=environment["groups"],
            trials=len(rows), commit=environment["versions"].get("commit", "none"), peak_mib=peak,
            examples=round(sum(
                float(row["seconds"]) * float(row["examples_per_second"]) for row in rows)))


def search(
        lockstep: Path, config: Path, device: str, timeout: float, keep: Path | None = None) -> Run:
    """Runs a search from its beginning. Its folder says nothing of groups and examples."""
    with _folder(keep) as out:
        seconds, peak = _timed(
            [str(lockstep), "search", str(config), "--device", device, "--quiet", "--out", str(out)],
            timeout)
        environment = json.loads((out / "best" / "environment.json").read_text())
        rows = _rows(out / "search.csv")
        return Run(
            seconds=seconds, training=sum(float(row["seconds"] or 0) for row in rows),
            evaluation=0, preparation=0, groups=0, trials=len(rows), examples=0, peak_mib=peak,
            commit=environment["versions"].get("commit", "none"))


@contextmanager
def _folder(keep: Path | None):
    """A run folder that does not exist yet."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / "run"
        return
    if keep.exists():
        shutil.rmtree(keep)
    keep.parent.mkdir(parents=True, exist_ok=True)
    yield keep


def _timed(command: list[str], timeout: float) -> tuple[float, int]:
    """Seconds of the wall clock, and MiB of memory at the peak."""
    with tempfile.TemporaryFile(mode="w+") as messages:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages, text=True)
        stop = threading.Timer(timeout, process.kill)
        stop.start()
        # Of this one child; getrusage(RUSAGE_CHILDREN) would give the largest of all.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            if seconds >= timeout:
                raise Failed(f"not done after {timeout / 3600:g} h")
            messages.seek(0)
            lines = messages.read().strip().splitlines()
            raise Failed(lines[-1] if lines else f"exit code {process.returncode}")
        return seconds, usage.ru_maxrss // 1024


def _rows(path: Path) -> list[dict]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
