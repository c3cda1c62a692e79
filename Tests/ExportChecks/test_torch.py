"""PyTorch takes the weight files with `load_state_dict` and comes to the same."""

import json
import unittest

import numpy as np
import onnxruntime
import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional as F

from lockstep_runs import Study, lines

torch.set_num_threads(1)


class Network(nn.Module):
    """The layers that have parameters, in the order of weight files: `layers.N.NAME`."""

    def __init__(self, layers: list[nn.Module]):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self._next = 0

    def step(self, x):
        """The next layer with parameters."""
        self._next += 1
        return self.layers[self._next - 1](x)

    def forward(self, x):
        self._next = 0
        result = self.compute(x)
        assert self._next == len(self.layers)
        return result


class MLP(Network):
    def __init__(self, epsilon: float):
        super().__init__(
            [
                *(nn.Linear(784, 24), nn.BatchNorm1d(24, eps=epsilon), nn.PReLU(24)),
                *(nn.Linear(24, 12), nn.BatchNorm1d(12, eps=epsilon), nn.PReLU(12)),
                nn.Linear(12, 10),
            ]
        )

    def compute(self, x):
        x = x.flatten(1)
        for _ in self.layers:
            x = self.step(x)
        return x


class LeNet(Network):
    def __init__(self, _):
        super().__init__(
            [nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3), nn.Linear(1600, 128), nn.Linear(128, 10)]
        )

    def compute(self, x):
        for _ in range(2):
            x = F.max_pool2d(F.relu(self.step(x)), 2)
        return self.step(F.relu(self.step(x.flatten(1))))


class SqueezeNet(Network):
    GROUPS = [[(16, 64)] * 2, [(32, 128)] * 2, [(48, 192)] * 2 + [(64, 256)] * 2]

    def __init__(self, _):
        layers, last = [nn.Conv2d(1, 64, 3, padding=1)], 64
        for squeezed, expanded in sum(self.GROUPS, []):
            layers += [
                nn.Conv2d(last, squeezed, 1),
                nn.Conv2d(squeezed, expanded, 1),
                nn.Conv2d(squeezed, expanded, 3, padding=1),
            ]
            last = 2 * expanded
        super().__init__(layers + [nn.Conv2d(last, 10, 1)])

    def compute(self, x):
        x = F.relu(self.step(x))
        for group in self.GROUPS:
            x = F.max_pool2d(x, 3, 2, ceil_mode=True)
            for _ in group:
                x = F.relu(self.step(x))
                x = F.relu(torch.cat([self.step(x), self.step(x)], 1))
        return F.relu(self.step(x)).mean((2, 3))


class MobileNetV2(Network):
    GROUPS = [
        *((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2)),
        *((6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)),
    ]

    def __init__(self, epsilon: float):
        layers, last = [], 32

        def block(channels, filters, size=1, stride=1, groups=1):
            layers.append(
                nn.Conv2d(channels, filters, size, stride, size // 2, groups=groups, bias=False)
            )
            layers.append(nn.BatchNorm2d(filters, eps=epsilon))

        block(1, 32, 3)
        for expansion, filters, count, stride in self.GROUPS:
            for index in range(count):
                inner = last * expansion
                if expansion > 1:
                    block(last, inner)
                block(inner, inner, 3, stride if index == 0 else 1, inner)
                block(inner, filters)
                last = filters
        block(last, 1280)
        super().__init__(layers + [nn.Linear(1280, 10)])

    def block(self, x):
        return F.relu6(self.step(self.step(x)))

    def compute(self, x):
        x = self.block(x)
        for expansion, filters, count, _ in self.GROUPS:
            for index in range(count):
                y = self.block(x) if expansion > 1 else x
                y = self.step(self.step(self.block(y)))
                x = x + y if index > 0 else y
        return self.step(self.block(x).mean((2, 3)))


class Weights(unittest.TestCase):
    def compare(self, settings: dict, make, rest: str = "") -> None:
        study = Study(lines(settings), rest=rest)
        with safe_open(study.export("safetensors"), framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}
            facts = file.metadata()
        self.assertEqual(facts["epochs"], "1")
        network = make(float(facts.get("batch_norm_epsilon", 0.001)))
        network.load_state_dict(tensors)
        network.eval()
        ours = study.predictions()
        pixels = torch.from_numpy(ours["pixels"])
        scale, shift = json.loads(facts["input_scale"])[0], json.loads(facts["input_shift"])[0]
        with torch.no_grad():
            logits = network(pixels.float() * scale + shift)
        probabilities = logits.softmax(1).numpy()
        self.assertLess(np.abs(probabilities - ours["probabilities"]).max(), 1e-5)
        self.assertGreater(np.ptp(probabilities, axis=0).max(), 1e-3)
        session = onnxruntime.InferenceSession(study.export("onnx"))
        theirs = session.run(["logits"], {"pixels": ours["pixels"]})[0]
        difference = np.abs(logits.numpy() - theirs).max() / max(1, np.abs(theirs).max())
        self.assertLess(difference, 1e-5)

    def test_mlp(self):
        self.compare(
            {"mlp": {"hidden": [24, 12], "activation": "prelu", "batch-norm": "before"}}, MLP
        )

    def test_lenet(self):
        self.compare({"lenet": {}}, LeNet)

    def test_squeezenet(self):
        slow = "optimizer: {name: adam, rate: 0.0001}\n"
        self.compare({"squeezenet": {"initializer": "he-normal"}}, SqueezeNet, slow)

    def test_mobilenetv2(self):
        self.compare({"mobilenetv2": {"batch-norm": {"momentum": 0.5}}}, MobileNetV2)


if __name__ == "__main__":
    unittest.main()
