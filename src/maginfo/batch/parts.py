"""The parts of a row before any comparison (doses, person, conditions), and why a row has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from maginfo.answers.rows import NO_MAGNESIUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Person
    from maginfo.dosing.spans import Span

MAX_ERROR_LENGTH = 400
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Rejection(str):
    """Why a row cannot be checked, in one line."""

    __slots__ = ()
    code: ClassVar[str | None] = None
    """The code in the findings column; None for a rejection of no particular kind."""

    @classmethod
    def because(cls, reason: str, max_length: int | None = MAX_ERROR_LENGTH) -> Rejection:
        """Return the reason in one line of at most `max_length` characters, with line ends and tabs escaped."""
        line = reason.translate(_BREAKS)
        return cls(line if max_length is None or len(line) <= max_length else f"{line[: max_length - 1]}…")


class NoMagnesium(Rejection):
    """A row that names another substance: neither checked nor an error."""

    code = NO_MAGNESIUM


class MissingAmount(Rejection):
    """A row that names magnesium without an amount."""

    code = "amount-not-said"


class UnclearProduct(Rejection):
    """A row that does not make clear whether the product contains magnesium."""

    code = "not-understood"


class DoseSize(NamedTuple):
    """The size and the reading of one dose."""

    is_large: bool
    """Whether a single dose is large enough for a finding."""
    other_total: Span | None
    """The row's total, mg a day, if the dose were the compound's mass; None where the basis is stated."""
    looks_like_compound: bool
    """Whether the dose looks like the compound's mass."""
    directions_not_read: bool
    """Whether the dose comes from a label with directions that were not understood."""
    salt_unknown: bool
    """Whether the salt of the product named is not recorded."""


class Doses(NamedTuple):
    """The doses of a row, and what follows from them for any person."""

    given: tuple[Dose, ...]
    assumptions: Sequence[str]
    resolved: tuple[ResolvedDose, ...]
    supplement: Span
    toxic: bool
    sizes: tuple[DoseSize, ...]
    group_key: str
    """The same for doses that no circumstance in the data distinguishes."""


class Stage(NamedTuple):
    """A person's sex, state and age, as far as they are known."""

    person: Person
    values_key: str
    """The same for people who have the same reference values, except for limits per kg."""
    group_key: str
    """The same for people that no circumstance in the data distinguishes by state or age."""


class Conditions(NamedTuple):
    """The conditions of a row."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    linked_key: str
    """The ids that change other findings (`GroupKeys.linked_conditions`), sorted and joined by spaces."""
    tells_of_the_person: bool
    """Whether one of them states or implies a state, an age or an eGFR."""


class Diet(NamedTuple):
    """Magnesium from food and water, mg a day."""

    mg: Span | None
    assumptions: Sequence[str] = ()


class Parts(NamedTuple):
    """All parts of a row."""

    doses: Doses
    stage: Stage
    """Sex, state and age as the cells give them."""
    effective: Stage
    """The same, with what the conditions say of the person."""
    conditions: Conditions
    drugs: tuple[str, ...]
    weight_kg: float | None
    egfr: float | None
    diet: Diet

    @property
    def person(self) -> Person:
        """The person described by the cells."""
        return self.stage.person.replaced(
            weight_kg=self.weight_kg, egfr=self.egfr, conditions=self.conditions.names, drugs=self.drugs
        )


NO_CONDITIONS = Conditions((), (), "", False)
NO_DIET = Diet(None)
