"""What has to be looked at again: newer editions, revisions, next looks, and comparisons a year old."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.due import due_list
from maginfo.batch.run import check_rows, result_columns
from maginfo.catalogue.due import old_comparisons
from maginfo.catalogue.overlay import overlaid
from maginfo.catalogue.store import shipped_store

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

SOURCES = """
[[sources]]
id = "house-2"
title = "House limits, second edition"
kind = "guideline"
seen = "primary"
checked = 2026-11-01
"""
HOUSE = """
id = "house"
name = "House"
short_name = "House"
region = "Here"
edition = "First edition"
year = 2020
checked = 2026-01-31
next_look = 2026-12-31

[replaced_by]
text = "The second edition was not read."
sources = [{ id = "house-2", at = "title page", checked = 2026-11-01 }]

[under_revision]
text = "A third edition is announced for 2028."
sources = [{ id = "house-2", at = "preface" }]

[upper_limit]
kind = "MAX"
scope = "supplements"
summary = "Supplements only."
sources = [{ id = "house-2", at = "page 1" }]

[[life_stages]]
ages = "19+ y"
printed = "Adults"
upper_limit_mg = 200
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An overlay with one authority that has a newer edition and a revision."""
    (tmp_path / "intakes").mkdir()
    (tmp_path / "about.toml").write_text('name = "Clinic"\n', encoding="utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "intakes" / "house.toml").write_text(HOUSE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def laid_over(folder: Path) -> Catalogue:
    return Catalogue(overlaid(shipped_store(), folder))


def items(catalogue: Catalogue, day: str) -> list[tuple[str, str | None, bool]]:
    """Kind, day and whether it is overdue, of what concerns the authority of the overlay."""
    answer = due_list(catalogue, datetime.date.fromisoformat(day))
    return [(item.kind, item.due, item.overdue) for item in answer.items if item.file == "intakes/house.toml"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-31", [("replaced", "2026-11-01", False), ("under-revision", "2026-12-31", False)]),
        (
            "2026-11-01",  # 60 days before
            [
                ("replaced", "2026-11-01", True),
                ("next-look", "2026-12-31", False),
                ("under-revision", "2026-12-31", False),
            ],
        ),
        (
            "2027-01-30",
            [
                ("replaced", "2026-11-01", True),
                ("next-look", "2026-12-31", True),
                ("under-revision", "2026-12-31", True),
            ],
        ),
        (
            "2027-01-31",
            [
                ("replaced", "2026-11-01", True),
                ("next-look", "2026-12-31", True),
                ("under-revision", "2026-12-31", True),
                ("not-compared", "2027-01-31", True),
            ],
        ),
    ],
)
def test_what_is_due(day: str, expected: list[tuple[str, str, bool]], laid_over: Catalogue) -> None:
    assert items(laid_over, day) == expected


def test_oldest_day_is_first(laid_over: Catalogue) -> None:
    days = [item.due or "9999" for item in due_list(laid_over, datetime.date(2030, 1, 1)).items]
    assert len(days) > 100
    assert days == sorted(days)


def test_newer_edition_is_told_in_check(laid_over: Catalogue) -> None:
    report = check(laid_over, [Dose.parse("100")], Person(sex="female", age=40), ["house"])
    (told,) = [finding for finding in report.findings if finding.code == "edition-replaced"]
    assert (told.severity.value, told.authority) == ("info", "house")
    assert told.title == "House [Clinic] has a newer edition that is not in the data"
    assert told.detail == "The figures here are of First edition. The second edition was not read."
    assert [citation.id for citation in told.sources] == ["house-2"]
    assert "house-2" in report.bibliography


def test_newer_edition_is_told_in_batch(laid_over: Catalogue) -> None:
    (answer,) = check_rows([{"dose": "100", "sex": "female", "age": "40"}], catalogue=laid_over, authority="house")
    assert "edition-replaced" in result_columns(answer)["findings"].split(";")


@pytest.mark.parametrize(("authority", "told"), [("house", True), ("nam", False)])
def test_newer_edition_is_told_in_a_batch_file(authority: str, told: bool, folder: Path, maginfo: RunMaginfo) -> None:
    rows = folder.parent / "rows.csv"
    rows.write_text("dose,sex,age\n100,female,40\n", encoding="utf-8")
    outcome = maginfo("batch", str(rows), "--authority", authority, "--data", str(folder))
    assert outcome.status == 0, outcome.err
    assert ("edition-replaced" in outcome.out) == told


def test_no_newer_edition_is_told_of_an_authority_without_one(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("100")], Person(sex="female", age=40), ["nam"])
    assert "edition-replaced" not in {finding.code for finding in report.findings}


def test_intake_shows_both(folder: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("intake", "--authority", "house", "--data", str(folder), "--json")
    (house,) = outcome.json["authorities"]
    assert (house["checked"], house["next_look"]) == ("2026-01-31", "2026-12-31")
    assert house["replaced_by"]["text"] == "The second edition was not read."
    assert house["under_revision"]["sources"] == ["house-2"]
    text = " ".join(maginfo("intake", "--authority", "house", "--data", str(folder), "--why").out.split())
    assert "A newer edition is not in the data: The second edition was not read." in text
    assert "Under revision: A third edition is announced for 2028." in text


@pytest.mark.parametrize(
    ("checked", "today", "old"),
    [
        ("2025-12-01", "2026-11-30", False),
        ("2025-12-01", "2026-12-01", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2027-02-28", "2028-02-28", True),
        ("2027-03-01", "2028-02-29", False),
        ("9999-12-31", "9999-12-31", False),
        ("2026-12-01", "0001-01-01", False),
    ],
)
def test_comparison_is_old_after_twelve_months(checked: str, today: str, old: bool) -> None:
    found = old_comparisons([("signs.toml", {"checked": checked})], datetime.date.fromisoformat(today))
    assert bool(found) == old
    assert all(each.due <= today for each in found)


def test_citations_with_a_date_of_their_own_are_told_apart() -> None:
    own = {"id": "a", "at": "p. 1", "checked": "2020-01-02"}
    inherited = {"id": "b", "at": "p. 2", "checked": "2026-01-01"}
    table = {"checked": "2026-01-01", "stages": [{"printed": "Adults", "sources": [own, own, inherited]}]}
    (found,) = old_comparisons([("intakes/x.toml", table)], datetime.date(2026, 12, 1))
    assert (found.file, found.checked, found.entries) == ("intakes/x.toml", "2020-01-02", 2)
    assert found.place == "stages[0] (Adults).sources[0] (a)"


def test_data_check_warns_and_succeeds(folder: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("data", "check", "--today", "2027-01-31", str(folder))
    assert outcome.status == 0
    assert outcome.out.endswith("no problem found\n")
    (warning, hint) = outcome.err.splitlines()
    assert warning.startswith("maginfo: warning: intakes/house.toml: not compared with its sources since 2026-01-31")
    assert "maginfo data due" in hint


def test_data_check_is_silent_where_all_was_compared(folder: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("data", "check", "--today", "2027-01-30", str(folder))
    assert (outcome.status, outcome.err) == (0, "")


def test_data_due_as_text_json_and_tsv(folder: Path, maginfo: RunMaginfo) -> None:
    line = ("data", "due", "--today", "2027-01-31", "--data", str(folder))
    text = maginfo(*line).out
    assert text.startswith("On 2027-01-31: ")
    assert "2026-11-01  house: A newer edition is not in the data" in text
    answer = maginfo(*line, "--json").json
    assert (answer["schema"], answer["today"]) == ("maginfo.due/1", "2027-01-31")
    assert answer["items"][0]["kind"] == "replaced" or answer["items"][0]["due"] <= "2026-11-01"
    assert "house-2" in answer["bibliography"]
    header, *rows = maginfo(*line, "--format", "tsv").out.splitlines()
    assert header.split("\t")[:3] == ["kind", "due", "overdue"]
    assert len(rows) == len(answer["items"])


@pytest.mark.parametrize("command", ["check", "due"])
def test_day_that_is_no_date_is_refused(command: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo("data", command, "--today", "tomorrow")
    assert outcome.status == 2
    assert "write the date as 2026-12-01" in outcome.err


def test_every_authority_is_looked_at_within_a_year_and_a_day(catalogue: Catalogue) -> None:
    for authority in catalogue.authorities:
        assert authority.next_look is not None
        ahead = datetime.date.fromisoformat(authority.next_look) - datetime.date.fromisoformat(authority.checked)
        assert datetime.timedelta() < ahead <= datetime.timedelta(days=366), authority.id
