"""The table as Markdown for people and as JSON for programs."""

import json
import os
from pathlib import Path
from statistics import median

from .goals import Row
from .rounds import Record, show


def judge(row: Row, records: dict[str, Record]) -> dict:
    """One row of the table: the best of each side, the ratio, its range over rounds, the verdict."""
    ours, theirs = _best(row.ours, records), _best(row.theirs, records)
    result = {
        "work": row.work, "against": row.against, "kind": row.kind, "goal": row.goal,
        "ours": ours, "theirs": theirs, "ratio": None, "ratio_range": None, "met": None,
        "missing": _missing(row, records)}
    if ours is None or (theirs is None and row.kind != "given"):
        return result
    own = records[ours].values
    other = records[theirs].values if theirs else [1.0] * len(own)
    if row.kind == "cost":
        own, other = other, own
    ratios = [mine / their for mine, their in zip(own, other)]
    result["ratio"] = median(own) / median(other)
    result["ratio_range"] = [min(ratios), max(ratios)]
    if row.goal is not None:
        met = result["ratio"] <= row.goal if row.is_upper_bound else result["ratio"] >= row.goal
        result["met"] = met
    return result


def _best(side: list, records: dict[str, Record]) -> str | None:
    measured = [one.key for one in side if one.key in records and records[one.key].measurements]
    if not measured:
        return None
    choose = min if records[measured[0]].unit == "s" else max
    return choose(measured, key=lambda key: records[key].median)


def _missing(row: Row, records: dict[str, Record]) -> list[str]:
    notes = []
    for one in [*row.ours, *row.theirs]:
        record = records.get(one.key)
        if record is not None and record.error:
            notes.append(f"{record.label}: {record.error}")
    return notes


def markdown(judged: list[dict], records: dict[str, Record], header: dict) -> str:
    """The whole report: table of goals, all contestants, machine."""
    lines = ["## Lockstep against its peers", ""]
    lines += [
        "| work | ours | against | theirs | ratio (range of rounds) | goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in judged:
        goal = "–"
        if row["goal"] is not None:
            goal = ("≤ " if row["kind"] in ("seconds", "cost") else "≥ ") + f"{row['goal']:g}x"
        ratio = "not measured"
        if row["ratio"] is not None:
            low, high = row["ratio_range"]
            ratio = f"**{row['ratio']:.2f}x** ({low:.2f}–{high:.2f})"
        met = {None: "–", True: "yes", False: "**no**"}[row["met"]]
        against = row["against"] + (f" ({'; '.join(row['missing'])})" if row["missing"] else "")
        lines.append(
            f"| {row['work']} | {_cell(row['ours'], records)} | {_escaped(against)} | "
            f"{_cell(row['theirs'], records)} | {ratio} | {goal} | {met} |")
    lines += ["", "### All contestants", "",
              "| contestant | median | lowest | highest | rounds |", "| --- | --- | --- | --- | --- |"]
    for key, record in records.items():
        name = _escaped(f"{key}: {record.label}")
        if record.measurements:
            figures = (record.median, min(record.values), max(record.values))
            shown = " | ".join(show(value, record.unit) for value in figures)
            lines.append(f"| {name} | {shown} | {len(record.values)} |")
        else:
            lines.append(f"| {name} | {_escaped(record.error or 'not measured')} | | | 0 |")
    lines += ["", "### Machine and settings", ""]
    machine = header["machine"]
    lines += [f"- {name}: {_plain(machine[name])}" for name in machine if name != "environment"]
    lines.append("- environment: " + ", ".join(
        f"{name} {value}" for name, value in machine["environment"].items()))
    versions = sorted({
        measurement.version for record in records.values() for measurement in record.measurements
        if measurement.version})
    lines += [f"- versions: {', '.join(versions)}",
              f"- {header['rounds']} rounds of {header['seconds']:g} s, {header['started_at']}", ""]
    return "\n".join(lines)


def write_json(path: Path, judged: list[dict], records: dict[str, Record], header: dict) -> None:
    """Writes everything; the file is never half-written."""
    document = {
        **header, "rows": judged,
        "contestants": {key: record.as_json() for key, record in records.items()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".json.part")
    partial.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    os.replace(partial, path)


def _cell(key: str | None, records: dict[str, Record]) -> str:
    if key is None:
        return ""
    record = records[key]
    return f"{show(record.median, record.unit)}, {_escaped(record.label)}"


def _plain(value) -> str:
    return " / ".join(line.strip() for line in str(value).splitlines())


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
