"""Values of JSON and of data frames as the cells of a table hold them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from maginfo.batch.columns import BETWEEN
from maginfo.dosing.thousands import with_one_reading
from maginfo.errors import UnreadableValueError

SEVERAL = ("dose", "conditions", "drugs")
"""Columns that take a list."""


def cell_text(column: str, value: Any) -> str:
    """The value as the text of a cell; nothing, in any of the ways that tools have for it, is the empty text.

    Raises UnreadableValueError for what is no text, number, truth value or, where several may stand, list.
    """
    if isinstance(value, str):
        return value
    if value is None or _is_missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return _number_text(column, value)
    if hasattr(value, "tolist"):  # of numpy: a number or an array
        return cell_text(column, value.tolist())
    if isinstance(value, (list, tuple)):
        if column not in SEVERAL:
            raise UnreadableValueError(f"{column}: takes one value; a list may stand in {', '.join(SEVERAL)}")
        return BETWEEN.join(cell_text(column, each) if not isinstance(each, (list, tuple)) else "" for each in value)
    raise UnreadableValueError(f"{column}: holds a {type(value).__name__}; write a text or a number")


def _is_missing(value: Any) -> bool:
    """Whether it is a number that is none: NaN, pandas' NaT and NA. They differ from themselves."""
    if isinstance(value, (list, tuple)) or hasattr(value, "shape"):
        return False
    try:
        return bool(value != value)
    except TypeError:  # NA will not say
        return True


def _number_text(column: str, value: float | Decimal) -> str:
    try:
        return str(int(value)) if value == int(value) else with_one_reading(str(value))
    except (OverflowError, ValueError):  # infinite, or of more digits than Python writes
        raise UnreadableValueError(f"{column}: holds a number that nobody takes") from None
