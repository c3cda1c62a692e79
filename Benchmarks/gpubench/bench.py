"""What all parts of the bench share."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from contest.contestants import Settings

from .clock import Clock
from .program import Program
from .pythons import OwnPythons
from .results import Part


@dataclass(frozen=True)
class Sizes:
    """How much work is measured."""

    epochs: int = 10
    # Examples of each data set.
    train: int = 7000
    # What the study's trials are cut to; empty for all 60.
    cut: tuple[str, ...] = ()
    trials: int = 60
    repeats: int = 3
    batches: tuple[int, ...] = (32, 128)
    replicas: tuple[int, ...] = (1, 4, 10, 30, 60, 120)
    # Sizes of the large product, all three alike.
    product: int = 4096
    # Seconds that a search for tiles may take.
    search: float = 45
    # Seconds that a contestant trains.
    seconds: float = 1.5


SMALL = Sizes(
    epochs=2, train=640, cut=("data.test=100", "trials.seed=[5097,1234]"), trials=12, repeats=1,
    replicas=(1, 4, 12), product=256, search=3, seconds=0.2)


@dataclass
class Bench:
    """The program, the device and the time there is.

    Kernels, the driver's and ours, and tuned tiles are kept in `cache`, a folder of this run alone, so that
    the first run is a cold one and nothing tuned elsewhere counts as a default.
    """

    program: Program
    device: str
    # The folder with the studies' configs.
    configs: Path
    sizes: Sizes
    pythons: OwnPythons
    peer_device: str
    rounds: int
    cache: Path
    # Called with a part that is not finished but has something worth keeping.
    save: Callable[[Part], None] = lambda part: None

    def __post_init__(self):
        self.program = replace(self.program, variables=self._caches("plain"))

    @property
    def clock(self) -> Clock:
        return self.program.clock

    @property
    def tuned(self) -> Program:
        """The program with a cache of its own for what is tuned."""
        return replace(self.program, variables=self._caches("tuned"))

    def _caches(self, name: str) -> dict[str, str]:
        folders = {
            "LOCKSTEP_CACHE": self.cache / name, "CUDA_CACHE_PATH": self.cache / "cuda",
            "POCL_CACHE_DIR": self.cache / "pocl"}
        return {key: str(folder) for key, folder in folders.items()}

    @property
    def study(self) -> str:
        """The path of study A."""
        return str(self.configs / "regularization.yaml")

    def on_study(self, *changes: str) -> list[str]:
        """Arguments for study A with changes to its config, without the small studies beside it."""
        arguments = [self.study, "--fallback-synthetic", "--device", self.device]
        sizes = (f"data.train={self.sizes.train}", f"epochs={self.sizes.epochs}")
        for change in ("findings=[]", *sizes, *self.sizes.cut, *changes):
            arguments += ["--set", change]
        return arguments

    @property
    def search_seconds(self) -> float:
        """How long a search for tiles may take, with some time left for what follows."""
        return max(min(self.sizes.search, self.clock.left - 30), 1)

    @staticmethod
    def note_search(part: Part, found: dict) -> None:
        """What `lockstep tune` says beside speeds: how much it tried, what was wrong."""
        note = "" if found["complete"] else ", not all there are"
        part.notes.append(f"{found['candidates']} candidates tried{note}")
        for rejection in found["rejected"]:
            product = f" for {rejection['product']}" if rejection.get("product") else ""
            part.notes.append(f"rejected {rejection['candidate']}{product}: {rejection['reason']}")

    @property
    def examples(self) -> int:
        """Examples that the whole study trains on."""
        return self.sizes.trials * self.sizes.train * self.sizes.epochs

    def settings(self) -> Settings:
        """For the contest's contestants."""
        return Settings(
            self.program.path, self.pythons, self.sizes.seconds,
            variables=self.program.variables, timeout=lambda: self.clock.timeout(120))


def new_cache() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="lockstep-bench-cache-", ignore_cleanup_errors=True)
