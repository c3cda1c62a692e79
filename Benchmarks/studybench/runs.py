"""One run of `lockstep study`, timed."""

import csv
import json
import subprocess
import tempfile
import time
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

    @property
    def rate(self) -> float:
        """Trained examples a second of training, over all trials."""
        return self.examples / self.training if self.training else 0.0

    def record(self) -> dict:
        """For JSON."""
        return asdict(self) | {"examples_per_second": round(self.rate)}


def study(lockstep: Path, config: Path, device: str, options: list[str], timeout: float) -> Run:
    """Runs a study into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        command = [str(lockstep), "study", str(config), "--device", device, "--quiet",
                   "--out", str(out), *options]
        started = time.monotonic()
        try:
            done = subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                timeout=timeout, check=False)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"not done after {timeout / 3600:g} h") from error
        seconds = time.monotonic() - started
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines()
            raise Failed(lines[-1] if lines else f"exit code {done.returncode}")
        environment = json.loads((out / "environment.json").read_text())
        with (out / "trials.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        return Run(
            seconds=seconds, training=environment["training_seconds"],
            evaluation=environment["evaluation_seconds"],
            preparation=environment["preparation_seconds"], groups=environment["groups"],
            trials=len(rows), commit=environment["versions"].get("commit", "none"),
            examples=round(sum(
                float(row["seconds"]) * float(row["examples_per_second"]) for row in rows)))
