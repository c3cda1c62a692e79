"""Measuring contestants in turn, and keeping what was measured."""

import statistics
import sys
import time
from dataclasses import asdict, dataclass, field

from .contestants import Measurement, Settings
from .environments import Unavailable


@dataclass
class Record:
    """All measurements of one contestant."""

    label: str
    unit: str
    measurements: list[Measurement] = field(default_factory=list)
    error: str | None = None

    @property
    def values(self) -> list[float]:
        return [measurement.value for measurement in self.measurements]

    @property
    def median(self) -> float | None:
        return statistics.median(self.values) if self.measurements else None

    def as_json(self) -> dict:
        return {**asdict(self), "median": self.median}


def estimate(contestants: dict, settings: Settings, rounds: int) -> float:
    """Seconds that the rounds should take, with environments and compile caches there."""
    # An epoch of 60 replicas takes longer than what is asked for; so do the two runs of round 1.
    each = [one.seconds_beside + 1.3 * settings.seconds for one in contestants.values()]
    return rounds * sum(each)


def measure(contestants: dict, settings: Settings, rounds: int, limit: float,
            save) -> tuple[dict[str, Record], bool]:
    """Measures everything once a round, round after round, so that noise hits all alike.

    A contestant that fails is not tried again. `save` is called with the records after every
    measurement. After `limit` seconds nothing new is begun. Ctrl-C ends the measuring, not the program.

    Returns the records and whether all rounds were done.
    """
    records = {key: Record(one.label, one.unit) for key, one in contestants.items()}
    started, done, total = time.monotonic(), 0, rounds * len(contestants)
    try:
        for number in range(1, rounds + 1):
            for key, contestant in contestants.items():
                done += 1
                record = records[key]
                if record.error:
                    continue
                if time.monotonic() - started > limit:
                    _say(f"the time is over in round {number} of {rounds}")
                    return records, True
                try:
                    measured = contestant.measure(settings)
                    record.measurements.append(measured)
                    outcome = show(measured.value, contestant.unit)
                except Unavailable as reason:
                    record.error = outcome = str(reason)
                except (OSError, LookupError, ValueError, TypeError) as error:
                    # Its files or its JSON are not what they should be: the others go on.
                    record.error = outcome = f"unexpected answer: {error!r}"
                elapsed = time.monotonic() - started
                left = elapsed / done * (total - done) / 60
                _say(f"round {number}/{rounds} · {done}/{total} · {key}: {outcome} · "
                     f"{left:.0f} min left")
                save(records)
    except KeyboardInterrupt:
        _say("interrupted: the table has what was measured so far")
        return records, False
    return records, True


def show(value: float, unit: str) -> str:
    """A value for people: `123,456 examples/s`, `0.42 s`, `8.1x`, `52.3 µs`."""
    if unit.endswith("/s"):
        return f"{value:,.0f} {unit}"
    if unit == "s":
        return f"{value:.3f} s"
    return f"{value:.2f}x" if unit == "ratio" else f"{value:,.1f} {unit}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
