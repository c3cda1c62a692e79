"""The recipe of study A in PyTorch: data, network, optimizers, one epoch, evaluation."""

import gzip
import math
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch.nn import functional

WIDTHS = (784, 128, 64, 10)


# --- Data ---------------------------------------------------------------------------------------


def read_idx(path: Path) -> numpy.ndarray:
    """The bytes of a gzip'ed IDX file, in the shape its header gives."""
    raw = gzip.decompress(path.read_bytes())
    dimension_count = raw[3]
    shape = struct.unpack_from(f">{dimension_count}I", raw, 4)
    values = numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * dimension_count)
    return values.reshape(shape)


@dataclass
class Examples:
    """Inputs [N, 784] in 0...1 and labels [N]."""

    inputs: torch.Tensor
    labels: torch.Tensor

    def __len__(self) -> int:
        return len(self.labels)


def load(folder: Path, name: str, train: int, test: int) -> tuple[Examples, Examples]:
    """The first `train` training and the first `test` test examples of a data set."""

    def split(prefix: str, count: int) -> Examples:
        images = read_idx(folder / name / f"{prefix}-images-idx3-ubyte.gz")[:count]
        labels = read_idx(folder / name / f"{prefix}-labels-idx1-ubyte.gz")[:count]
        inputs = torch.from_numpy(images.reshape(len(images), -1).astype(numpy.float32))
        return Examples(inputs / 255, torch.from_numpy(labels.astype(numpy.int64)))

    return split("train", train), split("t10k", test)


# --- Network ------------------------------------------------------------------------------------


class Network:
    """Dense layers with ReLU between them. All parameters lie in one flat vector, weights before
    biases, so that an optimizer step is a handful of operations and L2 is one product."""

    def __init__(self, dropout: float = 0.0):
        self.dropout = dropout
        shapes = [(o, i) for i, o in zip(WIDTHS, WIDTHS[1:])]
        biases = [(o,) for o in WIDTHS[1:]]
        counts = [math.prod(shape) for shape in shapes + biases]
        self.weight_count = sum(counts[: len(shapes)])
        self.parameters = torch.zeros(sum(counts))
        self.gradient = torch.zeros_like(self.parameters)
        views = []
        for values, slope, shape in zip(
            self.parameters.split(counts), self.gradient.split(counts), shapes + biases
        ):
            view = values.view(shape).requires_grad_()
            view.grad = slope.view(shape)
            views.append(view)
        self.weights, self.biases = views[: len(shapes)], views[len(shapes) :]

    def initialize(self, generator: torch.Generator) -> None:
        """Glorot uniform weights, zero biases (Glorot and Bengio, AISTATS 2010)."""
        with torch.no_grad():
            for weight, bias in zip(self.weights, self.biases):
                limit = math.sqrt(6 / sum(weight.shape))
                weight.uniform_(-limit, limit, generator=generator)
                bias.zero_()

    def state(self) -> dict[str, torch.Tensor]:
        """The parameters by name, each [out, in] or [out], as `torch.nn.Sequential` orders them."""
        named = {}
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            named[f"layers.{index}.weight"] = weight.detach().clone()
            named[f"layers.{index}.bias"] = bias.detach().clone()
        return named

    def load_state(self, named: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
                weight.copy_(named[f"layers.{index}.weight"])
                bias.copy_(named[f"layers.{index}.bias"])

    def logits(self, inputs: torch.Tensor, training: bool) -> torch.Tensor:
        values = inputs
        last = len(self.weights) - 1
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            values = functional.linear(values, weight, bias)
            if index < last:
                values = functional.relu(values)
                if training and self.dropout > 0:
                    values = functional.dropout(values, self.dropout)
        return values

    def squared_weights(self) -> float:
        """The sum of squares of all weights, biases left out."""
        weights = self.parameters[: self.weight_count].double()
        return float(weights @ weights)


def losses(kind: str, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean loss over the batch: cross-entropy, or squared error of the softmax outputs against
    one-hot labels averaged over classes."""
    if kind == "cross-entropy":
        return functional.cross_entropy(logits, labels)
    target = functional.one_hot(labels, logits.shape[1]).to(logits.dtype)
    return functional.mse_loss(functional.softmax(logits, dim=1), target)


# --- Optimizers ---------------------------------------------------------------------------------


class SGD:
    """w -= rate * g."""

    def __init__(self, network: Network, rate: float):
        self.network, self.rate = network, rate

    def step(self, gradient: torch.Tensor) -> None:
        self.network.parameters.sub_(gradient, alpha=self.rate)


class Adam:
    """Adam as Keras computes it: epsilon is added to the root of the uncorrected second moment
    (Kingma and Ba, ICLR 2015, the form at the end of section 2)."""

    def __init__(self, network: Network, rate: float, beta1=0.9, beta2=0.999, epsilon=1e-7):
        self.network, self.rate = network, rate
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.first = torch.zeros_like(network.parameters)
        self.second = torch.zeros_like(network.parameters)
        self.steps = 0

    def step(self, gradient: torch.Tensor) -> None:
        self.steps += 1
        correction = math.sqrt(1 - self.beta2**self.steps) / (1 - self.beta1**self.steps)
        self.first.lerp_(gradient, 1 - self.beta1)
        self.second.mul_(self.beta2).addcmul_(gradient, gradient, value=1 - self.beta2)
        denominator = self.second.sqrt().add_(self.epsilon)
        self.network.parameters.addcdiv_(self.first, denominator, value=-self.rate * correction)


OPTIMIZERS = {"adam": Adam, "sgd": SGD}


# --- Training -----------------------------------------------------------------------------------


def train_epoch(
    network: Network,
    optimizer: SGD | Adam,
    examples: Examples,
    order: torch.Tensor,
    batch: int,
    l2: float,
    loss: str = "cross-entropy",
) -> dict[str, float]:
    """One pass over the examples in this order, the last partial batch included.

    Returns means over the examples of what each step saw before its update: data loss, penalty
    `l2 * sum(w^2)`, accuracy.
    """
    loss_sum = penalty_sum = correct = 0.0
    for rows in order.split(batch):
        inputs, labels = examples.inputs[rows], examples.labels[rows]
        network.gradient.zero_()
        logits = network.logits(inputs, training=True)
        value = losses(loss, logits, labels)
        value.backward()
        loss_sum += value.item() * len(rows)
        correct += int((logits.argmax(1) == labels).sum())
        with torch.no_grad():
            if l2 > 0:
                weights = network.parameters[: network.weight_count]
                penalty_sum += l2 * float(weights @ weights) * len(rows)
                network.gradient[: network.weight_count].add_(weights, alpha=2 * l2)
            optimizer.step(network.gradient)
    count = len(order)
    return {
        "train_loss": loss_sum / count,
        "train_penalty": penalty_sum / count,
        "train_accuracy": correct / count,
    }


def evaluate(
    network: Network, examples: Examples, l2: float, loss: str = "cross-entropy"
) -> dict[str, float]:
    """Data loss, penalty and accuracy over all examples in one forward pass."""
    with torch.no_grad():
        logits = network.logits(examples.inputs, training=False)
        return {
            "test_loss": float(losses(loss, logits, examples.labels)),
            "test_penalty": l2 * network.squared_weights(),
            "test_accuracy": float((logits.argmax(1) == examples.labels).double().mean()),
        }
