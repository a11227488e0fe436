"""Which columns are read, and what they are called in the answer."""

from __future__ import annotations

import pytest

from maginfo.batch.columns import OUTPUT_COLUMNS, Columns
from maginfo.errors import DataError


def test_cells_are_picked_by_name_in_whatever_order_they_come() -> None:
    columns = Columns(["sex", "note", " Dose ", "id"], "rows.csv")
    picked = columns.pick(["f", "x", "400", "7"])._asdict()
    assert {name: cell for name, cell in picked.items() if cell} == {"sex": "f", "dose": "400"}


def test_a_label_stands_in_for_a_dose() -> None:
    Columns(["label"], "rows.csv")
    with pytest.raises(DataError, match="no column 'dose'"):
        Columns(["labels"], "rows.csv")


def test_the_answer_keeps_its_names() -> None:
    columns = Columns(["dose", "status", "input_status", "note"], "rows.csv")
    assert columns.header == ["dose", "input_input_status", "input_status", "note"]
    assert not set(columns.header).intersection(OUTPUT_COLUMNS)


def test_a_column_that_is_nearly_one_is_pointed_out() -> None:
    columns = Columns(["dose", "drug", "weight_kg", "id", "town", "status"], "rows.csv")
    assert columns.resembling == [("drug", "drugs"), ("weight_kg", "weight")]


def test_the_columns_that_are_written_keep_their_names_and_order() -> None:
    assert (
        *("supplement_mg_low", "supplement_mg_high", "recommended_low", "recommended_high", "upper_limit"),
        *("status", "severity", "findings", "error"),
    ) == OUTPUT_COLUMNS
