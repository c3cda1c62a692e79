"""The part with one large matrix product."""

from contest.environments import PEERS, Unavailable
from contest.processes import Child

from .bench import Bench
from .lines import Line
from .results import Part


def gemm(bench: Bench, part: Part) -> None:
    """A large product in full float32: our best engine against PyTorch's library."""
    size = bench.sizes.product
    search = bench.search_seconds
    found = bench.program.json(
        "tune", "--product", f"{size}x{size}x{size}", "--device", bench.device, "--dry-run",
        "--quiet", "--seconds", f"{search:.0f}", timeout=search + 120)
    part.measured["tune"] = found
    product = found["products"][0]
    speeds = {
        name: product.get(key) for name, key in (
            ("CLBlast", "clblast_before"), ("CLBlast, tuned", "clblast_after"),
            ("our kernel", "batched_before"), ("our kernel, tuned", "batched_after"))}
    for name, speed in speeds.items():
        part.lines.append(Line(f"SGEMM {size}^3, {name}", speed, "GFLOP/s"))
    bench.note_search(part, found)
    best = max((speed for speed in speeds.values() if speed), default=None)
    line = Line(
        f"SGEMM {size}^3, our best", best, "GFLOP/s",
        f"PyTorch on {bench.peer_device}, TF32 off", None, goal=0.6)
    part.lines.append(line)
    try:
        result = _torch_product(bench)
        part.measured["torch"], line.other = result, result["gflops"]
    except Unavailable as reason:
        line.note = f"PyTorch: {reason}"


def _torch_product(bench: Bench) -> dict:
    command = [
        str(bench.pythons.interpreter("torch")), str(PEERS / "torch_gemm.py"),
        "--size", str(bench.sizes.product), "--device", bench.peer_device]
    with Child(command, bench.clock.timeout(120)) as child:
        return child.event("result")
