"""One spelling for the words that labels inflect, join, prefix, or misprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.records.labels import LabelWords

ELEMENT = "magnesium"
MOST_REMEMBERED = 20_000
_SHORTEST_TO_MEND = 6
_SHORTEST_STEM = 4
_HEBREW_PREFIXES = frozenset("כמהולבש")
_WITHOUT_VOWELS = str.maketrans("ת", "ט", "אויה")
_HEBREW_LETTER = re.compile(r"^[\u05d0-\u05ea]")


class Spelling(dict[str, tuple[str, ...]]):
    """The known words that a printed word stands for, itself where there are none.

    Several where it is several joined ('magnesiumpidolat'). Words repeat from line to line, so each is looked at once.
    """

    def __init__(
        self, words: LabelWords, elements: frozenset[str], known: frozenset[str], salts: frozenset[str]
    ) -> None:
        super().__init__()
        self._elements = elements
        self._known = known
        self._salts = salts
        self._inflected = words.inflected
        self._endings = words.endings
        self._skeletons = {_skeleton(word): word for word in sorted(salts) if _HEBREW_LETTER.match(word)}

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[word] = self._read(word)
        return found

    def _read(self, word: str) -> tuple[str, ...]:
        if word in self._elements:
            return (ELEMENT,)
        if word in self._known or len(word) > 60:
            return (word,)
        if _HEBREW_LETTER.match(word):
            return self._without_hebrew_prefix(word)
        return self._uninflected(word) or self._joined(word) or next(self._mended(word), None) or (word,)

    def _uninflected(self, word: str) -> tuple[str, ...] | None:
        if word in self._inflected:
            return (self._inflected[word],)
        for ending in self._endings:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= _SHORTEST_STEM and stem in self._salts:
                return (stem,)
        return None

    def _joined(self, word: str) -> tuple[str, ...] | None:
        """'magnesiumcitrats' as its two words."""
        if word.startswith(ELEMENT):
            rest = word[len(ELEMENT) :]
            if rest in self._salts:
                return (ELEMENT, rest)
            stem = self._uninflected(rest)
            if stem is not None:
                return (ELEMENT, *stem)
        return None

    def _hebrew(self, word: str) -> str | None:
        """A foreign word in Hebrew letters is written with more or fewer of those that stand for vowels."""
        skeleton = _skeleton(word)
        return self._skeletons.get(skeleton) if len(skeleton) >= 3 and len(word) > _SHORTEST_STEM else None

    def _without_hebrew_prefix(self, word: str) -> tuple[str, ...]:
        """Hebrew writes 'as', 'from', 'and', 'the' as the first letter of the word."""
        whole = self._hebrew(word)
        if whole is not None:
            return (whole,)
        for length in (1, 2):
            prefix, rest = word[:length], word[length:]
            if len(rest) > 2 and _HEBREW_PREFIXES.issuperset(prefix):
                if rest in self._elements:
                    return (*prefix, ELEMENT)
                if rest in self._known:
                    return (*prefix, rest)
                salt = self._hebrew(rest)
                if salt is not None:
                    return (*prefix, salt)
        return (word,)

    def _mended(self, word: str) -> Iterator[tuple[str, ...]]:
        """The element or a salt's name with one fault: two letters changed about, one doubled, or misread."""
        if len(word) < _SHORTEST_TO_MEND:
            return
        for mended in _misprints(word):
            if mended in self._elements:
                yield (ELEMENT,)
            elif mended in self._salts:
                yield (mended,)
            else:
                joined = self._joined(mended)
                if joined:
                    yield joined


def _skeleton(word: str) -> str:
    return word.translate(_WITHOUT_VOWELS)


def _misprints(word: str) -> Iterator[str]:
    """What may have been meant by a word that a scanner or a typist got wrong."""
    if "rn" in word:
        yield word.replace("rn", "m")
    if "0" in word or "1" in word:
        yield word.replace("0", "o").replace("1", "i")
        yield word.replace("0", "o").replace("1", "l")
    for place in range(len(word) - 1):
        first, second = word[place], word[place + 1]
        if first == second:
            yield word[:place] + word[place + 1 :]
        else:
            yield word[:place] + second + first + word[place + 2 :]
