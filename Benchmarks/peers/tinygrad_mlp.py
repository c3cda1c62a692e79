"""tinygrad on an OpenCL device (`--variant opencl`) or its own CPU code: one model, `TinyJit`.

Each epoch is shuffled in numpy and uploaded once; the number of the batch is a bound variable of the
compiled step, since making a Tensor for each batch costs more than the step.
"""

import harness

options = harness.arguments(replicas=False, variants=("opencl", "cpu"))

import os

os.environ["DEV"] = "CL" if options.variant == "opencl" else "CPU"
os.environ["NUM_CPU_THREADS"] = os.environ["POCL_MAX_PTHREAD_COUNT"] = str(options.threads)
from importlib.metadata import version

import numpy
from tinygrad import Context, Device, Tensor, TinyJit, UOp, nn

Tensor.manual_seed(1)


class Tinygrad:
    """The step is captured by the second call, and replayed from the third on."""

    name, version = "tinygrad", version("tinygrad")

    def __init__(self, inputs, labels):
        self.inputs, self.labels = inputs, labels
        self.steps = len(labels) // options.batch
        sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
        self.layers = [nn.Linear(*pair) for pair in zip(sizes, sizes[1:])]
        self.optimizer = nn.optim.Adam(nn.state.get_parameters(self.layers), lr=harness.RATE)
        self.number = UOp.variable("step", 0, self.steps - 1)
        self.step = TinyJit(self.trained)
        self.generator = numpy.random.default_rng(2)

    def forward(self, hidden):
        for layer in self.layers[:-1]:
            hidden = layer(hidden).relu()
        return self.layers[-1](hidden)

    def trained(self, inputs, labels, number):
        self.optimizer.zero_grad()
        loss = self.forward(inputs[number]).sparse_categorical_crossentropy(labels[number])
        loss.backward()
        return loss.realize(*self.optimizer.schedule_step())

    def steps_of_epoch(self, count):
        order = self.generator.permutation(len(self.labels))[: self.steps * options.batch]
        order = order.reshape(self.steps, options.batch)
        inputs = Tensor(self.inputs[order]).realize()
        labels = Tensor(self.labels[order]).realize()
        with Context(TRAINING=1):
            for number in range(count):
                self.step(inputs, labels, self.number.bind(number))
        Device[Device.DEFAULT].synchronize()

    def first_step(self):
        self.steps_of_epoch(3)

    def epoch(self):
        self.steps_of_epoch(self.steps)
        return self.steps * options.batch

    def loss(self):
        scores = self.forward(Tensor(self.inputs))
        return scores.sparse_categorical_crossentropy(Tensor(self.labels)).item()


harness.run(options, Tinygrad(*harness.data(options)))
