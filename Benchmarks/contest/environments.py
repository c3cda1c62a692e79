"""Virtual environments of the peers, made at first use in the user's cache and kept."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent.parent / "peers"
# Where PyTorch keeps wheels without CUDA, tried if the configured index has none.
EXTRA_INDEX = {"torch": "https://download.pytorch.org/whl/cpu"}


class Unavailable(Exception):
    """A contestant cannot run here; the message says why in one line."""


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "lockstep" / "bench-venvs"


def default_python() -> str:
    """The pinned wheels are for CPython 3.11; another version may find none of them."""
    return shutil.which("python3.11") or sys.executable


class Environments:
    """Finds or makes the environment of a peer, once a run; remembers failures."""

    def __init__(self, python: str):
        self.python = python
        self._known: dict[str, Path | Unavailable] = {}

    def interpreter(self, peer: str) -> Path:
        """The Python of a peer's environment.

        Raises `Unavailable` if it cannot be made.
        """
        if peer not in self._known:
            try:
                self._known[peer] = self._make(peer)
            except (OSError, subprocess.SubprocessError) as error:
                self._known[peer] = Unavailable(f"cannot be installed: {_last_line(error)}")
        found = self._known[peer]
        if isinstance(found, Unavailable):
            raise found
        return found

    def _make(self, peer: str) -> Path:
        requirements = PEERS / "requirements" / f"{peer}.txt"
        version = self._run([self.python, "-c", "import sys; print(sys.version)"]).stdout
        # Another Python or other pins are another environment.
        digest = hashlib.sha256((version + requirements.read_text()).encode()).hexdigest()[:8]
        folder = cache_folder() / f"{peer}-{digest}"
        python, complete = folder / "bin" / "python", folder / ".complete"
        if complete.exists():
            return python
        print(f"installing {peer} into {folder}", file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._run([self.python, "-m", "venv", str(folder)])
        install = [str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)]
        try:
            self._run(install)
        except subprocess.CalledProcessError:
            if peer not in EXTRA_INDEX:
                raise
            self._run([*install, "--extra-index-url", EXTRA_INDEX[peer]])
        complete.touch()
        return python

    @staticmethod
    def _run(command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(command, check=True, text=True, capture_output=True, timeout=1200)


def _last_line(error: Exception) -> str:
    text = (getattr(error, "stderr", "") or str(error)).strip()
    return text.splitlines()[-1][:200] if text else type(error).__name__
