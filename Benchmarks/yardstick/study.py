#!/usr/bin/env python3
"""Study A in PyTorch: every setting over ten seeds on both data sets, means with 95 % intervals."""

import argparse
import json
import math
import os
import platform
import statistics
import time
from pathlib import Path

import torch

from recipe import Adam, Network, evaluate, load, train_epoch

SEEDS = [5097, 1234, 1111, 1212, 98933, 737387532, 5473, 900000, 65838, 757493755]

# Two-sided 95 % quantiles of Student's t by degrees of freedom.
T_QUANTILES = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}


def train(examples, test, seed: int, dropout: float, l2: float, epochs: int, batch: int) -> dict:
    torch.manual_seed(seed)  # dropout masks
    generator = torch.Generator().manual_seed(seed)  # weights and order
    network = Network(dropout)
    network.initialize(generator)
    optimizer = Adam(network, rate=1e-3)
    epochs_by_column: dict[str, list[float]] = {}
    started = time.perf_counter()
    for _ in range(epochs):
        order = torch.randperm(len(examples), generator=generator)
        record = train_epoch(network, optimizer, examples, order, batch, l2)
        record |= evaluate(network, test, l2)
        for column, value in record.items():
            epochs_by_column.setdefault(column, []).append(round(value, 6))
    return {"seed": seed, "seconds": time.perf_counter() - started, **epochs_by_column}


def interval(values: list[float]) -> dict[str, float]:
    """Mean and half-width of its 95 % interval (Student's t)."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return {"mean": mean, "half_width": math.nan}
    spread = statistics.stdev(values) / math.sqrt(len(values))
    return {"mean": mean, "half_width": T_QUANTILES[len(values) - 1] * spread}


def without_time(record: dict) -> dict:
    return {key: value for key, value in record.items() if key != "seconds"}


def compact(report: dict) -> str:
    """The report as JSON with one line a trial. Times are left out: they say nothing about agreement,
    and `lockstep compare` is the place for them."""
    lines = []
    for result in report["results"]:
        trials = ",\n   ".join(json.dumps(without_time(trial)) for trial in result["trials"])
        rest = json.dumps({key: value for key, value in without_time(result).items() if key != "trials"})
        lines.append(f'  {rest[:-1]}, "trials": [\n   {trials}]}}')
    head = json.dumps({key: value for key, value in report.items() if key != "results"}, indent=1)
    return head[:-2] + ',\n "results": [\n' + ",\n".join(lines) + "\n ]\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("LOCKSTEP_DATA"))
    parser.add_argument("--sets", nargs="+", default=["mnist", "fashion-mnist"])
    parser.add_argument("--dropout", nargs="*", type=float, default=[0.1, 0.2])
    parser.add_argument("--l2", nargs="*", type=float, default=[0.001, 0.003, 0.005, 0.0065])
    parser.add_argument("--seeds", nargs="+", type=int, default=SEEDS)
    parser.add_argument("--train", type=int, default=7000)
    parser.add_argument("--test", type=int, default=1500)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("name the data folder with --data or LOCKSTEP_DATA")
    torch.set_num_threads(arguments.threads)

    settings = [("none", 0.0, 0.0)]
    settings += [(f"dropout {rate:g}", rate, 0.0) for rate in arguments.dropout]
    settings += [(f"l2 {strength:g}", 0.0, strength) for strength in arguments.l2]

    results = []
    for name in arguments.sets:
        examples, test = load(Path(arguments.data), name, arguments.train, arguments.test)
        for label, dropout, l2 in settings:
            trials = [
                train(examples, test, seed, dropout, l2, arguments.epochs, arguments.batch)
                for seed in arguments.seeds
            ]
            first_totals = [t["train_loss"][0] + t["train_penalty"][0] for t in trials]
            result = {
                "data": name,
                "regularizer": label,
                "test_accuracy": interval([t["test_accuracy"][-1] for t in trials]),
                "test_loss": interval([t["test_loss"][-1] for t in trials]),
                "first_epoch_train_total": interval(first_totals),
                "seconds": sum(trial["seconds"] for trial in trials),
                "trials": trials,
            }
            results.append(result)
            accuracy, loss = result["test_accuracy"], result["test_loss"]
            print(
                f"{name:14} {label:12} test accuracy {100 * accuracy['mean']:.2f} ± "
                f"{100 * accuracy['half_width']:.2f} %, test loss {loss['mean']:.4f} ± "
                f"{loss['half_width']:.4f}, epoch 1 train loss + penalty of seed "
                f"{trials[0]['seed']} {first_totals[0]:.4f}, "
                f"{result['seconds']:.1f} s",
                flush=True,
            )

    report = {
        "recipe": {
            "widths": [784, 128, 64, 10],
            "optimizer": "adam 0.001, epsilon 1e-7 (Keras's form)",
            "train": arguments.train,
            "test": arguments.test,
            "epochs": arguments.epochs,
            "batch": arguments.batch,
        },
        "torch": torch.__version__,
        "machine": f"{platform.system()} {platform.machine()}, {arguments.threads} thread(s)",
        "results": results,
    }
    if arguments.out:
        arguments.out.write_text(compact(report))


if __name__ == "__main__":
    main()
