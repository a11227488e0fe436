"""Tables for programs: what stood in a cell can be read back, whatever it was."""

from __future__ import annotations

from typing import Any

import pytest

from maginfo import Catalogue, Dose, check
from maginfo.dosing.spans import Span
from maginfo.model.record import Record
from maginfo.render.formats import cells, render_tsv
from maginfo.render.pages.check import COLUMNS, check_rows

ESCAPES = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def unescaped(cell: str) -> str:
    """The text that a cell was written from, for the four escapes of the contract and carriage returns."""
    text, position = "", 0
    while position < len(cell):
        pair = cell[position : position + 2]
        text += ESCAPES.get(pair, cell[position])
        position += 2 if pair in ESCAPES else 1
    return text


@pytest.mark.parametrize(
    "text",
    [
        *("plain", "", " spaced ", "a;b", '"a"', "=1+1", "µg – 中文"),
        *("a\tb", "a\nb", "a\r\nb", "\n", "\t\t"),
        *("a\\b", "a\\tb", "a\\\tb", "\\", "\\\\", "\\n"),
    ],
)
def test_a_cell_is_read_back(text: str) -> None:
    lines = render_tsv(("one", "two"), [(text, "end"), ("start", text)]).split("\n")
    assert lines[0] == "one\ttwo"
    assert lines[3:] == [""]
    assert [[unescaped(cell) for cell in line.split("\t")] for line in lines[1:3]] == [[text, "end"], ["start", text]]


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x1b", "\u202e", "\x00"])
def test_no_character_breaks_a_line_or_moves_a_cursor(character: str) -> None:
    text = render_tsv(("one",), [(f"a{character}b",)])
    assert character not in text
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (400, "400"),
        (400.0, "400"),
        (0.1 + 0.2, "0.3"),
        (["iom-1997", "efsa-2015"], "iom-1997;efsa-2015"),
        ((), ""),
    ],
)
def test_how_a_value_is_written(value: Any, cell: str) -> None:
    assert render_tsv(("one",), [(value,)]) == f"one\n{cell}\n"


def test_without_rows_there_is_the_header() -> None:
    assert render_tsv(("one", "two"), []) == "one\ttwo\n"


def test_findings_are_one_row_each(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("400 mg glycinate")], authorities=["all"])
    header, *rows = render_tsv(COLUMNS, check_rows(report)).removesuffix("\n").split("\n")
    table = [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]
    assert [row["code"] for row in table] == [finding.code for finding in report.findings]
    assert [row["severity"] for row in table] == [finding.severity.value for finding in report.findings]
    assert [unescaped(row["detail"]) for row in table] == [finding.detail for finding in report.findings]


def test_ends_of_a_range_are_columns() -> None:
    class Line(Record):
        id: str
        share: Span | None

    columns = ("id", "share_low", "share_high")
    assert cells(Line("oxide", Span(0.1, 0.25)), columns) == ["oxide", 0.1, 0.25]
    assert cells(Line("unknown", None), columns) == ["unknown", None, None]
