"""One line of the table: what was measured, against what, and whether that is enough."""

from dataclasses import asdict, dataclass

from contest.rounds import show


@dataclass
class Line:
    """A value of ours, perhaps beside another one, perhaps with a goal.

    The goal is for the ratio of ours to theirs where there is another value, else for ours.
    """

    work: str
    value: float | None
    unit: str
    against: str = ""
    other: float | None = None
    goal: float | None = None
    is_upper_bound: bool = False
    note: str = ""
    has_ratio: bool = True

    @property
    def ratio(self) -> float | None:
        if not self.has_ratio or self.value is None or not self.other:
            return None
        return self.value / self.other

    @property
    def judged(self) -> float | None:
        """What the goal is for; `None` if it was not measured."""
        return self.ratio if self.against else self.value

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; `None` without a goal or a value."""
        if self.goal is None or self.judged is None:
            return None
        return self.judged <= self.goal if self.is_upper_bound else self.judged >= self.goal

    def verdict(self) -> str:
        """The goal's outcome in words: by how much it was met or missed."""
        if self.goal is None:
            return "–"
        if self.met is None:
            return "not measured"
        share = self.judged / self.goal
        word = "met" if self.met else "**missed**"
        return f"{word}: {share:.2f} of the {'limit' if self.is_upper_bound else 'goal'}"

    def goal_text(self) -> str:
        if self.goal is None:
            return "–"
        sign = "≤" if self.is_upper_bound else "≥"
        return f"{sign} {self.goal:g}x" if self.against else f"{sign} {self.goal:g} {self.unit}"

    def as_json(self) -> dict:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}

    @staticmethod
    def from_json(stored: dict) -> "Line":
        return Line(**{name: stored[name] for name in Line.__dataclass_fields__})


def table(lines: list[Line]) -> str:
    """The lines as a table in Markdown."""
    rows = ["| work | ours | against | theirs | ratio | goal | outcome |",
            "| --- | --- | --- | --- | --- | --- | --- |"]
    for line in lines:
        ours, theirs = (
            "not measured" if value is None else show(value, line.unit)
            for value in (line.value, line.other))
        work = line.work + (f" ({line.note})" if line.note else "")
        cells = [
            work, ours, line.against, theirs if line.against else "",
            "" if line.ratio is None else f"{line.ratio:.2f}x", line.goal_text(), line.verdict()]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)
