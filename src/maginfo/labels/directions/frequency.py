"""Read the frequency of intakes in a clause."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.pieces import PieceMention
    from maginfo.labels.directions.words import Mark

_HOURS = 24.0  # of a day
_MAX_MEALS = 5
_REACH_OF_MEALS = 3
_MAX_AT_ONCE = 12
_COUNTED = frozenset({"times", "hours", "minutes", "years", "day", "meals", "piece", "amount"})
"""Kinds of words that a number before them counts."""


class Frequency(NamedTuple):
    """The frequency of intakes in a clause; each `int` is the place of a mark in the clause."""

    times: list[tuple[int, Span]]
    """Times a day: 'twice', '3 times', 'every 8 hours'."""
    days: list[int]
    """'daily', 'per day'."""
    slots: list[tuple[int, str]]
    """Times of the day: 'in the morning', 'at bedtime'."""
    bare: list[tuple[int, Span]]
    """Numbers beside 'daily' without a piece: 'two a day'."""
    each_meal: bool
    """Whether it says 'with every meal', without the number of meals."""
    meals: bool
    """Whether it says 'with a meal'."""

    @property
    def is_stated(self) -> bool:
        """Whether the clause states any frequency."""
        return bool(self.times or self.days or self.slots or self.bare or self.each_meal or self.meals)


def frequency_in(marks: Sequence[Mark], mentions: list[PieceMention]) -> Frequency:
    """Find the frequency in the marks of a clause; the numbers of `mentions` count pieces, not times."""
    found = Frequency([], [], [], [], each_meal=False, meals=False)
    of_pieces = {mention.start for mention in mentions if mention.number is not None}
    for place, mark in enumerate(marks):
        if mark.kind == "times":
            _add_times(marks, place, of_pieces, found)
        elif mark.kind == "often":
            found.times.append((place, count_at(marks, place)))
        elif mark.kind == "hours":
            _add_hours(marks, place, found)
        elif mark.kind in ("day", "daily-dose"):
            found.days.append(place)
            _add_bare_number(marks, place, of_pieces, found)
        elif mark.kind == "time-of-day" and mark.of is not None:
            found.slots.append((place, mark.of))
        elif mark.kind == "meals":
            found = _with_meals(marks, place, of_pieces, found)
    return found


def _counted_before(marks: Sequence[Mark], place: int, of_pieces: set[int]) -> int | None:
    """Return the place of the number before a word, perhaps after a dash: '3-times'; None if it counts pieces."""
    number = place - 1
    if number > 0 and marks[number].kind in ("dash", "slash"):
        number -= 1
    return number if number >= 0 and marks[number].kind == "number" and number not in of_pieces else None


def _add_times(marks: Sequence[Mark], place: int, of_pieces: set[int], found: Frequency) -> None:
    """Add '3 times'; a mass after it ('2 x 150 mg') is no frequency."""
    after = marks[place + 1].kind if place + 1 < len(marks) else ""
    if after == "amount":
        return
    number = _counted_before(marks, place, of_pieces)
    if number is not None:
        found.times.append((place, count_at(marks, number)))
    elif after == "day" and (not place or marks[place - 1].kind != "times"):
        found.times.append((place, Span.exactly(1.0)))


def _add_hours(marks: Sequence[Mark], place: int, found: Frequency) -> None:
    """Add 'every 8 hours' as times a day."""
    if place < 2 or marks[place - 1].kind != "number" or marks[place - 1].low <= 0:
        return
    hours = marks[place - 1]
    if marks[place - 2].kind in ("every", "per"):
        found.times.append((place, Span(_HOURS / hours.high, _HOURS / hours.low)))


def _add_bare_number(marks: Sequence[Mark], place: int, of_pieces: set[int], found: Frequency) -> None:
    """Add a number without a piece before or after 'daily': 'two a day', 'daily: 2'."""
    number = _counted_before(marks, place, of_pieces)
    if number is not None:
        found.bare.append((place, count_at(marks, number)))
        return
    after = place + 1
    if after < len(marks) and marks[after].kind == "colon":
        after += 1
    rest = [mark.kind for mark in marks[after : after + 2]]
    ends = len(rest) == 1 or rest[1:] in (["comma"], ["close-bracket"])
    if rest[:1] == ["number"] and after not in of_pieces and ends:
        found.bare.append((place, count_at(marks, after)))


def _with_meals(marks: Sequence[Mark], place: int, of_pieces: set[int], found: Frequency) -> Frequency:
    """Add 'with 3 meals' as times; keep 'with every meal' and 'with a meal' as they are."""
    near = range(max(0, place - _REACH_OF_MEALS), place)
    numbers = [each for each in near if marks[each].kind == "number" and each not in of_pieces]
    of_each = any(marks[each].kind in ("every", "per") for each in near if numbers and each > numbers[-1])
    if numbers and not of_each and marks[numbers[-1]].high <= _MAX_MEALS:
        found.times.append((place, count_at(marks, numbers[-1])))
        return found
    if any(marks[each].kind in ("every", "per") for each in near):
        return found._replace(each_meal=True)
    return found._replace(meals=True)


def count_at(marks: Sequence[Mark], place: int) -> Span:
    """Return the number at a place; 'up to 3' is one to three."""
    number = marks[place]
    limited = any(mark.kind == "up-to" for mark in marks[max(0, place - 2) : place])
    return Span(min(1.0, number.low), number.high) if limited else Span(number.low, number.high)


def one_or_other(marks: Sequence[Mark], frequency: Frequency) -> Span | None:
    """Return times a day; several numbers joined by 'or' give a range, and other differing numbers None."""
    spans = [times for _, times in frequency.times]
    if len({(times.low, times.high) for times in spans}) > 1 and not any(mark.kind == "or" for mark in marks):
        return None
    return Span(min(times.low for times in spans), max(times.high for times in spans))


def slots_joined(marks: Sequence[Mark], frequency: Frequency) -> int:
    """Return the number of times of the day joined by 'and'; one for 'morning or evening'."""
    number = 1
    for (first, one), (second, other) in pairwise(frequency.slots):
        between = [mark.kind for mark in marks[first:second]]
        if one != other and "or" not in between and ("and" in between or "comma" in between or "older" in between):
            number += 1
    anded = any(mark.kind in ("and", "older") for mark in marks)
    return number if anded or number > 2 else 1


def portions(marks: Sequence[Mark], counted: int | None = None) -> list[Span]:
    """Return numbers beside a time of the day without a piece: '2 at bedtime', 'morgens 1'.

    `counted` is the place of a number of pieces, which is none of them; without one, a number must stand before its
    time of the day.
    """
    found = []
    for place, mark in enumerate(marks):
        if mark.kind != "number" or place == counted or mark.high > _MAX_AT_ONCE:
            continue
        after = [each.kind for each in marks[place + 1 : place + 5]]
        if after[:1] and after[0] in _COUNTED:
            continue
        step = next((kind for kind in after if kind not in ("word", "per", "for-whom")), "")
        follows = counted is not None and place > 0 and marks[place - 1].kind == "time-of-day"
        if step == "time-of-day" or follows:
            found.append(Span(mark.low, mark.high))
    return found


def states_frequency(marks: Sequence[Mark]) -> bool:
    """Return whether a frequency is stated without a word for a day: 'twice', 'every 8 hours'."""
    return any(mark.kind in ("hours", "often") for mark in marks)
