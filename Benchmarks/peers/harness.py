"""What the peers share: the command line, the data, the clock and the line of JSON.

A peer imports this module first, so that the time to the first step contains the framework's import,
and hands an object of the form of `Peer` to `run`. Two lines of JSON come out: `ready` once
everything is compiled, `result` at the end. Between them a process started with `--barrier` waits
for a line on standard input, so that processes that run side by side measure the same seconds.
"""

import argparse
import json
import os
import resource
import sys
import time
from typing import Protocol

INPUTS, CLASSES = 784, 10
RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8
# The rates of the regularisation study: share of units dropped, lambda of lambda * sum(w^2).
DROPOUT, L2 = 0.1, 0.0065

# The convolutional networks that peers are compared on, and what the larger ones are made of: squeezed and
# expanded channels of fire modules by group; expansion, filters, count and stride of inverted residuals.
NETWORKS = ("lenet", "squeezenet", "mobilenetv2")
FIRE_MODULES = [
    [(16, 64)] * 2, [(32, 128)] * 2, [(48, 192)] * 2 + [(64, 256)] * 2]
INVERTED_RESIDUALS = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
    (6, 320, 1, 1)]

_imported = time.monotonic()
# When the parent started this process: CLOCK_MONOTONIC is one clock for all processes.
_launched = float(os.environ.get("PEER_LAUNCHED_AT", _imported))


class Peer(Protocol):
    """One framework with its model and its data ready on the device."""

    name: str
    version: str
    # What it trains on, by its framework's own name; "cpu" if it says nothing.
    device: str

    def first_step(self) -> None:
        """Trains at least one step, so that everything is compiled, and waits for it."""

    def epoch(self) -> int:
        """Trains one epoch, waits for it, and returns the examples of one replica."""

    def loss(self) -> float:
        """The mean cross-entropy over the data, without regularisers; of the worst replica."""


def arguments(*, replicas: bool, variants: tuple = ("default",),
              devices: tuple = ("cpu",), networks: tuple = ()) -> argparse.Namespace:
    """Parses the command line and limits the threads, before the framework is imported."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--hidden", type=int, nargs="+", default=[128, 64], help="hidden sizes")
    parser.add_argument("--examples", type=int, default=7000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--core", type=int, help="pin the process to this core")
    parser.add_argument("--seconds", type=float, default=2, help="how long to train after warm-up")
    parser.add_argument("--barrier", action="store_true", help="wait for a line after warm-up")
    parser.add_argument("--check", action="store_true", help="does the loss fall? exit code 1 if not")
    parser.add_argument("--start-only", action="store_true", help="end after the first step")
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--device", choices=devices, default=devices[0])
    if networks:
        parser.add_argument("--network", choices=networks, default=networks[0])
    if replicas:
        parser.add_argument("--replicas", type=int, default=0, help="0: one model, no such axis")
        parser.add_argument("--mix", action="store_true", help="thirds: plain, dropout, L2")
    options = parser.parse_args()
    if not replicas:
        options.replicas, options.mix = 0, False
    if options.mix and options.replicas < 3:
        parser.error("--mix needs at least 3 replicas")
    if options.check:
        options.examples = 20 * options.batch
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    for name in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{name}_NUM_THREADS"] = str(options.threads)
    return options


def thirds(replicas: int) -> tuple[int, int, int]:
    """How many replicas of a mix are plain, with dropout and with L2."""
    third = replicas // 3
    return replicas - 2 * third, third, third


def data(options: argparse.Namespace):
    """Inputs as float32 in [0, 1] and labels as int32, of MNIST's shape and learnable.

    Each class has a random pattern; an example is its pattern half hidden in noise.
    """
    import numpy

    generator = numpy.random.default_rng(1)
    patterns = generator.random((CLASSES, INPUTS), dtype=numpy.float32)
    labels = generator.integers(0, CLASSES, options.examples, dtype=numpy.int32)
    noise = generator.random((options.examples, INPUTS), dtype=numpy.float32)
    return (0.5 * patterns[labels] + 0.5 * noise).astype(numpy.float32), labels


def run(options: argparse.Namespace, peer: Peer) -> None:
    """Trains for the time asked for and reports every epoch; or checks that the peer learns."""
    if options.check:
        sys.exit(0 if _learns(peer) else 1)

    def train():
        seconds, end = [], time.perf_counter() + options.seconds
        while len(seconds) < 3 or time.perf_counter() < end:
            start = time.perf_counter()
            examples = peer.epoch()
            seconds.append(time.perf_counter() - start)
        return seconds, examples

    run_own_loop(options, peer, train)


def run_own_loop(options: argparse.Namespace, peer: Peer, train) -> None:
    """Warms up and reports what `train` returns: the seconds of each epoch, and its examples."""
    peer.first_step()
    say(event="ready", start_seconds=time.monotonic() - _launched)
    seconds, examples = [], 0
    if not options.start_only:
        if options.barrier:
            sys.stdin.readline()
        seconds, examples = train()
    say(
        event="result", peer=peer.name, version=peer.version,
        device=getattr(peer, "device", "cpu"), replicas=max(options.replicas, 1),
        examples=examples, epoch_seconds=seconds,
        peak_memory_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _learns(peer: Peer, epochs: int = 10) -> bool:
    before = peer.loss()
    peer.first_step()
    for _ in range(epochs):
        peer.epoch()
    after = peer.loss()
    learnt = after < 0.5 * before
    print(f"{peer.name}: loss {before:.4f} before, {after:.4f} after {epochs} epochs: "
          + ("it learns" if learnt else "it does NOT learn"))
    return learnt


def say(**fields) -> None:
    """Prints one line of JSON."""
    print(json.dumps(fields), flush=True)
