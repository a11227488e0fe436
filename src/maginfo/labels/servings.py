"""Servings a day: the pieces a day in the directions, divided by the pieces that the label's figures are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import TOLERANCE, Span
from maginfo.labels.amounts import all_alike
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.labels.directions.intakes import Intake
    from maginfo.labels.directions.pieces import Basis
    from maginfo.labels.directions.reader import Directions

_ANY_SOLID = "piece"
_SOLID = frozenset({"capsule", "tablet", "gummy", "piece"})
MAX_TIMES = 12
"""Times a day; a larger number is a misreading."""
MAX_SERVINGS_A_DAY = 99
"""Servings a day; a larger number is a misreading."""


class DayOfServings(Record):
    """The number of servings a day according to the directions of a label."""

    servings: Span | None = None
    """None where the label does not say, or says it in words that are not understood."""
    words: str = ""
    """The directions from which the number is calculated, in the label's words."""
    unread: tuple[str, ...] = ()
    """Directions that were not understood."""
    notes: tuple[str, ...] = ()


def servings_a_day(directions: Directions, bases: Sequence[Basis], serving: Span | None = None) -> DayOfServings:
    """Calculate servings a day for a figure that refers to one of `bases`; `serving` is the figure, mg.

    If the figure is printed without pieces, the result is a range: the figure may be for one piece or for one intake.
    """
    fitting = _fitting(bases, serving)
    if any(basis.piece is None for basis in fitting):
        return DayOfServings(servings=Span.exactly(1.0), words=directions.words)
    if directions.unread:
        return DayOfServings(unread=directions.unread)
    if not directions.intakes:
        return _not_of_a_day(directions, fitting)
    spans = [_servings(intake, fitting) for intake in directions.intakes]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans) or not known:
        return DayOfServings(unread=(directions.words,))
    servings = Span(min(span.low for span in known), max(span.high for span in known))
    too_often = any(intake.times.high > MAX_TIMES for intake in directions.intakes)
    if too_often or not 0 < servings.low <= servings.high <= MAX_SERVINGS_A_DAY:
        return DayOfServings(unread=(directions.words,))
    return DayOfServings(servings=servings, words=directions.words, notes=tuple(_notes(directions, bases, servings)))


def per_day(serving: Span | None, servings: Span | None) -> Span | None:
    """Return the magnesium a day, mg; None where one factor is not known."""
    if serving is None or servings is None:
        return None
    return Span(serving.low * servings.low, serving.high * servings.high)


def _notes(directions: Directions, bases: Sequence[Basis], servings: Span) -> Iterable[str]:
    if not bases and not servings.certain and any(intake.piece != "serving" for intake in directions.intakes):
        yield "not stated whether the figure is for one piece or for all taken at once; the range covers both"


def _not_of_a_day(directions: Directions, bases: Sequence[Basis]) -> DayOfServings:
    """Return directions without 'daily': unread if they name more pieces than the figure is for, otherwise empty."""
    taken = directions.at_once
    if taken is not None:
        span = _servings(taken, bases)
        if span is None or span.high > 1:
            return DayOfServings(unread=(directions.words,))
    return DayOfServings()


def _fitting(bases: Sequence[Basis], serving: Span | None) -> list[Basis]:
    """Return the bases that the figure may refer to; among several, those printed beside the same amount."""
    if serving is None or len(bases) < 2:
        return list(bases)
    same = [basis for basis in bases if any(all_alike((mg, serving.high)) for mg in basis.amounts)]
    return same or [basis for basis in bases if not basis.amounts] or list(bases)


def _servings(intake: Intake, bases: Sequence[Basis]) -> Span | None:
    """Return servings in one intake a day: its pieces over the pieces of each basis; None where the pieces differ."""
    total = intake.total
    if intake.piece == "serving":
        return total
    if not bases:
        if abs(total.low * intake.times.high - total.high * intake.times.low) > TOLERANCE:
            return total  # '2-3 tablets': the one figure is for one piece, not for both numbers
        return Span(min(total.low, intake.times.low), max(total.high, intake.times.high))
    if intake.piece is None:
        counts = [basis.number for basis in bases]
        return Span(min(total.low, total.low / max(counts)), max(total.high, total.high / min(counts)))
    counts = [basis.number for basis in bases if _alike(basis.piece, intake.piece)]
    if not counts and intake.same_as is not None:
        each, measure = intake.same_as
        counts = [basis.number / each for basis in bases if _alike(basis.piece, measure)]
    if not counts:
        return None
    return Span(total.low / max(counts), total.high / min(counts))


def _alike(one: str | None, other: str) -> bool:
    return one == other or (_ANY_SOLID in (one, other) and one in _SOLID and other in _SOLID)
