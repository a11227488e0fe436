"""Amounts, units and the dose grammar.

`[N x] AMOUNT [UNIT] [FORM] [elemental|compound] [a day|daily|per day]`: '400', '2 x 200 mg citrate',
'2 g glycinate compound', '12 mmol'. Conversions use the standard atomic mass of magnesium and its charge of two.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from typing import Literal

    Basis = Literal["elemental", "compound"]

MG_PER_MMOL = 24.305
"""Standard atomic mass of magnesium, g/mol."""
MEQ_PER_MMOL = 2
"""Mg2+ carries two charges."""
MOST_G_PER_DAY = 100
"""More than this of anything is a slip of the pen."""

_MG_PER_UNIT = {
    "mg": 1.0,
    "g": 1000.0,
    "mcg": 0.001,
    "mmol": MG_PER_MMOL,
    "mEq": MG_PER_MMOL / MEQ_PER_MMOL,
}
_UNIT_SPELLINGS = {
    **dict.fromkeys(("mg", "milligram", "milligrams", "mgs"), "mg"),
    **dict.fromkeys(("g", "gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("mcg", "µg", "μg", "ug", "microgram", "micrograms"), "mcg"),
    **dict.fromkeys(("mmol", "mmols", "millimole", "millimoles"), "mmol"),
    **dict.fromkeys(("meq", "meqs"), "mEq"),
}
_AMOUNTS_OF_THE_ELEMENT = frozenset({"mmol", "mEq"})
"""A mole of any of the salts' magnesium is a mole of magnesium: these units leave no second reading."""
_REFUSED_UNITS = {
    "iu": "magnesium is not measured in IU; write mg, g, mcg, mmol or mEq",
    "ie": "magnesium is not measured in IU; write mg, g, mcg, mmol or mEq",
    "%": "a percentage needs the label's reference amount; write the mg printed beside it",
}

_TIMES = re.compile(r"(?P<times>\S+?)\s*[x×*]\s*(?=[\d.,+-])", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)")
_WORD = re.compile(r"%|[^\W\d_]+")
_PER_DAY = re.compile(r"(?:\s+(?:a|per|each|every)\s+day|\s+daily|\s*/\s*d(?:ay)?)\s*$", re.IGNORECASE)
_BASIS = re.compile(r"(?:^|\s)\(?(?P<basis>elemental|compound)\)?(?=\s|$)", re.IGNORECASE)
_NO_NUMBERS = frozenset({"nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "∞"})
_HOW_TO_WRITE = "write it like '400', '2 x 200 mg citrate', '2 g glycinate compound' or '12 mmol'"


@dataclass(frozen=True)
class Dose:
    """What one product gives, as it was written; the form is a name still to be looked up."""

    text: str
    amount: float
    """In `unit`, each time."""
    unit: str = "mg"
    """mg, g, mcg, mmol or mEq."""
    times_per_day: int = 1
    form: str | None = None
    basis: Basis = "elemental"
    basis_stated: bool = False
    """Whether the text said elemental or compound, or its unit leaves no doubt."""

    @property
    def amount_mg(self) -> float:
        """The amount of one intake in mg: of magnesium, or of the compound where `basis` says so."""
        return self.amount * _MG_PER_UNIT[self.unit]

    @classmethod
    def parse(
        cls, text: str, *, form: str | None = None, compound: bool = False, times_per_day: int | None = None
    ) -> Dose:
        """The dose written in `text`; what it does not say itself is taken from the keywords.

        Raises UnreadableValueError where the text is not a dose, says nothing clear, or cannot be meant.
        """
        shown = text.strip()
        rest = " ".join(text.split())
        if not rest:
            raise UnreadableValueError(f"the dose is empty: {_HOW_TO_WRITE}")
        rest = _PER_DAY.sub("", rest)
        times, rest = _read_times(rest, shown)
        amount, rest = _read_amount(rest, shown)
        unit, rest = _read_unit(rest, shown)
        basis, name = _read_basis(rest, shown)
        of_the_element = unit in _AMOUNTS_OF_THE_ELEMENT
        if basis is None and compound:
            basis = "compound"
        if basis == "compound" and of_the_element:
            raise UnreadableValueError(
                f"dose '{shown}': {unit} counts the magnesium itself; leave 'compound' out or write the mass in mg"
            )
        dose = cls(
            text=shown,
            amount=amount,
            unit=unit,
            times_per_day=times or times_per_day or 1,
            form=name or form,
            basis=basis or "elemental",
            basis_stated=basis is not None or of_the_element,
        )
        return _within_reason(dose)


def _within_reason(dose: Dose) -> Dose:
    if dose.basis == "compound" and dose.form is None:
        raise UnreadableValueError(
            f"dose '{dose.text}': the mass of a compound needs its form, such as '{dose.text.split()[0]} mg oxide compound'"
        )
    if dose.amount_mg * dose.times_per_day > MOST_G_PER_DAY * 1000:
        raise UnreadableValueError(f"dose '{dose.text}': more than {MOST_G_PER_DAY} g a day; check the unit")
    return dose


def _read_times(rest: str, shown: str) -> tuple[int | None, str]:
    match = _TIMES.match(rest)
    if match is None:
        return None, rest
    times = match["times"]
    if not re.fullmatch(r"[0-9]{1,2}", times) or int(times) == 0:
        raise UnreadableValueError(f"dose '{shown}': '{times}' times a day is not a whole number from 1 to 99")
    return int(times), rest[match.end() :]


def _read_amount(rest: str, shown: str) -> tuple[float, str]:
    first = rest.split()[0].casefold()
    if first in _NO_NUMBERS:
        raise UnreadableValueError(f"dose '{shown}': not a finite amount; {_HOW_TO_WRITE}")
    match = _NUMBER.match(rest)
    if match is None or not match[0].isascii():
        raise UnreadableValueError(f"dose '{shown}': does not begin with an amount; {_HOW_TO_WRITE}")
    amount = read_number(match[0], what=f"dose '{shown}'")
    if amount <= 0:
        raise UnreadableValueError(f"dose '{shown}': the amount must be more than zero")
    return amount, rest[match.end() :].strip()


def _read_unit(rest: str, shown: str) -> tuple[str, str]:
    match = _WORD.match(rest)
    if match is None:
        if rest:
            raise UnreadableValueError(f"dose '{shown}': cannot read '{rest}'; {_HOW_TO_WRITE}")
        return "mg", rest
    word = match[0].casefold()
    unit = _UNIT_SPELLINGS.get(word)
    if unit is not None:
        return unit, rest[match.end() :].strip()
    if word in _REFUSED_UNITS:
        raise UnreadableValueError(f"dose '{shown}': {_REFUSED_UNITS[word]}")
    return "mg", rest


def _read_basis(rest: str, shown: str) -> tuple[Basis | None, str]:
    stated: set[Basis] = {"compound" if word.casefold() == "compound" else "elemental" for word in _BASIS.findall(rest)}
    if len(stated) > 1:
        raise UnreadableValueError(f"dose '{shown}': says both elemental and compound; keep one")
    name = " ".join(_BASIS.sub(" ", rest).split())
    if name.casefold() in ("magnesium", "mg", "of magnesium"):
        name = ""
    return (stated.pop() if stated else None), name.removeprefix("of ").removeprefix("as ")


def read_number(text: str, *, what: str) -> float:
    """A plain decimal number, with a point or a comma; raises UnreadableValueError where it has two readings."""
    if text.count(",") + text.count(".") > 1:
        raise UnreadableValueError(f"{what}: '{text}' has more than one point or comma; write it with one decimal point")
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", text):
        plain, point = text.replace(",", ""), text.replace(",", ".")
        raise UnreadableValueError(f"{what}: '{text}' could be {plain} or {point}; write one of these")
    number = float(text.replace(",", "."))
    if not math.isfinite(number):
        raise UnreadableValueError(f"{what}: '{text}' is not a finite amount")
    return number
