"""Rows of CSV and TSV: none lost, none read that cannot be."""

from __future__ import annotations

import io
from typing import Any

import pytest
from trickle import Trickle

from maginfo.batch.input import Table
from maginfo.batch.streams import DEFAULT_ENCODING, Lines
from maginfo.errors import DataError


def table(text: str, delimiter: str = ",", stream: type[io.BytesIO] = io.BytesIO) -> Table:
    return Table(Lines(stream(text.encode()), "rows.csv", DEFAULT_ENCODING), delimiter)


def rows(text: str, delimiter: str = ",", **how: Any) -> list[tuple[list[str], str | None]]:
    """Cells, and why they are not read."""
    return [(cells, fault) for block in table(text, delimiter, **how).blocks() for cells, _, fault in block]


@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dose\n", []),
        ("dose,id\n400,1\n", [["400", "1"]]),
        ('dose,id\n"400","a, ""b""\nc"\n300,2\n', [["400", 'a, "b"\nc'], ["300", "2"]]),
        ("dose,id\r\n\r\n400,1\r\n   \n,\n", [["400", "1"], ["", ""]]),
        ('dose\n""\n\n400\n', [[""], ["400"]]),
        ('id,dose\n1,5" 400\n', [["1", '5" 400']]),
    ],
)
def test_cells_are_read_as_csv_says(text: str, expected: list[list[str]], stream: type[io.BytesIO]) -> None:
    assert rows(text, stream=stream) == [(cells, None) for cells in expected]


@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
@pytest.mark.parametrize("broken", ['1,"400', '1,"400"x', '1,"4""'])
@pytest.mark.parametrize("behind", ["", "2,300\n3,200\n", '2,"300"\n3,200\n'])
def test_a_broken_quotation_costs_its_own_row(broken: str, behind: str, stream: type[io.BytesIO]) -> None:
    found = rows(f"id,dose\n0,100\n{broken}\n{behind}", stream=stream)
    assert found[0] == (["0", "100"], None)
    assert found[1][0] == ["1", broken[2:]]
    assert "quote" in (found[1][1] or "")
    assert found[2:] == ([(["2", "300"], None), (["3", "200"], None)] if behind else [])


def test_rows_of_another_width_keep_their_cells() -> None:
    short, long = rows("dose,id,sex\n400\n400,1,f,left,over\n")
    assert short[0] == ["400", "", ""]
    assert short[1] == "has 1 cell where the header names 3 columns"
    assert long[0] == ["400", "1", "f"]
    assert (long[1] or "").endswith("left over: left, over")


def test_tsv_reads_the_escapes_that_are_written() -> None:
    assert rows("dose\tnote\n400\ta\\tb\\\\c\\n\\d\n", "\t") == [(["400", "a\tb\\c\n\\d"], None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("sex,age\nf,30\n", "no column 'dose' .or 'label'.; the first line names 'sex', 'age'"),
        ("dose, Dose \n1,2\n", "two columns 'dose'"),
        ("do\0se\n", "cannot be read: holds a NUL"),
        ('"dose\n400\n', "cannot be read: a quoted cell"),
    ],
)
def test_a_header_that_cannot_be_read_is_told(text: str, said: str) -> None:
    with pytest.raises(DataError, match=f"'rows.csv': .*{said}"):
        table(text)


def test_a_line_is_kept_as_it_is_where_that_is_the_whole_row() -> None:
    lines = [line for block in table('dose,id\n400 ,1\r\n"300",2\n').blocks() for _, line, _ in block]
    assert lines == ["400 ,1", None]
    assert [line for block in table("dose\n400\n300\n").blocks() for _, line, _ in block] == ["400", "300"]


def test_more_columns_than_a_spreadsheet_has_are_refused() -> None:
    with pytest.raises(DataError, match=r"'rows.csv': has more than 16,384 columns"):
        table("dose" + "," * 16_384 + "\n1\n")


def test_short_rows_of_many_columns_come_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maginfo.batch.streams.MAX_CELLS", 100)
    blocks = list(table("dose,a,b,c,d\n" + "1\n" * 50).blocks())
    assert [len(block) for block in blocks if block] == [20, 20, 10]
