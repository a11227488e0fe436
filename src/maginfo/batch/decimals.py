"""Decimal commas in tables: numbers with one reading, and the signs that a table has points instead."""

from __future__ import annotations

import re

from maginfo.dosing.numbers import with_one_reading

_WITH_COMMA = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]+)(?![0-9.,])")
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{3})+)(?![0-9.,])")
_WITH_POINT = re.compile(r"(?<![0-9.,])(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0+\.[0-9]{3})(?![0-9.,])")
"""A number whose point can only stand before its decimals."""
_EITHER = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2})([.,])([0-9]{3})(?![0-9.,])")


def with_points(text: str) -> str:
    """Write the numbers of a text with decimal commas so that each has one reading: '1.500,5' as '1500.5'."""
    if "," not in text and "." not in text:
        return text
    text = _WITH_COMMA.sub(lambda number: with_one_reading(f"{number[1].replace('.', '')}.{number[2]}"), text)
    return _THOUSANDS.sub(lambda number: number[1].replace(".", ""), text)


def has_decimal_point(text: str) -> bool:
    """Return whether a number of the text has a point before its decimals: '187.5'."""
    return "." in text and _WITH_POINT.search(text) is not None


def two_readings_in(text: str) -> str | None:
    """Return why a number of the text has two readings where commas and points both stand before decimals."""
    found = _EITHER.search(text)
    if found is None:
        return None
    whole, _, rest = found.groups()
    return (
        f"'{text.strip()}': {found[0]} could be {whole}.{rest} or {whole}{rest}, since other numbers of the table have "
        "decimal points; --decimal comma or point decides it"
    )
