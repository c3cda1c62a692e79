"""Which OpenCL device is measured, and what is known about the GPU."""

import subprocess

from contest.environments import Unavailable

from .program import Program

KINDS = ("gpu", "accelerator")
NO_NVIDIA = "no nvidia-smi"


def find(program: Program, wanted: str) -> dict:
    """The row of `lockstep devices --json` for `auto`, `opencl:INDEX` or `opencl:NAME`.

    `auto` is the first OpenCL GPU or accelerator, `opencl` that or the first OpenCL device.
    Raises `Unavailable` with what there is instead.
    """
    listing = program.json("devices")
    rows = [row for row in listing["devices"] if row["identifier"].startswith("opencl")]
    if not rows:
        raise Unavailable(f"no OpenCL device on this machine: {listing.get('open_cl') or 'none'}")
    names = ", ".join(f"{row['identifier']} ({row['name']})" for row in rows)
    gpus = [row for row in rows if row["kind"] in KINDS]
    if wanted == "auto":
        if not gpus:
            raise Unavailable(f"no OpenCL GPU on this machine, only {names}")
        return gpus[0]
    if wanted == "opencl":
        return (gpus or rows)[0]
    scheme, _, word = wanted.partition(":")
    found = [
        row for row in rows
        if scheme == "opencl" and word
        and (row["identifier"] == wanted or word.lower() in row["name"].lower())]
    if not found:
        raise Unavailable(f"no OpenCL device '{wanted}'; there is {names}")
    return found[0]


def nvidia() -> str:
    """What `nvidia-smi` says: name, driver, memory, the highest clock, the power limit."""
    query = "name,driver_version,memory.total,clocks.max.sm,power.limit,compute_mode"
    try:
        return subprocess.run(
            ["nvidia-smi", f"--query-gpu={query}", "--format=csv,noheader"], text=True,
            capture_output=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return NO_NVIDIA


def advice() -> str:
    """What to add where there is no OpenCL GPU: nothing, unless an NVIDIA GPU is there all the same."""
    found = nvidia()
    if found == NO_NVIDIA:
        return ""
    return (f"; nvidia-smi sees {found.splitlines()[0]}, so its OpenCL driver, libnvidia-opencl.so.1, is "
            "missing or does not load: put its folder into LD_LIBRARY_PATH")
