"""The dose grammar: `[N x] AMOUNT [UNIT] [FORM] [elemental|compound] [HOW OFTEN]`."""

from __future__ import annotations

from typing import Any

import pytest

from maginfo import Dose
from maginfo.dosing.numbers import read_number
from maginfo.errors import UnreadableValueError


def read(text: str) -> dict[str, Any]:
    """What a dose says, without its text."""
    dose = Dose.parse(text)
    return {
        "mg": pytest.approx(dose.amount_mg),
        "times": dose.times_per_day,
        "form": dose.form,
        "basis": dose.basis,
    }


def meant(mg: float, *, times: int = 1, form: str | None = None, basis: str = "elemental") -> dict[str, Any]:
    """What was meant."""
    return {"mg": mg, "times": times, "form": form, "basis": basis}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("400", meant(400)),
        ("  400  ", meant(400)),
        ("400 mg", meant(400)),
        ("400mg", meant(400)),
        ("400 MG", meant(400)),
        ("0.4 g", meant(400)),
        (".4 g", meant(400)),
        ("1,5 g", meant(1500)),
        ("1.50 g", meant(1500)),
        ("0.125 g", meant(125)),
        ("1.2345 g", meant(1234.5)),
        ("2500 mcg", meant(2.5)),
        ("2500 ug", meant(2.5)),
        ("2500 \u00b5g", meant(2.5)),  # micro sign
        ("2500 \u03bcg", meant(2.5)),  # Greek mu
        ("12 mmol", meant(291.66)),
        ("24 mEq", meant(291.66)),
        ("2x200mg", meant(200, times=2)),
        ("2 x 200 mg", meant(200, times=2)),
        ("2 X 200 mg", meant(200, times=2)),
        ("2 × 200 mg citrate", meant(200, times=2, form="citrate")),
        ("400 mg magnesium citrate", meant(400, form="magnesium citrate")),
        ("400 oxide", meant(400, form="oxide")),
        ("2 g glycinate compound", meant(2000, form="glycinate", basis="compound")),
        ("2 g compound glycinate", meant(2000, form="glycinate", basis="compound")),
        ("400 mg glycinate elemental", meant(400, form="glycinate")),
        ("400 mg elemental", meant(400)),
        ("400 a day", meant(400)),
        ("400 mg daily", meant(400)),
        ("400 mg per day", meant(400)),
        ("2 x 200 mg citrate a day", meant(200, times=2, form="citrate")),
        ("2 g glycinate compound per day", meant(2000, form="glycinate", basis="compound")),
        ("100 g", meant(100_000)),
        ("400 mg magnesium", meant(400)),
        ("400 mg of Magnesium", meant(400)),
        ("99 x 4 mg", meant(4, times=99)),
        ("400 mg/day", meant(400)),
        ("400 mg monodaily", meant(400, form="monodaily")),  # no 'daily' of its own
    ],
)
def test_dose_is_read(text: str, expected: dict[str, Any]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "0", "0.0 mg", "-5", "-5 mg glycinate"),
        *("nan", "NaN mg", "inf", "-Infinity", "9" * 400),
        *("400 IU", "400 iu glycinate", "400 %"),
        *("101 g", "100.01 g", "2 x 60 g", "5000 mmol"),
        *("1,500", "2 x 1,500 mg", "12,345 g", "1,500,000 mg", "1.2.3 mg", "1.000 mg", "12.345 g"),
        *("glycinate", "/day", "daily", "mg", "2 x", "400 5"),
        *("\u0664\u0660\u0660 mg", "\u2212400 mg"),  # digits that are not ASCII, a minus sign
        *("0 x 200 mg", "1.5 x 200 mg", "100 x 200 mg", "-2 x 200 mg", "x 200 mg"),
        *("400 mg glycinate elemental compound", "12 mmol citrate compound", "2 g compound"),
    ],
)
def test_dose_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError) as refusal:
        Dose.parse(text)
    assert text.strip() in refusal.value.message


@pytest.mark.parametrize(
    ("text", "readings", "written"),
    [
        ("1,500", "1500 or 1.500", "1500 or 1.5"),
        ("1.000 mg", "1000 or 1.000", "1000 or 1"),
        ("12.345 g", "12345 or 12.345", "12345 or 12.3450"),
    ],
)
def test_a_mark_before_three_digits_is_refused_with_both_readings(text: str, readings: str, written: str) -> None:
    """What the refusal says to write is read."""
    with pytest.raises(UnreadableValueError) as refusal:
        Dose.parse(text)
    assert f"could be {readings}; write {written}" in refusal.value.message
    assert all(Dose.parse(each).amount > 0 for each in written.split(" or "))


def test_a_unit_that_magnesium_is_not_measured_in_is_refused_with_those_it_is() -> None:
    with pytest.raises(UnreadableValueError) as refusal:
        Dose.parse("400 IU")
    assert all(unit in refusal.value.message for unit in ("IU", "mg", "mmol", "mEq"))


@pytest.mark.parametrize(
    "text",
    ["1" * 5000 + " x 200 mg", "1" * 5000 + " mg", "2 x " + "1" * 5000, "0." + "0" * 5000 + "1 mg"],
    ids=["times", "amount", "amount after times", "decimals"],
)
def test_a_number_of_thousands_of_digits_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        Dose.parse(text)


def test_a_refusal_names_the_dose_as_it_was_written() -> None:
    with pytest.raises(UnreadableValueError, match="dose '2 x 60 g'"):
        Dose.parse("  2 x 60 g ")


@pytest.mark.parametrize(
    ("text", "times", "form", "basis"),
    [("400", 3, "oxide", "compound"), ("2 x 400 citrate elemental", 2, "citrate", "elemental")],
)
def test_options_fill_in_what_the_text_does_not_say(text: str, times: int, form: str, basis: str) -> None:
    dose = Dose.parse(text, form="oxide", compound=True, times_per_day=3)
    assert (dose.times_per_day, dose.form, dose.basis) == (times, form, basis)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("400", False),
        ("400 mg glycinate", False),
        ("400 mg elemental", True),
        ("400 oxide compound", True),
        ("12 mmol", True),
        ("24 mEq citrate", True),
    ],  # they count the magnesium itself
)
def test_basis_is_stated_or_assumed(text: str, stated: bool) -> None:
    assert Dose.parse(text).basis_stated is stated


@pytest.mark.parametrize(
    ("text", "times", "stated"),
    [("400", None, False), ("2 x 200", None, True), ("400", 2, True), ("1 x 400", 2, True)],
)
def test_how_often_is_stated_or_assumed(text: str, times: int | None, stated: bool) -> None:
    assert Dose.parse(text, times_per_day=times).times_stated is stated


@pytest.mark.parametrize(
    ("text", "number"),
    [("60", 60.0), ("60.5", 60.5), ("60,5", 60.5), ("0.500", 0.5), ("0,125", 0.125), ("12,34", 12.34)],
)
def test_number_is_read(text: str, number: float) -> None:
    assert read_number(text, what="--weight") == number


@pytest.mark.parametrize(
    "text",
    [
        "1,500",
        "1.500",
        "12,345",
        "123,456",
        "1,5,0",
        "1.5.0",
        "1,500.5",
        "",
        "abc",
        "+-5",
        "5-",
        "nan",
        "inf",
        "1e5",
        "1_000",
    ],
)
def test_number_with_two_readings_or_none_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="--weight"):
        read_number(text, what="--weight")
