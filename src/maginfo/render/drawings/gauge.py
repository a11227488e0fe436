"""The dose beside the reference values, drawn to scale for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import exceeds
from maginfo.dosing.wording import between, figure
from maginfo.model.record import Record
from maginfo.render.pictures.picture import scale
from maginfo.render.wording import SCOPES_IN_BRIEF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.dosing.report import Report
    from maginfo.render.document import Segment

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
