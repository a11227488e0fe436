"""Drawings for a terminal: the day of a plan, and the dose beside the reference values, to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import exceeds
from maginfo.dosing.wording import between, figure
from maginfo.model.record import Record
from maginfo.planning.clock import DAY, minutes_between
from maginfo.render.pictures.picture import scale
from maginfo.render.wording import SCOPES_IN_BRIEF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.dosing.report import Report
    from maginfo.planning.clock import TimeOfDay
    from maginfo.planning.plan import Plan, Window
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
        rows.append(TimelineRow("awake", _minutes(plan.waking), (), "awake", in_words([plan.waking])))
    if plan.meals:
        rows.append(TimelineRow("meals", frozenset(), _at(plan.meals, MEAL), "", ", ".join(map(str, plan.meals))))
    for drug in dict.fromkeys(separation.drug for separation in plan.separations):
        own = [separation for separation in plan.separations if separation.drug == drug]
        blocked: set[int] = set()
        for separation in own:
            if separation.all_day:
                blocked |= set(range(DAY))
            elif separation.blocked is not None:
                blocked |= _between(separation.blocked)
        times = dict.fromkeys(separation.time for separation in own)
        rows.append(TimelineRow(drug, frozenset(blocked), _at(times, MEDICINE), "blocked", ", ".join(map(str, times))))
    free: set[int] = set()
    for window in plan.windows:
        free |= _minutes(window)
    rows.append(TimelineRow("open", frozenset(free), (), "free", in_words(plan.windows) or "never"))
    intakes = [intake for intake in plan.schedule if intake.kind == "magnesium"]
    letters = [each for intake in intakes for each in _at([intake.time], WITH_FOOD if intake.with_food else MAGNESIUM)]
    if intakes:
        times_of_day = ", ".join(str(intake.time) for intake in intakes)
        rows.append(TimelineRow("magnesium", frozenset(), tuple(letters), "dose", times_of_day))
    return rows


def timeline_words(rows: Iterable[TimelineRow]) -> list[str]:
    """Say the day in words, a line each: 'open: 11:00–14:00, 22:00–02:00'."""
    return [f"{row.label}: {row.times}" for row in rows]


def in_words(windows: Iterable[Window]) -> str:
    """Write windows as '11:00–14:00, 22:00–02:00', one of a single minute as '09:00'; '' for none."""
    return ", ".join(map(_window_in_words, windows))


def _window_in_words(window: Window) -> str:
    if (window.start.minute, window.end.minute) == (0, DAY - 1):
        return "all day"
    return str(window.start) if window.start == window.end else f"{window.start}–{window.end}"


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
        minutes = range(-(-column * DAY // plot), -(-(column + 1) * DAY // plot))
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


def _minutes(window: Window) -> frozenset[int]:
    return minutes_between(window.start.minute, window.end.minute)


def _between(window: Window) -> frozenset[int]:
    """List the minutes between the ends of a window; equal ends mean every minute but that one."""
    start, end = window.start.minute, window.end.minute
    return minutes_between(start + 1, start + 1 + (end - start - 2) % DAY)


MAX_GAUGE_WIDTH = 100
MIN_GAUGE_WIDTH = 40


class GaugeRow(Record):
    """One bar of the gauge, mg a day."""

    label: str
    low: float
    high: float
    kind: str
    """'dose' (a bar from zero), 'recommended' (a band), or 'limit' (everything up to a mark)."""
    remark: str = ""
    limit: float | None = None
    """Of a dose, the lowest of the limits drawn: the part beyond it is drawn differently."""


class _GaugeMarks(Record):
    sure: str
    unsure: str
    beyond: str
    band: str
    reach: str
    end: str
    axis: str
    tick: str


_GAUGE_UNICODE = _GaugeMarks(sure="█", unsure="░", beyond="▒", band="▓", reach="─", end="┤", axis="─", tick="┬")
_GAUGE_ASCII = _GaugeMarks(sure="#", unsure=".", beyond="%", band="=", reach="-", end="|", axis="-", tick="+")


def gauge_rows(report: Report) -> list[GaugeRow]:
    """List the bars of a report: the supplements, then each authority's upper limit and recommended range.

    The first stricter limit of an authority that was not asked for has a bar too. A limit that does not hold for the
    person has none.
    """
    supplement = report.supplement_mg_per_day
    limits, recommendations = [], []
    for reference in report.references:
        limit = reference.upper_limit
        if limit.holds and limit.low is not None and limit.high is not None:
            label = f"limit, {reference.authority_name}"
            limits.append(
                GaugeRow(label, limit.low, limit.high, "limit", SCOPES_IN_BRIEF[limit.scope or "supplements"])
            )
        recommended = reference.recommended
        if recommended is not None:
            label = f"{recommended.kind}, {reference.authority_name}"
            recommendations.append(GaugeRow(label, recommended.low, recommended.high, "recommended", "with food"))
    lowest = min((row.low for row in limits), default=None)
    over = supplement.high - lowest if lowest is not None and exceeds(supplement.high, lowest) else 0
    remark = f"{'over by' if supplement.certain else 'over by up to'} {figure(over)}" if over else ""
    rows = [GaugeRow("supplements", supplement.low, supplement.high, "dose", remark, lowest)]
    if report.total_mg_per_day is not None:
        rows.append(GaugeRow("with diet", report.total_mg_per_day.low, report.total_mg_per_day.high, "dose"))
    if limits and not over and report.total_mg_per_day is None:
        limits += [
            GaugeRow(f"limit, {each.authority_name}", each.low, each.high, "limit", SCOPES_IN_BRIEF[each.scope])
            for each in report.other_limits[:1]
        ]
    return [*rows, *limits, *recommendations]


def gauge_words(rows: Iterable[GaugeRow]) -> list[str]:
    """Say the bars in words, a line each: 'limit, NAM: 350 mg a day, supplements'."""
    return [
        f"{row.label}: {between(row.low, row.high)} mg a day{f', {row.remark}' if row.remark else ''}" for row in rows
    ]


def draw_gauge(rows: Sequence[GaugeRow], width: int, unicode: bool) -> list[list[Segment]]:
    """Draw the gauge: an axis, then one bar per row, followed by its figure in words."""
    marks = _GAUGE_UNICODE if unicode else _GAUGE_ASCII
    width = max(MIN_GAUGE_WIDTH, min(width, MAX_GAUGE_WIDTH))
    values = [f"{between(row.low, row.high)} {row.remark}".rstrip() for row in rows]
    if not unicode:
        values = [value.replace("–", "-") for value in values]
    label_width = max(len(row.label) for row in rows) + 1
    if width - label_width - max(map(len, values)) < 24:
        values = [value.split(" ")[0] for value in values]
    plot = width - label_width - max(map(len, values)) - 1
    step, end = scale(max(row.high for row in rows) or 1)

    def column(mg: float) -> int:
        return round(mg / end * (plot - 1))

    lines = _mg_axis(label_width, plot, step, end, marks)
    for row, value in zip(rows, values, strict=True):
        bar = _bar(row, column(row.low), column(row.high), marks)
        beyond = ""
        if row.limit is not None and row.high > row.limit:
            at = column(row.limit) + 1
            bar, beyond = bar[:at], marks.beyond * len(bar[at:])
        room = " " * (plot - len(bar) - len(beyond))
        lines.append([(row.label.ljust(label_width), ""), (bar, row.kind), (beyond, "beyond"), (f"{room} {value}", "")])
    return lines


def _mg_axis(label_width: int, plot: int, step: float, end: float, marks: _GaugeMarks) -> list[list[Segment]]:
    numbers, line = [" "] * (plot + 8), [marks.axis] * plot
    for index in range(round(end / step) + 1):
        at = round(index * step / end * (plot - 1))
        line[at] = marks.tick
        text = figure(index * step) if index else "0"
        start = max(0, min(at - len(text) // 2, plot - len(text)))
        if all(character == " " for character in numbers[max(0, start - 1) : start + len(text) + 1]):
            numbers[start : start + len(text)] = text
    label = "mg a day".ljust(label_width)
    return [[(label + "".join(numbers).rstrip(), "dim")], [(" " * label_width + "".join(line), "dim")]]


def _bar(row: GaugeRow, low: int, high: int, marks: _GaugeMarks) -> str:
    if row.kind == "dose":
        sure = max(low, 1) if row.low else 0
        return marks.sure * sure + marks.unsure * max(high - sure, 0)
    if row.kind == "recommended":
        return " " * low + marks.band * (high - low + 1)
    return marks.reach * low + (marks.end if low == high else marks.end + marks.reach * (high - low - 1) + marks.end)
