"""How often a clause says that pieces are taken."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.pieces import Mention
    from maginfo.labels.directions.words import Mark

_HOURS = 24.0
_MAX_MEALS = 5
_MAX_AT_ONCE = 12
_COUNTED = frozenset({"times", "hours", "minutes", "years", "day", "meals", "piece", "amount"})
"""What a number before it counts."""


class Often(NamedTuple):
    """How often, as far as a clause says it."""

    times: list[tuple[int, Span]]
    days: list[int]
    slots: list[tuple[int, str]]
    bare: list[tuple[int, Span]]
    each_meal: bool
    meals: bool


def often_in(marks: Sequence[Mark], mentions: list[Mention]) -> Often:
    """How often the marks of a clause say, beside the pieces that they mention."""
    found = Often([], [], [], [], each_meal=False, meals=False)
    of_pieces = {mention.start for mention in mentions if mention.number is not None}
    for place, mark in enumerate(marks):
        number = place - 1
        if mark.kind in ("times", "day", "daily-dose") and number > 0 and marks[number].kind in ("dash", "slash"):
            number -= 1
        counted = number >= 0 and marks[number].kind == "number" and number not in of_pieces
        after = marks[place + 1].kind if place + 1 < len(marks) else ""
        if mark.kind == "times" and after != "amount":
            if counted:
                found.times.append((place, count_at(marks, number)))
            elif after == "day" and (not place or marks[place - 1].kind != "times"):
                found.times.append((place, Span.exactly(1.0)))
        elif mark.kind == "often":
            found.times.append((place, count_at(marks, place)))
        elif mark.kind == "hours" and number > 0 and marks[number].kind == "number" and marks[number].low > 0:
            if marks[number - 1].kind in ("every", "per"):
                found.times.append((place, Span(_HOURS / marks[number].high, _HOURS / marks[number].low)))
        elif mark.kind in ("day", "daily-dose"):
            found.days.append(place)
            behind = place + 2 if after == "colon" else place + 1
            rest = [mark.kind for mark in marks[behind : behind + 2]]
            if counted:
                found.bare.append((place, count_at(marks, number)))
            elif (
                rest[:1] == ["number"]
                and behind not in of_pieces
                and (len(rest) == 1 or rest[1] in ("comma", "close-bracket"))
            ):
                found.bare.append((place, count_at(marks, behind)))
        elif mark.kind == "time-of-day" and mark.of is not None:
            found.slots.append((place, mark.of))
        elif mark.kind == "meals":
            near = range(max(0, place - 3), place)
            numbers = [each for each in near if marks[each].kind == "number" and each not in of_pieces]
            if numbers and marks[numbers[-1]].high <= _MAX_MEALS:
                found.times.append((place, count_at(marks, numbers[-1])))
            elif any(marks[each].kind in ("every", "per") for each in near):
                found = found._replace(each_meal=True)
            else:
                found = found._replace(meals=True)
    return found


def count_at(marks: Sequence[Mark], place: int) -> Span:
    """The number at a place; 'up to 3' is one to three."""
    number = marks[place]
    limited = any(mark.kind == "up-to" for mark in marks[max(0, place - 2) : place])
    return Span(min(1.0, number.low), number.high) if limited else Span(number.low, number.high)


def one_or_other(marks: Sequence[Mark], often: Often) -> Span | None:
    """How many times; of several numbers that 'or' joins, from the least to the most."""
    spans = [times for _, times in often.times]
    if len({(times.low, times.high) for times in spans}) > 1 and not any(mark.kind == "or" for mark in marks):
        return None
    return Span(min(times.low for times in spans), max(times.high for times in spans))


def slots_joined(marks: Sequence[Mark], often: Often) -> int:
    """How many times of the day are joined by 'and'; one for 'morning or evening'."""
    number = 1
    for (first, one), (second, other) in pairwise(often.slots):
        between = [mark.kind for mark in marks[first:second]]
        if one != other and "or" not in between and ("and" in between or "comma" in between or "older" in between):
            number += 1
    anded = any(mark.kind in ("and", "older") for mark in marks)
    return number if anded else 1


def portions(marks: Sequence[Mark], mention: Mention) -> list[Span]:
    """Numbers that stand at a time of the day without a piece: '2 at bedtime', 'morgens 1'."""
    found = []
    for place, mark in enumerate(marks):
        if mark.kind != "number" or place == mention.start or mark.high > _MAX_AT_ONCE:
            continue
        after = [each.kind for each in marks[place + 1 : place + 5]]
        if after[:1] and after[0] in _COUNTED:
            continue
        step = next((kind for kind in after if kind not in ("word", "per", "for-whom")), "")
        if step == "time-of-day" or (place and marks[place - 1].kind == "time-of-day"):
            found.append(Span(mark.low, mark.high))
    return found


def says_how_often(marks: Sequence[Mark]) -> bool:
    """Whether how often is said without a word for a day: 'twice', 'every 8 hours'."""
    return any(mark.kind in ("hours", "often") for mark in marks)
