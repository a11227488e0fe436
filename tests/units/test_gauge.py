"""The gauge: bars to scale beside the reference values, figures in words, in any width and without Unicode."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

from maginfo import Catalogue, Dose, Person, Report, check
from maginfo.render.drawings.gauge import GaugeRow, draw_gauge, gauge_rows

WIDTHS = (60, 80, 120)
KINDS = ("dose", "recommended", "limit")

REPORTS: dict[str, dict[str, Any]] = {
    "one dose": {"doses": ["400"], "person": {"sex": "female"}},
    "a range": {"doses": ["2 g glycinate compound"]},
    "with diet": {"doses": ["250"], "person": {"sex": "male", "age": 45}, "diet_mg": 260},
    "every authority": {"doses": ["300"], "authorities": ["all"]},
    "every authority, for a child": {"doses": ["90"], "person": {"age": 5, "weight_kg": 18}, "authorities": ["all"]},
    "much": {"doses": ["12 g oxide"]},
    "little": {"doses": ["1 mcg"], "person": {"age": "8mo"}},
    "no values": {"doses": ["0.5"], "person": {"pregnant": True, "age": 52}},
}


def report_of(catalogue: Catalogue, name: str) -> Report:
    asked = dict(REPORTS[name])
    doses = [Dose.parse(text) for text in asked.pop("doses")]
    return check(catalogue, doses, Person(**asked.pop("person", {})), asked.pop("authorities", ["nam"]), **asked)


class Bar(NamedTuple):
    """A drawn bar and its row."""

    row: GaugeRow
    drawing: str


class Drawing(NamedTuple):
    """A gauge taken apart again."""

    lines: list[str]
    bars: list[Bar]
    mg_per_column: float


def drawn(rows: list[GaugeRow], width: int, unicode: bool) -> Drawing:
    """The gauge with its scale, read off the axis as a person would: the first tick is 0, the last its number."""
    segments = draw_gauge(rows, width, unicode)
    lines = ["".join(text for text, _ in line) for line in segments]
    bars = ["".join(text for text, style in line if style in (*KINDS, "beyond")) for line in segments[2:]]
    tick = "┬" if unicode else "+"
    last = float(re.findall(r"\d+(?:\.\d+)?", lines[0])[-1])
    columns = lines[1].rindex(tick) - lines[1].index(tick)
    return Drawing(lines, [Bar(*pair) for pair in zip(rows, bars, strict=True)], last / columns)


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REPORTS)
class TestOfReports:
    """The gauge of every kind of report."""

    def test_no_line_is_longer_than_the_width(self, name: str, width: int, unicode: bool, catalogue: Catalogue) -> None:
        drawing = drawn(gauge_rows(report_of(catalogue, name)), width, unicode)
        assert max(len(line.rstrip()) for line in drawing.lines) <= width

    def test_bars_are_to_scale(self, name: str, width: int, unicode: bool, catalogue: Catalogue) -> None:
        drawing = drawn(gauge_rows(report_of(catalogue, name)), width, unicode)
        for row, bar in drawing.bars:
            low, high = row.low / drawing.mg_per_column, row.high / drawing.mg_per_column
            if row.kind == "dose":
                unsure = "░" if unicode else "."
                ends = (len(bar.rstrip()) - bar.count(unsure), len(bar.rstrip()))
                if row.limit is not None and row.high > row.limit:
                    beyond = bar.index("▒" if unicode else "%")
                    assert beyond - 1 == pytest.approx(row.limit / drawing.mg_per_column, abs=1)
                    continue
            elif row.kind == "recommended":
                ends = (len(bar) - len(bar.lstrip()), len(bar.rstrip()) - 1)
            else:
                mark = "┤" if unicode else "|"
                ends = (bar.index(mark), bar.rindex(mark))
            # A column is the smallest thing that can be drawn.
            assert ends == (pytest.approx(low, abs=1), pytest.approx(high, abs=1)), row

    def test_figures_stand_in_words(self, name: str, width: int, unicode: bool, catalogue: Catalogue) -> None:
        rows = gauge_rows(report_of(catalogue, name))
        for row, line in zip(rows, drawn(rows, width, unicode).lines[2:], strict=True):
            assert line.startswith(row.label)
            words = re.search(r"(\d[\d.]*)(?:[–-](\d[\d.]*))?(?: .+)?$", line.rstrip())
            assert words is not None, line
            assert float(words[1]) == pytest.approx(row.low, rel=1e-2, abs=1e-4)
            assert float(words[2] or words[1]) == pytest.approx(row.high, rel=1e-2, abs=1e-4)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", REPORTS)
def test_without_unicode_bars_axis_and_figures_are_ascii(name: str, width: int, catalogue: Catalogue) -> None:
    for line in draw_gauge(gauge_rows(report_of(catalogue, name)), width, False):
        for text, _ in line[1:] or line:  # a label may hold an authority's own word, 'Schätzwert'
            assert text.isascii(), text


def test_ticks_are_at_the_numbers_they_carry(catalogue: Catalogue) -> None:
    drawing = drawn(gauge_rows(report_of(catalogue, "one dose")), 80, True)
    start = drawing.lines[1].index("┬")
    ticks = [match.start() - start for match in re.finditer("┬", drawing.lines[1])]
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", drawing.lines[0])]
    assert numbers == sorted(set(numbers))
    assert [tick * drawing.mg_per_column for tick in ticks] == pytest.approx(numbers, abs=drawing.mg_per_column)


def test_rows_of_a_report(catalogue: Catalogue) -> None:
    rows = gauge_rows(report_of(catalogue, "with diet"))
    assert [(row.kind, row.low, row.high) for row in rows] == [
        ("dose", 250, 250),
        ("dose", 510, 510),
        ("limit", 350, 350),
        ("recommended", 420, 420),
    ]


def test_what_an_authority_does_not_set_has_no_bar(catalogue: Catalogue) -> None:
    rows = gauge_rows(report_of(catalogue, "no values"))
    assert [row.kind for row in rows] == ["dose"]
