"""Printed figures with their units as records: an amount, a percentage, a count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maginfo.dosing.amounts import MG_PER_UNIT
from maginfo.dosing.numbers import DIGITS_OF_A_THOUSAND as GROUP
from maginfo.dosing.numbers import two_readings
from maginfo.dosing.spans import Span
from maginfo.labels.text.tokens import Amount, Kind, Percent, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MG_OF_THOUSANDS = 10_000
_MISREAD_DIGITS = str.maketrans("loi", "101")
_MAX_LENGTH = 12
_OF_A_DATABASE = re.compile(r"\d{1,9}[.,]\d{4,16}")
"""A number with the decimals that databases write: '56.6660000000'."""


def read_printed(digits: str, *, of_milligrams: bool) -> float | None:
    """Read a printed number; None if it has two possible readings or no label prints such a number."""
    if len(digits) > _MAX_LENGTH and not _OF_A_DATABASE.fullmatch(digits):
        return None
    digits = digits.replace(" ", "")
    if digits.isdecimal():
        return float(digits)
    marks = [character for character in digits if character in ".,"]
    if len(marks) == 1:
        return _with_one_mark(digits, marks[0], of_milligrams)
    first, last = marks[0], marks[-1]
    if first == last:  # 1,000,000
        groups = digits.split(first)
        return float("".join(groups)) if all(len(group) == GROUP for group in groups[1:]) else None
    if marks.count(last) == 1:  # 1,234.5 or 1.234,5
        return _number(digits.replace(first, "").replace(last, "."))
    return None


def read_misread(characters: str) -> float | None:
    """Read a number in which a scanner saw letters: 'l00' is 100, '2oo' is 200."""
    return read_printed(characters.translate(_MISREAD_DIGITS).strip(".,"), of_milligrams=True)


def _with_one_mark(digits: str, mark: str, of_milligrams: bool) -> float | None:
    readings = two_readings(digits)
    if readings is None or not of_milligrams:
        return _number(digits.replace(mark, "."))
    thousands = float(readings[0])
    if thousands > MAX_MG_OF_THOUSANDS:
        return None
    return thousands if mark == "," or digits.endswith("0") else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


AMOUNTS = 0.02
"""Relative tolerance between printed amounts of one thing, and between a whole and its parts."""
OTHER_UNIT = 0.03
"""Relative tolerance between mass and moles, and for a share calculated from two printed amounts."""
CHEMISTRY = 0.1
"""Relative tolerance between the content of a commercial material and its chemical formula."""


def all_alike(amounts: Sequence[float]) -> bool:
    """Return whether all amounts are one amount, printed several times."""
    return max(amounts) - min(amounts) <= max(amounts) * AMOUNTS


def is_whole_of(whole: float, amounts: Sequence[float]) -> bool:
    """Return whether `whole`, one of the amounts, is the sum of the others."""
    return abs(sum(amounts) - 2 * whole) <= whole * AMOUNTS


def same_in_other_unit(mg: float, other: float) -> bool:
    """Return whether two amounts, mg, are one printed in mass and in moles: '4 mmol (97.2 mg)'."""
    return abs(mg - other) <= OTHER_UNIT * max(mg, other)


MG_PER = {unit.casefold(): mg for unit, mg in MG_PER_UNIT.items()}
"""mg per unit, by the unit in lower case."""
ML_PER = {
    **dict.fromkeys(("ml", "мл", "מל", "ccm"), 1.0), "cl": 10.0, "dl": 100.0,
    **dict.fromkeys(("l", "liter", "litre", "litro", "litr", "л", "литр"), 1000.0),
}  # fmt: skip
"""ml per measure of volume."""
MAX_TIMES = 6
"""'2 x 150 mg' is a serving of two; a greater number ('60 x 200 mg') is a pack."""


def amount_of(digits: str, unit: str) -> Amount:
    """Read an amount; its `mg` is None where the number has two readings."""
    number = read_printed(digits, of_milligrams=unit == "mg")
    printed = f"{digits} {unit}"
    if number is None:
        return Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")
    return Amount(number * MG_PER[unit], printed, unit)


def between(lower: str, upper: str, unit: str, printed: str, fault: str) -> Amount:
    """Read two figures with one unit as the ends of a range, in either order."""
    ends = [amount_of(lower, unit).mg, amount_of(upper, unit).mg]
    known = sorted(mg for mg in ends if mg is not None)
    span = Span(known[0], known[1]) if len(known) == len(ends) else None
    return Amount(None, printed, unit, fault=fault, ends=span)


def split(first: str, rest: str, unit: str) -> Amount:
    """Read a figure with a gap in it, which may be two: '1 12.5 mg', '3 00 mg'."""
    printed = f"{first} {rest} {unit}"
    of_gap = [amount_of(first + rest, unit).mg, None if rest.startswith("0") else amount_of(rest, unit).mg]
    readings = tuple(mg for mg in of_gap if mg is not None)
    return Amount(None, printed, unit, fault=f"'{printed}' has more than one reading", readings=readings)


def misread_of(characters: str, unit: str) -> Amount:
    """Read an amount in which a scanner mistook digits for letters; its `fault` says so."""
    number = read_misread(characters)
    printed = f"{characters} {unit}"
    if number is None:
        return Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")
    return Amount(number * MG_PER[unit], printed, unit, fault=f"'{printed}' was read as {number:g} {unit}")


def percent_of(digits: str) -> Token:
    """Return the token of a percentage."""
    number = read_printed(digits, of_milligrams=False)
    if number is None:
        return Token(Kind.PERCENT)
    _, _, decimals = digits.replace(",", ".").partition(".")
    return Token(Kind.PERCENT, Percent(number, len(decimals)))


def count_of(digits: str) -> float | None:
    """Read a whole number of at most five digits, which may be a count; otherwise None."""
    return float(digits) if digits.isdecimal() and len(digits) < 6 else None


def multiplied(times: int, amount: Amount) -> Amount:
    """Multiply an amount: '2 x 150 mg'. More than MAX_TIMES is a pack: the amount stays that of one piece."""
    if amount.mg is None or not 1 < times <= MAX_TIMES:
        return amount
    return amount._replace(mg=amount.mg * times, times=times, printed=f"{times} x {amount.printed}")
