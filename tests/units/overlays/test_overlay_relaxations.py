"""No overlay relaxes the shipped data: every way to do it is refused with the file and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clinic import ABOUT, CAUTIONS, FORM

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo


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
