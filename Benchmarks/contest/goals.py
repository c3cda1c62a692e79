"""The table of the contest: which contestants a row compares, and what it must reach."""

from dataclasses import dataclass

from .contestants import (
    GemmProducts, LockstepStart, LockstepTraining, PeerStart, PeerTraining)


@dataclass
class Row:
    """One comparison; where a side has several contestants the best one stands for it.

    `kind` says how the ratio is made: "speed" is ours by theirs (at least `goal`), "seconds" is ours
    by theirs (at most `goal`), "cost" is the time for one example of ours by theirs, both being ours
    (at most `goal`), "given" is what a contestant returns (at least `goal`). Without `goal` a row only
    informs.
    """

    work: str
    against: str
    ours: list
    theirs: list
    goal: float | None
    kind: str = "speed"

    @property
    def is_upper_bound(self) -> bool:
        return self.kind in ("seconds", "cost")


def rows() -> list[Row]:
    """Every row of the table of goals, and some that inform."""
    table: list[Row] = []
    for batch in (32, 128):
        table += _study(batch)
    for batch in (32, 128):
        table += _one_replica(batch)
    batch_1 = [LockstepTraining("cpu", 1, replicas=1), LockstepTraining("opencl", 1, replicas=1)]
    for contestant in batch_1:
        contestant.examples = 2000
    table.append(Row(
        "one replica, batch 1", "JAX scan", batch_1,
        [PeerTraining("jax", "scan", 1, threads=1, examples=2000)], 1.5))
    for batch in (32, 128):
        table.append(Row(
            f"OpenCL (PoCL), 60 replicas, batch {batch}", "our CPU backend",
            [LockstepTraining("opencl", batch)], [LockstepTraining("cpu", batch)], 0.9))
    for batch in (32, 128):
        table.append(Row(
            f"OpenCL (PoCL), one replica, batch {batch}", "tinygrad on the same device",
            [LockstepTraining("opencl", batch, replicas=1)],
            [PeerTraining("tinygrad", "OpenCL", batch, variant="opencl")], 8))
    table.append(Row(
        "batched GEMM on PoCL, products of study A", "CLBlast defaults", [GemmProducts()], [], 8,
        "given"))
    for device, goal in (("cpu", 1.05), ("opencl", None)):
        table.append(Row(
            f"cost per replica, R = 60, {device}, batch 32", "R = 4, the same",
            [LockstepTraining(device)], [LockstepTraining(device, replicas=4)], goal, "cost"))
    torch = PeerStart("torch", "fused Adam")
    for device in ("opencl", "cpu"):
        table.append(Row(
            f"start to first step, {device}, kernels cached", "PyTorch, launch to first step",
            [LockstepStart(device)], [torch], 0.3, "seconds"))
    return table


def _both(batch: int, **keywords) -> list[LockstepTraining]:
    return [LockstepTraining(device, batch, **keywords) for device in ("cpu", "opencl")]


def _study(batch: int) -> list[Row]:
    work = f"study A, 60 replicas, batch {batch}"
    jax = [
        PeerTraining("jax", "scan", batch, processes=2),
        PeerTraining("jax", "vmap+scan", batch, replicas=4),
        PeerTraining("jax", "vmap+scan", batch, replicas=30)]
    torch = [
        PeerTraining("torch", "bmm", batch, replicas=replicas) for replicas in (4, 10, 30)]
    mixed = _both(batch, mix=True)
    jax_mix = [PeerTraining("jax", "vmap+scan", batch, replicas=30, mix=True)]
    torch_mix = [PeerTraining("torch", "bmm", batch, replicas=30, mix=True)]
    fit = [PeerTraining("keras", "model.fit", batch, processes=2)]
    steps = [PeerTraining(
        "keras", "model.fit, 32 steps a call", batch, processes=2, variant="many-steps")]
    return [
        Row(work, "best JAX arrangement", _both(batch), jax, 1.3),
        Row(work, "best PyTorch bmm over replicas", _both(batch), torch, 2.7),
        Row(f"{work}, dropout and L2", "JAX vmap with the mix", mixed, jax_mix, 2.5),
        Row(f"{work}, dropout and L2", "PyTorch bmm with the mix", mixed, torch_mix, None),
        Row(f"{work}, dropout and L2", "Keras model.fit (plain), two processes", mixed, fit, 8),
        Row(f"{work}, dropout and L2", "Keras (plain), 32 steps a call, two processes", mixed,
            steps, None)]


def _one_replica(batch: int) -> list[Row]:
    work = f"one replica, batch {batch}"
    ours = _both(batch, replicas=1)
    return [
        Row(work, "JAX scan, 2 threads", ours, [PeerTraining("jax", "scan", batch)], 1.0),
        Row(work, "JAX scan, 1 thread", ours, [PeerTraining("jax", "scan", batch, threads=1)],
            None),
        Row(work, "PyTorch fused Adam", ours, [PeerTraining("torch", "fused Adam", batch)],
            2.5 if batch == 32 else 1.5)]


def contestants(table: list[Row]) -> dict:
    """All contestants of a table by key, each once, in the order of the table."""
    found: dict = {}
    for row in table:
        for side in (row.ours, row.theirs):
            # A contestant of several rows is measured once.
            side[:] = [found.setdefault(contestant.key, contestant) for contestant in side]
    return found
