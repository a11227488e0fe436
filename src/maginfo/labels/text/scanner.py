"""Text cut into marks: numbers, words, codes such as B6, and the signs that hold a label together."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache


class MarkKind(IntEnum):
    """The kind of a mark."""

    MISREAD = 1
    """A number in which a scanner of paper saw letters: 'l00 mg'."""
    NUMBER = 2
    CODE = 3
    """Letters and figures together: 'B6', 'K2'."""
    ION = 4
    """The ion of magnesium: 'Mg2+'."""
    WORD = 5
    SIGN = 6


Mark = tuple[MarkKind, str]
"""The kind of a mark, and its characters."""
MISREAD, NUMBER, CODE, ION, WORD, SIGN = MarkKind
# Constants for the lexer, because the lookup of an enum member is slow before Python 3.12.

_LETTER = r"[^\W\d_]"
_MILLIGRAMS = r"\s?(?:mg|rng|mq|мг)\b"
_MISREAD_BEFORE = rf"(?:{_MILLIGRAMS}|\s?%)"


_MAY_HOLD_FORMULA = re.compile(r"c\d{1,2}h\d|mg\d?\(|\d\)\d")
_FORMULAS = r"""
    | (?<![^\W_])(?:c\d{1,2}h\d{1,2}[a-z\d]*|mg\d?\((?:oh|[a-z\d]{1,9}\d)\)\d)
    | (?<=[a-z]\d\))\d(?:mg)?(?![\d.,])"""
"""A chemical formula, and the index behind its bracket, which is no figure."""


@cache
def _scanner(letter: str, *, formulas: bool) -> re.Pattern[str]:
    """Return the scanner of texts with these letters; that of ASCII is a third faster."""
    # Repetitions are bounded wherever a look ahead could otherwise walk the same text again and again.
    return re.compile(
        rf"""
    [ ]?(  # one space only: a longer run would be scanned again from each of its places
    {letter}{{4,}}(?![^\W_])  # most words, without a look at what else might begin here
    {_FORMULAS if formulas else ""}
    | (?<![^\W_])(?=[\d.,]{{0,9}}[loi])(?=[loi.,]{{0,9}}\d)[\dloi.,]{{2,10}}(?={_MISREAD_BEFORE})
    | \d{{1,3}}(?:[ ]\d{{3}}){{1,2}}(?={_MILLIGRAMS})|\d+(?:[.,]\d+)*
    | (?<![^\s(\[|:=~])(?<![.,…]\s)[.,]\d+  # '.5'; no dot of a leader
    | mg\s?(?:2\+|\+\+)
    | (?<![^\W_]){letter}{{1,2}}\d{{1,3}}{letter}?(?![^\W_])
    | {letter}+(?:[01]{letter}{{3,}})?
    | [()\[\]{{}}|,;:/+&=×*%\n<>≤≥~•·\x03]|(?<!{letter})[-–—−]|[-–—−](?!{letter})
    )""",
        re.VERBOSE,
    )


_NAMING = frozenset({MarkKind.WORD, MarkKind.CODE, MarkKind.NUMBER})
_KINDS = (
    (MarkKind.NUMBER, re.compile(r"[.,]?\d[\d., ]*")),
    (MarkKind.MISREAD, re.compile(r"[\dloi.,]*\d[\dloi.,]*")),
    (MarkKind.ION, re.compile(r"mg\s?(?:2\+|\+\+)")),
    (MarkKind.CODE, re.compile(rf"{_LETTER}{{1,2}}\d{{1,3}}{_LETTER}?")),
    (MarkKind.WORD, re.compile(rf"{_LETTER}.*")),
)


def scan(text: str) -> list[str]:
    """Return the marks of a tidied text in order. A hyphen inside a word is a gap."""
    formulas = _MAY_HOLD_FORMULA.search(text) is not None
    return _scanner("[a-z]" if text.isascii() else _LETTER, formulas=formulas).findall(text)


def kind_of(mark: str) -> MarkKind:
    """Return the kind of a mark, from its characters."""
    if mark.isdecimal():
        return MarkKind.NUMBER
    for kind, pattern in _KINDS:
        if pattern.fullmatch(mark):
            return kind
    return MarkKind.SIGN


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and codes of a folded name, without signs, as keys of the index of names."""
    words = text.replace("-", " ")
    if words.replace(" ", "").isalpha():
        return tuple(words.split())
    return tuple(mark for mark in scan(text) if kind_of(mark) in _NAMING)
