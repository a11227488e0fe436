"""What words name, and the answer on them."""

from __future__ import annotations

import pytest

from maginfo import Catalogue, lookup
from maginfo.answers.cautions import CautionList
from maginfo.answers.evidence import UseList
from maginfo.answers.forms import FormCard
from maginfo.answers.intakes import FoodList
from maginfo.answers.interactions import InteractionAnswer
from maginfo.answers.lookup import kind_of
from maginfo.answers.search import SearchAnswer, is_mentioned
from maginfo.cli.names import split_conditions, split_medicines
from maginfo.errors import NotASourceError


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("glycinate", FormCard),
        ("cipro", InteractionAnswer),
        ("kidney disease", CautionList),
        ("migraine", UseList),
        ("almonds", FoodList),
        ("almond", FoodList),
        ("which is best", SearchAnswer),
        ("antibiotic", InteractionAnswer),
        ("restless legs", CautionList),
    ],
)
def test_the_answer_is_of_the_kind_that_the_words_name(words: str, answer: type, catalogue: Catalogue) -> None:
    assert type(lookup(words, catalogue)) is answer


def test_the_shipped_data_is_the_default(catalogue: Catalogue) -> None:
    assert lookup("cipro") == lookup("cipro", catalogue)


def test_a_name_of_another_substance_means_the_form_only_where_nothing_else_has_it(catalogue: Catalogue) -> None:
    assert kind_of(catalogue, "creatine") == "medicine"
    assert kind_of(catalogue, "magnesium creatine") == "form"
    assert kind_of(catalogue, "ascorbate") == "form"


def test_no_source_of_magnesium_is_no_form(catalogue: Catalogue) -> None:
    assert kind_of(catalogue, "magnesium stearate") == "form"
    with pytest.raises(NotASourceError, match="no source of magnesium"):
        lookup("magnesium stearate", catalogue)


def test_a_combination_with_an_unknown_part_is_no_medicine(catalogue: Catalogue) -> None:
    assert kind_of(catalogue, "warfarin and aspirin") == "medicine"
    assert kind_of(catalogue, "warfarin and xyzzy") == "text"


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [("foot", True), ("nerve pain", True), ("shwo", False), ("intak", False), ("sleep xyzzy", False)],
)
def test_a_text_is_mentioned_where_one_entry_has_every_word(text: str, mentioned: bool, catalogue: Catalogue) -> None:
    assert is_mentioned(catalogue, text) is mentioned


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("levothyroxine", ["levothyroxine"]),
        ("levothyroxine,xyzzy , iron,", ["levothyroxine", "xyzzy", "iron"]),
        ("iron@08:00, 20:00, zinc@8am,8pm", ["iron@08:00, 20:00", "zinc@8am,8pm"]),
        ("levothyroxine,5-HTP", ["levothyroxine", "5-HTP"]),
        ("Euthyrox 0,5 mg, iron", ["Euthyrox 0,5 mg", "iron"]),
        ("valerian, passion flower and hawthorn@08:00", ["valerian, passion flower and hawthorn@08:00"]),
        ("hair, skin and nails vitamins", ["hair, skin and nails vitamins"]),
        ("levothyroxine 50 mcg, tablets", ["levothyroxine 50 mcg, tablets"]),
        (",", [","]),
    ],
)
def test_medicines_are_separated_at_commas_that_are_no_part_of_a_name(
    text: str, names: list[str], catalogue: Catalogue
) -> None:
    assert split_medicines(catalogue, [text]) == names


def test_conditions_are_separated_at_commas_that_are_no_part_of_a_name(catalogue: Catalogue) -> None:
    texts = ["dialysis, xyzzy", "Low potassium, calcium or magnesium"]
    assert split_conditions(catalogue, texts) == ["dialysis", "xyzzy", "Low potassium, calcium or magnesium"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AFib and high blood pressure", ["AFib", "high blood pressure"]),
        ("third degree heart block with pacemaker", ["third degree heart block", "pacemaker"]),
        ("Addison's disease and hypothyroidism", ["Addison's disease and hypothyroidism"]),
        ("family history of heart attack and stroke", ["family history of heart attack and stroke"]),
    ],
)
def test_conditions_with_and_are_separated_where_each_is_known(
    text: str, names: list[str], catalogue: Catalogue
) -> None:
    assert split_conditions(catalogue, [text]) == names
