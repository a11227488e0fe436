"""Rows of JSON Lines and of data frames."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest

from maginfo.batch import objects as batch_objects
from maginfo.batch.objects import Objects
from maginfo.batch.rows import cell_text
from maginfo.batch.streams import DEFAULT_ENCODING, Lines
from maginfo.errors import DataError, UnreadableValueError


def read(*lines: str, open_ended: bool = False) -> tuple[list[str], list[tuple[list[str], str | None]]]:
    """The columns and the rows."""
    stream = io.BytesIO("\n".join(lines).encode())
    source = Objects(Lines(stream, "rows.jsonl", DEFAULT_ENCODING, newline="\n"), open_ended=open_ended)
    return source.columns.names, [(cells, fault) for block in source.blocks() for cells, _, fault in block]


def test_keys_are_columns_in_the_order_in_which_they_come() -> None:
    names, rows = read('{"dose": 400, "id": "a"}', "", '{"sex": "female", "dose": "200 mg", "more": {"b": [1]}}')
    assert names == ["dose", "id", "sex", "more"]
    assert rows == [(["400", "a", "", ""], None), (["200 mg", "", "female", '{"b": [1]}'], None)]


@pytest.mark.parametrize(
    "line",
    ["{", "[1]", "400", "null", '"400"', '{"dose": 1, "dose": 2}', "[" * 20_000, '{"dose": ' + "9" * 5000 + "}"],
    ids=lambda line: line[:12],
)
def test_a_line_that_is_no_object_is_answered_in_its_place(line: str) -> None:
    _, rows = read('{"dose": 1}', line, '{"dose": 3}')
    (first, second, third) = rows
    assert (first, third) == ((["1"], None), (["3"], None))
    assert second[1]


def test_nothing_but_broken_lines_is_answered_too() -> None:
    names, rows = read("{", "}")
    assert (names, [fault is not None for _, fault in rows]) == (["dose"], [True, True])


def test_a_key_that_comes_late_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_objects, "MAX_LOOKAHEAD_ROWS", 1)
    monkeypatch.setattr("maginfo.batch.streams.BLOCK_BYTES", 12)
    lines = ('{"dose": 1}', '{"dose": 2, "egfr": 20}', '{"dose": 3, "note": "x"}')
    _, rows = read(*lines)
    assert [fault is None for _, fault in rows] == [True, False, False]
    assert "'egfr'" in (rows[1][1] or "")
    names, rows = read(*lines, open_ended=True)
    assert [fault for _, fault in rows] == [None, None, None]
    assert dict(zip(names, rows[1][0], strict=True))["egfr"] == "20"


def test_no_more_than_some_characters_are_looked_at_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_objects, "MAX_LOOKAHEAD_BYTES", 11)
    monkeypatch.setattr("maginfo.batch.streams.BLOCK_BYTES", 12)
    _, rows = read('{"dose": 1}', '{"dose": 2, "note": "x"}')
    assert rows[0][1] is None
    assert "has the key 'note', which none of the first 1 rows has" in (rows[1][1] or "")


def test_more_columns_than_a_spreadsheet_has_are_refused() -> None:
    with pytest.raises(DataError, match=r"'rows.jsonl': has more than 16,384 columns"):
        read('{"dose": 1}', "{" + ", ".join(f'"k{number}": 1' for number in range(16_384)) + "}")


@pytest.mark.parametrize(("content", "said"), [("", "is empty"), ('{"sex": "f"}', "no column 'dose'")])
def test_a_stream_without_a_dose_is_told(content: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(content)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (400, "400"),
        (34.0, "34"),
        (0.5, "0.5"),
        (Decimal("1.5"), "1.5"),
        (True, "true"),
        (False, "false"),
        (" 400 mg", " 400 mg"),
    ],
)
def test_values_become_cells(value: Any, text: str) -> None:
    assert cell_text("age", value) == text


def test_several_doses_conditions_and_drugs_may_be_a_list() -> None:
    assert cell_text("drugs", ["a", None, "b"]) == "a;;b"
    with pytest.raises(UnreadableValueError, match="age: takes one value"):
        cell_text("age", [1, 2])


@pytest.mark.parametrize("value", [{}, object(), float("inf"), 10**5000], ids=["object", "anything", "inf", "huge"])
def test_what_is_no_cell_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableValueError, match="age: "):
        cell_text("age", value)


def test_rows_of_many_columns_come_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maginfo.batch.streams.MAX_CELLS", 100)
    stream = io.BytesIO(b'{"dose": 1, "a": 1, "b": 1, "c": 1, "d": 1}\n' * 50)
    source = Objects(Lines(stream, "rows.jsonl", DEFAULT_ENCODING, newline="\n"))
    assert [len(block) for block in source.blocks()] == [20, 20, 10]
