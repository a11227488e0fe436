"""Times of a day that are open for magnesium or blocked: one reading of them for the text and for the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.planning.clock import DAY, EVERY_MINUTE, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.planning.plan import Separation, Window


def in_words(windows: Iterable[Window]) -> str:
    """Write windows as '11:00–14:00, 22:00–02:00', one of a single minute as '09:00'; '' for none."""
    return ", ".join(map(_window_in_words, windows))


def _window_in_words(window: Window) -> str:
    if (window.start.minute, window.end.minute) == (0, DAY - 1):
        return "all day"
    return str(window.start) if window.start == window.end else f"{window.start}–{window.end}"


def open_minutes(window: Window) -> frozenset[int]:
    """Return the minutes of an open window, both ends included."""
    return minutes_between(window.start.minute, window.end.minute)


def blocked_minutes(separations: Iterable[Separation]) -> frozenset[int]:
    """Return the minutes that these separations block, without the ends of their windows."""
    blocked: frozenset[int] = frozenset()
    for each in separations:
        if each.all_day:
            return EVERY_MINUTE
        if each.blocked is not None:
            start, end = each.blocked.start.minute, each.blocked.end.minute
            blocked |= minutes_between(start + 1, start + 1 + (end - start - 2) % DAY)
    return blocked


def blocked_in_words(window: Window) -> str:
    """Write a blocked window as '03:00–11:00', and one from a time to itself as 'at any time but 20:00'."""
    return f"at any time but {window.start}" if window.start == window.end else f"{window.start}–{window.end}"


def blocked_stretches(window: Window) -> list[tuple[int, int]]:
    """Return where a blocked window begins and ends on a day from 0 to 1440: two stretches where it passes midnight."""
    start, end = window.start.minute, window.end.minute
    if start < end:
        return [(start, end)]
    return [(first, last) for first, last in ((start, DAY), (0, end)) if first < last]


def left_in_words(window: Window) -> str:
    """Write the times that a blocked window leaves: '11:00 to 03:00', '20:00' for one from a time to itself."""
    return str(window.end) if window.start == window.end else f"{window.end} to {window.start}"
