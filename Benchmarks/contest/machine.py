"""The machine and the settings that a figure depends on."""

import os
import platform
import subprocess

SETTINGS = (
    "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS",
    "MKL_NUM_THREADS", "XLA_FLAGS", "TF_ENABLE_ONEDNN_OPTS", "POCL_MAX_PTHREAD_COUNT",
    "POCL_AFFINITY", "CUDA_VISIBLE_DEVICES", "NVIDIA_TF32_OVERRIDE")


def describe() -> dict:
    """Processor, cores, caches, memory, system, load, OpenCL devices and relevant variables."""
    return {
        "processor": _cpuinfo("model name"),
        "family_model": f"{_cpuinfo('cpu family')}/{_cpuinfo('model')}",
        "avx512": "avx512f" in _cpuinfo("flags").split(),
        "cores": len(os.sched_getaffinity(0)),
        "caches": _caches(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": _system(),
        "python": platform.python_version(),
        "opencl": _output(["clinfo", "-l"]),
        "load_at_start": round(os.getloadavg()[0], 2),
        "environment": {name: os.environ.get(name, "not set") for name in SETTINGS},
    }


def _cpuinfo(field: str) -> str:
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                name, _, value = line.partition(":")
                if name.strip() == field:
                    return value.strip()
    except OSError:
        pass
    return "unknown"


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}"
    except (OSError, KeyError):
        return platform.platform()


def _caches() -> str:
    found = [
        line.split(":", 1) for line in _output(["lscpu"]).splitlines()
        if line.strip().startswith(("L1d", "L2", "L3"))]
    return "; ".join(f"{name.strip()} {value.strip()}" for name, value in found)


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(
            command, text=True, capture_output=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return "unknown"
