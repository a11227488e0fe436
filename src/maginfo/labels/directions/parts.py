"""Split the marks of a sentence into clauses: by age group, and at a limit after an intake."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from maginfo.labels.directions.clauses import Clause, names_a_limit, read_clause
from maginfo.labels.directions.frequency import frequency_in
from maginfo.labels.directions.pieces import counted_in, mentions_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.labels.directions.words import Mark

MIN_ADULT_AGE = 15
"""Years. Directions from a lower age are a child's, unless they include all older people."""
_BEFORE_A_LIMIT = frozenset({"comma", "open-bracket", "dash", "and"})
_GROUPS = frozenset({"adult", "other-adults", "child"})
_DIRECTS = _GROUPS | {"take"}


def clauses_in(marks: Sequence[Mark]) -> Iterator[tuple[str, Clause]]:
    """Yield the clauses of a sentence, each with 'adult', 'other-adults', 'child' or ''."""
    for population, part in _with_shared_frequency(list(_by_population(marks))):
        for clause in _before_and_after_a_limit(part):
            yield population, clause


def _with_shared_frequency(parts: list[tuple[str, list[Mark]]]) -> list[tuple[str, list[Mark]]]:
    """Give pieces without a frequency that of the next part: 'men take 3 tablets, women take 2 tablets daily'."""
    found: list[tuple[str, list[Mark]]] = []
    shared: list[Mark] = []
    for population, part in reversed(parts) if len(parts) > 1 else ():
        taken = counted_in(mentions_in(part))
        directs = len(taken) == 1 and not _DIRECTS.isdisjoint(mark.kind for mark in part)
        if directs and shared and not frequency_in(part, taken).is_stated:
            found.append((population, [*part, *shared]))
            continue
        found.append((population, part))
        behind = part[taken[0].end + 1 :] if len(taken) == 1 else []
        shared = behind if frequency_in(behind, []).is_stated else []
    return found[::-1] or parts


def _before_and_after_a_limit(marks: list[Mark]) -> list[Clause]:
    """Read a limit after a complete intake as a clause of its own: 'one twice daily, do not exceed 4 a day'."""
    place = next((at for at, mark in enumerate(marks) if names_a_limit(mark)), 0)
    if place and marks[place - 1].kind in _BEFORE_A_LIMIT and any(mark.kind == "number" for mark in marks[place:]):
        first = read_clause(marks[:place])
        if first.intakes and not first.unread and not first.frequency_alone:
            return [first, read_clause(marks[place:])]
    return [read_clause(marks)]


def _by_population(marks: Sequence[Mark]) -> Iterator[tuple[str, list[Mark]]]:
    """Split the marks of a sentence by group, and yield each part with 'adult', 'other-adults', 'child' or ''."""
    kinds = [mark.kind for mark in marks]
    starts = [0]
    for place, kind in enumerate(kinds):
        counted = "number" in kinds[starts[-1] : place] and {"piece", "day", "often", "times"} & set(
            kinds[starts[-1] : place]
        )
        if kind in _GROUPS and counted and kinds[place - 1] != "for-whom" and kinds[place - 1] != "to":
            joined = kinds[place - 1] in ("and", "or", "comma") and not {"piece", "day"} & set(
                kinds[starts[-1] : place]
            )
            if not joined:
                starts.append(place)
    for start, end in pairwise([*starts, len(marks)]):
        part = list(marks[start:end])
        yield _population(part), _without_ages(part)


def _population(marks: Sequence[Mark]) -> str:
    kinds = {mark.kind for mark in marks}
    if "adult" in kinds:
        return "adult"
    if "child" in kinds:
        return "child"
    if "other-adults" in kinds:
        return "other-adults"
    ages = _ages(marks)
    if ages and "older" not in kinds and min(marks[place].low for place in ages) < MIN_ADULT_AGE:
        return "child"
    return ""


def _ages(marks: Sequence[Mark]) -> list[int]:
    """Return the places of numbers that are ages, years."""
    return [
        place
        for place, mark in enumerate(marks)
        if mark.kind == "number"
        and (
            (any(each.kind == "years" for each in marks[max(0, place - 1) : place]) and not _counts(marks, place))
            or any(each.kind == "years" for each in marks[place + 1 : place + 3])
            or (place and marks[place - 1].kind in ("older", "under") and marks[place - 1].of is None and _aged(marks))
        )
    ]


def _counts(marks: Sequence[Mark], place: int) -> bool:
    """Return whether the number at `place` counts pieces: the 1 of 'from 12 years 1 tablet'."""
    return any(mark.kind == "piece" for mark in marks[place + 1 : place + 2])


def _aged(marks: Sequence[Mark]) -> bool:
    return any(mark.kind in ("adult", "child", "years") for mark in marks)


def _without_ages(marks: Sequence[Mark]) -> list[Mark]:
    ages = set(_ages(marks))
    return [mark for place, mark in enumerate(marks) if place not in ages]
