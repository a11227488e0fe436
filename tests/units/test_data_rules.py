"""The rules of data/README.md, walked through the files as they are written and not as the program reads them."""

from __future__ import annotations

import csv
import datetime
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import tomli

from maginfo.catalogue.store import data_folder
from maginfo.catalogue.validation.house_rules import ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maginfo import Catalogue

FILES = {
    path.relative_to(data_folder()).as_posix(): tomli.loads(path.read_text(encoding="utf-8"))
    for path in sorted(data_folder().rglob("*.toml"))
}
BIBLIOGRAPHY = {source["id"]: source for source in FILES["sources.toml"]["sources"]}
CURATED = sorted(set(FILES) - {"sources.toml", "about.toml"})

STATEMENTS = (
    *("summary", "action", "text", "answer", "result", "note", "conflict", "context", "evidence", "because", "finding"),
)
STATED_BY_MEMBERS = ("severity", "direction", "never_together")
HEADING_OF_COLUMN = {
    "average_requirement_mg": "average_requirement",
    "recommended_mg": "recommended",
    "recommended_increment_mg": "recommended",
    "upper_limit_mg": "upper_limit",
    "upper_limit_mg_per_kg": "upper_limit",
}


class Place(NamedTuple):
    """A table of a file: its path, the table, and the tables around it, the nearest last."""

    path: str
    table: dict[str, Any]
    around: tuple[dict[str, Any], ...]


def tables(value: Any, path: str = "", around: tuple[dict[str, Any], ...] = ()) -> Iterator[Place]:
    """Every table in a value, with its path: 'compounds[0].sources[1]'."""
    if isinstance(value, dict):
        yield Place(path, value, around)
        for key, item in value.items():
            yield from tables(item, f"{path}.{key}" if path else key, (*around, value))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from tables(item, f"{path}[{position}]", around)


def citations(file: str) -> list[Place]:
    return [place for place in tables(FILES[file]) if re.search(r"sources\[\d+\]$", place.path)]


CONVENTIONS = ("day_plan",)
"""How an answer is laid out, which nobody publishes and no medical figure is: data/README.md names them."""


def is_a_figure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def needs_sources(place: Place) -> bool:
    """Whether a table states something: a figure or a sentence."""
    is_the_file_or_a_citation = not place.path or "at" in place.table
    if place.path in CONVENTIONS:
        return False
    states = any(is_a_figure(value) or key in STATEMENTS for key, value in place.table.items())
    return states and not is_the_file_or_a_citation


def is_sourced(place: Place) -> bool:
    """Whether it has sources, or stands where data/README.md lets it take those of what it belongs to."""
    table, parent = place.table, place.around[-1]
    if table.get("sources"):
        return True
    name = re.sub(r"\[\d+\]", "", place.path).split(".")[-1]
    if name == "life_stages":
        headings = [HEADING_OF_COLUMN[key] for key in table if key in HEADING_OF_COLUMN]
        return bool(headings) and all(parent.get(heading, {}).get("sources") for heading in headings)
    if name == "studies":
        return table["source"] in BIBLIOGRAPHY
    if name == "members" and any(is_a_figure(value) or key in STATED_BY_MEMBERS for key, value in table.items()):
        return False
    if name in ("members", "escalate", "when", "applies_when"):
        return any(outer.get("sources") for outer in place.around)
    return False


@pytest.mark.parametrize("file", CURATED)
def test_every_citation_has_a_source_a_locator_and_a_date(file: str) -> None:
    for place in citations(file):
        citation = place.table
        assert citation.get("id") in BIBLIOGRAPHY, f"{place.path}: {citation}"
        assert str(citation.get("at", "")).strip(), f"{place.path}: {citation}"
        checked = citation.get("checked", FILES[file].get("checked"))
        assert isinstance(checked, datetime.date), f"{place.path}: {citation}"


@pytest.mark.parametrize("file", CURATED)
def test_every_figure_and_statement_has_a_source(file: str) -> None:
    bare = [place.path for place in tables(FILES[file]) if needs_sources(place) and not is_sourced(place)]
    assert bare == []


def test_the_walk_finds_what_it_looks_for() -> None:
    places = [place for file in CURATED for place in tables(FILES[file])]
    assert sum(needs_sources(place) for place in places) > 900
    assert sum(len(citations(file)) for file in CURATED) > 1500
    bare = Place("absorption", {"summary": "4 %"}, ({},))
    assert needs_sources(bare)
    assert not is_sourced(bare)


def test_every_source_has_a_title_a_date_and_how_well_it_was_seen() -> None:
    assert len(BIBLIOGRAPHY) == len(FILES["sources.toml"]["sources"]), "an id names one source"
    for source in BIBLIOGRAPHY.values():
        assert source["title"].strip(), source["id"]
        assert isinstance(source["checked"], datetime.date), source["id"]
        assert source["seen"], source["id"]


@pytest.mark.parametrize("file", CURATED)
def test_no_wording_advises(file: str) -> None:
    advising = [
        f"{place.path}.{key}: {value}"
        for place in tables(FILES[file])
        for key, value in place.table.items()
        if key in STATEMENTS and ADVICE.search(str(value))
    ]
    assert advising == [], "data/README.md, rule 6"


@pytest.mark.parametrize(
    "text", ["It is safe.", "You should stop.", "the best form", "Optimal intake", "you need 400 mg"]
)
def test_advice_is_recognised(text: str) -> None:
    assert ADVICE.search(text)
    assert not ADVICE.search("An unsafe product; the safety data; Bestand.")


@pytest.mark.parametrize("file", [file for file in FILES if "/" in file])
def test_the_id_is_the_name_of_the_file(file: str) -> None:
    assert FILES[file]["id"] == file.partition("/")[2].removesuffix(".toml")


def test_every_claim_rests_on_something_else_than_articles() -> None:
    """A verdict is what could be traced: an article is cited for what it says, never as the evidence."""
    articles = {claim["article"] for claim in FILES["claims.toml"]["claims"]}
    for claim in FILES["claims.toml"]["claims"]:
        assert {claim["article"], *claim.get("also_in", [])} <= set(BIBLIOGRAPHY), claim["id"]
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
