"""Rules of data/README.md that `maginfo data check` does not know, and names of the data looked up one by one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.catalogue.store import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maginfo import Catalogue

FILES = {
    path.relative_to(data_folder()).as_posix(): tomli.loads(path.read_text(encoding="utf-8"))
    for path in sorted(data_folder().rglob("*.toml"))
}

STATEMENTS = (
    *("summary", "action", "text", "answer", "result", "note", "conflict", "context", "evidence", "because", "finding"),
)


def test_every_claim_rests_on_something_else_than_articles() -> None:
    """An article is cited for what it says, never as the evidence of the verdict on it."""
    articles = {claim["article"] for claim in FILES["claims.toml"]["claims"]}
    for claim in FILES["claims.toml"]["claims"]:
        assert {citation["id"] for citation in claim["sources"]} - articles, claim["id"]


def rows_of(path: Path, number: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[number]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("release", "sample", "number", "description"),
    [
        ("SR28", "usda_sr28_magnesium.csv", "ndb_no", "short_description"),
        ("Foundation", "fdc_foundation_magnesium_sample.csv", "fdc_id", "description"),
    ],
)
def test_foods_are_those_of_the_table(
    release: str, sample: str, number: str, description: str, shared: Path, catalogue: Catalogue
) -> None:
    printed = rows_of(shared / "samples" / "foods" / sample, number)
    foods = [food for food in catalogue.foods.foods if food.release == release]
    assert foods
    for food in foods:
        row = printed[food.usda_number]
        assert food.mg_per_100g == float(row["magnesium_mg_per_100g"]), food.id
        assert food.usda_description == row[description], food.id
        # Of the Foundation Foods no portions are kept.
        weights = {float(row[column] or 0) for column in ("portion1_g", "portion2_g") if column in row}
        assert {portion.g for portion in food.portions} <= weights, food.id


def test_every_name_of_a_form_means_that_form(catalogue: Catalogue) -> None:
    for form in catalogue.forms():
        for name in (form.id, form.name, *form.aliases):
            found = catalogue.find_form(name)
            assert (found.form, found.compound) == (form, None), name


def test_every_name_of_a_compound_means_that_compound(catalogue: Catalogue) -> None:
    for form in catalogue.forms():
        at_large = {form.id, form.name.casefold(), *(alias.casefold() for alias in form.aliases)}
        for compound in form.compounds:
            for name in (compound.name, *compound.aliases):
                found = catalogue.find_form(name)
                assert found.form == form, name
                assert found.compound == (None if name.casefold() in at_large else compound), name


def test_every_name_of_a_caution_means_that_caution(catalogue: Catalogue) -> None:
    for caution in catalogue.cautions:
        for name in (caution.id, caution.title, *caution.aliases):
            assert catalogue.find_caution(name) == caution, name


def test_every_name_of_a_medicine_means_that_medicine(catalogue: Catalogue) -> None:
    for group in catalogue.interaction_classes():
        for member in group.members:
            for name in (member.name, *member.brands, *member.aliases):
                assert (group, member) in catalogue.find_medicine(name), name


def test_every_name_of_a_class_of_medicines_leads_to_it(catalogue: Catalogue) -> None:
    for group in catalogue.interaction_classes():
        for name in (group.id, group.name, *group.aliases):
            assert group in [match.group for match in catalogue.find_medicine(name)], name


GENERAL_GAP_H = {"spc-4841": 4, "spc-4880": 4}
"""UK labels that print a general gap from other medicines as a range, and its longer end in hours."""

HOURS = ("take_drug_before_h", "take_drug_after_h")

FEWER_HOURS = {
    "gabapentin": "its own label",
    "erlotinib": "UK labels put the magnesium at least 4 hours before erlotinib, or 2 hours after it",
    "levodopa": "which do not name levodopa",
    "levodopa/benserazide": "which do not name levodopa",
    "levodopa/carbidopa/entacapone": "which do not name levodopa",
    "strontium ranelate": "almost the same with the antacid 2 hours after it",
}
"""Medicines that ship fewer hours than a general gap that they cite, and what their row says of it."""


def members_that_cite(ids: set[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any], set[str]]]:
    """Each class with each member that cites one of the sources, by its own citations or else those of its class."""
    for file, table in FILES.items():
        for member in table.get("members", []) if file.startswith("interactions/") else []:
            cited = {citation["id"] for citation in member.get("sources", table["sources"])}
            if cited & ids:
                yield table, member, cited & ids


def test_a_general_gap_counts_at_its_longer_end_or_the_row_says_why() -> None:
    fewer = {}
    for table, member, cited in members_that_cite(set(GENERAL_GAP_H)):
        hours = [member.get(side, table.get(side)) for side in HOURS]
        gap = max(GENERAL_GAP_H[source] for source in cited)
        if any(each is not None and each < gap for each in hours):
            fewer[member["name"]] = " ".join(str(part.get(key, "")) for part in (table, member) for key in STATEMENTS)
    assert set(fewer) <= set(FEWER_HOURS)
    assert [name for name, said in fewer.items() if FEWER_HOURS[name] not in said] == []


def test_members_of_a_general_gap_are_found() -> None:
    found = {member["name"] for _, member, _ in members_that_cite({"spc-4841"})}
    assert {"captopril", "digoxin", "atazanavir", "rosuvastatin", "fexofenadine", "isoniazid", "erlotinib"} <= found
