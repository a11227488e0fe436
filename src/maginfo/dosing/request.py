"""What a command line, a profile or a library call asks of `check` and `plan`, as one record made in one place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing.diet import USUAL, parse_food, usual_diet
from maginfo.dosing.doses import ResolvedDose, resolve
from maginfo.dosing.person import Person
from maginfo.dosing.person_findings import apply_population_conditions
from maginfo.dosing.spans import Span, total
from maginfo.dosing.wording import product
from maginfo.errors import UnreadableValueError
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.diet import Usual


class CheckRequest(Record):
    """The doses of a day, the person who takes them, and what the doses are compared with."""

    doses: tuple[ResolvedDose, ...]
    """With their forms looked up; empty where `plan` is asked for free times alone."""
    person: Person
    """With the state and the age that a population among the conditions implies."""
    authorities: tuple[str, ...]
    """Ids, or 'all'; empty for the default authority."""
    diet: Span | None
    """Magnesium from food and water, mg a day; None where the diet is not known."""
    assumptions: tuple[str, ...]
    """What was assumed of the person, of the doses and of the diet, with the caller's own assumptions."""


def make_request(
    catalogue: Catalogue,
    doses: Iterable[Dose],
    person: Person | None = None,
    authorities: Iterable[str] = (),
    *,
    diet_mg: Span | float | Usual | None = None,
    eaten: Iterable[str] = (),
    assumptions: Iterable[str] = (),
) -> CheckRequest:
    """Look up what the names of a request mean, apply the populations to the person, and add up the diet.

    `diet_mg` is magnesium from food and water, mg a day, or 'usual' for the survey mean; `eaten` are foods such as
    'spinach:100g' that add to it. Raises UnknownNameError for a condition, a food or a form that the catalogue does
    not have, UnreadableValueError for an amount that cannot be read, UsageError where no survey covers the age.
    """
    stated, from_conditions = apply_population_conditions(catalogue, person if person is not None else Person())
    diet, of_diet = _diet(catalogue, stated, diet_mg, eaten)
    resolved = tuple(resolve(catalogue, dose) for dose in doses)
    return CheckRequest(
        doses=resolved,
        person=stated,
        authorities=tuple(authorities),
        diet=diet,
        assumptions=(*from_conditions, *_assumptions(stated, resolved), *assumptions, *of_diet),
    )


def _diet(
    catalogue: Catalogue, person: Person, diet_mg: Span | float | Usual | None, eaten: Iterable[str]
) -> tuple[Span | None, list[str]]:
    """Magnesium from food and water, mg a day, and what is assumed of it.

    Foods add to the diet that is given; where none is given they are all of it.
    """
    assumptions: list[str] = []
    if diet_mg == USUAL:
        diet_mg, surveys = usual_diet(catalogue.rules, person)
        assumptions += surveys
    diet = Span.exactly(float(diet_mg)) if isinstance(diet_mg, (int, float)) else diet_mg
    if diet is not None and not 0 <= diet.low <= diet.high < math.inf:
        raise UnreadableValueError(f"diet {diet.low:g}: must be mg a day, zero or more")
    foods = [parse_food(catalogue, text) for text in eaten]
    if not foods:
        return diet, assumptions
    from_foods = total(food.mg for food in foods)
    assumptions += [food.sentence for food in foods]
    if diet is None:
        return from_foods, [*assumptions, "diet taken as the foods given and nothing else"]
    return diet + from_foods, assumptions


def _assumptions(person: Person, doses: Sequence[ResolvedDose]) -> Iterator[str]:
    """What is assumed of a person whose age or sex is not given, and of doses that do not name their basis."""
    if not doses:
        yield "no dose given: the free times are those of any form"
        return
    if person.age is None:
        yield "age not given: adult (19 years and over)"
    if person.sex is None:
        yield "sex not given: both"
    for dose in doses:
        from_label = dose.dose.elemental_mg is not None
        if dose.dose.basis == "elemental" and not dose.dose.basis_stated and not dose.topical and not from_label:
            yield f"dose {product(dose.dose)} read as elemental magnesium"
