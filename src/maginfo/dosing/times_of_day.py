"""The times of day that a dose states: 'at bedtime', 'in the morning', '1-0-1'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maginfo.model.rules import TimeOfDayName

MOMENT = re.compile(
    r"(?<![\w-])(?:(?:(?:at|@|before|every|each|in the|per|a)\s+)?"
    r"(?:(?P<morning>morning)|(?P<noon>noon|midday)|(?P<evening>evening)|(?P<bedtime>bedtime|bed|night))"
    r"|(?P<at_bedtime>nightly|nocte|before (?:sleep|sleeping)|qhs|q\.h\.s\.|hs|h\.s\.)"
    r"|(?P<in_the_morning>mane|qam|am)|(?P<in_the_evening>qpm|pm)"
    r"|(?:(?:with|after|before|at)\s+)?(?:(?P<breakfast>breakfast)|(?P<lunch>lunch)|(?P<dinner>dinner|supper)))(?![\w/])",
    re.IGNORECASE,
)
DAY_PLAN = re.compile(r"(?<![\w-])[01]-[01]-[01](?:-[01])?(?![\w-])")
"""One intake or none in the morning, at noon, in the evening, at night: '1-0-1' is two a day."""

_PLACES: tuple[TimeOfDayName, ...] = ("morning", "noon", "evening", "bedtime")
_NAMES: dict[str, TimeOfDayName] = {
    **{name: name for name in _PLACES},
    "at_bedtime": "bedtime",
    "in_the_morning": "morning",
    "in_the_evening": "evening",
    "breakfast": "morning",
    "lunch": "noon",
    "dinner": "evening",
}


def named(found: re.Match[str]) -> TimeOfDayName:
    """Return the time of day that a match of MOMENT names."""
    return _NAMES[found.lastgroup or "bedtime"]


def stated(text: str) -> tuple[TimeOfDayName, ...]:
    """Return the times of day in the text, each once, in the order of the day."""
    found = {named(each) for each in MOMENT.finditer(text)}
    for plan in DAY_PLAN.findall(text):
        found |= {name for name, count in zip(_PLACES, plan.split("-"), strict=False) if count == "1"}
    return tuple(name for name in _PLACES if name in found)
