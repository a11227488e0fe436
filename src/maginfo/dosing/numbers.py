"""Reads numbers as people write them, and refuses those that have two readings."""

from __future__ import annotations

import math

from maginfo.errors import UnreadableValueError

DIGITS_OF_A_THOUSAND = 3
"""Number of digits after a point or comma that could be thousands or thousandths."""


def two_readings(digits: str) -> tuple[str, str] | None:
    """Return both readings of a number with exactly three digits after its only point or comma; None for other texts.

    '1.500' and '1,500' could be 1500 or 1.500; '0.125', '1.5' and '1.2345' have one reading.
    """
    mark = "," if "," in digits else "."
    whole, found, rest = digits.partition(mark)
    unsigned = whole.lstrip("+-")
    if not found or len(rest) != DIGITS_OF_A_THOUSAND or not rest.isdecimal() or not unsigned.isdecimal():
        return None
    if len(unsigned) > DIGITS_OF_A_THOUSAND or unsigned.startswith("0"):
        return None
    return f"{whole}{rest}", f"{whole}.{rest}"


def with_one_reading(decimal: str) -> str:
    """Rewrite a decimal number so that it has only one reading: '1.125' becomes '1.1250'."""
    if two_readings(decimal) is None:
        return decimal
    shorter = decimal.rstrip("0").rstrip(".")
    return shorter if two_readings(shorter) is None else f"{decimal}0"


def read_number(text: str, *, what: str) -> float:
    """Read a plain decimal number with a point or a comma; UnreadableValueError where it has two readings."""
    if text.count(",") + text.count(".") > 1:
        message = f"'{text}' has more than one point or comma; write it with one decimal point"
        raise UnreadableValueError(f"{what}: {message}")
    if not text.isascii() or not text.lstrip("+-").replace(",", "").replace(".", "").isdigit():
        raise UnreadableValueError(f"{what}: '{text}' is not a plain decimal number")
    readings = two_readings(text)
    if readings is not None:
        thousands, fraction = readings
        write = f"write {thousands} or {with_one_reading(fraction)}"
        raise UnreadableValueError(f"{what}: '{text}' could be {thousands} or {fraction}; {write}")
    try:
        number = float(text.replace(",", "."))
    except ValueError:  # several signs
        number = math.nan
    if not math.isfinite(number):
        raise UnreadableValueError(f"{what}: '{text}' is not a plain decimal number")
    return number
