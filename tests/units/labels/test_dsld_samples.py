"""Every label record of the samples is read as its expected value says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from dsld_documents import from_normalised, from_parent_and_child, label, row

from maginfo import Catalogue, Span
from maginfo.labels import read_dsld

if TYPE_CHECKING:
    from pathlib import Path


def records(shared: Path, name: str) -> list[dict[str, Any]]:
    """The lines of one file of samples/dsld."""
    text = (shared / "samples" / "dsld" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_parents_and_children(shared: Path, catalogue: Catalogue) -> None:
    wrong = []
    for record in records(shared, "parent_child_labels.jsonl"):
        reading = read_dsld(catalogue, from_parent_and_child(record))
        expected = (Span.exactly(record["expected_elemental_mg_per_serving"]), record["compound_mg"])
        if [(line.elemental_mg, line.compound_mg) for line in reading.lines] != [expected]:
            wrong.append((record["dsld_id"], record["product_name"], reading.lines))
        if reading.supplement_mg_per_serving != expected[0]:
            wrong.append((record["dsld_id"], record["product_name"], reading.supplement_mg_per_serving))
    assert wrong == []


def test_servings_and_directions(shared: Path, catalogue: Catalogue) -> None:
    """A serving holds the printed amounts of its rows; a day from the fewest servings to the most."""
    wrong = []
    for record in records(shared, "labels_normalised.jsonl"):
        reading = read_dsld(catalogue, from_normalised(record))
        printed = sum(each["quantity"] for each in record["magnesium_rows"] if each["unit"] == "mg")
        size = record["serving_sizes"][0]
        least = size["minDailyServings"]
        most = size["maxDailyServings"] * size["maxQuantity"] / size["minQuantity"]
        expected = (Span.exactly(printed), Span(printed * least, printed * most))
        if (reading.supplement_mg_per_serving, reading.supplement_mg_per_day) != expected:
            wrong.append((record["dsld_id"], record["product_name"], reading))
        if any(line.consistent is False for line in reading.lines):
            wrong.append((record["dsld_id"], record["product_name"], reading.lines))
    assert wrong == []


@pytest.mark.parametrize(("number", "mg"), [("49495", 50), ("12196", None), ("214224", None)])
def test_whole_documents(number: str, mg: float | None, shared: Path, catalogue: Catalogue) -> None:
    text = (shared / "samples" / "dsld" / f"{number}.json").read_text(encoding="utf-8")
    reading = read_dsld(catalogue, text)
    assert reading.supplement_mg_per_serving == (None if mg is None else Span.exactly(mg))
    assert reading.supplement_mg_per_day == reading.supplement_mg_per_serving
    assert (reading.lines == ()) is (mg is None)
    assert read_dsld(catalogue, json.loads(text)) == reading


def test_units_that_the_api_gets_wrong_are_never_read_as_magnesium(shared: Path, catalogue: Catalogue) -> None:
    """A unit that no mineral is labelled in stays unread; one that exists is read as it stands, with no conversion."""
    units = {record["api_unit"] for record in records(shared, "known_errors.jsonl")} - {None}
    assert {"ng", "mmg", "Jar(s)", "NP"} <= units
    for unit in units:
        found = read_dsld(catalogue, label(row("Magnesium", 3, unit))).supplement_mg_per_serving
        assert found == {"mg": Span.exactly(3), "Gram(s)": Span.exactly(3000)}.get(unit), unit
