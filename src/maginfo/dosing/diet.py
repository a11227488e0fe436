"""Magnesium from food and water where a person does not know their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.records.ages import read_age_band
from maginfo.dosing.quantities import read_number
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.records.rules import DosingRules
    from maginfo.dosing.people import Person

MOST_DIET_MG = 20_000
"""A day; more is a slip of the pen."""
Usual = Literal["usual"]
USUAL: Usual = "usual"
"""In place of an amount: the survey mean of that sex and age."""


def read_diet_mg(text: str, *, what: str) -> Span:
    """Magnesium from food and water as written, mg a day; raises UnreadableValueError where it cannot be."""
    amount = read_number(text.strip(), what=what)
    if not 0 <= amount <= MOST_DIET_MG:
        raise UnreadableValueError(f"{what} '{text}': write mg a day from 0 to {MOST_DIET_MG}, or '{USUAL}'")
    return Span.exactly(amount)


def usual_diet(rules: DosingRules, person: Person) -> tuple[Span, Sequence[str]]:
    """The survey mean of that sex and age, mg a day, and the assumption that it is this person's.

    The person is as `person_as_named` makes them: a population among the conditions says an age. A mean of many is
    nobody's own intake: the assumption names the survey. Raises UsageError where no survey mean covers the age.
    """
    means = [
        mean
        for mean in rules.usual_diet
        if (person.sex is None or mean.sex == person.sex) and read_age_band(mean.ages).overlaps(person.age_band)
    ]
    if not means:
        raise UsageError(f"--diet {USUAL}: no survey mean covers this age; write the mg a day, or leave --diet out")
    amounts = [mean.mg for mean in means]
    surveys = "; ".join(f"{mean.survey}: {mean.mg:g} mg" for mean in means)
    return Span(min(amounts), max(amounts)), [f"diet taken as the survey mean, nobody's own intake ({surveys})"]
