"""Facts about a person that the names of their conditions state or imply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.person import Age
from maginfo.errors import UsageError
from maginfo.model.ages import ADULT, AgeBand, read_age_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import ResolvedCondition
    from maginfo.dosing.person import Person

Named = tuple[str, "ResolvedCondition"]
"""A condition as written, and what it means."""


def apply_named_facts(catalogue: Catalogue, person: Person) -> tuple[Person, list[str]]:
    """Apply the states, ages and eGFR among the conditions to the person, and list the facts taken from these names.

    'pregnancy' makes the person pregnant; 'toddler' gives the ages of toddlers where no age is given, so that the dose
    is compared with their limits and not with an adult's. Several populations give any age from the lowest to the
    highest; 'my 4 year old' is that age. Raises UsageError where a name contradicts another fact of the person.
    """
    named = [(name.strip(), catalogue.resolve_condition(name)) for name in person.conditions]
    named = [(name, found) for name, found in named if found.tells_of_the_person]
    if not named:
        return person, []
    assumptions: list[str] = []
    for name, found in named:
        if found.implies is None or found.implies in person.states:
            continue
        if person.sex == "male":
            raise _contradiction("sex male", name, f"{found.implies} implies female")
        person = person.replaced(**{found.implies: True})
        assumptions.append(f"{found.implies}: taken from the condition '{name}'")
    person, of_ages = _with_ages(person, named)
    person, of_egfr = _with_egfr(person, named)
    return person, [*assumptions, *of_ages, *of_egfr]


def _with_ages(person: Person, named: Sequence[Named]) -> tuple[Person, list[str]]:
    ages = {found.ages: (name, found.exact_age) for name, found in named if found.ages is not None}
    exact = {text: name for text, (name, is_exact) in ages.items() if is_exact}
    known = person.age
    for text, name in exact.items():
        if known is not None and not read_age_band(text).overlaps(known.band):
            raise _contradiction(f"age {known.text}", name)
        known = known if known is not None else _age_of([text])
    for text, (name, _) in ages.items():
        if known is not None and not _may_be(known.band, read_age_band(text)):
            raise _contradiction(f"age {known.text}", name)
    if not ages or person.age is not None:
        return person, []
    taken = sorted(exact or ages, key=read_age_band)
    return person.replaced(age=known or _age_of(taken)), [
        f"age {text}: taken from the condition '{ages[text][0]}'" for text in taken
    ]


def _age_of(texts: Sequence[str]) -> Age:
    return Age.of_bands(" and ".join(texts), [read_age_band(text) for text in texts])


def _may_be(age: AgeBand, population: AgeBand) -> bool:
    """Return whether somebody of that age may be called so: of two adult ages either may, as 'frail' at 60."""
    return age.overlaps(population) or min(age.low_months, population.low_months) >= ADULT.low_months


def _with_egfr(person: Person, named: Sequence[Named]) -> tuple[Person, list[str]]:
    assumptions: list[str] = []
    for name, found in named:
        if found.egfr is None or found.egfr == person.egfr:
            continue
        if person.egfr is not None:
            raise _contradiction(f"eGFR {person.egfr:g}", name)
        person = person.replaced(egfr=found.egfr)
        assumptions.append(f"eGFR {found.egfr:g}: taken from the condition '{name}'")
    return person, assumptions


def _contradiction(fact: str, name: str, because: str | None = None) -> UsageError:
    why = f" ({because})" if because is not None else ""
    return UsageError(f"{fact} and the condition '{name}' contradict each other{why}; keep one")
