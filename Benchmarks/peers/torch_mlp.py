"""PyTorch: one model with fused Adam, or R models as batched matrix products or by `vmap`.

The data lie as float32 on the device. One model takes each epoch's shuffled copy in views; with replicas
every one has its own shuffle and gathers its batch each step (a copy for each would not fit). A variant
with `graph` records a whole epoch as one CUDA graph, so that Python launches nothing in between. TF32 is
off.
"""

import sys

import harness

options = harness.arguments(
    replicas=True, variants=("eager", "graph", "vmap", "vmap-graph"), devices=("cpu", "gpu"))

import torch
import torch.nn.functional as functional
from torch import nn

ON_GPU = options.device == "gpu"
IS_GRAPH = options.variant.endswith("graph")
if options.variant.startswith("vmap") and (not options.replicas or options.mix):
    sys.exit("vmap needs --replicas, and has no --mix")
if IS_GRAPH and not ON_GPU:
    sys.exit("CUDA graphs need a GPU")
if ON_GPU and not torch.cuda.is_available():
    sys.exit("PyTorch sees no GPU")
torch.set_num_threads(options.threads)
torch.set_float32_matmul_precision("highest")
torch.manual_seed(1)
PLACE = "cuda" if ON_GPU else "cpu"


class Trainer:
    """What all forms share: an epoch is a new shuffle and the steps over it.

    A form has an `optimizer`, `shuffle`, and `train`, which does the steps over an order that `shuffle`
    returned, [examples] or [R, examples]; only whole batches are trained.
    """

    name = "PyTorch"
    version = torch.__version__
    device = torch.cuda.get_device_name() if ON_GPU else "cpu"

    def __init__(self, inputs, labels):
        self.inputs, self.labels = inputs, labels
        self.used = len(labels) // options.batch * options.batch
        self.graph = None

    def adam(self, parameters):
        return torch.optim.Adam(
            parameters, lr=harness.RATE, fused=True, capturable=IS_GRAPH)

    def first_step(self):
        if IS_GRAPH:
            self.capture()
        else:
            self.train(self.shuffle()[..., : options.batch])
        self.wait()

    def capture(self):
        """Warms up on another stream, as PyTorch asks for, then records an epoch."""
        self.order = self.shuffle()
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.train(self.order[..., : options.batch])
        torch.cuda.current_stream().wait_stream(side)
        self.optimizer.zero_grad(set_to_none=True)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.train(self.order)

    def epoch(self):
        order = self.shuffle()
        if self.graph:
            self.order.copy_(order)
            self.graph.replay()
        else:
            self.train(order)
        self.wait()
        return self.used

    def wait(self):
        if ON_GPU:
            torch.cuda.synchronize()


class OneModel(Trainer):
    """A plain `nn.Sequential`."""

    def __init__(self, inputs, labels):
        super().__init__(inputs, labels)
        sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
        layers = []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1]).to(PLACE)
        self.optimizer = self.adam(self.model.parameters())

    def shuffle(self):
        return torch.randperm(len(self.labels), device=PLACE)[: self.used]

    def train(self, order):
        inputs, labels = self.inputs[order], self.labels[order]
        for batch in zip(inputs.split(options.batch), labels.split(options.batch)):
            self.step(*batch)

    def step(self, inputs, labels):
        self.optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(self.model(inputs), labels).backward()
        self.optimizer.step()

    @torch.no_grad()
    def loss(self):
        return functional.cross_entropy(self.model(self.inputs), self.labels).item()


class Replicas(Trainer):
    """R models whose layers are stacked: weights [R, in, out], one `baddbmm` a layer."""

    def __init__(self, inputs, labels):
        super().__init__(inputs, labels)
        self.plain, self.dropped, _ = harness.thirds(options.replicas)
        sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
        self.weights, self.biases = [], []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            bound = (6 / (fan_in + fan_out)) ** 0.5
            weight = torch.empty(options.replicas, fan_in, fan_out, device=PLACE)
            bias = torch.zeros(options.replicas, 1, fan_out, device=PLACE)
            self.weights.append(nn.Parameter(weight.uniform_(-bound, bound)))
            self.biases.append(nn.Parameter(bias))
        self.optimizer = self.adam(self.weights + self.biases)

    def shuffle(self):
        count = len(self.labels)
        if ON_GPU:
            # One sort for all: a call for each replica would be 60 times its launches.
            keys = torch.rand(options.replicas, count, device=PLACE)
            return keys.argsort(dim=1)[:, : self.used]
        orders = [torch.randperm(count) for _ in range(options.replicas)]
        return torch.stack(orders)[:, : self.used]

    def train(self, order):
        for part in order.split(options.batch, dim=1):
            self.step(part)

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

    @torch.no_grad()
    def loss(self):
        inputs = self.inputs.expand(options.replicas, -1, -1)
        output = self.forward(inputs, training=False)
        losses = [functional.cross_entropy(rows, self.labels).item() for rows in output]
        return max(losses)


class Vectorised(Replicas):
    """The gradient of one model's loss, over the replicas by `torch.func.vmap`."""

    def __init__(self, inputs, labels):
        super().__init__(inputs, labels)
        self.gradients = torch.func.vmap(torch.func.grad(self.loss_of_one, argnums=(0, 1)))

    @staticmethod
    def loss_of_one(weights, biases, hidden, labels):
        last = len(weights) - 1
        for layer, (weight, bias) in enumerate(zip(weights, biases)):
            hidden = hidden @ weight + bias
            hidden = torch.relu(hidden) if layer < last else hidden
        return functional.cross_entropy(hidden, labels)

    def step(self, order):
        parameters = self.weights + self.biases
        layers = [tuple(one.detach() for one in side) for side in (self.weights, self.biases)]
        gradients = self.gradients(*layers, self.inputs[order], self.labels[order])
        for parameter, gradient in zip(parameters, [*gradients[0], *gradients[1]]):
            parameter.grad = gradient
        self.optimizer.step()


def form():
    if options.variant.startswith("vmap"):
        return Vectorised
    return Replicas if options.replicas else OneModel


arrays = harness.data(options)
tensors = torch.from_numpy(arrays[0]).to(PLACE), torch.from_numpy(arrays[1]).long().to(PLACE)
harness.run(options, form()(*tensors))
