"""Words set into a width that is known, in letters whose widths are only estimated."""

from __future__ import annotations

import unicodedata

ELIDED = "…"
_NARROW = frozenset("ijl.,:;'|!()[] ")
_BROAD = frozenset("mwMW@%—")


def measure(text: str, size: float) -> float:
    """About how many px wide the text is at that font size, rather too much than too little."""
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


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """The text in lines of at most that width; a word that is wider is broken, what exceeds `most` lines is elided."""
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
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + ELIDED, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELIDED]
