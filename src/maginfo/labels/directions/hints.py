"""Find what a clause hints at without giving an intake, so that a number or a second meal is never ignored."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.labels.directions.words import WITH, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.frequency import Frequency

_MAX_TAKEN = 12
"""Pieces; a larger number is of something else."""
_OF_SOMETHING_ELSE = frozenset({"hours", "minutes", "years", "amount", "slash", "number", "percent"})
_BEFORE_A_NUMBER = frozenset({"take", "open", "up-to", "adult"})
_OF_FIGURES = frozenset({"per", "every", "serving-size"})
_ANYWHERE = frozenset({"limit", "not-daily"})
_OF_TIMES_ALONE = frozenset({"time-of-day", "and", "or", "comma", "slash", "per", "older"})
_SEVERAL = "several"
"""`Mark.of` of words for more than one, the number of which is not said: 'several', 'meals'."""
_SKIPPED = frozenset({"colon", "dash", "up-to", "open-bracket"})


class Hints(NamedTuple):
    """What a clause hints at."""

    number: bool = False
    """Whether a number other than one is probably one of pieces or times."""
    slots: tuple[str, ...] = ()
    """The times of the day at which something is taken; those joined by 'or' are one."""


def hints_in(marks: Sequence[Mark], frequency: Frequency) -> Hints:
    """Find the hints in the marks of a clause."""
    number = any(_is_taken(marks, place) for place, mark in enumerate(marks) if mark.kind == "number")
    directs = _directs(marks)
    several = directs and any(mark.of == _SEVERAL for mark in marks)
    return Hints(number or several or frequency.each_meal, _slots(marks, frequency) if directs else ())


def _slots(marks: Sequence[Mark], frequency: Frequency) -> tuple[str, ...]:
    """Return the times of the day; 'in the evening, before bed' and times joined by 'or' are one."""
    slots = [slot for _, slot in frequency.slots[:1]]
    for (first, one), (second, other) in pairwise(frequency.slots):
        between = {mark.kind for mark in marks[first:second]}
        listed = {one, other} != {"evening", "night"} and not between.isdisjoint({"comma", "slash"})
        if "or" not in between and (listed or not between.isdisjoint({"and", "older"})):
            slots.append(other)
    return tuple(dict.fromkeys(slots))


def is_with(marks: Sequence[Mark], place: int) -> bool:
    """Return whether a word for 'with', 'before' or 'after' stands at a place."""
    return marks[place : place + 1] == [Mark("word", of=WITH)]


def _directs(marks: Sequence[Mark]) -> bool:
    """Return whether the times of the day in a clause are times to take something: 'With breakfast and dinner'."""
    kinds = [mark.kind for mark in marks]
    if any(mark.kind in ("take", "limit", "open") and mark.of != _SEVERAL for mark in marks):
        return True
    return is_with(marks, 0) or kinds[:1] == ["per"] or _OF_TIMES_ALONE.issuperset(kinds)


def _is_taken(marks: Sequence[Mark], place: int) -> bool:
    """Return whether the number at a place is probably one of pieces or times, and not one."""
    number = marks[place]
    if not 0 < number.high <= _MAX_TAKEN or number.low == number.high == 1:
        return False
    after = marks[place + 1].kind if place + 1 < len(marks) else ""
    if after in _OF_SOMETHING_ELSE:
        return False
    back = place - 1
    while back >= 0 and marks[back].kind in _SKIPPED:
        back -= 1
    before = marks[back].kind if back >= 0 else ""
    if before in _OF_FIGURES or before in _OF_SOMETHING_ELSE:
        return False
    kinds = [mark.kind for mark in marks]
    return (
        (before in _BEFORE_A_NUMBER and after != "per")
        or not _ANYWHERE.isdisjoint(kinds)
        or (before == "time-of-day" and after != "per")
        or is_with(marks, place + 1)
    )
