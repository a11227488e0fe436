"""Split directions in Chinese and Japanese, which write words without gaps, into words and numbers."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.labels.phrase_tree import MEANING
from maginfo.labels.text.normalise import longest_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maginfo.labels.directions.words import Mark
    from maginfo.labels.phrase_tree import Branch

_LETTER = "[\u3040-\u30ff\u4e00-\u9fff]"
"""Few labels contain one, so the patterns are compiled when they are first needed: that takes 4 ms."""
_EDGE = rf"(?<={_LETTER})(?=[a-z0-9])|(?<=[a-z0-9])(?={_LETTER})"
"""Where such a word meets a number or a Latin word: '1日3粒', '300mg配合'."""
_COUNTING = frozenset({"number", "per"})
_COUNTED = frozenset({"piece", "times"})
"""Kinds of words that one of `_COUNTING` counts."""
_BESIDE = _COUNTING | {"piece"}
"""Kinds of words after which one letter is a word."""


def is_ungapped(text: str) -> bool:
    """Return whether a text has letters of Chinese or Japanese."""
    return not text.isascii() and re.search(_LETTER, text) is not None


def with_gaps(text: str) -> str:
    """Put a gap between numbers or Latin letters and Chinese or Japanese ones."""
    return re.sub(_EDGE, " ", text)


class UngappedWords:
    """Find the known words in a text without gaps."""

    def __init__(self, phrases: Branch, meanings: tuple[Mark, ...]) -> None:
        self._phrases, self._meanings = phrases, meanings

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The kinds of the words that are phrases, by word; '' for a word that is only part of a phrase."""
        firsts = {
            word: self._meanings[branch[MEANING]].kind if MEANING in branch else ""
            for word, branch in self._phrases.items()
            if is_ungapped(word)
        }
        seconds = (word for branch in self._phrases.values() for word in branch if is_ungapped(word))
        return dict.fromkeys(seconds, "") | firsts

    @cached_property
    def _max_length(self) -> int:
        return max(map(len, self._kinds), default=0)

    def split(self, printed: list[str]) -> list[str]:
        """Split the words of Chinese and Japanese among printed words."""
        out: list[str] = []
        for word in printed:
            if is_ungapped(word):
                out += self._words(word, after_number=bool(out) and out[-1][0].isdecimal())
            else:
                out.append(word)
        return out

    def _words(self, text: str, *, after_number: bool) -> Iterator[str]:
        """Return the known words in a text and what stands between; one letter is a word beside a number."""

        def is_word(place: int, end: int, before: str) -> bool:
            kind = self._kinds.get(text[place:end])
            beside = self._kinds.get(before) in _BESIDE if place else after_number
            if kind is None or end > place + 1 or beside:
                return kind is not None
            return kind in _COUNTING and self._kinds.get(text[end : end + 1]) in _COUNTED

        return longest_words(text, self._max_length, is_word)
