"""The file of results: one for each device, its parts measured together or one by one."""

import json
import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from .lines import Line, table

FORMAT = "lockstep-gpu-bench"


@dataclass
class Part:
    """What one part of the bench came to."""

    name: str
    lines: list[Line] = field(default_factory=list)
    # What could not be measured, or what a reader must know.
    notes: list[str] = field(default_factory=list)
    # Everything worth keeping that has no line.
    measured: dict = field(default_factory=dict)
    started_at: str = field(
        default_factory=lambda: datetime.now(timezone.utc).isoformat(timespec="seconds"))
    seconds: float = 0.0
    is_complete: bool = False

    def as_json(self) -> dict:
        return {
            "started_at": self.started_at, "seconds": self.seconds, "complete": self.is_complete,
            "lines": [line.as_json() for line in self.lines], "notes": self.notes,
            "measured": self.measured}

    @staticmethod
    def from_json(name: str, stored: dict) -> "Part":
        return Part(
            name, [Line.from_json(line) for line in stored["lines"]], stored["notes"],
            stored["measured"], stored["started_at"], stored["seconds"], stored["complete"])


def file_name(device: str, is_small: bool) -> str:
    """As in `gpu-nvidia-h100-80gb-hbm3.json`."""
    words = re.sub(r"[^a-z0-9]+", "-", device.lower()).strip("-")
    return f"gpu-{words or 'device'}{'-small' if is_small else ''}.json"


class Results:
    """All parts, kept in the file from the first one on.

    `subject` is what must be the same for parts of an earlier run to be kept: device, driver, program.
    """

    def __init__(self, path: Path, subject: dict, header: dict, order: list[str]):
        self.path, self.subject, self.header, self.order = path, subject, header, order
        self.parts: dict[str, Part] = {}
        self.kept: list[str] = []
        self._read()

    def _read(self) -> None:
        try:
            stored = json.loads(self.path.read_text())
            if stored["format"] != FORMAT or stored["subject"] != self.subject:
                return
            self.parts = {
                name: Part.from_json(name, part) for name, part in stored["parts"].items()
                if name in self.order}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            # None, or not one of ours: what is measured now takes its place.
            self.parts = {}
        self.kept = list(self.parts)

    def put(self, part: Part) -> None:
        """Keeps a part in the place of an earlier one; the file is never half-written."""
        self.parts[part.name] = part
        self.kept = [name for name in self.kept if name != part.name]
        document = {
            "format": FORMAT, "subject": self.subject, **self.header,
            "parts": {one.name: one.as_json() for one in self.in_order()}}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".json.part")
        partial.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
        os.replace(partial, self.path)

    def in_order(self) -> list[Part]:
        return [self.parts[name] for name in self.order if name in self.parts]

    def markdown(self) -> str:
        """The whole report."""
        texts = [f"## Lockstep on {self.subject['device']}", ""]
        for part in self.in_order():
            texts += [part_text(part, is_kept=part.name in self.kept), ""]
        texts += ["### Machine and versions", ""]
        texts += [f"- {name}: {_plain(value)}" for name, value in {
            **self.subject, **self.header}.items()]
        return "\n".join(texts) + "\n"


def part_text(part: Part, is_kept: bool = False) -> str:
    """One part as a table, with its notes."""
    ending = "" if part.is_complete else ", NOT COMPLETE"
    origin = f", of an earlier run, {part.started_at}" if is_kept else ""
    text = f"### {part.name} ({part.seconds:.0f} s{ending}{origin})\n"
    if part.lines:
        text += "\n" + table(part.lines) + "\n"
    if part.notes:
        text += "\n" + "\n".join(f"- {note}" for note in part.notes) + "\n"
    return text


def _plain(value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    return " / ".join(line.strip() for line in str(value).splitlines())
