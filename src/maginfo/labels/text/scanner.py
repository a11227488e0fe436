"""Text cut into marks: numbers, words, codes such as B6, and the signs that hold a label together."""

from __future__ import annotations

import re

MISREAD, NUMBER, CODE, ION, WORD, SIGN = range(1, 7)
"""What a mark is. MISREAD is a number in which a scanner saw letters ('l00 mg'), ION the ion of magnesium ('Mg2+')."""

_LETTER = r"[^\W\d_]"
_MILLIGRAMS = r"\s?(?:mg|rng|mq|мг)\b"
_MISREAD_BEFORE = rf"(?:{_MILLIGRAMS}|\s?%)"


def _scanner(letter: str) -> re.Pattern[str]:
    # Repetitions are bounded wherever a look ahead could otherwise walk the same text again and again.
    return re.compile(
        rf"""
    [ ]?(  # no more of a gap: each place of a long run of spaces would walk the rest of it
    {letter}{{4,}}(?![^\W_])  # most words, without a look at what else might begin here
    | (?<![^\W_])(?=[\d.,]{{0,9}}[loi])(?=[loi.,]{{0,9}}\d)[\dloi.,]{{2,10}}(?={_MISREAD_BEFORE})
    | \d{{1,3}}(?:[ ]\d{{3}}){{1,2}}(?={_MILLIGRAMS})|\d+(?:[.,]\d+)*
    | (?<![^\s(\[|:=~])(?<![.,…]\s)[.,]\d+  # '.5'; no dot of a leader
    | mg\s?(?:2\+|\+\+)
    | (?<![^\W_]){letter}{{1,2}}\d{{1,3}}{letter}?(?![^\W_])
    | {letter}+(?:[01]{letter}{{3,}})?
    | [()\[\]{{}}|,;:/+&=×*%\n<>≤≥~•·]|(?<!{letter})[-–—−]|[-–—−](?!{letter})
    )""",
        re.VERBOSE,
    )


_KINDS = (
    (NUMBER, re.compile(r"[.,]?\d[\d., ]*")),
    (MISREAD, re.compile(r"[\dloi.,]*\d[\dloi.,]*")),
    (ION, re.compile(r"mg\s?(?:2\+|\+\+)")),
    (CODE, re.compile(rf"{_LETTER}{{1,2}}\d{{1,3}}{_LETTER}?")),
    (WORD, re.compile(rf"{_LETTER}.*")),
)


_scan = _scanner(_LETTER).findall
_scan_ascii = _scanner("[a-z]").findall
"""The same, a third faster, for a folded text of nothing but ASCII."""


def scan(text: str) -> list[str]:
    """The marks of a tidied text in order. A hyphen inside a word is a gap."""
    return _scan_ascii(text) if text.isascii() else _scan(text)


def kind_of(mark: str) -> int:
    """What a mark is."""
    if mark.isdecimal():
        return NUMBER
    for kind, pattern in _KINDS:
        if pattern.fullmatch(mark):
            return kind
    return SIGN


def words_of(text: str) -> tuple[str, ...]:
    """The words and codes of a folded name, without signs: what the index of names is keyed by."""
    return tuple(mark for mark in scan(text) if kind_of(mark) in (WORD, CODE, NUMBER))
