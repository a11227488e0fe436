"""A quantity that may be uncertain: its lowest and its highest value."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

TOLERANCE = 1e-9
"""Relative; amounts closer than this differ only by floating-point error."""


class Span(Record):
    """From `low` to `high`, equal where the quantity is certain."""

    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Span:
        """Return the span of a certain quantity."""
        return cls(value, value)

    @property
    def certain(self) -> bool:
        """Whether both ends are one value."""
        return self.low == self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def times(self, factor: float) -> Span:
        """Return the span with both ends multiplied by a positive factor."""
        return Span(self.low * factor, self.high * factor)


def total(spans: Iterable[Span]) -> Span:
    """Return the sum of the spans: the low ends added, and the high ends added."""
    summed = Span.exactly(0.0)
    for span in spans:
        summed = summed + span
    return summed


def ends_of(span: Span | None) -> tuple[float | None, float | None]:
    """Return both ends of a span; None for each without one."""
    return (span.low, span.high) if span is not None else (None, None)


def exceeds(value: float, limit: float) -> bool:
    """Return whether `value` is over `limit`, within `TOLERANCE`; a value equal to the limit is not over it."""
    return value > limit and not isclose(value, limit, rel_tol=TOLERANCE)
