"""What options say, as the values that the library takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.diet import usual_diet
from maginfo.dosing.people import Age, Person, read_sex
from maginfo.dosing.quantities import read_number
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue

MOST_DIET_MG = 20_000
USUAL = "usual"


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


def read_diet(catalogue: Catalogue, text: str | None, person: Person) -> tuple[Span | None, Sequence[str]]:
    """Magnesium from food and water, mg a day, with what is assumed; 'usual' is the mean of a survey."""
    if text is None:
        return None, ()
    if text.strip().casefold() == USUAL:
        return usual_diet(catalogue.rules, person)
    amount = _number(text, "--diet")
    if amount is None or not 0 <= amount <= MOST_DIET_MG:
        raise UnreadableValueError(f"--diet '{text}': write mg a day from 0 to {MOST_DIET_MG}, or 'usual'")
    return Span.exactly(amount), ()


def _number(text: str | None, option: str) -> float | None:
    if text is None:
        return None
    return read_number(text.strip(), what=option)
