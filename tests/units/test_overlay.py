"""A clinic's own data laid over ours: added, put in the place of ours, labelled, and refused where it is not valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.overlay import overlaid
from maginfo.catalogue.store import shipped_store

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

ABOUT = 'name = "Clinic North"\n'
SOURCES = """
[[sources]]
id = "clinic-procedure-12"
title = "Procedure 12: magnesium"
kind = "guideline"
seen = "primary"
checked = 2026-11-01
"""
FORM = """
id = "north-sachet"
name = "North sachet"
category = "mixed, house product"
checked = 2026-11-01
acid_neutralising = "no"
aliases = ["northsachet"]

[commercial_fraction]
low = 0.12
high = 0.13
note = "House assay."
sources = [{ id = "clinic-procedure-12", at = "page 2" }]
"""
CAUTIONS = """
checked = 2026-11-01

[[cautions]]
id = "house-rule"
title = "House rule over 65"
kind = "population"
severity = "major"
summary = "A rule of the house."
action = "The pharmacist is asked."
applies_when = { ages = "65+ y" }
sources = [{ id = "clinic-procedure-12", at = "page 1" }]
"""
STRICTER = """
id = "nam"
name = "House limits"
short_name = "House"
region = "Clinic North"
edition = "2026"
year = 2026
checked = 2026-11-01

[upper_limit]
kind = "MAX"
scope = "supplements"
summary = "Supplements only."
sources = [{ id = "clinic-procedure-12", at = "page 3" }]

[[life_stages]]
ages = "19+ y"
printed = "Adults"
upper_limit_mg = 200
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A small, valid overlay."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "about.toml").write_text(ABOUT, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "cautions.toml").write_text(CAUTIONS, encoding="utf-8")
    (tmp_path / "forms" / "north-sachet.toml").write_text(FORM, encoding="utf-8")
    return tmp_path


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
    assert "is not a folder" in outcome.err


def test_caution_of_the_house_is_found_by_its_bare_title(overlay: Path, maginfo: RunMaginfo) -> None:
    answer = maginfo("cautions", "House rule over 65", "--json", "--data", str(overlay))
    assert [each["id"] for each in answer.json["cautions"]] == ["house-rule"]


def shipped(data: str, name: str) -> str:
    """A file of ours, to be changed and laid over itself."""
    from maginfo.catalogue.store import data_folder

    return (data_folder() / data / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "file", "written", "looser", "words"),
    [
        ("intakes", "nam.toml", "upper_limit_mg = 350", "upper_limit_mg = 500", ["upper_limit_mg", "500", "350"]),
        (
            "interactions",
            "levothyroxine.toml",
            "take_drug_before_h = 4",
            "take_drug_before_h = 1",
            ["1 is less than the shipped 4"],
        ),
        ("interactions", "levothyroxine.toml", 'severity = "moderate"', 'severity = "info"', ["'info' is milder"]),
        (
            "forms",
            "oxide.toml",
            'acid_neutralising = "yes"',
            'acid_neutralising = "no"',
            ["acid_neutralising", "must equal the shipped value"],
        ),
    ],
)
def test_overlay_that_lets_more_pass_is_refused(
    folder: str, file: str, written: str, looser: str, words: list[str], overlay: Path, maginfo: RunMaginfo
) -> None:
    text = shipped(folder, file)
    assert written in text
    (overlay / folder).mkdir(exist_ok=True)
    (overlay / folder / file).write_text(text.replace(written, looser), encoding="utf-8")
    outcome = maginfo("check", "--dose", "100", "--data", str(overlay))
    assert (outcome.status, outcome.out) == (3, "")
    assert all(word in outcome.err for word in (*words, file)), outcome.err


def test_caution_of_ours_is_not_made_milder(overlay: Path, maginfo: RunMaginfo) -> None:
    milder = CAUTIONS.replace('"house-rule"', '"kidney-disease"').replace('"major"', '"info"')
    (overlay / "cautions.toml").write_text(milder, encoding="utf-8")
    outcome = maginfo("data", "check", str(overlay))
    assert outcome.status == 3
    assert "cautions[kidney-disease].severity: 'info' is milder than the shipped 'major'" in outcome.err


def test_about_says_whose_it_is_and_nothing_else(overlay: Path, maginfo: RunMaginfo) -> None:
    (overlay / "about.toml").write_text(ABOUT + 'colour = "blue"\n', encoding="utf-8")
    outcome = maginfo("list", "--data", str(overlay))
    assert outcome.status == 3
    assert "about.toml: colour: is not a key" in outcome.err


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


def house_form(name: str, aliases: str = "") -> str:
    """The clinic's product with 1 % of magnesium, under that id."""
    text = FORM.replace('"north-sachet"', f'"{name}"').replace('"northsachet"', aliases)
    return text.replace("low = 0.12", "low = 0.005").replace("high = 0.13", "high = 0.01")


HOUSE_CLASS = """
id = "house"
name = "House class"
checked = 2026-11-01
direction = "uncertain"
mechanism = "other"
severity = "info"
forms = ["all"]
summary = "A house rule."
action = "None."
sources = [{ id = "clinic-procedure-12", at = "page 2" }]

[[members]]
name = "house medicine"
brands = ["Cipro"]
"""
HOUSE_CAUTION = """
[[cautions]]
id = "lems"
title = "House rule"
kind = "condition"
severity = "info"
summary = "A house rule."
action = "None."
sources = [{ id = "clinic-procedure-12", at = "page 1" }]
"""


def without(text: str, *parts: str) -> str:
    """The text without these parts, each of which it holds."""
    for part in parts:
        assert part in text, part
        text = text.replace(part, "")
    return text


def caution_of_ours(caution: str) -> str:
    """One entry of our cautions."""
    text = shipped(".", "cautions.toml")
    start = text.index(f'[[cautions]]\nid = "{caution}"')
    return "checked = 2026-11-01\n" + text[start : text.index("[[cautions]]", start + 1)]


def files_of(way: str) -> dict[str, str]:
    """What an overlay holds that lets more pass than our data does."""
    oxide, nam = shipped("forms", "oxide.toml"), shipped("intakes", "nam.toml")
    quinolones = shipped("interactions", "fluoroquinolone.toml")
    return {
        "a name moved to a form with 1 %": {
            "forms/citrate.toml": without(shipped("forms", "citrate.toml"), '"mag citrate", '),
            "forms/north-sachet.toml": house_form("north-sachet", '"mag citrate"'),
        },
        "a name taken by an id": {"forms/magnesia.toml": house_form("magnesia")},
        "a name with hyphens taken by an id": {"forms/milk-of-magnesia.toml": house_form("milk-of-magnesia")},
        "the mineral's own name": {"forms/north-sachet.toml": house_form("north-sachet", '"magnesium"')},
        "a name made one of the skin": {
            "forms/oxide.toml": oxide.replace("\naliases", '\ntopical_names = ["MgO"]\naliases', 1)
        },
        "a brand moved to a class of info": {
            "interactions/fluoroquinolone.toml": without(quinolones, '"Cipro", '),
            "interactions/house.toml": HOUSE_CLASS,
        },
        "a brand dropped": {"interactions/fluoroquinolone.toml": without(quinolones, '"Cipro", ')},
        "the steps of a class dropped": {
            "interactions/potassium-sparing-diuretic.toml": without_steps(
                shipped("interactions", "potassium-sparing-diuretic.toml")
            )
        },
        "the steps of a medicine dropped": {
            "interactions/active-vitamin-d.toml": without_steps(shipped("interactions", "active-vitamin-d.toml"))
        },
        "the steps of a condition dropped": {"cautions.toml": without_steps(caution_of_ours("older-adult"))},
        "a condition's name moved": {
            "cautions.toml": without(caution_of_ours("myasthenia-gravis"), '"LEMS", ') + HOUSE_CAUTION
        },
        "a condition's name dropped": {"cautions.toml": without(caution_of_ours("myasthenia-gravis"), '"LEMS", ')},
        "rows of adults left out": {
            "intakes/nam.toml": "[[life_stages]]".join(
                part for part in nam.split("[[life_stages]]") if 'sex = "male"' not in part
            )
        },
        "a row without its limit": {
            "intakes/nam.toml": nam.replace("upper_limit_mg = 350", "upper_limit_mg_per_kg = 9")
        },
    }[way]


def without_steps(text: str) -> str:
    """The file without the steps that raise a severity."""
    import re

    shorter = re.sub(r"\[\[[a-z.]*escalate\]\]\n(?:[^\[\n][^\n]*\n)+", "", text)
    assert shorter != text
    return shorter


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("a name moved to a form with 1 %", ["forms/north-sachet.toml: mag citrate", "'citrate' in the shipped data"]),
        ("a name taken by an id", ["forms: magnesia: is a name of forms/magnesia.toml and of forms/oxide.toml"]),
        (
            "a name with hyphens taken by an id",
            ["forms: milk of magnesia: is a name of forms/hydroxide.toml", "forms/milk-of-magnesia.toml"],
        ),
        ("the mineral's own name", ["forms/north-sachet.toml: magnesium"]),
        ("a name made one of the skin", ["forms/oxide.toml: MgO", "means a form that is swallowed"]),
        ("a brand moved to a class of info", ["interactions/fluoroquinolone.toml: Cipro"]),
        ("a brand dropped", ["interactions/fluoroquinolone.toml: Cipro"]),
        ("the steps of a class dropped", ["interactions/potassium-sparing-diuretic.toml", "lacks a shipped step"]),
        ("the steps of a medicine dropped", ["active-vitamin-d.toml: members[", "lacks a shipped step: 'major'"]),
        ("the steps of a condition dropped", ["cautions.toml: cautions[older-adult]", "lacks a shipped step"]),
        ("a condition's name moved", ["cautions.toml: lems", "'myasthenia-gravis' in the shipped data"]),
        ("a condition's name dropped", ["cautions.toml: lems", "no longer means a condition"]),
        ("rows of adults left out", ["intakes/nam.toml: life_stages: has no row for male"]),
        ("a row without its limit", ["intakes/nam.toml: life_stages[", "must have upper_limit_mg"]),
    ],
)
def test_every_way_to_loosen_is_refused_with_file_and_place(
    way: str, words: list[str], overlay: Path, maginfo: RunMaginfo
) -> None:
    for name, text in files_of(way).items():
        path = overlay / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    outcome = maginfo("data", "check", str(overlay))
    assert outcome.status == 3
    assert all(word in outcome.err for word in words), outcome.err
    assert maginfo("check", "--dose", "100", "--data", str(overlay)).status == 3


def test_a_class_may_be_graver_than_its_steps_and_hours_longer(overlay: Path, maginfo: RunMaginfo) -> None:
    (overlay / "interactions").mkdir()
    text = without_steps(shipped("interactions", "levothyroxine.toml"))
    text = text.replace('severity = "moderate"', 'severity = "major"')
    path = overlay / "interactions" / "levothyroxine.toml"
    path.write_text(text.replace("take_drug_before_h = 4", "take_drug_before_h = 6"), encoding="utf-8")
    assert maginfo("data", "check", str(overlay)).err == ""
    words = ("check", "--dose", "100", "--drug", "Synthroid", "-q")
    assert maginfo(*words).out == "moderate\n"
    assert maginfo(*words, "--data", str(overlay)).out == "major\n"
