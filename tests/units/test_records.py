"""Ages of the reference tables, and the tables of data files as records."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import ValidationError, convert

from maginfo.dosing.spans import Span
from maginfo.model.ages import AgeBand, read_age_band
from maginfo.model.bibliography import Citation
from maginfo.model.forms import Compound, Form


@pytest.mark.parametrize(
    ("text", "low_months", "high_months"),
    [
        ("0-5 mo", 0, 5),
        ("8 mo", 8, 8),
        ("19-30 y", 228, 371),
        ("14-18 y", 168, 227),  # to the day before the 19th birthday
        ("71+ y", 852, None),
        ("6+ mo", 6, None),
        ("18 y", 216, 227),
    ],
)
def test_age_band_is_read(text: str, low_months: int, high_months: int | None) -> None:
    assert read_age_band(text) == AgeBand(low_months, high_months)


@pytest.mark.parametrize(
    "text", ["", "19", "19-30", "19 - 30 y", "30-19 y", "19-30 years", "-5 mo", "19+ d", "19-30 y ", "19.5 y"]
)
def test_age_band_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ages"):
        read_age_band(text)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("19-30 y", "31-50 y", False),
        ("19-30 y", "30-50 y", True),
        ("0-5 mo", "6-11 mo", False),
        ("6-11 mo", "0-1 y", True),
        ("71+ y", "51-70 y", False),
        ("71+ y", "65+ y", True),
        ("18+ y", "8 mo", False),
        ("4-8 y", "5 y", True),
    ],
)
def test_bands_that_share_an_age_overlap(one: str, other: str, overlap: bool) -> None:
    first, second = read_age_band(one), read_age_band(other)
    assert first.overlaps(second) is overlap
    assert second.overlaps(first) is overlap


TABLE: dict[str, Any] = {
    "id": "oxide",
    "name": "Magnesium oxide",
    "category": "inorganic",
    "checked": "2026-11-22",
    "acid_neutralising": "yes",
    "aliases": ["MgO", "magnesia"],
    "compounds": [
        {
            "name": "magnesium oxide",
            "formula": "MgO",
            "molar_mass_g_per_mol": 40.304,
            "elemental_fraction": 0.60304,
            "sources": [{"id": "a-source", "at": "p. 1", "checked": "2026-11-22"}],
        }
    ],
    "tolerance": {"level": "laxative", "summary": "Loosens."},
}


def test_a_table_becomes_a_record_with_its_nested_records() -> None:
    form = convert(TABLE, Form)
    assert form.aliases == ("MgO", "magnesia")
    assert isinstance(form.compounds[0], Compound)
    assert form.compounds[0].sources == (Citation(id="a-source", at="p. 1", checked="2026-11-22"),)
    assert form.tolerance is not None
    assert form.tolerance.level == "laxative"


def test_what_a_table_leaves_out_is_not_known() -> None:
    form = convert(TABLE, Form)
    assert (form.commercial_fraction, form.solubility, form.absorption) == (None, None, None)
    assert (form.questions, form.regulatory) == ((), ())


def test_records_of_equal_tables_are_equal_and_never_change() -> None:
    form = convert(TABLE, Form)
    assert form == convert(TABLE, Form)
    assert hash(form) == hash(convert(TABLE, Form))
    assert form != convert({**TABLE, "name": "Oxide"}, Form)
    with pytest.raises(AttributeError):
        form.name = "Oxide"  # type: ignore[misc]


@pytest.mark.parametrize("table", [{**TABLE, "colour": "white"}, {key: TABLE[key] for key in TABLE if key != "name"}])
def test_an_unknown_or_a_missing_key_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"colour|name"):
        convert(table, Form)


def test_the_fraction_of_a_form_is_the_range_sold_or_that_of_its_compounds() -> None:
    form = convert(TABLE, Form)
    assert form.elemental_fraction == (0.60304, 0.60304)
    ranged = convert({**TABLE, "commercial_fraction": {"low": 0.55, "high": 0.6, "note": "assayed"}}, Form)
    assert ranged.elemental_fraction == (0.55, 0.6)
    assert convert({**TABLE, "compounds": []}, Form).elemental_fraction is None


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {"low": 1, "hihg": 2}), ((1, 2), {"low": 3}), ((1, 2, 3), {}), ((1,), {})],
)
def test_a_record_takes_each_field_once_and_no_other(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Span(*values, **named)


def test_equal_records_are_one_however_they_were_made() -> None:
    assert hash(Span(low=1, high=2)) == hash(Span(high=2, low=1))
