"""Numbers as labels print them."""

from __future__ import annotations

import pytest

from maginfo.labels.amounts import read_misread, read_printed


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("400", 400),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1,000", 1000),
        ("2,400", 2400),
        ("1.500", 1500),
        ("1 500", 1500),
        ("0,375", 0.375),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,000,000", 1_000_000),
    ],
)
def test_beside_milligrams(printed: str, number: float) -> None:
    assert read_printed(printed, of_milligrams=True) == number


@pytest.mark.parametrize("printed", ["1.125", "12,150", "1.2.3", "1,23,456", "1" * 13])
def test_two_readings_or_none_are_declined(printed: str) -> None:
    assert read_printed(printed, of_milligrams=True) is None


def test_beside_other_units_three_digits_are_a_fraction() -> None:
    assert read_printed("1,125", of_milligrams=False) == 1.125


@pytest.mark.parametrize(("printed", "number"), [("l00", 100), ("2oo", 200), ("1o5", 105), ("lo.", 10)])
def test_letters_that_a_scanner_saw_in_digits(printed: str, number: float) -> None:
    assert read_misread(printed) == number
