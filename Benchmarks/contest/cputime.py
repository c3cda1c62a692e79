"""Processor time of the convolutional networks on one core: a comparison that a busy machine does not spoil.

    cd Benchmarks && python3 -m contest.cputime --lockstep ../.build/release/lockstep

User time of whole processes pinned to a core, by example of training. What a process takes to begin is left out:
PyTorch's up to its first step is measured apart, of Lockstep a run of one epoch is taken off one of nine.
"""

import argparse
import json
import resource
from pathlib import Path

from .contestants import CONFIGS, LockstepTraining, PeerTraining, Settings
from .environments import Environments, default_python
from .networks import EXAMPLES
from .processes import Child, new_folder

CORE = 0
EPOCHS = 9


def user_seconds(command: list[str]) -> tuple[float, str]:
    """The user time of a process, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with Child(command, 300) as child:
        text, _ = child.output()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, text


def torch_rate(settings: Settings, network: str, batch: int) -> float:
    """Examples of training a second of processor time."""
    python = settings.environments.interpreter("torch")
    command = [
        str(python), str(CONFIGS.parent / "peers" / "torch_network.py"), "--network", network,
        "--batch", str(batch), "--examples", str(EXAMPLES[network] // 2), "--threads", "1",
        "--core", str(CORE), "--seconds", "5"]
    start, _ = user_seconds([*command, "--start-only"])
    whole, text = user_seconds(command)
    result = json.loads(text.splitlines()[-1])
    return len(result["epoch_seconds"]) * result["examples"] / (whole - start)


def lockstep_rate(settings: Settings, network: str, batch: int) -> float:
    """The same of Lockstep; its epochs contain a forward pass over 32 test examples."""
    examples = EXAMPLES[network] // 2
    training = LockstepTraining("cpu", batch, replicas=1, network=network, examples=examples)
    times = []
    for epochs in (1, EPOCHS):
        with new_folder() as folder:
            command = training.command(settings, epochs, Path(folder) / "run")
            times.append(user_seconds(["taskset", "-c", str(CORE), *command])[0])
    return (EPOCHS - 1) * examples / (times[1] - times[0])


def main() -> None:
    parser = argparse.ArgumentParser(prog="contest.cputime", description=__doc__)
    parser.add_argument("--lockstep", type=Path, required=True)
    parser.add_argument("--python", default=default_python(), help="makes the environments")
    parser.add_argument("--out", type=Path,
                        default=CONFIGS.parent / "results" / "networks-cpu-time.json")
    options = parser.parse_args()
    settings = Settings(options.lockstep.resolve(), Environments(options.python), 1)
    rows = []
    print("| network | batch | Lockstep, examples a CPU second | PyTorch channels-last | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for batch in (32, 4):
        for network in EXAMPLES:
            ours, theirs = (rate(settings, network, batch) for rate in (lockstep_rate, torch_rate))
            rows.append({"network": network, "batch": batch, "lockstep": ours, "torch": theirs,
                         "ratio": ours / theirs})
            print(f"| {network} | {batch} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} |",
                  flush=True)
    options.out.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
