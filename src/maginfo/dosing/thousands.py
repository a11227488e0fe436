"""The one rule for a point or a comma that may set thousands apart or begin a fraction."""

from __future__ import annotations

DIGITS_OF_A_THOUSAND = 3
"""After a point or a comma, as many digits could be thousands or thousandths."""


def two_readings(digits: str) -> tuple[str, str] | None:
    """The number with thousands and with thousandths, where a mark stands before exactly three digits.

    '1.500' and '1,500' could be 1500 or 1.500; '0.125', '1.5' and '1.2345' have one reading. None for them, and for
    what is no number with one mark.
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
    """A decimal number that a program wrote, with a point, in digits that have one reading: '1.125' is '1.1250'."""
    if two_readings(decimal) is None:
        return decimal
    shorter = decimal.rstrip("0").rstrip(".")
    return shorter if two_readings(shorter) is None else f"{decimal}0"
