"""Times of day on the circle of 1440 minutes: after 23:59 comes 00:00, and a window may pass midnight."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING

from maginfo.errors import UnreadableValueError
from maginfo.model.record import TextRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = 1440
"""Minutes in a day."""
EVERY_MINUTE = frozenset(range(DAY))
MINUTES_PER_HOUR = 60
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_DECIMALS = 6
"""Decimals to which minutes are rounded before they are rounded up, so that 1.1 hours are 66 minutes, not 67."""


class TimeOfDay(TextRecord):
    """A time of day, to the minute."""

    minute: int
    """After midnight, 0 to 1439."""

    @classmethod
    def parse(cls, text: str) -> TimeOfDay:
        """Read '07:00', '7:00', '7am', '7:30 pm', '19' or 'noon'; UnreadableValueError for other text.

        An hour alone from 1 to 12 has two readings and is refused.
        """
        shown = text.strip()
        match = _TIME.fullmatch(_NAMED_TIMES.get(shown.casefold(), shown))
        if match is None:
            raise UnreadableValueError(f"time '{shown}': write hours and minutes such as 07:00 or 19:30")
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if match["minute"] is None and match["half"] is None and 1 <= hour <= 12:
            morning, evening = clock(hour % 12 * MINUTES_PER_HOUR), clock((hour % 12 + 12) * MINUTES_PER_HOUR)
            raise UnreadableValueError(f"time '{shown}': could be {morning} or {evening}; write one of them")
        if match["half"] is not None:
            if not 1 <= hour <= 12:
                raise UnreadableValueError(f"time '{shown}': with am or pm the hour is 1 to 12")
            hour = hour % 12 + (12 if match["half"].casefold() == "pm" else 0)
        if hour > 23 or minute > 59:
            raise UnreadableValueError(f"time '{shown}': a day goes from 00:00 to 23:59")
        return cls(hour * MINUTES_PER_HOUR + minute)

    def __str__(self) -> str:
        return clock(self.minute)


def read_times(text: str, *, what: str) -> tuple[TimeOfDay, ...]:
    """Read times separated by commas, and sort them in the order of the day; error messages begin with `what`.

    Raises UnreadableValueError for text that is not a time, and for a time that is written twice.
    """
    try:
        minutes = sorted(TimeOfDay.parse(part).minute for part in text.split(","))
    except UnreadableValueError as error:
        raise UnreadableValueError(f"{what}: {error.message}") from None
    for minute, following in itertools.pairwise(minutes):
        if minute == following:
            raise UnreadableValueError(f"{what}: {clock(minute)} appears twice in '{text}'; write each time once")
    return tuple(map(TimeOfDay, minutes))


def clock(minute: int) -> str:
    """Return a minute of this or another day as 'HH:MM'."""
    return f"{minute % DAY // MINUTES_PER_HOUR:02}:{minute % MINUTES_PER_HOUR:02}"


def whole_minutes(hours: float | None) -> int:
    """Return hours in whole minutes, rounded up; 0 for None."""
    return math.ceil(round((hours or 0) * MINUTES_PER_HOUR, _DECIMALS))


def distance(one: int, other: int) -> int:
    """Return the minutes between two times of day, the shorter way round the clock."""
    forward = (one - other) % DAY
    return min(forward, DAY - forward)


def minutes_between(start: int, end: int) -> frozenset[int]:
    """Return every minute from `start` to `end`, both included, past midnight where the end is before the start."""
    return frozenset(minute % DAY for minute in range(start, start + (end - start) % DAY + 1))


def runs(minutes: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last minute of each unbroken run, sorted by the first; (0, 1439) for the whole day."""
    held = frozenset(minutes)
    if len(held) == DAY:
        return [(0, DAY - 1)]
    firsts = sorted(minute for minute in held if (minute - 1) % DAY not in held)
    lasts = sorted(minute for minute in held if (minute + 1) % DAY not in held)
    if lasts and lasts[0] < firsts[0]:  # the run that passes midnight
        lasts = [*lasts[1:], lasts[0]]
    return list(zip(firsts, lasts, strict=True))
