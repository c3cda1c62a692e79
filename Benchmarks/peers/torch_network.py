"""PyTorch: LeNet, SqueezeNet and MobileNetV2 on 28 x 28 pixels, with fused Adam.

`--variant channels-last` has weights and images in the layout in which PyTorch is fastest on a processor.
"""

import harness

options = harness.arguments(
    replicas=False, variants=("channels-last", "plain"), networks=harness.NETWORKS)

import torch
import torch.nn.functional as functional
from torch import nn

torch.set_num_threads(options.threads)
torch.manual_seed(1)


def lenet() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 5 * 5, 128), nn.ReLU(), nn.Linear(128, harness.CLASSES))


class Fire(nn.Module):
    """Single pixels to few channels, then single pixels and 3 x 3 pixels side by side."""

    def __init__(self, channels: int, squeezed: int, expanded: int):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.single = nn.Conv2d(squeezed, expanded, 1)
        self.spatial = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        return torch.relu(torch.cat([self.single(x), self.spatial(x)], 1))


def squeezenet() -> nn.Module:
    layers: list[nn.Module] = [nn.Conv2d(1, 64, 3, padding=1), nn.ReLU()]
    channels = 64
    for group in harness.FIRE_MODULES:
        layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
        for squeezed, expanded in group:
            layers.append(Fire(channels, squeezed, expanded))
            channels = 2 * expanded
    return nn.Sequential(
        *layers, nn.Conv2d(channels, harness.CLASSES, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten())


def normalised(channels: int, filters: int, size: int = 1, stride: int = 1, groups: int = 1,
               rectified: bool = True) -> list[nn.Module]:
    layers = [
        nn.Conv2d(channels, filters, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(filters)]
    return layers + ([nn.ReLU6()] if rectified else [])


class Inverted(nn.Module):
    """An inverted residual."""

    def __init__(self, channels: int, filters: int, stride: int, expansion: int):
        super().__init__()
        inner = channels * expansion
        self.is_residual = stride == 1 and channels == filters
        self.layers = nn.Sequential(
            *(normalised(channels, inner) if expansion > 1 else []),
            *normalised(inner, inner, 3, stride, inner),
            *normalised(inner, filters, rectified=False))

    def forward(self, x):
        return x + self.layers(x) if self.is_residual else self.layers(x)


def mobilenetv2() -> nn.Module:
    layers, channels = normalised(1, 32, 3), 32
    for expansion, filters, count, stride in harness.INVERTED_RESIDUALS:
        for index in range(count):
            layers.append(Inverted(channels, filters, stride if index == 0 else 1, expansion))
            channels = filters
    return nn.Sequential(
        *layers, *normalised(channels, 1280), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(1280, harness.CLASSES))


class Network:
    """One network; an epoch is a new shuffle and the steps over it."""

    name = "PyTorch"
    version = torch.__version__

    def __init__(self, inputs, labels):
        self.model = globals()[options.network]()
        self.inputs, self.labels = inputs.reshape(-1, 1, 28, 28), labels
        if options.variant == "channels-last":
            self.model = self.model.to(memory_format=torch.channels_last)
            self.inputs = self.inputs.contiguous(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=harness.RATE, fused=True)
        self.used = len(labels) // options.batch * options.batch

    def first_step(self):
        self.step(slice(0, options.batch))

    def epoch(self):
        for part in torch.randperm(len(self.labels))[: self.used].split(options.batch):
            self.step(part)
        return self.used

    def step(self, part):
        self.optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(self.model(self.inputs[part]), self.labels[part]).backward()
        self.optimizer.step()

    @torch.no_grad()
    def loss(self):
        self.model.eval()
        value = functional.cross_entropy(self.model(self.inputs), self.labels).item()
        self.model.train()
        return value


arrays = harness.data(options)
harness.run(
    options, Network(torch.from_numpy(arrays[0]), torch.from_numpy(arrays[1]).long()))
