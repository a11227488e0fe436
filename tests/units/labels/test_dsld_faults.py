"""Faults in NIH DSLD records, and other files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from dsld_documents import entry, label, row, serving

from maginfo import Catalogue, Span
from maginfo.errors import DataError
from maginfo.labels import read_dsld


@pytest.mark.parametrize(
    "unit", ["ng", "mmg", "m.c.u.", "Jar(s)", "mC Unit(s)", "IU", "mg {alpha}-TE", "Calorie(s)", ""]
)
def test_a_unit_that_is_none_is_neither_read_nor_converted(unit: str, catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", 200, unit, percent=48)))
    line = reading.lines[0]
    assert (line.elemental_mg, line.readings_mg, line.basis) == (None, None, "open")
    assert reading.supplement_mg_per_serving is reading.supplement_mg_per_day is None
    assert any("fault of the record" in note and "200" in note for note in line.notes)


@pytest.mark.parametrize(
    ("unit", "mg"),
    [("mg", 2), ("MG", 2), ("mcg", 0.002), ("Gram(s)", 2000), ("mEq", 24.305), ("mmol", 48.61)],
)
def test_units_that_are_read(unit: str, mg: float, catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", 2, unit)))
    assert reading.supplement_mg_per_serving == Span.exactly(pytest.approx(mg))


@pytest.mark.parametrize(("quantity", "operator"), [(-5, "="), (200_000, "="), (100, ">"), (100, ">=")])
def test_an_amount_that_cannot_be_is_not_read(quantity: float, operator: str, catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", quantity, operator=operator)))
    assert (reading.lines[0].elemental_mg, reading.supplement_mg_per_serving) == (None, None)
    assert any("not read" in note for note in reading.lines[0].notes)


def test_a_percentage_that_fits_a_thousand_times_as_much_puts_the_unit_in_doubt(catalogue: Catalogue) -> None:
    line = read_dsld(catalogue, label(row("Magnesium", 400, "mcg", percent=95))).lines[0]
    assert (line.elemental_mg, line.basis, line.readings_mg) == (None, "open", Span(0.4, 400))


def test_an_amount_that_is_not_printed_is_not_zero(catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium Oxide", 0, "NP")))
    line = reading.lines[0]
    assert (line.elemental_mg, line.basis, line.forms) == (None, None, ("oxide",))
    assert reading.supplement_mg_per_serving is None
    assert any("not zero" in note for note in line.notes)


def test_an_element_without_an_amount_leaves_its_compound_to_tell(catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium Citrate", 0, "NP", row("Magnesium", 80))))
    assert reading.supplement_mg_per_serving == Span.exactly(80)


def test_a_fault_in_one_row_is_in_no_sum(catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", 50), row("Magnesium Aspartate", 20, "ng")))
    assert reading.supplement_mg_per_serving is None


@pytest.mark.parametrize("often", [(3, 1), (-1, 2)])
def test_servings_that_cannot_be_are_not_read(often: tuple[int, int], catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", 50), servings=[serving(often=often)]))
    assert (reading.supplement_mg_per_serving, reading.supplement_mg_per_day) == (Span.exactly(50), None)


def test_a_record_without_servings_or_amounts_is_read_as_far_as_it_goes(catalogue: Catalogue) -> None:
    bare = {"ingredientRows": [{"name": "Magnesium", "quantity": [{"quantity": 100, "unit": "mg"}]}]}
    reading = read_dsld(catalogue, bare)
    assert (reading.supplement_mg_per_serving, reading.supplement_mg_per_day) == (Span.exactly(100), None)
    assert read_dsld(catalogue, {"ingredientRows": [{"name": "Magnesium"}]}).supplement_mg_per_serving is None
    assert read_dsld(catalogue, {"ingredientRows": []}).lines == ()


# No label

MAGNESIUM = json.dumps(label(row("Magnesium", 123456)))


def changed(**values: Any) -> str:
    """Builds a label of one row with the values."""
    return json.dumps(label({**row("Magnesium", 50), **values}))


def nested(depth: int) -> str:
    """Builds rows nested under rows."""
    return '{"ingredientRows":[' + '{"name":"Zinc","nestedRows":[' * depth + "]}" * depth + "]}"


NO_LABELS = {
    "nothing": ("", "is empty"),
    "blank": (" \n", "is empty"),
    "truncated": (MAGNESIUM[:400], "not valid JSON: line 1, column"),
    "an array": ("[1]", "a JSON array"),
    "a number": ("3", "a JSON number"),
    "null": ("null", "a JSON null"),
    "another object": ('{"hits": []}', "no 'ingredientRows' (its first keys: hits)"),
    "rows of another type": ('{"ingredientRows": {}}', "ingredientRows: should be a valid list, not an object"),
    "a text": ('"magnesium"', "a JSON string"),
    "true": ("true", "a JSON truth value"),
    "an object of nothing": ("{}", "(its first keys: none)"),
    "an object of six keys": ('{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}', "(its first keys: a, b, c, d, e)"),
    "two rows without a name": ('{"ingredientRows": [{}, {}]}', "ingredientRows[0].name: is missing (and 1 more)"),
    "three rows without a name": ('{"ingredientRows": [{}, {}, {}]}', "is missing (and 2 more)"),
    "a row without a name": ('{"ingredientRows": [{}]}', "ingredientRows[0].name: is missing"),
    "a text for a quantity": (MAGNESIUM.replace("123456", '"50"'), 'quantity: should be a valid number, not "50"'),
    "a truth value for a quantity": (MAGNESIUM.replace("123456", "true"), "should be a valid number, not true"),
    "not a number": (MAGNESIUM.replace("123456", "NaN"), "holds NaN"),
    "infinity": (MAGNESIUM.replace("123456", "-Infinity"), "holds -Infinity"),
    "more than a float holds": (MAGNESIUM.replace("123456", "1e999"), "should be a finite number"),
    "five thousand digits": (MAGNESIUM.replace("123456", "1" * 5000), "thousands of digits"),
    "five hundred digits": (MAGNESIUM.replace("123456", "1" * 500), "should be a valid number"),
    "null for nested rows": (changed(nestedRows=None), "ingredientRows[0].nestedRows: should be a valid list"),
    "an object for forms": (changed(forms={}), "ingredientRows[0].forms: should be a valid list, not an object"),
    "a number for a name": (changed(name=3), "ingredientRows[0].name: should be a valid string"),
    "a name without end": (changed(name="Magnesium " * 5000), "at most 1000 characters"),
    "a NUL": (MAGNESIUM[:50] + "\0", "character 51 is NUL"),
    "brackets without end": ("[" * 100_000, "nested deeper than any label"),
    "objects without end": ('{"a":' * 100_000, "nested deeper than any label"),
    "rows nested without end": (nested(400), "nested deeper than any label"),
    "too many rows": (json.dumps(label(*[row("Zinc", 1)] * 2001)), "more than 2000 rows"),
}


@pytest.mark.parametrize("name", NO_LABELS)
def test_what_is_no_label_is_told_in_one_line(name: str, catalogue: Catalogue) -> None:
    text, words = NO_LABELS[name]
    with pytest.raises(DataError) as error:
        read_dsld(catalogue, text)
    assert words in error.value.message
    assert "\n" not in error.value.message
    assert len(error.value.message) < 300


def test_an_object_is_checked_like_a_text(catalogue: Catalogue) -> None:
    with pytest.raises(DataError, match="should be a finite number"):
        read_dsld(catalogue, label(row("Magnesium", float("nan"))))


def test_what_no_json_holds_is_told_in_its_own_words(catalogue: Catalogue) -> None:
    with pytest.raises(DataError, match=r"ingredientRows\[0\].name: should be a valid string, not \"2026-01-31\""):
        read_dsld(catalogue, {"ingredientRows": [{"name": date(2026, 1, 31)}]})


def test_two_thousand_rows_are_no_fault(catalogue: Catalogue) -> None:
    assert read_dsld(catalogue, label(*[row("Zinc", 1, group="Zinc")] * 2000)).lines == ()


def test_keys_that_are_not_used_are_passed_over(catalogue: Catalogue) -> None:
    document = {**label(row("Magnesium", 50)), "contacts": "anything", "_source": 3}
    assert read_dsld(catalogue, document).supplement_mg_per_serving == Span.exactly(50)


def test_a_byte_order_mark_is_passed_over(catalogue: Catalogue) -> None:
    reading = read_dsld(catalogue, "\ufeff" + MAGNESIUM.replace("123456", "50"))
    assert reading.supplement_mg_per_serving == Span.exactly(50)


def test_two_thousand_rows_of_magnesium_are_read(catalogue: Catalogue) -> None:
    rows = [row("Magnesium" if place % 2 else "Magtein", 1 + place) for place in range(2000)]
    assert read_dsld(catalogue, label(*rows)).lines


def test_an_entry_of_another_serving_only_is_told(catalogue: Catalogue) -> None:
    made = row("Magnesium", 0)
    made["quantity"] = [entry(40, order=2)]
    sizes = [serving(order=1), serving(2, order=2, in_box=False)]
    line = read_dsld(catalogue, label(made, servings=sizes)).lines[0]
    assert any("printed only for another serving" in note for note in line.notes)
