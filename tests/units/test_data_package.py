"""The data as a package for other programs: every row as the library has it, described, and the same every time."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from maginfo.answers.cautions import caution_list
from maginfo.answers.forms import form_list
from maginfo.answers.intakes import intake_table
from maginfo.answers.interactions import interaction_answer, interaction_class_list
from maginfo.model.safety import NOTHING_RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo import Catalogue
    from maginfo.model.bibliography import Citation

ROOT = Path(__file__).parents[2]
TABLES = ("forms", "compounds", "authorities", "intakes", "interactions", "cautions", "names", "citations", "sources")
SAME_IN_INTAKES = (
    *("authority", "sex", "state", "average_requirement_mg", "recommended_mg", "recommended_kind"),
    *("upper_limit_mg", "upper_limit_kind", "upper_limit_scope"),
)


def built(folder: Path) -> Path:
    script = str(ROOT / "scripts" / "build_data_package.py")
    subprocess.run([sys.executable, script, str(folder)], check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def tables(package: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of the CSV files, with the types that datapackage.json gives their columns."""
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return {each["name"]: list(typed(package, each)) for each in described["resources"]}


def typed(package: Path, resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    read: dict[str, Any] = {"number": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}
    with (package / resource["path"]).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {name: read.get(kinds[name], str)(cell) if cell else None for name, cell in row.items()}


def citations(tables: dict[str, list[dict[str, Any]]], table: str, row: str) -> set[tuple[Any, ...]]:
    return {
        (each["source"], each["locator"], each["checked"], each["seen"])
        for each in tables["citations"]
        if (each["in_table"], each["row_id"]) == (table, row)
    }


def as_cited(sources: Iterable[Citation]) -> set[tuple[Any, ...]]:
    return {(each.id, each.at, each.checked, each.seen) for each in sources}


@pytest.mark.slow
def test_it_is_the_same_to_the_byte_when_it_is_built_again(package: Path, tmp_path: Path) -> None:
    again = built(tmp_path / "again")
    files = sorted(path.relative_to(package) for path in package.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [name for name in files if (package / name).read_bytes() != (again / name).read_bytes()] == []


def test_the_intakes_are_those_of_the_library(tables: dict[str, list[dict[str, Any]]], catalogue: Catalogue) -> None:
    by_id = {row["id"]: row for row in tables["intakes"]}
    rows = intake_table(catalogue, ("all",), None).rows
    assert len(rows) == len(by_id)
    for each in rows:
        row = by_id[f"{each.authority}:{each.sex or 'any'}:{each.age.text}:{each.state or 'neither'}"]
        assert (row["low_months"], row["high_months"]) == (each.age.low_months, each.age.high_months)
        assert row["upper_limit_mg_per_kg"] == each.per_kg
        for name in SAME_IN_INTAKES:
            assert row[name] == getattr(each, name), (row["id"], name)
        assert citations(tables, "intakes", row["id"]) == as_cited(each.sources)


def test_every_medicine_has_the_hours_that_interactions_answers(
    tables: dict[str, list[dict[str, Any]]], catalogue: Catalogue
) -> None:
    by_id = {row["id"]: row for row in tables["interactions"]}
    classes = interaction_class_list(catalogue).classes
    assert {row["class_id"] for row in by_id.values()} - {NOTHING_RECORDED} == {each.id for each in classes} - {
        NOTHING_RECORDED
    }
    for group in classes:
        for medicine in group.members:
            row = by_id[f"{group.id}:{medicine}"]
            (match,) = {
                each for each in interaction_answer(catalogue, [medicine]).matches
                if (each.class_id or NOTHING_RECORDED) == group.id and each.drug == medicine
            }  # fmt: skip
            assert (row["take_drug_before_h"], row["take_drug_after_h"], row["never_together"]) == (
                match.take_drug_before_h, match.take_drug_after_h, match.never_together,
            )  # fmt: skip
            assert (row["severity"], row["direction"], row["recorded"]) == (
                match.severity, match.direction, match.recorded,
            )  # fmt: skip
            assert (row["summary"], row["action"], row["note"]) == (match.summary, match.action, match.note)
            cited = as_cited((*match.sources, *match.action_sources))
            assert citations(tables, "interactions", row["id"]) == cited


def test_forms_and_cautions_are_those_of_the_library(
    tables: dict[str, list[dict[str, Any]]], catalogue: Catalogue
) -> None:
    for form, row in zip(sorted(form_list(catalogue).forms, key=lambda each: each.id), tables["forms"], strict=True):
        share = form.elemental_fraction
        assert (row["id"], row["name"], row["category"]) == (form.id, form.name, form.category)
        assert (row["elemental_fraction_low"], row["elemental_fraction_high"]) == (
            (share.low, share.high) if share is not None else (None, None)
        )
    lines = sorted(caution_list(catalogue, ()).cautions, key=lambda each: each.id)
    for caution, row in zip(lines, tables["cautions"], strict=True):
        assert (row["id"], row["title"], row["severity"], row["summary"], row["action"]) == (
            caution.id, caution.title, caution.severity, caution.summary, caution.action,
        )  # fmt: skip
        assert citations(tables, "cautions", caution.id) == as_cited(caution.sources)


def test_a_name_leads_where_the_library_goes(tables: dict[str, list[dict[str, Any]]], catalogue: Catalogue) -> None:
    for row in tables["names"][::37]:
        if row["kind"] == "form":
            continue
        if row["kind"] == "medicine":
            assert {part.state for part in catalogue.resolve_medicine(row["name"])} != {"unknown"}, row
        else:
            assert catalogue.resolve_condition(row["name"]).state != "unknown", row


def test_every_row_has_its_day_and_every_figure_its_source(tables: dict[str, list[dict[str, Any]]]) -> None:
    sources = {row["id"] for row in tables["sources"]}
    assert sources == {row["source"] for name in TABLES for row in tables[name] if row.get("source")}
    for name in ("forms", "compounds", "intakes", "interactions", "cautions", "citations"):
        for row in tables[name]:
            assert row["source"], row
            assert row["locator"], row
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["checked"]), row
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["checked"]) for row in tables["names"])


def test_every_row_keeps_to_the_json_schema(package: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    for name in TABLES:
        schema = json.loads((package / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for row in tables[name][:: 50 if name == "names" else 5]:
            validator.validate(row)


def test_the_database_holds_the_same_rows(package: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    database = sqlite3.connect(package / "maginfo.sqlite")
    try:
        for name in TABLES:
            found = database.execute(f"SELECT * FROM {name}")
            columns = [each[0] for each in found.description]
            key = [place for place, column in enumerate(columns) if column in ("id", "kind", "record", "name")]
            rows = sorted(
                map(tuple, found), key=lambda row: [row[place] for place in key] if name == "names" else row[0]
            )
            assert len(rows) == len(tables[name])
            assert {tuple(row.values()) for row in tables[name]} == set(rows), name
        assert list(database.execute("PRAGMA foreign_key_check")) == []
    finally:
        database.close()


def test_the_queries_of_the_readme_answer(package: Path) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    assert "{" not in text
    hours, brand, limits = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    database = sqlite3.connect(package / "maginfo.sqlite")
    try:
        ((medicine, _, before, after, never, _, locator),) = database.execute(hours).fetchall()
        assert (medicine, before, after, never) == ("levothyroxine", 4, 4, 0)
        assert locator
        assert [row[1] for row in database.execute(brand)] == ["levothyroxine"]
        found = {row[0]: row[1] for row in database.execute(limits)}
        assert (found["EFSA and SCF, European Union"], found["NAM (formerly IOM), US and Canada"]) == (250, 350)
        cited = {row[0]: row[4] for row in database.execute(limits)}
        assert "scf" in cited["EFSA and SCF, European Union"] or "efsa" in cited["EFSA and SCF, European Union"]
    finally:
        database.close()


@pytest.mark.slow
@pytest.mark.skipif(
    find_spec("frictionless") is None, reason="frictionless is not installed (pip install -e '.[test]')"
)
def test_frictionless_finds_it_valid(package: Path) -> None:
    words = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(words, cwd=package, capture_output=True, text=True, timeout=300, check=False)
    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"]) == (0, True), report["errors"]
    assert report["stats"]["tasks"] == len(TABLES)
