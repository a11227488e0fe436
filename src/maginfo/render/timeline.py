"""The day drawn in a terminal: medicines, what they keep free of magnesium, the times left, and the intakes.

Readable without colour and at 60 columns; every letter and bar repeats what the page says in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.planning.clock import DAY, TimeOfDay, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.planning.plan import Plan, Window
    from maginfo.render.document import Segment

WIDEST = 112
NARROWEST = 40
LONGEST_LABEL = 16
"""A longer one stands on a line of its own."""
_HOURS = (3, 4, 6, 12)
"""Between the numbers of the axis: the first with room for them."""
MEDICINE, MAGNESIUM, WITH_FOOD, MEAL = "D", "M", "F", "m"


class TimelineRow(Record):
    """One line of the drawing."""

    label: str
    bar: frozenset[int]
    """Minutes."""
    letters: tuple[tuple[int, str], ...]
    """Minutes and what stands there."""
    style: str


class _Marks(Record):
    free: str
    partly: str
    blocked: str
    awake: str
    axis: str
    tick: str


_UNICODE = _Marks(free="█", partly="░", blocked="─", awake="▓", axis="─", tick="┬")
_ASCII = _Marks(free="#", partly=".", blocked="-", awake="=", axis="-", tick="+")


def timeline_rows(plan: Plan) -> list[TimelineRow]:
    """The lines of a plan: waking hours and meals where they are known, medicines, free times, magnesium."""
    rows = []
    if plan.waking is not None:
        rows.append(TimelineRow("awake", _minutes(plan.waking), (), "awake"))
    if plan.meals:
        rows.append(TimelineRow("meals", frozenset(), _at(plan.meals, MEAL), ""))
    for drug in dict.fromkeys(separation.drug for separation in plan.separations):
        own = [separation for separation in plan.separations if separation.drug == drug]
        blocked: set[int] = set()
        for separation in own:
            if separation.all_day:
                blocked |= set(range(DAY))
            elif separation.blocked is not None:
                blocked |= _between(separation.blocked)
        times = dict.fromkeys(separation.time for separation in own)
        rows.append(TimelineRow(drug, frozenset(blocked), _at(times, MEDICINE), "blocked"))
    free: set[int] = set()
    for window in plan.windows:
        free |= _minutes(window)
    rows.append(TimelineRow("free times", frozenset(free), (), "free"))
    intakes = [intake for intake in plan.schedule if intake.kind == "magnesium"]
    letters = [each for intake in intakes for each in _at([intake.time], WITH_FOOD if intake.with_food else MAGNESIUM)]
    rows.append(TimelineRow("magnesium", frozenset(), tuple(letters), "dose"))
    return rows


def draw_timeline(rows: Sequence[TimelineRow], width: int, unicode: bool) -> list[list[Segment]]:
    """The day's lines from 00:00 to 24:00: an axis, a row each, and what the letters and bars stand for."""
    marks = _UNICODE if unicode else _ASCII
    width = max(NARROWEST, min(width, WIDEST))
    label_width = max(len(row.label) for row in rows if len(row.label) <= LONGEST_LABEL) + 1
    plot = width - label_width - 1
    lines = _axis(label_width, plot, marks)
    for row in rows:
        label = row.label
        if len(label) > LONGEST_LABEL:
            lines.append([(label, "")])
            label = ""
        lines.append([(label.ljust(label_width), ""), (_line(row, plot, marks), row.style)])
    return [*lines, *([(text, "dim")] for text in _key(rows, marks, width))]


def _line(row: TimelineRow, plot: int, marks: _Marks) -> str:
    sure = {"free": marks.free, "blocked": marks.blocked, "awake": marks.awake}.get(row.style, "")
    cells = []
    for column in range(plot):
        minutes = range(-(-column * DAY // plot), -(-(column + 1) * DAY // plot))
        held = sum(minute in row.bar for minute in minutes)
        if row.style == "free" and 0 < held < len(minutes):
            cells.append(marks.partly)
        else:
            cells.append(sure if held else " ")
    for minute, letter in row.letters:
        cells[minute * plot // DAY] = letter
    return "".join(cells).rstrip()


def _axis(label_width: int, plot: int, marks: _Marks) -> list[list[Segment]]:
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


def _key(rows: Iterable[TimelineRow], marks: _Marks, width: int) -> list[str]:
    """What the letters and bars in use stand for, on as many lines as the width calls for."""
    used = {letter for row in rows for _, letter in row.letters}
    barred = {row.style for row in rows if row.bar}
    words = [
        (MEDICINE in used, f"{MEDICINE} medicine"),
        ("blocked" in barred, f"{marks.blocked * 2} too close to it"),
        ("free" in barred, f"{marks.free} every separation is kept ({marks.partly} in part)"),
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


def _at(times: Iterable[str], letter: str) -> tuple[tuple[int, str], ...]:
    return tuple((TimeOfDay.parse(time).minute, letter) for time in times)


def _minutes(window: Window) -> frozenset[int]:
    return minutes_between(TimeOfDay.parse(window.start).minute, TimeOfDay.parse(window.end).minute)


def _between(window: Window) -> frozenset[int]:
    """The minutes inside, the ends not among them; from a minute to itself is every other minute."""
    start, end = TimeOfDay.parse(window.start).minute, TimeOfDay.parse(window.end).minute
    return minutes_between(start + 1, start + 1 + (end - start - 2) % DAY)
