"""The parts that set Lockstep against others, and one number of replicas against another."""

from contest import goals, report, rounds
from contest.contestants import LockstepTraining, PeerTraining
from contest.environments import Unavailable
from contest.goals import Row

from .bench import Bench
from .lines import Line
from .pythons import NAMES
from .results import Part

# Seconds from the launch of a peer to the end of its first epoch, compiled anew; for the estimate.
START = {"torch": 12.0, "jax": 20.0}


class GPUPeer(PeerTraining):
    """A peer's script on a GPU, or on the CPU where there is none, to try the bench."""

    def __init__(self, device: str, peer: str, form: str, batch: int, **keywords):
        self.device = device
        super().__init__(peer, form, batch, **keywords)
        self.seconds_beside = START[peer]

    @property
    def key(self) -> str:
        words = "-".join(self.form.replace(",", "").split())
        parts = [self.peer, words, f"R{max(self.replicas, 1)}", *(["mix"] if self.mix else [])]
        return "-".join([*parts, f"b{self.batch}", self.device])

    @property
    def label(self) -> str:
        mix = ", dropout and L2" if self.mix else ""
        return f"{NAMES[self.peer]} {self.form}, R = {max(self.replicas, 1)}{mix}, {self.device}"

    def command(self, settings, core) -> list[str]:
        return [*super().command(settings, core), "--device", self.device]


def rows(bench: Bench) -> list[Row]:
    """The peers by batch: JAX and a PyTorch loop have goals, the others inform."""
    def ours(batch: int, mix: bool = False) -> list:
        return [LockstepTraining(
            bench.device, batch, count, mix=mix, examples=bench.sizes.train)]

    def peer(name: str, form: str, batch: int, replicas: int = 0, **keywords) -> list:
        return [GPUPeer(
            bench.peer_device, name, form, batch, replicas=replicas, examples=bench.sizes.train,
            **keywords)]

    table, count = [], bench.sizes.trials
    for batch in bench.sizes.batches:
        work = f"study A, {count} replicas, batch {batch}"
        table += [
            Row(work, "JAX vmap+scan", ours(batch), peer("jax", "vmap+scan", batch, count), 2),
            Row(work, f"PyTorch loop, one network after another: {count} take {count} times as long",
                ours(batch), peer("torch", "loop", batch), 50),
            Row(work, "PyTorch loop, an epoch as one CUDA graph", ours(batch),
                peer("torch", "loop, graph", batch, variant="graph"), None),
            Row(work, "PyTorch bmm, an epoch as one CUDA graph", ours(batch),
                peer("torch", "bmm, graph", batch, count, variant="graph"), None),
            Row(work, "PyTorch vmap, an epoch as one CUDA graph", ours(batch),
                peer("torch", "vmap, graph", batch, count, variant="vmap-graph"), None)]
    batch = bench.sizes.batches[0]
    work = f"study A, {count} replicas, batch {batch}"
    mix = {"mix": True}
    return table + [
        Row(f"{work}, dropout and L2", "JAX vmap+scan with the mix", ours(batch, True),
            peer("jax", "vmap+scan", batch, count, **mix), 2),
        Row(f"{work}, dropout and L2", "PyTorch bmm with the mix, graph", ours(batch, True),
            peer("torch", "bmm, graph", batch, count, variant="graph", **mix), None),
        Row(work, "PyTorch bmm, eager", ours(batch), peer("torch", "bmm", batch, count), None),
        Row(work, "PyTorch vmap, eager", ours(batch),
            peer("torch", "vmap", batch, count, variant="vmap"), None),
        Row(work, "JAX vmap+scan, products in TF32", ours(batch),
            peer("jax", "vmap+scan, TF32", batch, count, variant="tf32"), None)]


def peers(bench: Bench, part: Part) -> None:
    """Everybody on the same work, in turn."""
    part.notes.append(
        "a rate is examples a second over all replicas, by the median of the epochs after the first; "
        "no import, compilation or loading is in it")
    _demand_all(_contest(bench, part, rows(bench)))


def scaling(bench: Bench, part: Part) -> None:
    """The time of a step for one replica, by the number of replicas."""
    ours = [
        LockstepTraining(bench.device, replicas=count, examples=bench.sizes.train)
        for count in bench.sizes.replicas]
    table = [Row("", "", [one], [], None) for one in ours]
    records = _contest(bench, part, table, judges=False)
    steps = {}
    for one in ours:
        rate = records[one.key].median
        steps[one.replicas] = one.batch / rate * 1e6 if rate else None
        part.lines.append(Line(
            f"a step for each of {one.replicas} replicas, batch {one.batch}", steps[one.replicas],
            "µs"))
    known = {count: step for count, step in steps.items() if step}
    part.measured["step_microseconds"] = known
    many, few = (60, 4) if 60 in known else (max(known, default=1), min(known, default=1))
    part.lines.append(Line(
        f"a step for each of {many} replicas", known.get(many), "µs", f"of {few}", known.get(few),
        goal=1, is_upper_bound=True))
    rising = [
        f"{a} to {b}" for a, b in zip(known, list(known)[1:]) if known[b] > 1.02 * known[a]]
    part.notes.append(
        f"it rises from {', '.join(rising)} replicas" if rising
        else "it falls, or stays within 2 %, with every step up in R")
    part.notes += [f"{one.label}: {one.error}" for one in records.values() if one.error]
    _demand_all(records)


def _contest(bench: Bench, part: Part, table: list[Row], judges: bool = True) -> dict:
    """Measures the contestants of a table in turn; what is measured is kept at every moment."""
    def keep(records: dict) -> None:
        part.measured["contestants"] = {key: one.as_json() for key, one in records.items()}
        if judges:
            part.lines = [_line(row, records) for row in table]
        bench.save(part)

    records, is_complete = rounds.measure(
        goals.contestants(table), bench.settings(), bench.rounds, bench.clock.left, keep)
    keep(records)
    if not is_complete:
        raise KeyboardInterrupt
    return records


def _demand_all(records: dict) -> None:
    """Raises `Unavailable` if the time did not suffice for everybody."""
    late = [one.label for one in records.values() if not one.error and not one.measurements]
    if late:
        raise Unavailable(f"the time was over before {', '.join(late)}")


def _line(row: Row, records: dict) -> Line:
    judged = report.judge(row, records)
    ours, theirs = (
        records[judged[side]].median if judged[side] else None for side in ("ours", "theirs"))
    return Line(
        row.work, ours, "examples/s", row.against, theirs, row.goal,
        note="; ".join(judged["missing"]))
