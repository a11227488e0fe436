"""What options say, as the values that the library takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.diet import USUAL, read_diet_mg, usual_diet
from maginfo.dosing.eating import read_eaten
from maginfo.dosing.people import Age, Person, read_sex
from maginfo.dosing.quantities import read_number
from maginfo.dosing.spans import Span, total
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue


def read_person(
    sex: str | None,
    age: str | None,
    weight: str | None,
    egfr: str | None,
    pregnant: bool,
    lactating: bool,
    conditions: Iterable[str],
    drugs: Iterable[str],
) -> Person:
    """The person that the options describe."""
    return Person(
        sex=read_sex(sex) if sex is not None else None,
        age=Age.parse(age) if age is not None else None,
        weight_kg=_number(weight, "--weight"),
        pregnant=pregnant,
        lactating=lactating,
        egfr=_number(egfr, "--egfr"),
        conditions=tuple(conditions),
        drugs=tuple(drugs),
    )


def read_severity(word: str | None) -> Severity | None:
    """The severity of --fail-on."""
    if word is None:
        return None
    try:
        return Severity(word.strip().casefold())
    except ValueError:
        allowed = ", ".join(severity.value for severity in Severity)
        raise UnreadableValueError(f"--fail-on '{word}': write one of {allowed}") from None


def read_diet(
    catalogue: Catalogue, text: str | None, eaten: Iterable[str], person: Person
) -> tuple[Span | None, Sequence[str]]:
    """Magnesium from food and water, mg a day, with what is assumed; 'usual' is the mean of a survey.

    What was eaten adds to the diet that is given, or is all of it where none is.
    """
    diet: Span | None = None
    assumptions: list[str] = []
    if text is not None and text.strip().casefold() == USUAL:
        diet, said = usual_diet(catalogue.rules, person)
        assumptions += said
    elif text is not None:
        diet = read_diet_mg(text, what="--diet")
    meals = [read_eaten(catalogue, each) for each in eaten]
    if meals:
        eaten_mg = total(meal.mg for meal in meals)
        assumptions += [meal.sentence for meal in meals]
        if diet is None:
            assumptions.append("diet taken as the foods given and nothing else")
        diet = eaten_mg if diet is None else diet + eaten_mg
    return diet, assumptions


def _number(text: str | None, option: str) -> float | None:
    if text is None:
        return None
    return read_number(text.strip(), what=option)
