"""A clinic's own data laid over ours: added, put in the place of ours, labelled, and refused where it is not valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clinic import CAUTIONS, FORM, SOURCES, STRICTER

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.overlay import overlaid
from maginfo.catalogue.store import shipped_store

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo


@pytest.mark.parametrize("name", ["north-sachet", "North sachet", "northsachet"])
def test_own_product_is_found_and_counts(name: str, overlay: Path, maginfo: RunMaginfo) -> None:
    words = ("check", "--dose", f"1000 mg {name} compound", "--age", "40", "--json")
    assert maginfo(*words).status == 2
    answer = maginfo(*words, "--data", str(overlay)).json
    assert answer["supplement_mg_per_day"] == {"low": 120, "high": 130}


def test_own_data_carries_the_owner_in_every_answer(overlay: Path, maginfo: RunMaginfo) -> None:
    options = ("--json", "--data", str(overlay))
    report = maginfo("check", "--dose", "100", "--age", "70", "--egfr", "80", *options).json
    finding = next(each for each in report["findings"] if each["code"] == "condition:house-rule")
    assert finding["title"].endswith("[Clinic North]")
    assert report["bibliography"]["clinic-procedure-12"]["title"].endswith("[Clinic North]")
    assert report["data_version"].endswith("with Clinic North")
    forms = {each["id"]: each["name"] for each in maginfo("list", *options).json["forms"]}
    assert forms["north-sachet"].endswith("[Clinic North]")
    assert "Clinic North" not in forms["oxide"]


def test_short_names_carry_the_owner_and_may_be_left_out(overlay: Path, maginfo: RunMaginfo) -> None:
    """An overlay written before there were short names stays valid: the long name stands for the short one."""
    assert maginfo("data", "check", str(overlay)).status == 0
    laid = Catalogue(overlaid(shipped_store(), overlay))
    assert laid.caution("house-rule").short == "House rule over 65 [Clinic North]"
    short = CAUTIONS.replace("kind =", 'short = "over 65"\nkind =')
    (overlay / "cautions.toml").write_text(short, encoding="utf-8")
    laid = Catalogue(overlaid(shipped_store(), overlay))
    assert laid.caution("house-rule").short == "over 65 [Clinic North]"
    (overlay / "cautions.toml").write_text(short.replace("over 65", "o" * 61), encoding="utf-8")
    assert "at most 60 characters" in maginfo("data", "check", str(overlay)).err


def test_stricter_limits_stand_in_the_place_of_ours(overlay: Path, maginfo: RunMaginfo) -> None:
    (overlay / "intakes").mkdir()
    (overlay / "intakes" / "nam.toml").write_text(STRICTER, encoding="utf-8")
    words = ("check", "--dose", "250", "--age", "40", "--json")
    assert maginfo(*words).json["severity"] == "ok"
    answer = maginfo(*words, "--data", str(overlay)).json
    assert answer["references"][0]["upper_limit"]["high"] == 200
    assert answer["severity"] == "major"


def test_limits_that_do_not_hold_are_told_in_the_words_of_the_caution(overlay: Path, maginfo: RunMaginfo) -> None:
    """What the shipped data says of kidneys is not said of a caution of the house about something else."""
    text = CAUTIONS.replace("applies_when", "limits_hold = false\napplies_when")
    (overlay / "cautions.toml").write_text(text, encoding="utf-8")
    assert maginfo("data", "check", str(overlay)).status == 0
    words = ("check", "100", "--age", "70", "--data", str(overlay), "--json")
    for more, title, detail in (
        (("--egfr", "80"), "The limits do not hold for this person", "House rule over 65 [Clinic North]."),
        (("--egfr", "20"), "The limits apply to healthy kidneys only, not to this person", "; House rule over 65"),
    ):
        report = maginfo(*words, *more).json
        (found,) = [each for each in report["findings"] if each["code"] == "limit-does-not-hold"]
        assert found["title"] == title
        assert ("kidneys" in found["detail"], detail in found["detail"]) == ("kidneys" in title, True)
        assert "clinic-procedure-12" in found["sources"]
        assert {each["upper_limit"]["why_not"] for each in report["references"]} == {found["detail"]}


def test_environment_names_an_overlay(overlay: Path, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGINFO_DATA", str(overlay))
    assert maginfo("show", "northsachet", "--json").json["id"] == "north-sachet"


def test_shipped_data_is_left_alone(overlay: Path, maginfo: RunMaginfo) -> None:
    before = maginfo("show", "oxide", "--json").out
    maginfo("show", "north-sachet", "--data", str(overlay))
    assert maginfo("show", "oxide", "--json").out == before


def test_overlay_writes_as_its_owner_does(overlay: Path, maginfo: RunMaginfo) -> None:
    """What our own edition keeps to, of wording, names and order, is no matter of right and wrong for a clinic."""
    path = overlay / "forms" / "north-sachet.toml"
    text = FORM.replace("mixed, house product", "house product").replace(
        "House assay.", "Best before 2027; House assay."
    )
    path.write_text(text.replace('aliases = ["northsachet"]\n', ""), encoding="utf-8")
    with (overlay / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCES.replace("clinic-procedure-12", "clinic-procedure-11"))
    outcome = maginfo("data", "check", str(overlay))
    assert (outcome.status, outcome.err) == (0, "")


def test_compound_of_an_overlay_weighs_what_its_formula_says(overlay: Path, maginfo: RunMaginfo) -> None:
    compound = """
[[compounds]]
name = "house bromide"
formula = "MgBr2·6H2O"
molar_mass_g_per_mol = 292.2
elemental_fraction = 0.08318
sources = [{ id = "clinic-procedure-12", at = "page 2" }]
"""
    path = overlay / "forms" / "north-sachet.toml"
    path.write_text(FORM + compound, encoding="utf-8")
    assert maginfo("data", "check", "--today", "2026-12-01", str(overlay)).err == ""
    path.write_text(FORM + compound.replace("292.2", "184.11"), encoding="utf-8")
    outcome = maginfo("show", "north-sachet", "--data", str(overlay))
    assert outcome.status == 3
    place = "forms/north-sachet.toml: compounds[0] (house bromide).molar_mass_g_per_mol: "
    assert f"{place}is 184.11; the formula MgBr2·6H2O gives 292.2" in outcome.err


def test_valid_overlay_passes_the_curators_check(overlay: Path, maginfo: RunMaginfo) -> None:
    assert maginfo("data", "check", str(overlay)).status == 0


@pytest.mark.parametrize(
    ("file", "written", "broken", "words"),
    [
        (
            "forms/north-sachet.toml",
            "high = 0.13",
            "high = 0.9",
            ["north-sachet.toml", "commercial_fraction.high", "0.6031"],
        ),
        ("forms/north-sachet.toml", "clinic-procedure-12", "procedure-13", ["cites 'procedure-13'"]),
        (
            "forms/north-sachet.toml",
            '"northsachet"',
            '"magnesium oxide"',
            ["magnesium oxide", "one name means one thing"],
        ),
        ("cautions.toml", '"major"', '"grave"', ["cautions.toml", "severity"]),
        ("about.toml", 'name = "Clinic North"', "", ["about.toml", "name", "missing"]),
        ("sources.toml", "[[sources]]", "[[sources", ["sources.toml", "not TOML"]),
    ],
)
def test_invalid_overlay_is_refused_with_file_and_place(
    file: str, written: str, broken: str, words: list[str], overlay: Path, maginfo: RunMaginfo
) -> None:
    path = overlay / file
    path.write_text(path.read_text(encoding="utf-8").replace(written, broken), encoding="utf-8")
    outcome = maginfo("check", "--dose", "100", "--data", str(overlay))
    assert (outcome.status, outcome.out) == (3, "")
    assert all(word in outcome.err for word in words), outcome.err


def test_folder_that_is_not_there_is_refused(tmp_path: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("list", "--data", str(tmp_path / "nowhere"))
    assert outcome.status == 3
    assert "does not exist" in outcome.err


def test_caution_of_the_house_is_found_by_its_bare_title(overlay: Path, maginfo: RunMaginfo) -> None:
    answer = maginfo("cautions", "House rule over 65", "--json", "--data", str(overlay))
    assert [each["id"] for each in answer.json["cautions"]] == ["house-rule"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("# " + "x" * 5_000_000, "larger than 5 MB"), ("a = " + "[" * 50_000, "nested too deeply")],
    ids=["large", "deep"],
)
def test_hostile_file_is_one_line(content: str, words: str, overlay: Path, maginfo: RunMaginfo) -> None:
    (overlay / "cautions.toml").write_text(content, encoding="utf-8")
    outcome = maginfo("list", "--data", str(overlay))
    assert (outcome.status, outcome.out) == (3, "")
    assert words in outcome.err
    assert outcome.err.count("\n") == 1
