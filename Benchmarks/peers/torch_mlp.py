"""PyTorch on the CPU: one model with fused Adam, or R models as batched matrix products.

The data lie as float32 in memory. One model takes each epoch's shuffled copy in views; with replicas
every one has its own shuffle and gathers its batch each step (a copy for each would not fit).
"""

import harness

options = harness.arguments(replicas=True)

import torch
import torch.nn.functional as functional
from torch import nn

torch.set_num_threads(options.threads)
torch.manual_seed(1)


class OneModel:
    """A plain `nn.Sequential`."""

    name, version = "PyTorch", torch.__version__

    def __init__(self, inputs, labels):
        self.inputs, self.labels = inputs, labels
        self.steps = len(labels) // options.batch
        sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
        layers = []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1])
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=harness.RATE, fused=True)

    def step(self, inputs, labels):
        self.optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(self.model(inputs), labels).backward()
        self.optimizer.step()

    def first_step(self):
        self.step(self.inputs[: options.batch], self.labels[: options.batch])

    def epoch(self):
        order = torch.randperm(len(self.labels))[: self.steps * options.batch]
        inputs, labels = self.inputs[order], self.labels[order]
        for batch in zip(inputs.split(options.batch), labels.split(options.batch)):
            self.step(*batch)
        return self.steps * options.batch

    @torch.no_grad()
    def loss(self):
        return functional.cross_entropy(self.model(self.inputs), self.labels).item()


class Replicas:
    """R models whose layers are stacked: weights [R, in, out], one `baddbmm` a layer."""

    name, version = "PyTorch", torch.__version__

    def __init__(self, inputs, labels):
        self.inputs, self.labels = inputs, labels
        self.steps = len(labels) // options.batch
        self.plain, self.dropped, _ = harness.thirds(options.replicas)
        sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
        self.weights, self.biases = [], []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            bound = (6 / (fan_in + fan_out)) ** 0.5
            weight = torch.empty(options.replicas, fan_in, fan_out).uniform_(-bound, bound)
            self.weights.append(nn.Parameter(weight))
            self.biases.append(nn.Parameter(torch.zeros(options.replicas, 1, fan_out)))
        self.optimizer = torch.optim.Adam(
            self.weights + self.biases, lr=harness.RATE, fused=True)

    def forward(self, hidden, training):
        last = len(self.weights) - 1
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            hidden = torch.baddbmm(bias, hidden, weight)
            if layer < last:
                hidden = torch.relu(hidden)
                if options.mix and training:
                    hidden = self.drop(hidden)
        return hidden

    def drop(self, hidden):
        """Dropout for its third only: no masks are drawn for the others."""
        end = self.plain + self.dropped
        dropped = functional.dropout(hidden[self.plain : end], harness.DROPOUT)
        return torch.cat([hidden[: self.plain], dropped, hidden[end:]])

    def step(self, order):
        self.optimizer.zero_grad(set_to_none=True)
        output = self.forward(self.inputs[order], training=True).flatten(0, 1)
        loss = functional.cross_entropy(output, self.labels[order].flatten(), reduction="sum")
        (loss / options.batch).backward()
        if options.mix:
            first = self.plain + self.dropped
            for weight in self.weights:
                weight.grad[first:].add_(weight.detach()[first:], alpha=2 * harness.L2)
        self.optimizer.step()

    def first_step(self):
        self.step(torch.arange(options.batch).expand(options.replicas, -1))

    def epoch(self):
        orders = torch.stack([torch.randperm(len(self.labels)) for _ in range(options.replicas)])
        for order in orders[:, : self.steps * options.batch].split(options.batch, dim=1):
            self.step(order)
        return self.steps * options.batch

    @torch.no_grad()
    def loss(self):
        inputs = self.inputs.expand(options.replicas, -1, -1)
        output = self.forward(inputs, training=False)
        losses = [functional.cross_entropy(rows, self.labels).item() for rows in output]
        return max(losses)


arrays = harness.data(options)
tensors = torch.from_numpy(arrays[0]), torch.from_numpy(arrays[1]).long()
harness.run(options, (Replicas if options.replicas else OneModel)(*tensors))
