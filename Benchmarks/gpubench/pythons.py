"""The Pythons that peers run with: those of the machine, since nothing can be installed there."""

import subprocess
from pathlib import Path

from contest.environments import Unavailable

NAMES = {"torch": "PyTorch", "jax": "JAX"}


class OwnPythons:
    """For each peer the interpreter that has it; takes the place of `contest.environments.Environments`."""

    def __init__(self, default: str, by_peer: dict[str, str]):
        self._default, self._by_peer = default, by_peer
        self._known: dict[str, Path | Unavailable] = {}

    @staticmethod
    def parse(texts: list[str], default: str) -> "OwnPythons":
        """From `PATH` for all peers and `PEER=PATH` for one.

        Raises `ValueError` for a peer that there is not.
        """
        by_peer = {}
        for text in texts:
            peer, sign, path = text.partition("=")
            if not sign:
                default = text
            elif peer in NAMES:
                by_peer[peer] = path
            else:
                raise ValueError(f"--python {text}: '{peer}' is none of {', '.join(NAMES)}")
        return OwnPythons(default, by_peer)

    def interpreter(self, peer: str) -> Path:
        """The Python of a peer.

        Raises `Unavailable` if it does not have the peer.
        """
        if peer not in self._known:
            self._known[peer] = self._look(peer)
        found = self._known[peer]
        if isinstance(found, Unavailable):
            raise found
        return found

    def _look(self, peer: str) -> Path | Unavailable:
        python = self._by_peer.get(peer, self._default)
        # Only looked for: an import takes seconds.
        script = (
            "import importlib.util, sys; "
            f"sys.exit(not all(map(importlib.util.find_spec, ['{peer}', 'numpy'])))")
        try:
            code = subprocess.run([python, "-c", script], timeout=30, capture_output=True).returncode
        except (OSError, subprocess.SubprocessError) as error:
            return Unavailable(f"{python} cannot be run: {error}")
        if code:
            return Unavailable(
                f"{python} does not have {NAMES[peer]} and NumPy; see --python")
        return Path(python)
