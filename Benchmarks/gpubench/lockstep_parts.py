"""The parts that measure Lockstep alone: is it right, study A, CPU against GPU, tuning, profile."""

from statistics import median

from contest.environments import Unavailable

from .bench import Bench
from .lines import Line
from .program import StudyRun
from .results import Part

# The largest difference of a trial's mean training loss of one epoch that rounding explains.
TOLERANCE = 0.01


def conformance(bench: Bench, part: Part) -> None:
    """Self-test and ceilings, then an epoch of the study on each engine against the CPU."""
    listing = bench.program.json("devices", "--benchmark")
    row = next(one for one in listing["devices"] if one["identifier"] == bench.device)
    part.measured["device"] = row
    passed = row["self_test"] == "passed"
    part.lines.append(Line("self-test passed (1: yes)", float(passed), "", goal=1))
    if not passed:
        part.notes.append(f"self-test {row['self_test']}")
    ceilings = row.get("roofline") or {}
    for name, key, unit in (
            ("fp32 peak, measured", "peak_flops", "GFLOP/s"),
            ("memory bandwidth, measured", "bandwidth", "GB/s")):
        if key in ceilings:
            part.lines.append(Line(name, ceilings[key] / 1e9, unit))
    if "launch_seconds" in ceilings:
        part.lines.append(Line("a launch", ceilings["launch_seconds"] * 1e6, "µs"))
    for engine in ("auto", "batched", "clblast"):
        changes = ["epochs=1", f"engine={engine}"]
        try:
            found = bench.program.json("compare", *bench.on_study(*changes), "--quiet")
        except Unavailable as reason:
            part.notes.append(f"engine {engine}: {reason}")
            part.lines.append(_difference(engine, None))
            continue
        part.measured[f"compare, engine {engine}"] = found
        part.lines.append(_difference(engine, found))


def _difference(engine: str, found: dict | None) -> Line:
    value = None
    if found:
        # A trial that diverges on the device alone is as wrong as it gets.
        diverged = found["diverged_trials"][1] - found["diverged_trials"][0]
        value = 1e9 if diverged else 1000 * found["largest_loss_difference"]
    return Line(
        f"engine {engine}: largest difference of a loss to the CPU's after an epoch", value,
        "thousandths", goal=1000 * TOLERANCE, is_upper_bound=True)


def study(bench: Bench, part: Part) -> None:
    """Study A at full size: the seconds of training, and of what comes before."""
    cold = True
    for batch in bench.sizes.batches:
        runs: list[StudyRun] = []
        name = f"study A, {bench.sizes.trials} trials x {bench.sizes.epochs} epochs, batch {batch}"
        # Preparation is cold once and then warm: one run more than is taken the median of.
        for _ in range(bench.sizes.repeats + 1):
            run = bench.program.study(*bench.on_study(f"batch={batch}"))
            if cold:
                note = "the driver's and our caches empty"
                part.lines.append(Line(
                    "preparation, cold", run.preparation_seconds, "s", note=note))
                cold = False
            runs.append(run)
            part.measured[name] = [one.as_json() for one in runs]
            part.measured["environment"] = run.record
        if run.record.get("substituted_data_sets"):
            part.notes.append("on synthetic digits: the data sets are not here")
        training = median(one.training_seconds for one in runs[1:])
        goal = 1.0 if batch == bench.sizes.batches[0] else None
        part.lines += [
            Line(f"{name}: training", training, "s", goal=goal, is_upper_bound=True),
            Line(f"{name}: rate", bench.examples / training, "examples/s"),
            Line(f"{name}: preparation, kernels cached",
                 median(one.preparation_seconds for one in runs[1:]), "s"),
            Line(f"{name}: the whole program", median(one.wall_seconds for one in runs[1:]), "s")]


def compare(bench: Bench, part: Part) -> None:
    """The same study on this machine's processor and on its GPU."""
    found = bench.program.json("compare", *bench.on_study(), "--quiet", timeout=180)
    part.measured["compare"] = found
    part.lines.append(Line(
        f"study A, {bench.sizes.trials} trials, batch 32", found["open_cl"]["examples_per_second"],
        "examples/s", f"our CPU backend, {found['cpu']['device']}",
        found["cpu"]["examples_per_second"]))
    for name, side in (("CPU", found["cpu"]), ("OpenCL", found["open_cl"])):
        total = sum(side["family_seconds"].values()) or 1
        families = sorted(side["family_seconds"].items(), key=lambda one: -one[1])
        shares = ", ".join(f"{family} {100 * time / total:.0f} %" for family, time in families)
        part.notes.append(f"{name}, time by operation: {shares}")


def tune(bench: Bench, part: Part) -> None:
    """`lockstep tune` within a time limit, and study A before and after."""
    def measure(program) -> float:
        runs = [program.study(*bench.on_study()) for _ in range(max(bench.sizes.repeats, 2))]
        return median(one.training_seconds for one in runs[1:])

    before = measure(bench.program)
    search = bench.search_seconds
    found = bench.tuned.json(
        "tune", *bench.on_study(), "--quiet", "--seconds", f"{search:.0f}", timeout=search + 120)
    part.measured["tune"] = found
    if found.get("before") and found.get("after"):
        part.lines.append(Line(
            f"all products of study A, tuned for {search:.0f} s", found["after"], "GFLOP/s",
            "before", found["before"]))
    bench.note_search(part, found)
    after = measure(bench.tuned)
    part.lines += [
        Line("study A, training, batch 32, after tuning", after, "s", goal=1, is_upper_bound=True),
        Line("study A, rate, batch 32, after tuning", bench.examples / after, "examples/s",
             "before", bench.examples / before)]


def profile(bench: Bench, part: Part) -> None:
    """Launches of a step, and what share of it the device computes."""
    found = bench.program.json(
        "study", *bench.on_study("epochs=1"), "--quiet", "--profile", "--out",
        str(bench.cache / "profile"))
    part.measured["profile"] = found["profile"]
    for group in found["profile"]:
        calls = "launches" if group["calls_are_launches"] else "calls"
        part.lines += [
            Line(f"{calls} of a step of {group['replicas']} replicas", group["calls_per_step"],
                 calls),
            Line("a step", group["step_seconds"] * 1e6, "µs"),
            Line("its rate", group["step_flops"] / group["step_seconds"] / 1e9, "GFLOP/s"),
            Line("of its time the device computes", 100 * group["busy_share"], "%")]
        shares = ", ".join(
            f"{line['family']} {100 * line['share']:.0f} %" for line in group["families"])
        part.notes.append(f"time by operation: {shares}")
