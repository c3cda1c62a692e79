#!/usr/bin/env python3
"""Trajectories of Keras's optimizers, for Lockstep's tests.

Every optimizer takes the same twelve weights through the same twenty gradients, with its defaults and
with other constants. Keras computes in double precision, so that its roundings are not part of what
Lockstep is compared with. The optimizers are written as Lockstep's configs have them.
"""

import argparse
import json
import math
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy

STEPS = 20
# Multiples of 1/1024 are exact in single precision.
GRAIN = 1024
START = [2, -1.5, 1, -0.75, 0.5, -0.375, 0.25, -0.125, 0.0625, -0.03125, 0.015625, 0.5]
# Sizes of the gradients of each weight; the last weight has none.
SIZES = [2, 1, 0.5, 0.25, 0.125, 1 / 16, 1 / 32, 1 / 64, 1, 1 / 8, 1 / 64, 0]

# What configs call the arguments of Keras's optimizers.
NAMES = {
    "rate": "learning_rate",
    "beta1": "beta_1",
    "beta2": "beta_2",
    "weight-decay": "weight_decay",
    "initial-accumulator": "initial_accumulator_value",
}
CLASSES = {
    "sgd": keras.optimizers.SGD,
    "adagrad": keras.optimizers.Adagrad,
    "adadelta": keras.optimizers.Adadelta,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "adamax": keras.optimizers.Adamax,
    "nadam": keras.optimizers.Nadam,
}
OPTIMIZERS = [
    {"name": "sgd"},
    {"name": "sgd", "rate": 0.1},
    {"name": "sgd", "momentum": 0.9},
    {"name": "sgd", "rate": 0.1, "momentum": 0.5},
    {"name": "sgd", "momentum": 0.9, "nesterov": True},
    {"name": "sgd", "rate": 0.1, "momentum": 0.5, "nesterov": True},
    {"name": "adagrad"},
    {"name": "adagrad", "rate": 0.1, "initial-accumulator": 0.0, "epsilon": 0.001},
    {"name": "adadelta"},
    {"name": "adadelta", "rate": 1.0, "rho": 0.9, "epsilon": 0.001},
    {"name": "rmsprop"},
    {"name": "rmsprop", "rate": 0.05, "rho": 0.7, "epsilon": 0.01},
    {"name": "adam"},
    {"name": "adam", "rate": 0.05, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
    {"name": "adamw"},
    {"name": "adamw", "rate": 0.05, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01, "weight-decay": 0.5},
    {"name": "adamax"},
    {"name": "adamax", "rate": 0.05, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
    {"name": "nadam"},
    {"name": "nadam", "rate": 0.05, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
]


def gradient(step: int) -> list[float]:
    """The gradients of one step: waves of every weight's own size, now and then 0."""
    return [
        0.0
        if (step + weight) % 7 == 3
        else round(size * math.sin(1 + 0.7 * step + weight**2) * GRAIN) / GRAIN
        for weight, size in enumerate(SIZES)
    ]


def trajectory(settings: dict, gradients: list[list[float]]) -> list[list[float]]:
    """The weights after each step."""
    arguments = {NAMES.get(key, key): value for key, value in settings.items() if key != "name"}
    optimizer = CLASSES[settings["name"]](**arguments)
    weights = keras.Variable(numpy.array(START), dtype="float64")
    steps = []
    for values in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(values, dtype="float64")], [weights])
        steps.append([float(f"{weight:.11g}") for weight in keras.ops.convert_to_numpy(weights)])
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="write the JSON here")
    arguments = parser.parse_args()
    keras.config.set_floatx("float64")

    gradients = [gradient(step) for step in range(STEPS)]
    # One line for each step: a difference shows where it begins.
    lines = [f' "keras": "{keras.__version__}"', f' "start": {json.dumps(START)}']
    rows = ",\n".join(f"  {json.dumps(values)}" for values in gradients)
    lines.append(f' "gradients": [\n{rows}\n ]')
    entries = []
    for settings in OPTIMIZERS:
        rows = ",\n".join(f"   {json.dumps(step)}" for step in trajectory(settings, gradients))
        entries.append(f'  {{"optimizer": {json.dumps(settings)}, "weights": [\n{rows}\n  ]}}')
    lines.append(' "trajectories": [\n' + ",\n".join(entries) + "\n ]")
    arguments.out.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
