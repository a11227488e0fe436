"""Magnesium from food and water: an amount, a survey mean, or foods such as 'spinach:100g' and 'almonds:1 oz'."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from maginfo.dosing.numbers import read_number
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import amount, between
from maginfo.errors import UnreadableValueError, UsageError
from maginfo.model.ages import read_age_band
from maginfo.model.foods import Food
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.person import Person
    from maginfo.model.rules import DosingRules

MAX_DIET_MG = 20_000
"""The largest diet, in mg a day; larger values are rejected as typing errors."""
Usual = Literal["usual"]
USUAL: Usual = "usual"
"""Stands for the survey mean for the person's sex and age."""


def read_diet_mg(text: str, *, what: str) -> Span:
    """Read magnesium from food and water, mg a day; UnreadableValueError for an impossible amount."""
    return possible_diet(Span.exactly(read_number(text.strip(), what=what)), what=f"{what} '{text}'")


def possible_diet(mg: Span, *, what: str) -> Span:
    """Return magnesium from food and water, mg a day, where somebody can eat it; UnreadableValueError otherwise."""
    if not 0 <= mg.low <= mg.high <= MAX_DIET_MG:
        raise UnreadableValueError(f"{what}: write mg a day from 0 to {MAX_DIET_MG}, or '{USUAL}'")
    return mg


def usual_diet(rules: DosingRules, person: Person) -> tuple[Span, Sequence[str]]:
    """Return the survey mean for the person's sex and age, mg a day, and the assumption that names the survey.

    `person` must already reflect the populations among the conditions (`named_facts.apply_named_facts`). Raises
    UsageError where no survey mean covers the age.
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
    return Span(min(amounts), max(amounts)), [
        f"diet taken as the survey mean, not this person's own intake ({surveys})"
    ]


_NAMES_OF_UNITS = {
    ("g", "gm", "gram", "gramme"): 1.0,
    ("kg", "kilo", "kilogram", "kilogramme"): 1000.0,
    ("oz", "ounce"): 28.349523125,
    ("lb", "pound"): 453.59237,
}
"""Grams of a unit, by its names in the singular; the avoirdupois ounce and pound by their definition."""
G_PER_UNIT = {name: grams for names, grams in _NAMES_OF_UNITS.items() for name in names}
MAX_G = 5000
_COUNT_CHARACTERS = "0123456789.,/"


class EatenFood(Record):
    """An amount of a food. A household portion that the table weighs in several ways is a range."""

    text: str
    food: Food
    grams: Span

    @property
    def mg(self) -> Span:
        """The magnesium of this amount of the food, mg."""
        return self.grams.times(self.food.mg_per_100g / 100)

    @property
    def sentence(self) -> str:
        """What is assumed: 'eaten: Spinach, raw, 100 g: 79 mg (USDA SR28)'."""
        grams = between(self.grams.low, self.grams.high)
        return f"eaten: {self.food.name}, {grams} g: {amount(self.mg)} (USDA {self.food.release})"


def parse_food(catalogue: Catalogue, text: str) -> EatenFood:
    """Read a food and its amount, written as FOOD:AMOUNT.

    Raises UnknownNameError for a food that the table does not have, UnreadableValueError for an amount that cannot
    be read or a household measure that the food has no weight for.
    """
    name, colon, measure = text.rpartition(":")
    if not colon or not name.strip() or not measure.strip():
        raise UnreadableValueError(
            f"'{text.strip()}': write a food and an amount, such as spinach:100g or almonds:1 oz"
        )
    food = catalogue.find_food(name.strip())
    count, unit = _read_measure(measure.strip(), text.strip())
    grams = _grams(food, count, unit, text.strip())
    if grams.high > MAX_G:
        raise UnreadableValueError(f"'{text.strip()}': more than {MAX_G} g of one food; check the unit")
    return EatenFood(text.strip(), food, grams)


def _read_measure(measure: str, text: str) -> tuple[float, str]:
    """Split '100g', '1 oz' or '1/2 cup' into a number and a unit or portion; a number without a unit is refused."""
    written = "".join(takewhile(_COUNT_CHARACTERS.__contains__, measure))
    if not written:
        raise UnreadableValueError(f"'{text}': the amount does not begin with a number")
    count = _count(written, text)
    if count <= 0:
        raise UnreadableValueError(f"'{text}': the amount must be more than zero")
    unit = measure[len(written) :].strip().casefold()
    if not unit:
        raise UnreadableValueError(f"'{text}': {written.strip()} of what? Write the unit, such as {written.strip()} g")
    return count, unit


def _count(written: str, text: str) -> float:
    whole, slash, parts = written.strip().partition("/")
    count = read_number(whole, what=f"'{text}'")
    divisor = read_number(parts, what=f"'{text}'") if slash else 1
    if divisor <= 0:
        raise UnreadableValueError(f"'{text}': '{written.strip()}' is not a fraction")
    return count / divisor


def _grams(food: Food, count: float, unit: str, text: str) -> Span:
    singular = unit.removesuffix("s") if len(unit) > 1 else unit
    mass = unit.removesuffix(".").removesuffix("s")
    if mass in G_PER_UNIT:
        return Span.exactly(count * G_PER_UNIT[mass])
    weights = []
    for portion in food.portions:
        number, _, measure = portion.name.partition(" ")
        words = measure.casefold().split(",")[0].strip()
        if unit in (measure.casefold(), words) or singular in (words, words.removesuffix("s")):
            weights.append(portion.g / _count(number, text))
    if not weights:
        known = ", ".join(portion.name for portion in food.portions) or "none in the table"
        raise UnreadableValueError(
            f"'{text}': no weight for '{unit}' of {food.name}; use g or oz, or a portion ({known})"
        )
    return Span(count * min(weights), count * max(weights))
