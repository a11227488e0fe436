"""A person: sex, age, state and kidney function."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msgspec.structs import force_setattr

from maginfo.errors import UnreadableValueError, UsageError
from maginfo.model.ages import ADULT, MAX_YEARS, MONTHS_IN_A_YEAR, AgeBand
from maginfo.model.constraints import EGFR_BOUNDS, WEIGHT_KG_BOUNDS, Sex
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.model.constraints import State

_SEXES: dict[str, Sex] = {
    **dict.fromkeys(("female", "f", "woman", "w", "girl"), "female"),
    **dict.fromkeys(("male", "m", "man", "boy"), "male"),
}
_AGE = r"([0-9]{1,4})\s*(y|yr|yrs|year|years|mo|month|months)?"


class Age(Record):
    """A person's age in completed months; an age in years covers 12 months."""

    text: str
    low_months: int
    high_months: int

    @classmethod
    def of_bands(cls, text: str, bands: Sequence[AgeBand]) -> Age:
        """Return the age that spans all bands, from the lowest month to the highest."""
        oldest = MAX_YEARS * MONTHS_IN_A_YEAR
        return cls(
            text,
            min(band.low_months for band in bands),
            max(oldest if band.high_months is None else band.high_months for band in bands),
        )

    @property
    def band(self) -> AgeBand:
        """The months as a band."""
        return AgeBand(self.low_months, self.high_months)

    @classmethod
    def parse(cls, text: str) -> Age:
        """Read completed years ('34', '34y', '34 years') or completed months ('8mo')."""
        match = re.fullmatch(_AGE, text.strip(), re.IGNORECASE)
        if match is None:
            raise UnreadableValueError(
                f"age '{text.strip()}': write completed years such as '34', or months such as '8mo'"
            )
        count, unit = int(match[1]), (match[2] or "y").casefold()
        if unit.startswith("mo"):
            months, length, shown = count, 1, f"{count} mo"
        else:
            months, length, shown = count * MONTHS_IN_A_YEAR, MONTHS_IN_A_YEAR, f"{count} y"
        if months > MAX_YEARS * MONTHS_IN_A_YEAR:
            raise UnreadableValueError(f"age '{text.strip()}': more than {MAX_YEARS} years; '8mo' means months")
        return cls(shown, months, months + length - 1)


def read_sex(text: str) -> Sex:
    """Read 'female' or 'male' from these words, their first letters, or words such as woman and man."""
    sex = _SEXES.get(text.strip().casefold())
    if sex is None:
        raise UnreadableValueError(f"sex '{text.strip()}': write female or male, as the reference tables divide people")
    return sex


class Person(Record):
    """What is known of somebody. Weight in kg, eGFR in mL/min/1.73 m2; conditions and drugs by any known name."""

    sex: Sex | None = None
    age: Age | None = None
    weight_kg: float | None = None
    pregnant: bool = False
    lactating: bool = False
    egfr: float | None = None
    conditions: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()

    if TYPE_CHECKING:  # the types that callers may pass; __post_init__ converts them

        def __init__(
            self,
            sex: Sex | None = None,
            age: Age | int | str | None = None,
            weight_kg: float | None = None,
            pregnant: bool = False,
            lactating: bool = False,
            egfr: float | None = None,
            conditions: Sequence[str] = (),
            drugs: Sequence[str] = (),
        ) -> None: ...

    def __post_init__(self) -> None:
        """Take an age as `Age`, as completed years or as text such as '8mo'; pregnant and lactating imply female.

        Raises UsageError for facts that contradict each other, UnreadableValueError for an impossible value.
        """
        if self.pregnant or self.lactating:
            if self.sex == "male":
                raise UsageError("pregnant and lactating imply female; leave --sex male out")
            force_setattr(self, "sex", "female")
        _must_lie_within("weight", self.weight_kg, *WEIGHT_KG_BOUNDS, "kg")
        _must_lie_within("eGFR", self.egfr, *EGFR_BOUNDS, "mL/min/1.73 m2")
        age: object = self.age
        if age is not None and not isinstance(age, Age):
            force_setattr(self, "age", Age.parse(str(age)))
        force_setattr(self, "conditions", tuple(self.conditions))
        force_setattr(self, "drugs", tuple(self.drugs))

    @property
    def states(self) -> tuple[State, ...]:
        """Pregnant, lactating, both or neither."""
        states: list[State] = []
        if self.pregnant:
            states.append("pregnant")
        if self.lactating:
            states.append("lactating")
        return tuple(states)

    @property
    def age_band(self) -> AgeBand:
        """The age given, or every adult age."""
        return self.age.band if self.age is not None else ADULT


def _must_lie_within(what: str, value: float | None, low: float, high: float, unit: str) -> None:
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        raise UnreadableValueError(f"{what} {value:g}: must be a number from {low:g} to {high:g} {unit}")
