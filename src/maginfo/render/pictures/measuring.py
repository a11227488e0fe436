"""Widths of text in a picture, estimated without a font."""

from __future__ import annotations

import unicodedata

ELIDED = "…"
_NARROW = frozenset("ijl.,:;'|!()[] ")
_BROAD = frozenset("mwMW@%—")


def measure(text: str, size: float) -> float:
    """Estimate the width of the text in px at that font size, on the high side."""
    return size * sum(_ems(character) for character in text)


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.4
    if character in _BROAD or not character.isascii():
        return 1.0
    return 0.72 if character.isupper() else 0.64


def wrapped(text: str, size: float, width: float, max_lines: int) -> list[str]:
    """Break the text into lines of at most `width` px; a wider word is broken, text after `max_lines` is elided."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if measure(joined, size) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if measure(lines[-1] + character, size) > width:
                lines.append("")
            lines[-1] += character
    if len(lines) <= max_lines:
        return lines
    last = lines[max_lines - 1]
    while last and measure(last + ELIDED, size) > width:
        last = last[:-1]
    return [*lines[: max_lines - 1], last.rstrip() + ELIDED]
