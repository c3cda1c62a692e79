"""What can be measured: a peer, Lockstep, the start of either, and the matrix products.

Every contestant has a `key` (unique, what `--only` searches), a `label` for people, a `unit`, an
estimate of its `seconds_beside` (import, compilation) and `measure`, which returns a `Measurement`.
"""

import csv
import json
import os
import re
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .environments import PEERS, Environments, Unavailable
from .processes import Child, new_folder

CONFIGS = PEERS.parent / "configs"
# Seconds from launch to the end of warm-up, compile caches filled; only for the estimate.
START = {"torch": 4.0, "jax": 5.0, "keras": 9.0, "tinygrad": 8.0}
TIMEOUT = 180.0


@dataclass
class Settings:
    """What all measurements of a contest share."""

    lockstep: Path
    environments: Environments
    seconds: float
    gemm_command: str | None = None
    # What Lockstep's processes have in their environment beside this one's.
    variables: dict[str, str] = field(default_factory=dict)
    # Seconds that a process which is begun now may take.
    timeout: Callable[[], float] = lambda: TIMEOUT


@dataclass
class Measurement:
    """One measured value, and what is worth keeping beside it."""

    value: float
    version: str = ""
    detail: dict = field(default_factory=dict)


def median_of_warm(seconds: list[float]) -> float:
    """The median of the epochs after the first, which still touches memory for the first time."""
    return statistics.median(seconds[1:] or seconds)


@dataclass
class PeerTraining:
    """A peer's script, in one process or one single-threaded process a core."""

    peer: str
    form: str
    batch: int = 32
    replicas: int = 0
    mix: bool = False
    threads: int = 2
    processes: int = 1
    variant: str = ""
    hidden: tuple[int, ...] = (128, 64)
    examples: int = 7000
    start_only: bool = False
    # A convolutional network in the place of the dense one.
    network: str = ""

    def __post_init__(self):
        self.unit = "s" if self.start_only else "examples/s"
        if self.processes > 1:
            self.threads = 1
        self.seconds_beside = START[self.peer] * (1.4 if self.processes > 1 else 1)

    @property
    def key(self) -> str:
        parts = [self.peer, self.form]
        if self.replicas:
            parts.append(f"R{self.replicas}")
        if self.mix:
            parts.append("mix")
        parts.append(f"{self.processes}proc" if self.processes > 1 else f"{self.threads}t")
        parts.append(f"b{self.batch}")
        if self.hidden != (128, 64):
            parts.append(f"h{self.hidden[0]}")
        if self.network:
            parts.append(self.network)
        return "-".join(parts)

    @property
    def label(self) -> str:
        names = {"torch": "PyTorch", "jax": "JAX", "keras": "Keras", "tinygrad": "tinygrad"}
        text = f"{names[self.peer]} {self.form}" + (f", {self.network}" if self.network else "")
        if self.replicas:
            text += f", R = {self.replicas}" + (" a process" if self.processes > 1 else "")
        if self.mix:
            text += ", mix"
        threads = "thread" if self.threads == 1 else "threads"
        if self.processes > 1:
            return text + f", {self.processes} processes of 1 thread"
        return text + f", {self.threads} {threads}"

    def command(self, settings: Settings, core: int | None) -> list[str]:
        python = settings.environments.interpreter(self.peer)
        script = f"{self.peer}_{'network' if self.network else 'mlp'}.py"
        command = [str(python), str(PEERS / script)]
        command += ["--batch", str(self.batch), "--examples", str(self.examples)]
        command += (
            ["--network", self.network] if self.network else ["--hidden", *map(str, self.hidden)])
        command += ["--threads", str(self.threads), "--seconds", str(settings.seconds), "--barrier"]
        for name in ("replicas", "variant"):
            if getattr(self, name):
                command += [f"--{name}", str(getattr(self, name))]
        command += ["--mix"] if self.mix else []
        command += ["--start-only"] if self.start_only else []
        return command + (["--core", str(core)] if core is not None else [])

    def measure(self, settings: Settings) -> Measurement:
        """Examples a second over all replicas and processes; or seconds to the first step."""
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) < self.processes:
            raise Unavailable(f"needs {self.processes} cores, {len(cores)} are there")
        pinned = cores[: self.processes] if self.threads == 1 else [None]
        commands = [self.command(settings, core) for core in pinned]
        children: list[Child] = []
        try:
            for command in commands:
                children.append(Child(command, settings.timeout() + settings.seconds))
            starts = [child.event("ready")["start_seconds"] for child in children]
            for child in children if not self.start_only else []:
                child.proceed()
            results = [child.event("result") for child in children]
        finally:
            for child in children:
                child.__exit__()
        version = f"{results[0]['peer']} {results[0]['version']}"
        if self.start_only:
            return Measurement(starts[0], version)
        rates = [
            result["examples"] * result["replicas"] / median_of_warm(result["epoch_seconds"])
            for result in results]
        return Measurement(sum(rates), version, {
            "epochs": [len(result["epoch_seconds"]) for result in results],
            "start_seconds": max(starts),
            "device": results[0]["device"],
            "peak_memory_bytes": sum(result["peak_memory_bytes"] for result in results)})


@dataclass
class LockstepTraining:
    """Lockstep's own program on one of its backends."""

    device: str
    batch: int = 32
    replicas: int = 60
    mix: bool = False
    hidden: tuple[int, ...] = (128, 64)
    examples: int = 7000
    # A convolutional network in the place of the dense one.
    network: str = ""
    unit = "examples/s"
    seconds_beside = 2.0

    def __post_init__(self):
        self._epochs = 0

    @property
    def key(self) -> str:
        mix = "-mix" if self.mix else ""
        hidden = f"-h{self.hidden[0]}" if self.hidden != (128, 64) else ""
        network = f"-{self.network}" if self.network else ""
        return f"lockstep-{self.device}-R{self.replicas}{mix}-b{self.batch}{hidden}{network}"

    @property
    def label(self) -> str:
        return (f"Lockstep {self.device}, " + (f"{self.network}, " if self.network else "")
                + f"R = {self.replicas}" + (", mix" if self.mix else ""))

    def measure(self, settings: Settings) -> Measurement:
        """Examples a second over all replicas: the same statistic as the peers'."""
        seconds: list[float] = []
        if not self._epochs:
            # How many epochs fill the time: asked once, so that all rounds do the same.
            seconds, record, peak = self.run(settings, epochs=3)
            wanted = settings.seconds / median_of_warm(seconds)
            self._epochs = min(max(int(wanted) + 1, 3), 2000)
        if len(seconds) < self._epochs:
            seconds, record, peak = self.run(settings, self._epochs)
        versions = record["versions"]
        return Measurement(
            self.replicas * self.examples / median_of_warm(seconds),
            f"Lockstep {versions['lockstep']} ({versions.get('commit', 'no commit')})",
            {"epochs": len(seconds), "training_seconds": record["training_seconds"],
             "evaluation_seconds": record["evaluation_seconds"],
             "preparation_seconds": record["preparation_seconds"], "device": record["device"],
             "peak_memory_bytes": peak,
             "versions": versions})

    def command(self, settings: Settings, epochs: int, out: Path) -> list[str]:
        seeds = self.replicas // 3 if self.mix else self.replicas
        overrides = {
            "epochs": epochs, "batch": self.batch, "data.train": self.examples,
            "trials.seed": list(range(1, seeds + 1))}
        if self.network:
            overrides["model"] = f"{{{self.network}: {{}}}}"
        else:
            overrides["model.mlp.hidden"] = list(self.hidden)
        command = [str(settings.lockstep), "study"]
        command += [str(CONFIGS / ("mix.yaml" if self.mix else "study.yaml")), "--quiet"]
        command += ["--device", self.device, "--out", str(out)]
        for key, value in overrides.items():
            command += ["--set", f"{key}={value}"]
        return command

    def run(self, settings: Settings, epochs: int) -> tuple[list[float], dict, int]:
        """The seconds of each epoch, `environment.json`, and the most memory in bytes."""
        with new_folder() as folder:
            out = Path(folder) / "run"
            command = self.command(settings, epochs, out)
            with Child(command, settings.timeout(), settings.variables) as child:
                child.output()
                peak = child.peak_memory_bytes
            record = json.loads((out / "environment.json").read_text())
            # A trial's seconds are its share of its group's.
            seconds: dict[int, float] = defaultdict(float)
            with open(out / "epochs.csv", newline="") as file:
                for row in csv.DictReader(file):
                    seconds[int(row["epoch"])] += float(row["seconds"])
        return [seconds[epoch] for epoch in sorted(seconds)], record, peak


@dataclass
class LockstepStart:
    """The whole life of the program for one training step: an upper bound of its start."""

    device: str
    unit = "s"
    seconds_beside = 0.5

    def __post_init__(self):
        self._is_cached = False
        self.key = f"start-lockstep-{self.device}"
        self.label = f"Lockstep {self.device}, program start to the end of the program"

    def measure(self, settings: Settings) -> Measurement:
        one = LockstepTraining(self.device, replicas=1, examples=32)
        values = []
        # The first time fills the cache of kernels.
        for _ in range(3 if self._is_cached else 4):
            with new_folder() as folder:
                command = one.command(settings, 1, Path(folder) / "run")
                with Child(command, settings.timeout(), settings.variables) as child:
                    values.append(child.output()[1])
        taken, self._is_cached = values[-3:], True
        return Measurement(statistics.median(taken), detail={"seconds": taken})


@dataclass
class PeerStart(PeerTraining):
    """From the launch of a peer's process to the end of its first step."""

    start_only: bool = True
    examples: int = 32

    @property
    def key(self) -> str:
        return f"start-{self.peer}"

    @property
    def label(self) -> str:
        return f"{super().label}, launch to the end of the first step"


class GemmProducts:
    """The products of study A on OpenCL, our batched kernels against CLBlast.

    A command prints one line for each product: its shape and kind as `32x128x784 NN` (m, n, k;
    forward NN, weight gradient TN, input gradient NT), `clblast SPEED` and `batched SPEED` in
    GFLOP/s. Shapes that study A does not have are left out.
    """

    key, label, unit = "gemm-opencl", "our batched GEMM", "ratio"
    seconds_beside = 12.0
    _shape = re.compile(r"\b(\d+)x(\d+)x(\d+) (NN|TN|NT)\b")
    _of_study = {
        *((32, n, k, "NN") for k, n in ((784, 128), (128, 64), (64, 10))),
        *((m, n, 32, "TN") for m, n in ((784, 128), (128, 64), (64, 10))),
        *((32, n, k, "NT") for k, n in ((64, 128), (10, 64)))}

    def measure(self, settings: Settings) -> Measurement:
        """The time of CLBlast for all products of a step by ours, and by kind in `detail`."""
        if not settings.gemm_command:
            raise Unavailable("no command: see --gemm-command")
        command = ["bash", "-c", settings.gemm_command]
        root = str(PEERS.parent.parent)
        with Child(command, 600, folder=root) as child:
            text, _ = child.output()
        times: dict[str, dict[str, float]] = defaultdict(lambda: {"clblast": 0.0, "batched": 0.0})
        products = set()
        for line in text.splitlines():
            shape = self._shape.search(line)
            speeds = {
                engine: re.search(rf"\b{engine} ([\d.]+)", line)
                for engine in ("clblast", "batched")}
            if not shape or not all(speeds.values()):
                continue
            m, n, k = (int(part) for part in shape.groups()[:3])
            if (m, n, k, shape[4]) not in self._of_study:
                continue
            products.add((m, n, k, shape[4]))
            for engine, speed in speeds.items():
                seconds = 2e-9 * m * n * k / max(float(speed[1]), 1e-3)
                times[shape[4]][engine] += seconds
                times["all"][engine] += seconds
        if products != self._of_study:
            missing = len(self._of_study - products)
            raise Unavailable(f"the command left out {missing} of study A's products")
        ratios = {kind: time["clblast"] / time["batched"] for kind, time in times.items()}
        return Measurement(ratios["all"], detail={"ratio_by_kind": ratios})
