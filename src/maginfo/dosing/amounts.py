"""A dose: its amount, how often a day, and what of."""

from __future__ import annotations

import re
from typing import NoReturn

from maginfo.dosing.packages import Package
from maginfo.dosing.spans import Span
from maginfo.dosing.written import HOW_TO_WRITE, MAX_TIMES_A_DAY, NO_UNIT, Pieces, Written
from maginfo.errors import UnreadableValueError
from maginfo.model.chemistry import MAGNESIUM_G_PER_MOL
from maginfo.model.constraints import AmountBasis
from maginfo.model.record import Record

MG_PER_MMOL = MAGNESIUM_G_PER_MOL
"""Standard atomic mass of magnesium, g/mol."""
MEQ_PER_MMOL = 2
"""Mg2+ carries two charges."""
MAX_G_PER_DAY = 100
"""The largest amount, in g a day; larger ones are rejected as typing errors."""

MG_PER_UNIT = {
    "mg": 1.0,
    "g": 1000.0,
    "mcg": 0.001,
    "mmol": MG_PER_MMOL,
    "mEq": MG_PER_MMOL / MEQ_PER_MMOL,
}
_AMOUNTS_OF_THE_ELEMENT = frozenset({"mmol", "mEq"})
"""Units that count the magnesium itself, whatever the salt, so that the basis is certain."""
_PLAIN = re.compile(rf"([1-9][0-9]{{0,5}}) ?({'|'.join(MG_PER_UNIT)})?")
"""A whole number with its unit or none, which is read without the grammar."""


class Dose(Record):
    """The magnesium of one product, as it was written; the name of its form is not looked up yet."""

    text: str
    amount: float
    """One intake, in `unit`."""
    unit: str = "mg"
    """mg, g, mcg, mmol or mEq."""
    times_per_day: int = 1
    form: str | None = None
    basis: AmountBasis = "elemental"
    basis_stated: bool = False
    """Whether the text states elemental or compound, or its unit implies it."""
    elemental_mg: Span | None = None
    """One intake in mg of magnesium, where it was read from a label; it takes the place of the computed amount."""
    name: str | None = None
    """The name that the person gives the product."""
    package: Package | None = None
    """What a package costs and how many intakes it holds."""
    times_stated: bool = False
    """Whether the number of intakes a day was stated: a plan never divides such an intake."""
    directions_not_read: tuple[str, ...] = ()
    """Directions on a label that were not understood, if nothing else states the number of intakes a day."""
    pieces: Pieces | None = None
    """The pieces of one intake, where the text gives no other amount; `amount` is their number until the product is
    looked up."""
    count: int = 1
    """The number of equal pieces whose amounts `amount` adds up: 2 for '2 capsules of 200 mg'."""
    unit_stated: bool = True
    """False for a bare number, which could count pieces of a product: '2 Slow-Mag'."""
    percent: float | None = None
    """The percentage of a label's daily value that was written beside the amount."""

    @property
    def amount_mg(self) -> float:
        """The amount of one intake in mg: of magnesium, or of the compound where `basis` says so.

        Raises UnreadableValueError for pieces of a product that is not looked up yet.
        """
        if self.pieces is not None and self.unit not in MG_PER_UNIT:
            refuse_pieces(self.pieces, shown=self.text)
        return self.amount * MG_PER_UNIT[self.unit]

    @classmethod
    def parse(
        cls, text: str, *, form: str | None = None, compound: bool = False, times_per_day: int | None = None
    ) -> Dose:
        """Read the dose in `text`; the keywords fill in what the text leaves open.

        Raises UnreadableValueError for text that is not a dose, is ambiguous, or gives an impossible amount.
        """
        if times_per_day is not None and not 1 <= times_per_day <= MAX_TIMES_A_DAY:
            raise UnreadableValueError(f"times {times_per_day}: write a whole number from 1 to {MAX_TIMES_A_DAY}")
        shown = text.strip()
        written = _read(shown)
        times, unit, basis, name = written.times, written.unit, written.basis, written.name
        if written.pieces is not None:
            return cls._of_pieces(shown, written.pieces, name or form, times, times_per_day)
        of_the_element = unit in _AMOUNTS_OF_THE_ELEMENT
        if basis is None and compound:
            basis = "compound"
        if basis == "compound" and of_the_element:
            raise UnreadableValueError(
                f"dose '{shown}': {unit} counts the magnesium itself; leave 'compound' out or write the mass in mg"
            )
        dose = cls(
            text=shown,
            amount=written.amount,
            unit=unit or "mg",
            times_per_day=times or times_per_day or 1,
            form=name or form,
            basis=basis or "elemental",
            basis_stated=basis is not None or of_the_element,
            times_stated=times is not None or times_per_day is not None,
            unit_stated=unit != NO_UNIT,
            count=written.added,
            percent=written.percent,
        )
        return within_reason(dose)

    @classmethod
    def _of_pieces(
        cls, shown: str, pieces: Pieces, form: str | None, times: int | None, times_per_day: int | None
    ) -> Dose:
        if not pieces.number:
            raise UnreadableValueError(f"dose '{shown}': the count must be more than zero")
        if form is None:
            refuse_pieces(pieces, shown=shown)
        often = times or times_per_day
        return cls(
            text=shown,
            amount=pieces.number,
            unit=pieces.kind,
            times_per_day=often or 1,
            form=form,
            times_stated=often is not None,
            pieces=pieces,
        )


def _read(shown: str) -> Written:
    """Split the text into its parts.

    The grammar is left out for a plain amount: its patterns take 10 % of `check --json` to compile.
    """
    plain = _PLAIN.fullmatch(shown)
    if plain:
        return Written(None, float(plain[1]), plain[2] or NO_UNIT, None, "")
    from maginfo.dosing.dose_reading import read

    return read(shown)


def refuse_pieces(pieces: Pieces, *, shown: str) -> NoReturn:
    """Raise UnreadableValueError for pieces or a measure without an amount, with the way to write it."""
    from maginfo.dosing.dose_words import refuse_other_measures  # the grammar, as in `_read`

    refuse_other_measures(f"{pieces.number} {pieces.written}", shown=shown)
    raise UnreadableValueError(f"dose '{shown}': does not begin with an amount; {HOW_TO_WRITE}")


def within_reason(dose: Dose) -> Dose:
    """Return the dose; UnreadableValueError for a compound without its form and for an impossible amount."""
    if dose.basis == "compound" and dose.form is None:
        raise UnreadableValueError(
            f"dose '{dose.text}': the mass of a compound needs its form; write '2 g oxide compound' or add --form"
        )
    if dose.amount_mg * dose.times_per_day > MAX_G_PER_DAY * 1000:
        raise UnreadableValueError(f"dose '{dose.text}': more than {MAX_G_PER_DAY} g a day; check the unit")
    return dose
