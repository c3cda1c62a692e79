"""How much time a run has, and who may still use it."""

import time


class Clock:
    """Counts down from so many seconds."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until nothing new is begun; negative afterwards."""
        return self._end - time.monotonic()

    def timeout(self, most: float) -> float:
        """How long a process that is begun now may take: what is begun may end a little late."""
        return max(min(most, self.left + 15), 5)
