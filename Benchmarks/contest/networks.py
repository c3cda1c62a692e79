"""The table of the convolutional networks: LeNet, SqueezeNet and MobileNetV2 on 28 x 28 pixels."""

from .contestants import LockstepTraining, PeerTraining
from .goals import Row

# Examples of an epoch, so that each takes a fraction of a second.
EXAMPLES = {"lenet": 2048, "squeezenet": 512, "mobilenetv2": 256}
NAMES = {"lenet": "LeNet", "squeezenet": "SqueezeNet", "mobilenetv2": "MobileNetV2"}


def rows() -> list[Row]:
    """Batches of 32 and of 4 against PyTorch, SqueezeNet also against Keras; OpenCL against our CPU backend."""
    table: list[Row] = []
    for batch, goal in ((32, 1.0), (4, 2.0)):
        for network in EXAMPLES:
            table += _network(network, batch, goal)
    for network, name in NAMES.items():
        table.append(Row(
            f"{name} on OpenCL (PoCL), batch 32", "our CPU backend", [_ours("opencl", network, 32)],
            [_ours("cpu", network, 32)], 0.7))
    for network, name in NAMES.items():
        table.append(Row(
            f"{name}, 4 replicas, batch 4", "one replica of ours", [_ours("cpu", network, 4, 4)],
            [_ours("cpu", network, 4)], None))
    return table


def _network(network: str, batch: int, goal: float) -> list[Row]:
    work, ours = f"{NAMES[network]}, batch {batch}", [_ours("cpu", network, batch)]
    found = [
        Row(work, "PyTorch channels-last", ours, [_torch(network, batch, "channels-last")], goal),
        Row(work, "PyTorch as by default", ours, [_torch(network, batch, "plain")], None)]
    if network != "mobilenetv2":
        keras = PeerTraining(
            "keras", "model.fit", batch, network=network, examples=EXAMPLES[network])
        found.append(
            Row(work, "Keras model.fit", ours, [keras], goal if network == "squeezenet" else None))
    return found


def _ours(device: str, network: str, batch: int, replicas: int = 1) -> LockstepTraining:
    return LockstepTraining(
        device, batch, replicas=replicas, network=network, examples=EXAMPLES[network])


def _torch(network: str, batch: int, variant: str) -> PeerTraining:
    return PeerTraining(
        "torch", variant, batch, variant=variant, network=network, examples=EXAMPLES[network])
