"""A product of two N x N matrices in PyTorch, full float32: what the vendor's library reaches.

Prints one line of JSON with GFLOP/s: the best of five runs of some milliseconds, as `lockstep tune` counts.
"""

import argparse
import sys
import time

import harness

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--size", type=int, default=4096)
parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu")
options = parser.parse_args()

import torch

ON_GPU = options.device == "gpu"
if ON_GPU and not torch.cuda.is_available():
    sys.exit("PyTorch sees no GPU")
torch.set_float32_matmul_precision("highest")
place = "cuda" if ON_GPU else "cpu"
torch.manual_seed(1)
left, right = (torch.rand(options.size, options.size, device=place) * 2 - 1 for _ in range(2))
output = torch.empty_like(left)


def seconds(count):
    """Seconds of one product, from so many."""
    start = time.perf_counter()
    for _ in range(count):
        torch.mm(left, right, out=output)
    if ON_GPU:
        torch.cuda.synchronize()
    return (time.perf_counter() - start) / count


seconds(2)
once = seconds(1)
count = min(max(int(0.02 / once), 1), 1000)
best = min([once, *(seconds(count) for _ in range(5))])
harness.say(
    event="result", peer="PyTorch", version=torch.__version__,
    device=torch.cuda.get_device_name() if ON_GPU else "cpu", size=options.size,
    gflops=2 * options.size**3 / best / 1e9)
