"""Printed figures with their units as records: an amount, a percentage, a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.amounts import DIGITS_OF_A_THOUSAND as GROUP
from maginfo.dosing.amounts import MG_PER_UNIT, two_readings
from maginfo.labels.text.tokens import PERCENT, Amount, Lexeme, Percent

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MG_OF_THOUSANDS = 10_000
_MISREAD_DIGITS = str.maketrans("loi", "101")
_MAX_LENGTH = 12


def read_printed(digits: str, *, of_milligrams: bool) -> float | None:
    """The number, or None where two readings remain or it is no number that a label prints."""
    if len(digits) > _MAX_LENGTH:
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
    """The number in which a scanner saw letters: 'l00' is 100, '2oo' is 200."""
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
"""Relative: amounts of one thing, and parts against their whole."""
OTHER_UNIT = 0.03
"""Relative: a mass and an amount of substance, or a share worked out from two printed amounts."""
CHEMISTRY = 0.1
"""Relative: what a material was made to hold, against what its chemistry gives."""


def all_alike(amounts: Sequence[float]) -> bool:
    """Whether all amounts are one, printed several times."""
    return max(amounts) - min(amounts) <= max(amounts) * AMOUNTS


def is_whole_of(whole: float, amounts: Sequence[float]) -> bool:
    """Whether one of the amounts is the sum of the others: a total and its parts."""
    return abs(sum(amounts) - 2 * whole) <= whole * AMOUNTS


def same_in_other_unit(mg: float, other: float) -> bool:
    """Whether a mass and an amount of substance are one: '4 mmol (97.2 mg)'."""
    return abs(mg - other) <= OTHER_UNIT * max(mg, other)


MG_PER = {unit.casefold(): mg for unit, mg in MG_PER_UNIT.items()}
MAX_TIMES = 6
"""'2 x 150 mg' is two of them; '60 x 200 mg' is a pack."""


def amount_of(digits: str, unit: str) -> Amount:
    """The amount, whose mg are None where its number has two readings."""
    number = read_printed(digits, of_milligrams=unit == "mg")
    printed = f"{digits} {unit}"
    if number is None:
        return Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")
    return Amount(number * MG_PER[unit], printed, unit)


def misread_of(characters: str, unit: str) -> Amount:
    """The amount whose number a scanner took for letters."""
    number = read_misread(characters)
    printed = f"{characters} {unit}"
    if number is None:
        return Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")
    return Amount(number * MG_PER[unit], printed, unit, fault=f"'{printed}' was read as {number:g} {unit}")


def percent_of(digits: str) -> Lexeme:
    """The lexeme of a percentage."""
    number = read_printed(digits, of_milligrams=False)
    if number is None:
        return PERCENT, None
    _, _, decimals = digits.replace(",", ".").partition(".")
    return PERCENT, Percent(number, len(decimals))


def count_of(digits: str) -> float | None:
    """The number where it may count something."""
    return float(digits) if digits.isdecimal() and len(digits) < 6 else None


def several(times: int, amount: Amount) -> Amount:
    """'2 x 150 mg'; more than `MOST_TIMES` are a pack, of which the amount is one."""
    if amount.mg is None or not 1 < times <= MAX_TIMES:
        return amount
    return amount._replace(mg=amount.mg * times, times=times, printed=f"{times} x {amount.printed}")
