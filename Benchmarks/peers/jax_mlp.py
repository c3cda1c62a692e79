"""JAX: `scan` over the steps of an epoch, one compiled call an epoch; R models by `vmap`.

The data are float32 on the device and handed over as arguments, the training state is donated. The
mix of regularisers is three groups in one compiled program, so that masks are drawn and penalties
computed only for the replicas that have them. On a GPU the shuffles are made there, in the same call;
products are of full float32, or as XLA likes them with `--variant tf32`.
"""

import harness

options = harness.arguments(
    replicas=True, variants=("float32", "tf32"), devices=("cpu", "gpu"))

import os
import sys

# A GPU that cannot be had is an error, not a silent CPU.
os.environ["JAX_PLATFORMS"] = "cuda" if options.device == "gpu" else "cpu"
import jax
import jax.numpy as jnp
import numpy
from jax import lax

try:
    jax.devices()
except (RuntimeError, AssertionError) as error:
    sys.exit(f"JAX sees no {options.device}: {' '.join(str(error).split()) or 'none was found'}")
KEEP = 1 - harness.DROPOUT
if options.device == "gpu" and options.variant == "float32":
    jax.config.update("jax_default_matmul_precision", "float32")


def initial(key):
    """Glorot-uniform weights, zero biases: a list of (weight, bias)."""
    sizes = [harness.INPUTS, *options.hidden, harness.CLASSES]
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        key, own = jax.random.split(key)
        bound = (6 / (fan_in + fan_out)) ** 0.5
        weight = jax.random.uniform(own, (fan_in, fan_out), minval=-bound, maxval=bound)
        layers.append((weight, jnp.zeros(fan_out)))
    return layers


def objective(layers, inputs, labels, masks, l2):
    """Mean cross-entropy of one model, plus the penalty if `l2` is not zero (it is static)."""
    hidden = inputs
    for layer, (weight, bias) in enumerate(layers[:-1]):
        hidden = jax.nn.relu(hidden @ weight + bias)
        if masks is not None:
            hidden = jnp.where(masks[layer], hidden / KEEP, 0)
    weight, bias = layers[-1]
    scores = jax.nn.log_softmax(hidden @ weight + bias)
    loss = -jnp.take_along_axis(scores, labels[:, None], axis=1).mean()
    if l2:
        loss += l2 * sum(jnp.sum(weight * weight) for weight, _ in layers)
    return loss


def adam(state, gradients, step):
    """One Adam update; the two corrections are folded into the rate, as Keras does."""
    correction = jnp.sqrt(1 - harness.BETA2**step) / (1 - harness.BETA1**step)
    rate = harness.RATE * correction

    def update(parameter, first, second, gradient):
        first = first + (1 - harness.BETA1) * (gradient - first)
        second = second + (1 - harness.BETA2) * (gradient * gradient - second)
        return parameter - rate * first / (jnp.sqrt(second) + harness.EPSILON), first, second

    leaves, structure = jax.tree.flatten(gradients)
    columns = [jax.tree.leaves(tree) for tree in state] + [leaves]
    updated = [update(*row) for row in zip(*columns)]
    return tuple(jax.tree.unflatten(structure, column) for column in zip(*updated))


class Group:
    """Replicas with the same regulariser; without `count` one model without a replica axis."""

    def __init__(self, count, kind="plain"):
        self.count, self.kind = count, kind

    def gradients(self, layers, inputs, labels, key):
        l2 = harness.L2 if self.kind == "l2" else 0
        if self.kind != "dropout":
            function = jax.grad(lambda *own: objective(*own, None, l2))
            return (jax.vmap(function) if self.count else function)(layers, inputs, labels)
        keys = jax.random.split(key, len(options.hidden))
        masks = [
            jax.random.bernoulli(own, KEEP, (self.count, options.batch, width))
            for own, width in zip(keys, options.hidden)]
        function = jax.grad(lambda *own: objective(*own, l2))
        return jax.vmap(function)(layers, inputs, labels, masks)


def groups():
    if options.mix:
        return [Group(*pair) for pair in zip(
            harness.thirds(options.replicas), ("plain", "dropout", "l2"))]
    return [Group(options.replicas)]


class Jax:
    """The state is a list of (parameters, first moments, second moments), one for each group."""

    name, version = "JAX", jax.__version__

    def __init__(self, inputs, labels):
        self.device = jax.devices()[0].device_kind
        self.inputs, self.labels = jnp.asarray(inputs), jnp.asarray(labels)
        self.groups, self.steps = groups(), len(labels) // options.batch
        # XLA's own generator draws dropout masks faster than the default one.
        self.key = jax.random.key(1, impl="rbg")
        keys = iter(jax.random.split(jax.random.key(1), max(options.replicas, 1)))
        self.state = []
        for group in self.groups:
            models = [initial(next(keys)) for _ in range(group.count or 1)]
            layers = (
                jax.tree.map(lambda *leaves: jnp.stack(leaves), *models) if group.count
                else models[0])
            zeros = lambda: jax.tree.map(jnp.zeros_like, layers)
            self.state.append((layers, zeros(), zeros()))
        self.done = 0
        self.generator = numpy.random.default_rng(2)
        self.train = jax.jit(self.trained, donate_argnums=0)

    def trained(self, state, inputs, labels, orders, done, key):
        """An epoch; `orders` has for each group the examples of every step, `None` shuffles here."""
        if orders is None:
            keys = jax.random.split(jax.random.fold_in(key, 0), len(self.groups))
            orders = [self.shuffled(*pair) for pair in zip(self.groups, keys)]

        def step(carry, now):
            number, own_orders = now
            keys = jax.random.split(jax.random.fold_in(key, number), len(self.groups))
            result = []
            for group, own, order, own_key in zip(self.groups, carry, own_orders, keys):
                rows = inputs.at[order].get(mode="promise_in_bounds")
                truth = labels.at[order].get(mode="promise_in_bounds")
                gradients = group.gradients(own[0], rows, truth, own_key)
                result.append(adam(own, gradients, number.astype(jnp.float32)))
            return result, None

        numbers = done + 1 + jnp.arange(self.steps)
        return lax.scan(step, state, (numbers, orders))[0]

    def shuffled(self, group, key):
        """A shuffle for each replica, made on the device: [steps, batch] or [steps, R, batch]."""
        used = self.steps * options.batch
        words = jax.random.bits(key, (group.count or 1, len(self.labels)))
        shuffles = jnp.argsort(words, axis=1)[:, :used].astype(jnp.int32)
        shuffles = shuffles.reshape(-1, self.steps, options.batch).swapaxes(0, 1)
        return shuffles if group.count else shuffles[:, 0]

    def orders(self, group):
        """The same made on the host, which is faster where the device is a CPU."""
        used = self.steps * options.batch
        shuffles = numpy.stack([
            self.generator.permutation(len(self.labels))[:used].astype(numpy.int32)
            for _ in range(group.count or 1)])
        shuffles = shuffles.reshape(-1, self.steps, options.batch).swapaxes(0, 1)
        return numpy.ascontiguousarray(shuffles if group.count else shuffles[:, 0])

    def epoch(self):
        self.key, key = jax.random.split(self.key)
        is_cpu = options.device == "cpu"
        orders = [self.orders(group) for group in self.groups] if is_cpu else None
        self.state = jax.block_until_ready(self.train(
            self.state, self.inputs, self.labels, orders, numpy.int32(self.done), key))
        self.done += self.steps
        return self.steps * options.batch

    def first_step(self):
        """The compiled call is an epoch, and so is what this does."""
        self.epoch()

    def loss(self):
        function = lambda layers: objective(layers, self.inputs, self.labels, None, 0)
        return max(
            float((jax.vmap(function) if group.count else function)(own[0]).max())
            for group, own in zip(self.groups, self.state))


harness.run(options, Jax(*harness.data(options)))
