"""What a command line, a profile or a library call asks of `check` and `plan`, as one record made in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.diet import USUAL, parse_food, possible_diet, usual_diet
from maginfo.dosing.doses import ResolvedDose, resolve
from maginfo.dosing.named_facts import apply_named_facts
from maginfo.dosing.person import Person
from maginfo.dosing.spans import Span, total
from maginfo.dosing.wording import amount, between, product
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.diet import Usual


UNIT_IN_DOUBT_BELOW_MG = 1
"""A smaller amount at once is answered with the question of its unit: '400 mcg' for 400 mg."""


class CheckRequest(Record):
    """The doses of a day, the person who takes them, and what the doses are compared with."""

    doses: tuple[ResolvedDose, ...]
    """The doses with their forms looked up; empty if `plan` is only asked for free times."""
    person: Person
    """The person, with the state and the age that a population among the conditions implies."""
    authorities: tuple[str, ...]
    """Ids, or 'all'; empty for the default authority."""
    diet: Span | None
    """Magnesium from food and water, mg a day; None where the diet is not known."""
    assumptions: tuple[str, ...]
    """Assumptions about the person, the doses and the diet, including those of the caller."""


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
    """Look up the names in a request, apply the populations to the person, and add up the diet.

    `diet_mg` is magnesium from food and water, mg a day, or 'usual' for the survey mean; `eaten` are foods such as
    'spinach:100g' that add to it. Raises UnknownNameError for a food or a form that the catalogue does not have,
    UnreadableValueError for an amount that cannot be read, UsageError where no survey covers the age.
    """
    stated, from_conditions = apply_named_facts(catalogue, person if person is not None else Person())
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
    """Return magnesium from food and water, mg a day, and the assumptions made about it.

    Foods are added to the diet that is given; if none is given, the foods are the whole diet.
    """
    assumptions: list[str] = []
    if diet_mg == USUAL:
        diet_mg, surveys = usual_diet(catalogue.rules, person)
        assumptions += surveys
    diet = Span.exactly(float(diet_mg)) if isinstance(diet_mg, (int, float)) else diet_mg
    if diet is not None:
        possible_diet(diet, what=f"diet {between(diet.low, diet.high)}")
    foods = [parse_food(catalogue, text) for text in eaten]
    if not foods:
        return diet, assumptions
    from_foods = total(food.mg for food in foods)
    assumptions += [food.sentence for food in foods]
    if diet is None:
        return from_foods, [*assumptions, "diet taken as the foods given and nothing else"]
    return diet + from_foods, assumptions


def _assumptions(person: Person, doses: Sequence[ResolvedDose]) -> Iterator[str]:
    """Yield the assumptions about a person without age or sex, and about doses that do not state their basis."""
    if not doses:
        yield "no dose given: the free times are those of any form"
        return
    if person.age is None:
        yield "adult (19 years and over)"
    if person.sex is None:
        yield "either sex"
    for dose in doses:
        if dose.reading is not None:
            yield dose.reading
        entry = dose.product.product if dose.product is not None else None
        if entry is not None and entry.note is not None:
            yield f"{entry.name}: {entry.note}"
        from_label = dose.dose.elemental_mg is not None
        if dose.dose.basis == "elemental" and not dose.dose.basis_stated and not dose.topical and not from_label:
            yield f"{product(dose.dose)} is elemental"
        if dose.single_mg.high < UNIT_IN_DOUBT_BELOW_MG and not dose.topical:
            yield f"{product(dose.dose)} is {amount(dose.single_mg)} of magnesium at once (is the unit right?)"
