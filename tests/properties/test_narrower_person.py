"""A person of whom more is known has figures inside those of everybody they might have been."""

from __future__ import annotations

from typing import Any

from drawn import CATALOGUE, doses
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maginfo import Age, Catalogue, Dose, Person, check
from maginfo.model.ages import read_age_band

FIGURES = ("recommended", "average_requirement", "upper_limit")
POPULATIONS = [
    Age.of_bands(caution.applies_when.ages, [read_age_band(caution.applies_when.ages)])
    for caution in CATALOGUE.cautions
    if caution.applies_when is not None and caution.applies_when.ages is not None
]
"""The ages of a named population: an infant, a child, somebody over 65."""
ADULT = Age.of_bands("19+ y", [read_age_band("19+ y")])


@st.composite
def ages(draw: st.DrawFn) -> tuple[Age | None, Age]:
    """An age as it can be stated, and one inside it; no age stands for every adult's."""
    year = st.integers(0, 120).map(str).map(Age.parse)
    wide = draw(st.sampled_from([None, *POPULATIONS]) | year)
    low, high = (ADULT if wide is None else wide).band
    months = draw(st.integers(low, high))
    years = Age.parse(str(months // 12))
    inside = low <= years.low_months and years.high_months <= high
    return wide, years if inside and draw(st.booleans()) else Age.parse(f"{months}mo")


@st.composite
def wider_and_narrower(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is known of a person, and the same with more known: an age or a narrower one, sex, weight, one state of two.

    No state is stated too: a person who is not said to be pregnant is not.
    """
    wide_age, narrow_age = draw(ages())
    sex = draw(st.sampled_from(["female", "male"]))
    weight = draw(st.none() | st.floats(2, 200))
    states = draw(st.sampled_from([(), ("pregnant",), ("lactating",)])) if sex == "female" else ()
    might_be = draw(st.sampled_from([states, ("pregnant", "lactating")])) if states else ()
    wide = {
        "sex": draw(st.sampled_from([None, sex])),
        "age": wide_age,
        "weight_kg": draw(st.sampled_from([None, weight])),
        **dict.fromkeys(might_be, True),
    }
    return wide, {"sex": sex, "age": narrow_age, "weight_kg": weight, **dict.fromkeys(states, True)}


@settings(max_examples=80)
@given(persons=wider_and_narrower(), dose=doses())
def test_a_narrower_person_has_a_narrower_range(
    persons: tuple[dict[str, Any], dict[str, Any]], dose: Dose, catalogue: Catalogue
) -> None:
    """Every authority's rows, recommended intake and limit for the narrower person lie inside the wider one's."""
    wide, narrow = (check(catalogue, [dose], Person(**known), ["all"]).references for known in persons)
    for around, within in zip(wide, narrow, strict=True):
        assert set(within.life_stages) <= set(around.life_stages)
        for name in FIGURES:
            outer, inner = getattr(around, name), getattr(within, name)
            if inner is not None and inner.low is not None and name != "upper_limit":
                assert outer is not None, (within.authority, name)
            if inner is not None and inner.low is not None and outer.low is not None:
                assert outer.low <= inner.low <= inner.high <= outer.high, (within.authority, name)


@settings(max_examples=80)
@given(persons=wider_and_narrower(), dose=doses())
@example(
    persons=({"age": Age.of_bands("1-17 y", [read_age_band("1-17 y")])}, {"age": Age.parse("1")}), dose=Dose.parse("50")
)
def test_what_everybody_may_take_the_narrower_person_may_too(
    persons: tuple[dict[str, Any], dict[str, Any]], dose: Dose, catalogue: Catalogue
) -> None:
    """Below the limit for all whom a person may be is below for each; above for all is never below for one.

    An unstated age is any at which people are pregnant or lactate; one outside the table is told when it is stated.
    """
    unstated = persons[0]["age"] is None and not persons[0].keys().isdisjoint(("pregnant", "lactating"))
    wide, narrow = (check(catalogue, [dose], Person(**known), ["all"]).references for known in persons)
    for around, within in zip(wide, narrow, strict=True):
        before, after = around.upper_limit.status, within.upper_limit.status
        if before == "below" and (within.life_stages or not unstated):
            assert after == "below", within.authority
        if before == "above":
            assert after in ("above", "not-set"), within.authority
        if after == "needs-weight":
            assert before == "needs-weight", within.authority
