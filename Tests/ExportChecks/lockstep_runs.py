"""Runs and exports of the `lockstep` program, for the checks."""

import os
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np

PROGRAM = os.environ["LOCKSTEP"]
# Nothing of the machine's data: every check makes its own.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("LOCKSTEP_DATA", "LOCKSTEP_CACHE")}


def lockstep(*arguments: str) -> str:
    """What the program prints on standard output; its messages are shown where it fails."""
    result = subprocess.run(
        [PROGRAM, *arguments], text=True, capture_output=True, env=ENVIRONMENT, timeout=600
    )
    if result.returncode != 0:
        raise AssertionError(f"lockstep {' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout


class Study:
    """A small study that was run, in a folder that lasts as long as this object."""

    def __init__(self, model: str, data: str = "", rest: str = ""):
        self._folder = tempfile.TemporaryDirectory(prefix="lockstep-export-")
        self.folder = Path(self._folder.name)
        self.run = self.folder / "run"
        data = data or "{sets: [synthetic-digits], train: 128, test: 70}"
        config = self.folder / "study.yaml"
        common = {
            "loss": "loss: cross-entropy\n",
            "optimizer": "optimizer: {name: adam, rate: 0.002}\n",
            "epochs": "epochs: 1\n",
            "batch": "batch: 32\n",
        }
        lines = [line for key, line in common.items() if f"{key}:" not in rest]
        config.write_text(
            f"name: check\ndata: {data}\nmodel:\n{model}\n{''.join(lines)}{rest}"
        )
        lockstep("study", str(config), "--out", str(self.run), "--device", "cpu", "--quiet")

    def trials(self) -> int:
        return len((self.run / "trials.csv").read_text().splitlines()) - 1

    def export(self, form: str, *arguments: str, trial: int = 1) -> Path:
        path = self.folder / f"trial-{trial}{'-plain' if arguments else ''}.{form}"
        lockstep(
            *("export", str(self.run), "--format", form, "--trial", str(trial)),
            *("--out", str(path), "--quiet", *arguments),
        )
        return path

    def predictions(self, trial: int = 1) -> dict[str, np.ndarray]:
        """What the program itself says of the test examples, and the examples."""
        arguments = ("--with-inputs", "--device", "cpu")
        with np.load(self.export("npz", *arguments, trial=trial)) as archive:
            return dict(archive)


def yaml(value) -> str:
    """A value in YAML's short form; words stand without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def lines(model: dict) -> str:
    """A config's lines under `model:`."""
    return "\n".join(f"  {key}: {yaml(value)}" for key, value in model.items())


def png(path: Path, pixels: np.ndarray) -> None:
    """Writes an image [height, width, 3] of bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pictures(folder: Path, count: int = 60, size: int = 16) -> None:
    """Colour pictures of three classes, a folder each: noise, brighter in one of the colours."""
    numbers = np.random.default_rng(5)
    for label, name in enumerate(("red", "green", "blue")):
        (folder / name).mkdir(parents=True)
        for index in range(count):
            pixels = numbers.integers(0, 160, (size, size, 3), dtype=np.uint8)
            pixels[:, :, label] += 80
            png(folder / name / f"{index}.png", pixels)


def table(path: Path, count: int = 200) -> None:
    """A table with numbers, a text column and a value to predict."""
    numbers = np.random.default_rng(6)
    rows = ["area,height,kind,price"]
    for _ in range(count):
        area, height = numbers.normal(50, 20), numbers.normal(-3, 0.5)
        kind = ("flat", "house", "hut")[numbers.integers(3)]
        price = 0.05 * area + height + len(kind) + numbers.normal(0, 0.1)
        rows.append(f"{area:.4f},{height:.4f},{kind},{price:.4f}")
    path.write_text("\n".join(rows) + "\n")
