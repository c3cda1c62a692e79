#!/usr/bin/env python3
"""Writes what PyTorch makes of small convolutional networks, as data for the tests.

LeNet, SqueezeNet and MobileNetV2, narrow and on small images, start from weights that a formula gives, train a
few steps of gradient descent on pixels that a formula gives, then classify other pixels. The file has the loss
of each step, the logarithms of the class probabilities, and for each tensor two sums of its elements with
pseudo-random signs: of the trained values, and of the gradients of one more step. All in double precision; the
constants are exact in single precision.
"""

import argparse
import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 5
BATCH = 8
STEPS = 3
TEST = 6
KEPT = 0.75  # of running statistics, by a step
# Large, and scales of normalisations small: else fifty layers with few numbers to a batch make of the last bit
# of single precision a difference that can be seen.
EPSILON = 2**-1

torch.set_default_dtype(torch.float64)


# --- Numbers by formula


def words(count: int, key: int) -> torch.Tensor:
    """`count` pseudo-random numbers of 16 bits, others for each key."""
    index = torch.arange(count, dtype=torch.int64)
    word = (index * 2654435761 + key * 40503 + 12345) % 2**32
    word = (word ^ (word >> 15)) * 2246822519 % 2**32
    return (word ^ (word >> 13)) % 2**16


def spread(shape, key: int, limit: float) -> torch.Tensor:
    """Numbers in -limit ..< limit, rounded to single precision."""
    values = (words(math.prod(shape), key).double() / 2**15 - 1) * limit
    return values.float().double().reshape(shape)


def start(name: str, shape, key: int) -> torch.Tensor:
    """The first values of a tensor."""
    if name == "weight" and len(shape) > 1:
        return spread(shape, key, math.sqrt(6 / math.prod(shape[1:])))
    if name in ("weight", "running_var"):
        middle = 0.5 if name == "weight" else 1
        return (middle + spread(shape, key, 0.25)).float().double()
    return spread(shape, key, 0.125)


def signed_sums(tensor: torch.Tensor) -> list[float]:
    """Two sums over all elements, each with a sign of its own."""
    flat = tensor.flatten()
    return [float((flat * (1 - 2 * (words(len(flat), key) >> 15))).sum()) for key in (1001, 1002)]


# --- Networks


class BatchNorm(nn.BatchNorm2d):
    """PyTorch's, but for the running variance: that of biased variances, as in Keras and Lockstep."""

    def __init__(self, channels: int):
        super().__init__(channels, eps=EPSILON)

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        with torch.no_grad():
            for running, batch in (
                (self.running_mean, x.mean((0, 2, 3))),
                (self.running_var, x.var((0, 2, 3), unbiased=False)),
            ):
                running.mul_(KEPT).add_((1 - KEPT) * batch)
        return F.batch_norm(x, None, None, self.weight, self.bias, training=True, eps=self.eps)


def lenet(channels: int, height: int, width: int, factor: float) -> nn.Module:
    a, b, c = (round(n * factor) for n in (32, 64, 128))
    rows = ((height - 2) // 2 - 2) // 2 * (((width - 2) // 2 - 2) // 2)
    return nn.Sequential(
        *(nn.Conv2d(channels, a, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(b * rows, c), nn.ReLU(), nn.Linear(c, CLASSES)),
    )


class Fire(nn.Module):
    def __init__(self, channels: int, squeezed: int, expanded: int):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.single = nn.Conv2d(squeezed, expanded, 1)
        self.spatial = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x):
        x = F.relu(self.squeeze(x))
        return F.relu(torch.cat([self.single(x), self.spatial(x)], 1))


def squeezenet(channels: int, height: int, width: int, factor: float) -> nn.Module:
    def n(count):
        return max(1, round(count * factor))

    layers = [nn.Conv2d(channels, n(64), 3, padding=1), nn.ReLU()]
    last = n(64)
    for group in [[(16, 64)] * 2, [(32, 128)] * 2, [(48, 192)] * 2 + [(64, 256)] * 2]:
        layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
        for squeezed, expanded in group:
            layers.append(Fire(last, n(squeezed), n(expanded)))
            last = 2 * n(expanded)
    layers += [nn.Conv2d(last, CLASSES, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*layers)


def block(channels: int, filters: int, size=1, stride=1, groups=1, rectified=True) -> list[nn.Module]:
    return [
        nn.Conv2d(channels, filters, size, stride, size // 2, groups=groups, bias=False),
        BatchNorm(filters),
    ] + ([nn.ReLU6()] if rectified else [])


class Inverted(nn.Module):
    def __init__(self, channels: int, filters: int, stride: int, expansion: int):
        super().__init__()
        inner = channels * expansion
        self.is_residual = stride == 1 and channels == filters
        self.layers = nn.Sequential(
            *(block(channels, inner) if expansion > 1 else []),
            *block(inner, inner, 3, stride, inner),
            *block(inner, filters, rectified=False),
        )

    def forward(self, x):
        return x + self.layers(x) if self.is_residual else self.layers(x)


def mobilenetv2(channels: int, height: int, width: int, factor: float) -> nn.Module:
    def n(count):
        nearest = max(8, int(count * factor + 4) // 8 * 8)
        return nearest + 8 if nearest < 0.9 * count * factor else nearest

    layers, last = block(channels, n(32), 3), n(32)
    table = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2)]
    table += [(6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, filters, count, stride in table:
        for index in range(count):
            layers.append(Inverted(last, n(filters), stride if index == 0 else 1, expansion))
            last = n(filters)
    layers += block(last, 1280) + [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, CLASSES)]
    return nn.Sequential(*layers)


# What makes a network, its images, its width and the rate of its training.
NETWORKS = [
    # Not square, so that rows and columns cannot be mistaken.
    (lenet, (12, 14, 2), 0.125, 2**-4),
    (squeezenet, (13, 11, 2), 0.125, 2**-4),
    (mobilenetv2, (9, 11, 3), 0.125, 2**-8),
]


# --- Training


def named(network: nn.Module) -> dict[str, torch.Tensor]:
    """Every tensor by its name in Lockstep's weight files: N counts the layers that have any."""
    tensors = {}
    number = 0
    for module in network.modules():
        own = list(module.named_parameters(recurse=False))
        own += [(n, b) for n, b in module.named_buffers(recurse=False) if n.startswith("running")]
        tensors |= {f"layers.{number}.{name}": tensor for name, tensor in own}
        number += bool(own)
    return tensors


def examples(count: int, shape, key: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Images of whole pixels / 256, pixel by pixel as files have them, and labels."""
    height, width, channels = shape
    pixels = words(count * math.prod(shape), key) >> 8
    images = (pixels.double() / 256).reshape(count, height, width, channels)
    return images.permute(0, 3, 1, 2), words(count, key + 1) % CLASSES


def record(make, shape, factor: float, rate: float) -> dict:
    height, width, channels = shape
    network = make(channels, height, width, factor)
    tensors = named(network)
    with torch.no_grad():
        for key, (name, tensor) in enumerate(tensors.items()):
            tensor.copy_(start(name.split(".")[-1], tensor.shape, key))
    parameters = {name: t for name, t in tensors.items() if t.requires_grad}
    images, labels = examples(BATCH * STEPS, shape, 2001)

    def gradients(step: int) -> tuple[float, tuple[torch.Tensor, ...]]:
        rows = slice(step * BATCH, (step + 1) * BATCH)
        loss = F.cross_entropy(network(images[rows]), labels[rows])
        return loss.item(), torch.autograd.grad(loss, list(parameters.values()))

    losses = []
    for step in range(STEPS):
        loss, slopes = gradients(step)
        losses.append(loss)
        with torch.no_grad():
            for parameter, slope in zip(parameters.values(), slopes):
                parameter -= rate * slope
    values = {name: signed_sums(tensor.detach()) for name, tensor in tensors.items()}
    network.eval()
    with torch.no_grad():
        logarithms = F.log_softmax(network(examples(TEST, shape, 3001)[0]), 1)
    network.train()
    slopes = dict(zip(parameters, map(signed_sums, gradients(0)[1])))
    return {
        "name": make.__name__,
        "shape": list(shape),
        "width": factor,
        "rate": rate,
        "losses": losses,
        "logProbabilities": logarithms.tolist(),
        "tensors": [
            {"name": n, "values": values[n], "gradients": slopes.get(n)} for n in tensors
        ],
    }


def rounded(value):
    """The same with ten digits: what tests compare is known to fewer."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="a folder; one file a network")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for make, shape, factor, rate in NETWORKS:
        network = rounded(record(make, shape, factor, rate))
        tensors = [json.dumps(t, separators=(",", ":")) for t in network.pop("tensors")]
        head = json.dumps(network, separators=(",", ":"))
        text = head[:-1] + ',"tensors":[\n' + ",\n".join(tensors) + "\n]}\n"
        (arguments.out / f"{make.__name__}.json").write_text(text)


if __name__ == "__main__":
    main()
