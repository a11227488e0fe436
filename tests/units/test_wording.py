"""Amounts and hours as people read them, and what is usual to eat where a person does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maginfo import Catalogue, Person, Span
from maginfo.dosing.diet import usual_diet
from maginfo.dosing.unresolved import unresolved_names
from maginfo.dosing.wording import amount, between, figure, hours, named, owner, separation, with_class
from maginfo.errors import UsageError
from maginfo.planning.plan import Window
from maginfo.render.windows import in_words
from maginfo.render.wording import describe_person

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (400, "400"),
        (400.0, "400"),
        (291.66, "291.7"),
        (56.384, "56.38"),
        (4.86, "4.86"),
        (0.05, "0.05"),
        (0.5, "0.5"),
        (0.056, "0.06"),
        (0.01, "0.01"),
        (10, "10"),
        (100, "100"),
        (1000, "1000"),
        (99.999, "100"),
        (100.04, "100"),
        (0, "0"),
    ],
)
def test_figure(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize("value", [0.001, 0.00042, 1e-7, 1.5e-10])
def test_a_small_figure_is_not_shown_as_nothing(value: float) -> None:
    assert float(figure(value)) == pytest.approx(value, rel=0.05)


def test_a_range_that_reads_as_one_figure_is_one() -> None:
    assert between(310, 320) == "310–320"
    assert between(350, 350) == "350"
    assert between(349.999, 350.001) == "350"
    assert amount(Span(200, 400)) == "200–400 mg"


@pytest.mark.parametrize(
    ("value", "text"),
    [(4, "4 hours"), (1, "1 hour"), (1.5, "1.5 hours"), (0.5, "30 minutes"), (0.25, "15 minutes"), (2.0, "2 hours")],
)
def test_hours(value: float, text: str) -> None:
    assert hours(value) == text


@pytest.mark.parametrize(
    ("before", "after", "never", "told"),
    [
        (2, 6, False, ["2 h or more before", "6 h or more after"]),
        (2, None, False, ["2 h or more before"]),
        (None, 4, False, ["4 h or more after"]),
        (None, None, True, ["not together"]),
    ],
)
def test_separation_tells_the_side_of_each_figure(
    before: float | None, after: float | None, never: bool, told: list[str]
) -> None:
    text = separation(before, after, never)
    assert text is not None
    assert all(words in text for words in told)
    assert ("before" in text, "after" in text) == (before is not None, after is not None)


def test_windows_in_words() -> None:
    windows = [Window.of_minutes(540, 540), Window.of_minutes(660, 840), Window.of_minutes(0, 1439)]
    assert in_words(windows) == "09:00, 11:00–14:00, all day"


def test_separation_in_words() -> None:
    assert separation(2, 6, False) == "2 h or more before magnesium, or 6 h or more after it"
    assert separation(4, 4, False) == "4 h or more before or after magnesium"
    assert separation(2, None, False) == "2 h or more before magnesium"
    assert separation(None, 4, False) == "4 h or more after magnesium"
    assert separation(None, 0.5, False) == "30 min or more after magnesium"
    assert separation(None, 4, True) == "not together with magnesium"


def test_no_hours_are_no_separation() -> None:
    assert separation(None, None, False) is None


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"sex": "female", "age": 34}, (256, 256)),
        ({"sex": "male", "age": 34}, (338, 338)),
        ({"sex": "male"}, (338, 338)),
        ({}, (256, 338)),  # a sex that is not given is either
        ({"pregnant": True, "age": 34}, (256, 256)),
        ({"sex": "male", "age": 18}, (281, 281)),
        ({"sex": "female", "age": 13}, (217, 217)),
        ({"age": 2}, (207, 237)),
    ],
)
def test_usual_diet(facts: dict[str, Any], expected: tuple[float, float], catalogue: Catalogue) -> None:
    diet, assumptions = usual_diet(catalogue.rules, Person(**facts))
    assert (diet.low, diet.high) == expected
    assert any("NHANES" in text for text in assumptions), "a mean is named as an assumption, with its survey"


@pytest.mark.parametrize("age", ["1", "8mo"])
def test_no_survey_is_no_guess(age: str, catalogue: Catalogue) -> None:
    with pytest.raises(UsageError):
        usual_diet(catalogue.rules, Person(age=age))


@pytest.mark.parametrize(
    ("name", "asked", "of_class", "title"),
    [
        ("ciprofloxacin", "ciprofloxacin", "fluoroquinolones", "ciprofloxacin, fluoroquinolones"),
        ("levothyroxine", "levothyroxine,", "thyroid hormones", "levothyroxine, thyroid hormones"),
        ("gabapentin", "gabapentin", "gabapentin (seizures, nerve pain)", "gabapentin (seizures, nerve pain)"),
        (
            "gabapentin",
            "Neurontin",
            "gabapentin (seizures, nerve pain)",
            "gabapentin (Neurontin; seizures, nerve pain)",
        ),
        ("digoxin", "Lanoxin", "digoxin and the magnesium level", "digoxin (Lanoxin) and the magnesium level"),
        ("digoxin", "digoxin", "Digoxin: absorption", "digoxin: absorption"),
        ("tacrolimus", "tacrolimus", "ciclosporin, tacrolimus, sirolimus: depletion", "tacrolimus: depletion"),
        ("trientine", "trientine", "penicillamine, trientine", "trientine"),
        ("tetracycline", "tetracycline", "tetracyclines", "tetracycline"),
        ("lithium", "lithium", "lithium", "lithium"),
        ("tin", "tin", "statins", "tin, statins"),
    ],
)
def test_a_title_names_a_medicine_once(name: str, asked: str, of_class: str, title: str) -> None:
    assert with_class(named(name, asked), name, of_class, ", ") == title


def test_an_authority_called_after_its_country_is_named_once() -> None:
    assert (owner("UK", "UK"), owner("BfR", "Germany")) == ("UK", "BfR, Germany")


def test_names_that_are_not_known_are_not_said_to_be_understood(catalogue: Catalogue) -> None:
    person = Person(sex="female", conditions=("wobbly", "CKD"), drugs=("digoxin", "blorpazine", "omeprazole"))
    assert describe_person(person, unresolved_names(catalogue, person), what_is_missing=False) == (
        "female, CKD, takes digoxin, omeprazole; names not recognised: 'blorpazine', 'wobbly'"
    )


def test_a_name_that_is_not_known_is_named_once_whatever_its_characters(catalogue: Catalogue) -> None:
    person = Person(sex="female", conditions=(" wob\x1bbly", "CKD"), drugs=("blorp\tazine",))
    assert describe_person(person, unresolved_names(catalogue, person), what_is_missing=False) == (
        "female, CKD; names not recognised: 'blorp\\tazine', 'wob\\x1bbly'"
    )


def test_a_fact_that_is_also_written_as_a_condition_is_named_once() -> None:
    person = Person(sex="male", age="50", egfr=45, conditions=("eGFR 45", "gout"))
    assert describe_person(person, ()) == "male, 50 y, eGFR 45, gout"


def test_a_fact_that_is_no_condition_has_no_caution(maginfo: RunMaginfo) -> None:
    assert maginfo("cautions", "eGFR 95").out.startswith("No condition is named; 'maginfo check' reads ages and eGFRs.")
