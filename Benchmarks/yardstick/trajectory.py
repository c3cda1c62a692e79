#!/usr/bin/env python3
"""Trains from given weights over the examples in file order: nothing random is left.

`lockstep train` with `model.weights` and `data.order: sequential` must give the same losses. Prints
one JSON object: a list of epochs with the columns of `epochs.csv`, or of steps with `--by-step`.
"""

import argparse
import json
import os
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from recipe import OPTIMIZERS, Network, evaluate, load, train_epoch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--weights", type=Path, help="start from these weights")
    start.add_argument("--write-start", type=Path, help="draw weights, save them here, start there")
    parser.add_argument("--seed", type=int, default=5097, help="for --write-start")
    parser.add_argument("--data", type=Path, default=os.environ.get("LOCKSTEP_DATA"))
    parser.add_argument("--set", default="mnist")
    parser.add_argument("--train", type=int, default=7000)
    parser.add_argument("--test", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--optimizer", choices=sorted(OPTIMIZERS), default="adam")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--l2", type=float, default=0.0)
    parser.add_argument(
        "--loss", choices=["cross-entropy", "mean-squared-error"], default="cross-entropy"
    )
    parser.add_argument("--by-step", action="store_true", help="evaluate after every step")
    parser.add_argument("--save", type=Path, help="save the final weights here")
    parser.add_argument("--out", type=Path, help="write the JSON here, not to standard output")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("name the data folder with --data or LOCKSTEP_DATA")
    torch.set_num_threads(1)

    examples, test = load(Path(arguments.data), arguments.set, arguments.train, arguments.test)
    network = Network()
    if arguments.weights:
        network.load_state(load_file(arguments.weights))
    else:
        network.initialize(torch.Generator().manual_seed(arguments.seed))
        save_file(network.state(), arguments.write_start)

    optimizer = OPTIMIZERS[arguments.optimizer](network, arguments.rate)
    order = torch.arange(len(examples))
    passes = [
        rows
        for _ in range(arguments.epochs)
        for rows in (order.split(arguments.batch) if arguments.by_step else [order])
    ]
    unit = "step" if arguments.by_step else "epoch"
    records = []
    for number, rows in enumerate(passes, 1):
        trained = train_epoch(
            network, optimizer, examples, rows, arguments.batch, arguments.l2, arguments.loss
        )
        tested = evaluate(network, test, arguments.l2, arguments.loss)
        records.append({unit: number, **trained, **tested})

    report = json.dumps({f"{unit}s": records}, indent=1)
    if arguments.out:
        arguments.out.write_text(report + "\n")
    else:
        print(report)
    if arguments.save:
        save_file(network.state(), arguments.save)


if __name__ == "__main__":
    main()
