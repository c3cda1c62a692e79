#!/usr/bin/env python3
"""Writes what PyTorch makes of every activation, as data for the tests.

For each activation a list of [x, y, dy/dx] in double precision. No x is a corner, where a derivative is
a matter of convention.
"""

import argparse
import json
from pathlib import Path

import torch
from torch.nn import functional as F

ACTIVATIONS = {
    "identity": lambda x: x * 1,
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "leaky-relu": lambda x: F.leaky_relu(x, 0.3),  # the slope of Keras's layer
    "elu": F.elu,
    "selu": F.selu,
    "softplus": lambda x: F.softplus(x, threshold=100),  # no shortcut for large x
    "relu6": F.relu6,
    "gelu": F.gelu,
    "gelu-tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "hard-swish": F.hardswish,
}
POINTS = [-30, -9.5, -5.25, -3.125, -2.9, -1.75, -1, -0.5, -0.0625, -1e-6, 1e-6, 0.0625, 0.3, 0.75]
POINTS += [1, 2.5, 2.9, 3.125, 5.9, 6.1, 9.5, 30]


def table(activation) -> list[list[float]]:
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = activation(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    return [list(row) for row in zip(POINTS, y.tolist(), slope.tolist())]


def main() -> None:
    root = Path(__file__).parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default=root / "Tests/ProgramsTests/activations.json", type=Path)
    path = parser.parse_args().out
    tables = {name: table(activation) for name, activation in ACTIVATIONS.items()}
    entries = [
        f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
        for name, rows in tables.items()
    ]
    path.write_text("{\n" + ",\n".join(entries) + "\n}\n")


if __name__ == "__main__":
    main()
