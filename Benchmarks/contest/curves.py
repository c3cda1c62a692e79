"""Time of a step by the number of replicas and by the hidden size, drawn with gnuplot as SVG."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .contestants import LockstepTraining, PeerTraining
from .processes import has_program, new_folder

REPLICAS = (1, 2, 4, 10, 30, 60, 120)
HIDDEN = (64, 128, 256, 512, 1024, 2048)
BATCH = 32
# Replicas of the curve by size that shows many.
MANY = 10


@dataclass
class Curve:
    """One line of a picture: contestants by what stands on the x axis."""

    name: str
    points: dict[int, object]


@dataclass
class Picture:
    """One graph; y is microseconds a step and replica in all of them."""

    name: str
    title: str
    x_label: str
    curves: list[Curve]


def pictures() -> list[Picture]:
    """The three graphs: by R, by size for one replica, by size for many."""
    by_replicas = [
        Curve("Lockstep, CPU", {r: LockstepTraining("cpu", BATCH, r) for r in REPLICAS}),
        Curve("Lockstep, OpenCL", {r: LockstepTraining("opencl", BATCH, r) for r in REPLICAS}),
        Curve("JAX vmap+scan, 2 threads", {
            r: PeerTraining("jax", "vmap+scan", BATCH, replicas=r) for r in REPLICAS}),
        Curve("JAX vmap+scan, 2 processes of R/2", {
            r: PeerTraining("jax", "vmap+scan", BATCH, replicas=r // 2, processes=2)
            for r in REPLICAS if r > 1}),
        Curve("PyTorch bmm, 2 threads", {
            r: PeerTraining("torch", "bmm", BATCH, replicas=r) for r in REPLICAS})]
    return [
        Picture("step-by-replicas", "784-128-64-10, batch 32, Adam", "replicas R", by_replicas),
        Picture("step-by-size-one", "784-H-H/2-10, batch 32, Adam, one replica",
                "hidden size H", [
                    _by_size("Lockstep, CPU", LockstepTraining, "cpu", BATCH, 1),
                    _by_size("Lockstep, OpenCL", LockstepTraining, "opencl", BATCH, 1),
                    _by_size("JAX scan, 2 threads", PeerTraining, "jax", "scan", BATCH),
                    _by_size("PyTorch fused Adam, 2 threads", PeerTraining, "torch",
                             "fused Adam", BATCH),
                    _by_size("Keras model.fit, 2 threads", PeerTraining, "keras", "model.fit",
                             BATCH),
                    _by_size("tinygrad, OpenCL", PeerTraining, "tinygrad", "OpenCL", BATCH,
                             variant="opencl")]),
        Picture("step-by-size-many", f"784-H-H/2-10, batch 32, Adam, R = {MANY}",
                "hidden size H", [
                    _by_size("Lockstep, CPU", LockstepTraining, "cpu", BATCH, MANY),
                    _by_size("Lockstep, OpenCL", LockstepTraining, "opencl", BATCH, MANY),
                    _by_size("JAX vmap+scan, 2 threads", PeerTraining, "jax", "vmap+scan", BATCH,
                             MANY),
                    _by_size("PyTorch bmm, 2 threads", PeerTraining, "torch", "bmm", BATCH,
                             MANY)]),
    ]


def _by_size(name: str, kind, *arguments, **keywords) -> Curve:
    points = {}
    for hidden in HIDDEN:
        contestant = kind(*arguments, **keywords)
        contestant.hidden = (hidden, hidden // 2)
        # Large networks take a shorter epoch: the time of a step does not depend on it.
        contestant.examples = 7000 if hidden <= 256 else 960
        points[hidden] = contestant
    return Curve(name, points)


def contestants(only: str | None) -> dict:
    """All points of all pictures by key; a point of two pictures is measured once."""
    words = (only or "").split(",")
    return {
        one.key: one for picture in pictures() for curve in picture.curves
        for one in curve.points.values() if any(word in one.key for word in words)}


def draw(chosen: dict, records: dict, folder: Path) -> list[Path]:
    """Writes the pictures of what was measured; without gnuplot only says so."""
    if not has_program("gnuplot"):
        print("no pictures: gnuplot is not installed", file=sys.stderr)
        return []
    drawn = []
    for picture in pictures():
        lines = []
        for curve in picture.curves:
            points = [
                (x, BATCH / records[one.key].median * 1e6) for x, one in curve.points.items()
                if one.key in records and records[one.key].median]
            if points:
                lines.append((curve.name, points))
        if lines:
            drawn.append(_plot(picture, lines, folder / f"{picture.name}.svg"))
    return drawn


def _style(name: str) -> tuple[int, str]:
    """Point and colour of a curve, the same in every picture (Okabe and Ito's colours)."""
    styles = {
        "Lockstep, CPU": (7, "#0072b2"), "Lockstep, OpenCL": (5, "#56b4e9"),
        "JAX vmap+scan, 2 processes": (8, "#e69f00"), "JAX": (9, "#d55e00"),
        "PyTorch": (13, "#009e73"), "Keras": (6, "#cc79a7"), "tinygrad": (4, "#666666")}
    return next(style for prefix, style in styles.items() if name.startswith(prefix))


def _plot(picture: Picture, lines: list, path: Path) -> Path:
    ticks = sorted({x for _, points in lines for x, _ in points})
    # 1, 2, 5 of every power of ten: a short axis has marks too.
    marks = ", ".join(f"{digit * 10**power}" for power in range(7) for digit in (1, 2, 5))
    script = [
        "set terminal svg size 720,520 font 'Helvetica,13' background '#ffffff'",
        f"set output '{path}'",
        f"set title '{picture.title}'",
        f"set xlabel '{picture.x_label}'",
        "set ylabel 'time of a step for each replica (µs)'",
        "set logscale x 2", "set logscale y 10", f"set xtics ({', '.join(map(str, ticks))})",
        f"set xrange [{ticks[0] * 0.9}:{ticks[-1] * 1.1}]", f"set ytics ({marks})",
        "set grid lc '#dddddd' lt 1", "set key below samplen 2 maxcols 2 Left reverse",
        "set border 3", "set tics nomirror"]
    with new_folder() as temporary:
        parts = []
        for number, (name, points) in enumerate(lines):
            file = Path(temporary) / f"{number}.dat"
            file.write_text("".join(f"{x} {y}\n" for x, y in points))
            width = 2.5 if name.startswith("Lockstep") else 1.5
            point, colour = _style(name)
            parts.append(
                f"'{file}' with linespoints lw {width} pt {point} lc '{colour}' title '{name}'")
        script.append("plot " + ", ".join(parts))
        subprocess.run(["gnuplot"], input="\n".join(script), text=True, check=True)
    return path
