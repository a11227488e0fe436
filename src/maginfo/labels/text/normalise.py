"""Normalise the text of a label: no markup, entities, signs or accents; lower case; the cells of a record joined.

The reader works on this copy; what it returns quotes the text as it was written.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.labels.text.tokens import STOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maginfo.labels.text.vocabulary import LabelIndex

ELEMENT = "magnesium"
"""The element's name in any language, after normalisation."""
MAX_REMEMBERED = 20_000
_MIN_MENDED_LENGTH = 6
_MIN_STEM_LENGTH = 4
_ALIKE = {"l": "i", "i": "l"}
"""Letters that a scanner of paper takes for one another: 'Magneslum'."""
_HEBREW_PREFIXES = frozenset("כמהולבש")
_WITHOUT_VOWELS = str.maketrans("ת", "ט", "אויה")
_HEBREW_LETTER = re.compile(r"^[\u05d0-\u05ea]")


class Spelling(dict[str, tuple[str, ...]]):
    """Map a printed word to the known words that it stands for, or to itself.

    A compound word stands for several ('magnesiumpidolat'). Results are cached, because words recur from line to line.
    """

    def __init__(self, index: LabelIndex) -> None:
        super().__init__()
        self._elements = index.elements
        self._known = index.words
        self._salts = index.salts
        self._inflected = index.inflected
        self._endings = index.endings

    @cached_property
    def _joinable(self) -> frozenset[str]:
        """Words of languages that write without gaps."""
        return frozenset(filter(has_no_gaps, (*self._elements, *self._known, *self._inflected)))

    @cached_property
    def _max_joinable_length(self) -> int:
        return max(map(len, self._joinable), default=0)

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        """Salts in Hebrew letters by their consonants."""
        return {_skeleton(word): word for word in sorted(self._salts) if _HEBREW_LETTER.match(word)}

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= MAX_REMEMBERED:
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
        if has_no_gaps(word):
            return tuple(self._in_words(word))
        return self._uninflected(word) or self._joined(word) or next(self._mended(word), None) or (word,)

    def _uninflected(self, word: str) -> tuple[str, ...] | None:
        if word in self._inflected:
            return (self._inflected[word],)
        for ending in self._endings:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= _MIN_STEM_LENGTH and stem in self._salts:
                return (stem,)
        return None

    def _joined(self, word: str) -> tuple[str, ...] | None:
        """Split a compound word into the element and a salt: 'magnesiumcitrats'."""
        if word.startswith(ELEMENT):
            rest = word[len(ELEMENT) :]
            if rest in self._salts:
                return (ELEMENT, rest)
            stem = self._uninflected(rest)
            if stem is not None:
                return (ELEMENT, *stem)
        return None

    def _in_words(self, text: str) -> Iterator[str]:
        """Yield the known words of a text without gaps, and what stands between."""
        known = self._joinable
        for word in longest_words(text, self._max_joinable_length, lambda place, end, _: text[place:end] in known):
            if word in known:
                yield ELEMENT if word in self._elements else self._inflected.get(word, word)
            else:
                yield word

    def _hebrew(self, word: str) -> str | None:
        """Find a salt in Hebrew letters by its consonants, because the spelling of vowels varies in foreign words."""
        skeleton = _skeleton(word)
        return self._skeletons.get(skeleton) if len(skeleton) >= 3 and len(word) > _MIN_STEM_LENGTH else None

    def _without_hebrew_prefix(self, word: str) -> tuple[str, ...]:
        """Split off the prefixes that Hebrew writes as the first letters of a word: 'as', 'from', 'and', 'the'."""
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
        """Correct the element's or a salt's name with one error: letters swapped, doubled or misread."""
        if len(word) < _MIN_MENDED_LENGTH:
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


def has_no_gaps(word: str) -> bool:
    """Return whether a word is in a script that writes words without gaps."""
    return not word.isascii() and any(first <= letter <= last for letter in word for first, last in _WITHOUT_GAPS)


def longest_words(text: str, max_length: int, is_word: Callable[[int, int, str], bool]) -> Iterator[str]:
    """Yield the longest word at each place of a text without gaps, and what stands between words.

    No word has over `max_length` letters. `is_word` tells of a start, an end and the word before that start, '' for
    none, whether a word stands there.
    """
    place = begun = 0
    word = ""
    while place < len(text):
        ends = range(min(place + max_length, len(text)), place, -1)
        word = next((text[place:end] for end in ends if is_word(place, end, word)), "")
        if word:
            if begun < place:
                yield text[begun:place]
            yield word
            begun = place + len(word)
        place += len(word) or 1
    if begun < len(text):
        yield text[begun:]


def _skeleton(word: str) -> str:
    return word.translate(_WITHOUT_VOWELS)


def _misprints(word: str) -> Iterator[str]:
    """Yield candidates for a word with one typing or scanning error."""
    if "rn" in word:
        yield word.replace("rn", "m")
    if "0" in word or "1" in word:
        yield word.replace("0", "o").replace("1", "i")
        yield word.replace("0", "o").replace("1", "l")
    for place, letter in enumerate(word):
        if letter in _ALIKE:
            yield word[:place] + _ALIKE[letter] + word[place + 1 :]
    for place in range(len(word) - 1):
        first, second = word[place], word[place + 1]
        if first == second:
            yield word[:place] + word[place + 1 :]
        else:
            yield word[:place] + second + first + word[place + 2 :]


_BETWEEN = r"['\"]?\s*(?:=>|[:=])\s*['\"]?"
"""What stands between the key and the value of a record: ': ', '" => '."""
_AMOUNT_KEY = r"\w{0,20}(?:amount|quantity|value|dose|strength)\w{0,20}"
_UNIT = rf"['\"]?\w{{0,20}}(?:unit|uom)\w{{0,20}}{_BETWEEN}([^\W\d_]{{1,4}})['\"]?"
_AMOUNT = rf"['\"]?{_AMOUNT_KEY}{_BETWEEN}(\d[\d.,]{{0,15}})['\"]?"
_AMOUNT_AND_UNIT = re.compile(rf"{_AMOUNT}\s*,\s*{_UNIT}", re.IGNORECASE)
_UNIT_AND_AMOUNT = re.compile(rf"{_UNIT}\s*,\s*{_AMOUNT}", re.IGNORECASE)
"""Two cells of a record: 'amount: 150, unit: "mg"'."""
_KEY_OF_AN_AMOUNT = re.compile(rf"(?<=['\"])\s*,\s*['\"]?{_AMOUNT_KEY}{_BETWEEN}(?=\d)", re.IGNORECASE)
"""The key between a quoted name and its amount: '"magnesium", "value": "200 mg"'."""
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_CELLS = re.compile(r"<\s*(?:/\s*)?(?:td|th|tr|br|p|li|div)\b[^<>]{0,300}>", re.IGNORECASE)
_CHEMICAL_BRACKET = re.compile(r"\b(bis|tris?|tetra|hydrogen|di)[- ]?\(([^()\s]{3,40})\)")
_LEADING_BRACKET = re.compile(r"\((bis|di|tri)\)[- ]?")
_MAY_BE_CHEMICAL = re.compile(r"(?:bis|tris?|tetra|hydrogen|di)[- ]?\(|\((?:bis|di|tri)\)")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_HEBREW_INNER_QUOTE = re.compile(
    r"(?<=[\u05d0-\u05ea])['\"\u05f3\u05f4\u2018\u2019\u201c\u201d]{1,2}(?=[\u05d0-\u05ea])"
)
_SIGNS = {
    **dict.fromkeys("®™©℠†‡", ""),
    # marks of direction and joiners, invisible in print
    **dict.fromkeys(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad", ""
    ),
    "¼": "0.25",
    "½": "0.5",
    "¾": "0.75",
    "\u2044": "/",
    "〜": "~",
    **dict.fromkeys("⩽≦", "≤"),
    **dict.fromkeys("⩾≧", "≥"),
    "\x00": " ",
}
_WITHOUT_SIGNS = str.maketrans(_SIGNS)
_WITH_A_PART = re.compile(r"(?<=\d)\s?([¼½¾])")
"""A number with a fraction sign: '1½' is 1.5, not 10.5."""
_PARTS = {"¼": ".25", "½": ".5", "¾": ".75"}
_GROUPED = re.compile("(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
"""Non-breaking spaces between the digit groups of a number."""
_COMBINING = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u3099\u309a]+")
_WITHOUT_GAPS = (("\u1100", "\u11ff"), ("\u3040", "\u30ff"), ("\u4e00", "\u9fff"))
"""First and last letters of Korean (taken apart), Japanese and Chinese, which write words without gaps."""


def fold(text: str) -> str:
    """Remove accents and signs and lower-cases: 'Magnésium' becomes 'magnesium'."""
    if text.isascii():
        return text.lower()
    text = _WITH_A_PART.sub(lambda part: _PARTS[part[1]], _GROUPED.sub("", text))
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_SIGNS))
    plain = _COMBINING.sub("", plain).casefold()
    if "ł" in plain:
        plain = plain.replace("ł", "l")
    if _HEBREW.search(plain):
        plain = _HEBREW_INNER_QUOTE.sub("", plain)
    return plain


def without_markup(text: str) -> str:
    """Remove tags and entities; separates the cells of a table by '|'."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _CELLS.sub(" | ", text))
    return text


_SENTENCES = re.compile(r"((?<![^\W\d_])[^\W\d_]{4,}|\b[^\W\d_]\d{1,2}|[)%])[.!](?=\s+([^\W_]))")
_ABBREVIATED = frozenset(
    {
        "approx",
        "appr",
        "empf",
        "evtl",
        "excl",
        "exkl",
        "incl",
        "inkl",
        "maks",
        "mind",
        "recom",
        "recomm",
        "resp",
        "tagl",
    }
)
"""Abbreviations of four letters or more."""


def with_stops(text: str) -> str:
    """Put a sign where a sentence ends within a line: after a word, a vitamin, a bracket or a percentage."""
    return _SENTENCES.sub(_stop, text)


def _stop(end: re.Match[str]) -> str:
    ends = not end[2].islower() and fold(end[1]) not in _ABBREVIATED
    return f"{end[0]}{STOP}" if ends else end[0]


_UNIT_FIRST = re.compile(
    r"([^\W\d_)]\s{1,3})mg (\d+(?:[.,]\d+)?)(?![.,]?\d|\w|\s?(?:(?:mg|g|mcg|µg|mmol|mEq|IU|IE|UI|ml)\b|[%+]))"
)
"""A unit before its number, as Italian labels print it: 'magnesio mg 375'."""
_BETWEEN_PLAIN_WORDS = str.maketrans("", "", " -")


def tidy(text: str) -> str:
    """Remove markup and folds the text; separates the cells of a table by '|'."""
    if text.isascii() and text.translate(_BETWEEN_PLAIN_WORDS).isalpha():
        return text.lower()  # what follows would come to the same, more slowly
    plain = fold(without_markup(_UNIT_FIRST.sub(r"\1\2 mg", text) if "mg " in text else text))
    if "uni" in plain or "uom" in plain:
        plain = _UNIT_AND_AMOUNT.sub(r"\2 \1", _AMOUNT_AND_UNIT.sub(r"\1 \2", plain))
    if "'" in plain or '"' in plain:
        plain = _KEY_OF_AN_AMOUNT.sub(" ", plain)
    if "(" in plain and _MAY_BE_CHEMICAL.search(plain):
        plain = _CHEMICAL_BRACKET.sub(r"\1 \2", _LEADING_BRACKET.sub(r"\1", plain))
    return plain
