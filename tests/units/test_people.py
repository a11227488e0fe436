"""Ages, sexes and what is known of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maginfo import Age, Person
from maginfo.dosing.person import read_sex
from maginfo.errors import UnreadableValueError, UsageError

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


@pytest.mark.parametrize(
    ("text", "low_months", "high_months"),
    [
        ("34", 408, 419),  # completed years: all of their months
        ("34y", 408, 419),
        ("34 years", 408, 419),
        ("34 Y", 408, 419),
        (" 1 ", 12, 23),
        ("0", 0, 11),
        ("8mo", 8, 8),
        ("8 months", 8, 8),
        ("8MO", 8, 8),
        ("0mo", 0, 0),
        ("120", 1440, 1451),
        ("130", 1560, 1571),  # the oldest age
    ],
)
def test_age_is_read(text: str, low_months: int, high_months: int) -> None:
    age = Age.parse(text)
    assert (age.low_months, age.high_months) == (low_months, high_months)


@pytest.mark.parametrize("text", ["", "-1", "34.5", "abc", "34 weeks", "nan", "131", "5000mo", "34 34", "1e2", "三"])
def test_age_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="age"):
        Age.parse(text)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("female", "female"),
        ("f", "female"),
        ("woman", "female"),
        ("F", "female"),
        (" Female ", "female"),
        ("male", "male"),
        ("m", "male"),
        ("man", "male"),
        ("MALE", "male"),
    ],
)
def test_sex_is_read(text: str, sex: str) -> None:
    assert read_sex(text) == sex


@pytest.mark.parametrize("text", ["", "x", "fe", "males", "unknown"])
def test_sex_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="sex"):
        read_sex(text)


@pytest.mark.parametrize("state", ["pregnant", "lactating"])
def test_pregnant_and_lactating_imply_female(state: str) -> None:
    assert Person(**{state: True}).sex == "female"
    assert Person(**{state: True}).states == (state,)
    with pytest.raises(UsageError):
        Person(sex="male", **{state: True})


def test_nothing_given_is_nothing_assumed() -> None:
    person = Person()
    assert (person.sex, person.age, person.weight_kg, person.egfr, person.states) == (None, None, None, None, ())


@pytest.mark.parametrize("age", [34, "34", "34 y", Age.parse("34")])
def test_age_may_be_given_as_a_number_or_text(age: Any) -> None:
    assert Person(age=age).age == Age.parse("34")


def test_age_not_given_is_every_adult_age() -> None:
    band = Person().age_band
    assert (band.low_months, band.high_months) == (19 * 12, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"weight_kg": 0},
        {"weight_kg": -60},
        {"weight_kg": 5000},
        {"weight_kg": float("nan")},
        {"weight_kg": float("inf")},
        {"egfr": -1},
        {"egfr": 1000},
        {"egfr": float("nan")},
    ],
    ids=str,
)
def test_a_fact_that_cannot_be_is_refused(facts: dict[str, float]) -> None:
    with pytest.raises(UnreadableValueError):
        Person(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("facts", [{"egfr": 0}, {"egfr": 120}, {"weight_kg": 3.2}, {"weight_kg": 250}], ids=str)
def test_a_rare_fact_is_kept(facts: dict[str, float]) -> None:
    person = Person(**facts)  # type: ignore[arg-type]
    assert {name: getattr(person, name) for name in facts} == facts


@pytest.mark.parametrize("word", ["+-5", "nan", "1e1", "", "60 kg"])
@pytest.mark.parametrize("option", ["--weight", "--egfr", "--diet"])
def test_an_unreadable_number_is_wrong_usage(option: str, word: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo("check", "--dose", "400", f"{option}={word}")
    assert outcome.status == 2
    assert option in outcome.err
