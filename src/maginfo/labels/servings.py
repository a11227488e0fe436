"""How many servings a label gives for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.lexemes import (
    COLON,
    DAILY,
    LINKING,
    NUMBER,
    OPEN,
    PER,
    SERVING,
    SLASH,
    TIMES,
    TWICE,
    UNIT,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.lexemes import Lexeme

_NEAR = 4
"""Lexemes between a number of capsules and 'daily'."""
_PASSED = frozenset({LINKING, OPEN, COLON, TIMES})
MOST_A_DAY = 12


def servings_a_day(lexemes: Sequence[Lexeme]) -> float | None:
    """Servings a day, from '2 capsules daily' and '1 capsule' a serving, or 'three times daily'.

    None where the label does not say, or says several things.
    """
    kinds = [kind for kind, _ in lexemes]
    if _figures_are_a_days(kinds):
        return 1.0
    units = set(_units_a_day(lexemes, kinds))
    times = set(_times_a_day(lexemes, kinds))
    if len(units) == 1 and not times:
        held = _units_a_serving(lexemes, kinds)
        return units.pop() / held if held else None
    if len(times) == 1 and not units:
        return times.pop()
    return None


def _figures_are_a_days(kinds: list[int]) -> bool:
    """Whether the figures are said to be a day's portion's: 'per daily dose', 'pro Tagesdosis'."""
    return any(kind == DAILY and SERVING in kinds[max(0, place - 1) : place + 2] for place, kind in enumerate(kinds))


def _units_a_day(lexemes: Sequence[Lexeme], kinds: list[int]) -> list[float]:
    found = []
    for place, kind in enumerate(kinds):
        if kind == UNIT and place and kinds[place - 1] == NUMBER and _a_dose(lexemes[place - 1][1]):
            near = (*_up_to_a_number(kinds[: place - 1][::-1]), *_up_to_a_number(kinds[place + 1 :]))
            if DAILY in near and TIMES not in near and TWICE not in near:
                found.append(lexemes[place - 1][1])
    return found


def _up_to_a_number(kinds: list[int]) -> list[int]:
    """The next few, no further than another number: what follows that is said of it."""
    near = kinds[:_NEAR]
    return near[: near.index(NUMBER)] if NUMBER in near else near


def _times_a_day(lexemes: Sequence[Lexeme], kinds: list[int]) -> list[float]:
    found = []
    for place, kind in enumerate(kinds):
        if DAILY not in kinds[place + 1 : place + 1 + _NEAR]:
            continue
        if kind == TWICE:
            found.append(2.0)
        elif kind == TIMES and place and kinds[place - 1] == NUMBER and _a_dose(lexemes[place - 1][1]):
            found.append(lexemes[place - 1][1])
    return found


def _units_a_serving(lexemes: Sequence[Lexeme], kinds: list[int]) -> float | None:
    """Capsules in what the label's figures are of; 1 for 'each capsule'."""
    for place, kind in enumerate(kinds):
        following = place + 1
        while following < len(kinds) and kinds[following] in _PASSED:
            following += 1
        if kind in (PER, SERVING, SLASH) and following < len(kinds):
            if kinds[following] == UNIT and kind != SERVING:
                return 1.0
            counted = kinds[following] == NUMBER and kinds[following + 1 : following + 2] == [UNIT]
            if counted and _a_dose(lexemes[following][1]):
                count: float = lexemes[following][1]
                return count
    return None


def _a_dose(number: float | None) -> bool:
    return number is not None and 0 < number <= MOST_A_DAY
