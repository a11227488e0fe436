"""The day of a plan, drawn for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.model.record import Record
from maginfo.planning.clock import DAY
from maginfo.render.windows import blocked_minutes, in_words, open_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.planning.clock import TimeOfDay
    from maginfo.planning.plan import Plan
    from maginfo.render.document import Segment

MAX_TIMELINE_WIDTH = 112
MIN_TIMELINE_WIDTH, MIN_PLOT_WIDTH = 40, 24
MAX_LABEL_LENGTH = 22
"""A longer label gets a line of its own."""
_HOURS = (3, 4, 6, 12)
"""Hours between the numbers of the axis: the first of these with room for them is used."""
MEDICINE, MAGNESIUM, WITH_FOOD, MEAL = "D", "M", "F", "m"


class TimelineRow(Record):
    """One line of the timeline."""

    label: str
    bar: frozenset[int]
    """Minutes of the day, 0 to 1439."""
    letters: tuple[tuple[int, str], ...]
    """Minutes of the day, each with its letter."""
    style: str
    times: str
    """The same in words."""


class _TimelineMarks(Record):
    free: str
    partly: str
    blocked: str
    awake: str
    axis: str
    tick: str


_TIMELINE_UNICODE = _TimelineMarks(free="█", partly="░", blocked="─", awake="▓", axis="─", tick="┬")
_TIMELINE_ASCII = _TimelineMarks(free="#", partly=".", blocked="-", awake="=", axis="-", tick="+")


def timeline_rows(plan: Plan) -> list[TimelineRow]:
    """List the rows of a plan: waking hours and meals where they are known, medicines, open times, magnesium."""
    rows = []
    if plan.waking is not None:
        rows.append(TimelineRow("awake", open_minutes(plan.waking), (), "awake", in_words([plan.waking])))
    if plan.meals:
        rows.append(TimelineRow("meals", frozenset(), _at(plan.meals, MEAL), "", ", ".join(map(str, plan.meals))))
    for drug in dict.fromkeys(separation.drug for separation in plan.separations):
        own = [separation for separation in plan.separations if separation.drug == drug]
        times = dict.fromkeys(separation.time for separation in own)
        letters, shown = _at(times, MEDICINE), ", ".join(map(str, times))
        rows.append(TimelineRow(drug, blocked_minutes(own), letters, "blocked", shown))
    free: frozenset[int] = frozenset().union(*map(open_minutes, plan.windows))
    rows.append(TimelineRow("open", free, (), "free", in_words(plan.windows) or "never"))
    intakes = [intake for intake in plan.schedule if intake.kind == "magnesium"]
    if intakes:
        letters = tuple((each.time.minute, WITH_FOOD if each.with_food else MAGNESIUM) for each in intakes)
        shown = ", ".join(str(each.time) for each in intakes)
        rows.append(TimelineRow("magnesium", frozenset(), letters, "dose", shown))
    return rows


def timeline_words(rows: Iterable[TimelineRow]) -> list[str]:
    """Say the day in words, a line each: 'open: 11:00–14:00, 22:00–02:00'."""
    return [f"{row.label}: {row.times}" for row in rows]


def draw_timeline(rows: Sequence[TimelineRow], width: int, unicode: bool) -> list[list[Segment]]:
    """Draw the day from 00:00 to 24:00: an axis, the rows with their times in words, and a key to letters and bars."""
    marks = _TIMELINE_UNICODE if unicode else _TIMELINE_ASCII
    width = max(MIN_TIMELINE_WIDTH, min(width, MAX_TIMELINE_WIDTH))
    label_width = max(len(row.label) for row in rows if len(row.label) <= MAX_LABEL_LENGTH) + 1
    times_width = max(len(row.times) for row in rows) + 1
    beside = width - label_width - times_width > MIN_PLOT_WIDTH
    plot = width - label_width - (times_width if beside else 0) - 1
    lines = _hour_axis(label_width, plot, marks)
    for row in rows:
        label, times = row.label, row.times if unicode else row.times.replace("–", "-")
        if len(label) > MAX_LABEL_LENGTH:
            lines.append([(label, "")])
            label = ""
        bar = _line(row, plot, marks)
        words = f"{' ' * (plot - len(bar))} {times}" if beside else ""
        lines.append([(label.ljust(label_width), ""), (bar, row.style), (words, "")])
        if not beside:
            lines.append([(" " * label_width + times, "")])
    return [*lines, *([(text, "dim")] for text in _key(rows, marks, width))]


def _line(row: TimelineRow, plot: int, marks: _TimelineMarks) -> str:
    sure = {"free": marks.free, "blocked": marks.blocked, "awake": marks.awake}.get(row.style, "")
    cells = []
    for column in range(plot):
        minutes = range(math.ceil(column * DAY / plot), math.ceil((column + 1) * DAY / plot))
        held = sum(minute in row.bar for minute in minutes)
        if row.style == "free" and 0 < held < len(minutes):
            cells.append(marks.partly)
        else:
            cells.append(sure if held else " ")
    for minute, letter in row.letters:
        cells[minute * plot // DAY] = letter
    return "".join(cells).rstrip()


def _hour_axis(label_width: int, plot: int, marks: _TimelineMarks) -> list[list[Segment]]:
    between = next(hours for hours in _HOURS if plot * hours // 24 > len("00:00") or hours == _HOURS[-1])
    numbers, line = [" "] * (plot + 1), [marks.axis] * (plot + 1)
    for hour in range(0, 25, between):
        at, text = hour * plot // 24, f"{hour:02}"
        line[at] = marks.tick
        start = max(0, min(at - 1, plot + 1 - len(text)))
        numbers[start : start + len(text)] = text
    return [
        [("hour".ljust(label_width) + "".join(numbers).rstrip(), "dim")],
        [(" " * label_width + "".join(line), "dim")],
    ]


def _key(rows: Iterable[TimelineRow], marks: _TimelineMarks, width: int) -> list[str]:
    """Explain the letters and bars in use, on lines no wider than `width`."""
    used = {letter for row in rows for _, letter in row.letters}
    barred = {row.style for row in rows if row.bar}
    words = [
        (MEDICINE in used, f"{MEDICINE} medicine"),
        ("blocked" in barred, f"{marks.blocked * 2} too close"),
        ("free" in barred, f"{marks.free} open ({marks.partly} in part)"),
        (MAGNESIUM in used, f"{MAGNESIUM} magnesium"),
        (WITH_FOOD in used, f"{WITH_FOOD} magnesium with food"),
        (MEAL in used, f"{MEAL} meal"),
        ("awake" in barred, f"{marks.awake} awake"),
    ]
    lines: list[str] = []
    for shown, text in words:
        if not shown:
            continue
        if lines and len(lines[-1]) + len(text) + 3 <= width:
            lines[-1] += f"   {text}"
        else:
            lines.append(text)
    return lines


def _at(times: Iterable[TimeOfDay], letter: str) -> tuple[tuple[int, str], ...]:
    return tuple((time.minute, letter) for time in times)
