"""Printed figures with their units as records: an amount, a percentage, a count."""

from __future__ import annotations

from maginfo.dosing.quantities import MG_PER_UNIT
from maginfo.labels.lexemes import PERCENT, Amount, Lexeme, Percent
from maginfo.labels.numbers import read_misread, read_printed

MG_PER = {unit.casefold(): mg for unit, mg in MG_PER_UNIT.items()}
MOST_TIMES = 6
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
    if amount.mg is None or not 1 < times <= MOST_TIMES:
        return amount
    return amount._replace(mg=amount.mg * times, times=times, printed=f"{times} x {amount.printed}")
