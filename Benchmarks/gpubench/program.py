"""Lockstep's own program: called with `--json`, or for the files of a run."""

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

from contest.environments import Unavailable
from contest.processes import Child, new_folder

from .clock import Clock


@dataclass
class Program:
    """The program, and what its processes have in their environment."""

    path: Path
    clock: Clock
    variables: dict[str, str] = field(default_factory=dict)

    def json(self, *arguments: str, timeout: float = 120) -> dict:
        """What a command prints with `--json`.

        Raises `Unavailable` if it fails, takes too long or prints something else.
        """
        text, _ = self._run([*arguments, "--json"], timeout)
        try:
            return json.loads(text)
        except ValueError:
            raise Unavailable(f"lockstep {arguments[0]} printed no JSON") from None

    def study(self, *arguments: str, timeout: float = 120) -> "StudyRun":
        """Runs a study in a folder that is removed afterwards."""
        with new_folder() as folder:
            out = Path(folder) / "run"
            _, wall = self._run(["study", *arguments, "--quiet", "--out", str(out)], timeout)
            record = json.loads((out / "environment.json").read_text())
            with open(out / "trials.csv", newline="") as file:
                accuracies = [float(row["test_accuracy"]) for row in csv.DictReader(file)]
        return StudyRun(record, accuracies, wall)

    def _run(self, arguments: list[str], timeout: float) -> tuple[str, float]:
        """Standard output, and the seconds from start to end."""
        if self.clock.left <= 0:
            raise Unavailable("the time is over")
        command = [str(self.path), *arguments]
        with Child(command, self.clock.timeout(timeout), self.variables) as child:
            return child.output()


@dataclass
class StudyRun:
    """One run of a study."""

    record: dict
    accuracies: list[float]
    wall_seconds: float

    @property
    def training_seconds(self) -> float:
        return self.record["training_seconds"]

    @property
    def preparation_seconds(self) -> float:
        return self.record["preparation_seconds"]

    def as_json(self) -> dict:
        names = ("training_seconds", "evaluation_seconds", "preparation_seconds")
        return {
            **{name: self.record[name] for name in names}, "wall_seconds": self.wall_seconds,
            "trials": len(self.accuracies),
            "mean_test_accuracy": sum(self.accuracies) / max(len(self.accuracies), 1)}
