"""The dose beside the reference values, to scale: readable without colour and at 60 columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.dosing.wording import between, figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.dosing.report import Report
    from maginfo.render.document import Segment

WIDEST = 100
NARROWEST = 40
_STEPS = (1, 2, 2.5, 5, 10)
_REMARKS = {"supplements": "supplements", "added-salts": "added salts too", "non-food": "not from food"}
"""What a limit counts, by its scope."""


class GaugeRow(Record):
    """One bar of the gauge, mg a day."""

    label: str
    low: float
    high: float
    kind: str
    """'dose' (a bar from zero), 'recommended' (a band), or 'limit' (everything up to a mark)."""
    remark: str = ""


class _Marks(Record):
    sure: str
    unsure: str
    band: str
    reach: str
    end: str
    axis: str
    tick: str


_UNICODE = _Marks(sure="█", unsure="░", band="▓", reach="─", end="┤", axis="─", tick="┬")
_ASCII = _Marks(sure="#", unsure=".", band="=", reach="-", end="|", axis="-", tick="+")


def gauge_rows(report: Report) -> list[GaugeRow]:
    """The bars of a report: what supplements give, then each authority's recommended range and upper limit.

    A limit that does not hold for the person has no bar.
    """
    supplement = report.supplement_mg_per_day
    rows = [GaugeRow("supplements", supplement.low, supplement.high, "dose")]
    if report.total_mg_per_day is not None:
        rows.append(GaugeRow("with diet", report.total_mg_per_day.low, report.total_mg_per_day.high, "dose"))
    for reference in report.references:
        name = reference.authority_name
        if reference.recommended is not None:
            recommended = reference.recommended
            label = f"{name} {recommended.kind}"
            rows.append(GaugeRow(label, recommended.low, recommended.high, "recommended", "all sources"))
        limit = reference.upper_limit
        if limit.holds and limit.low is not None and limit.high is not None:
            remark = _REMARKS[limit.scope or "supplements"]
            rows.append(GaugeRow(f"{name} {limit.kind}", limit.low, limit.high, "limit", remark))
    return rows


def draw_gauge(rows: Sequence[GaugeRow], width: int, unicode: bool) -> list[list[Segment]]:
    """The gauge's lines: an axis, then a bar a row with its figure in words at the end."""
    marks = _UNICODE if unicode else _ASCII
    width = max(NARROWEST, min(width, WIDEST))
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

    lines = _axis(label_width, plot, step, end, marks)
    for row, value in zip(rows, values, strict=True):
        bar = _bar(row, column(row.low), column(row.high), marks)
        lines.append([(row.label.ljust(label_width), ""), (bar.ljust(plot), row.kind), (f" {value}", "")])
    return lines


def scale(largest: float) -> tuple[float, float]:
    """The step between ticks and the end of the axis: four to six round steps that hold the largest value."""
    rough = largest / 4
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in _STEPS if factor * magnitude >= rough)
    return step, step * math.ceil(largest / step)


def _axis(label_width: int, plot: int, step: float, end: float, marks: _Marks) -> list[list[Segment]]:
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


def _bar(row: GaugeRow, low: int, high: int, marks: _Marks) -> str:
    if row.kind == "dose":
        sure = max(low, 1) if row.low else 0
        return marks.sure * sure + marks.unsure * max(high - sure, 0)
    if row.kind == "recommended":
        return " " * low + marks.band * (high - low + 1)
    return marks.reach * low + (marks.end if low == high else marks.end + marks.reach * (high - low - 1) + marks.end)
