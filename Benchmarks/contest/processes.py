"""Child processes: started together, ended with the contest, and never longer than their time."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence

from .environments import Unavailable


class Child:
    """A process in a group of its own, so that what it starts ends with it."""

    def __init__(self, command: Sequence[str], timeout: float, environment: dict | None = None,
                 folder: str | None = None):
        self.command, self.timeout = [str(part) for part in command], timeout
        self._errors = tempfile.TemporaryFile("w+")
        self.started = time.monotonic()
        own = {**os.environ, **(environment or {}), "PEER_LAUNCHED_AT": repr(self.started)}
        try:
            self._process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
                text=True, env=own, cwd=folder, start_new_session=True)
        except OSError as error:
            raise Unavailable(f"cannot be started: {error.strerror}: {self.command[0]}") from None
        # The most memory that it had at a time; known once it has ended by itself.
        self.peak_memory_bytes = 0
        self._timer = threading.Timer(timeout, self._end)
        self._timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end()
        self._process.wait()
        self._timer.cancel()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def event(self, name: str) -> dict:
        """Reads standard output up to the line of JSON whose `event` is `name`."""
        for line in self._process.stdout:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict) and found.get("event") == name:
                return found
        self._process.wait()
        raise self._failure()

    def proceed(self) -> None:
        """Sends the line that a child at the barrier waits for."""
        try:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._failure() from None

    def output(self) -> tuple[str, float]:
        """Waits for the end: standard output, and the seconds from start to end."""
        text = self._process.stdout.read()
        code = self._wait()
        seconds = time.monotonic() - self.started
        if code:
            raise self._failure()
        return text, seconds

    def _wait(self) -> int:
        """Waits for the end and keeps what the system says about it: the exit code."""
        _, status, usage = os.wait4(self._process.pid, 0)
        self.peak_memory_bytes = usage.ru_maxrss * 1024
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return self._process.returncode

    def _failure(self) -> Unavailable:
        if time.monotonic() - self.started >= self.timeout:
            return Unavailable(f"did not end within {self.timeout:.0f} s")
        self._errors.seek(0)
        lines = [line for line in self._errors.read().splitlines() if line.strip()]
        reason = lines[-1].strip()[:200] if lines else "no message"
        return Unavailable(f"failed with code {self._process.returncode}: {reason}")

    def _end(self) -> None:
        if self._process.poll() is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def new_folder() -> tempfile.TemporaryDirectory:
    """A folder for one run's files, removed afterwards."""
    return tempfile.TemporaryDirectory(prefix="lockstep-bench-")


def has_program(name: str) -> bool:
    return shutil.which(name) is not None
