"""Cut text into tokens: known phrases, amounts, percentages and the signs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.phrase_tree import MEANING, Branch, longest
from maginfo.labels.text.normalise import has_no_gaps
from maginfo.labels.text.numerals import LARGE_MEASURE, figure
from maginfo.labels.text.scanner import CODE, ION, NUMBER, SIGN, WORD, Mark, kind_of, scan
from maginfo.labels.text.tokens import SIGNS, Kind, Token

if TYPE_CHECKING:
    from maginfo.labels.text.vocabulary import Vocabulary

_TO_IN_HEBREW = "ל"
"""The prefix 'per', written together with its word: 'per kilogram' is one word."""
_WORDS = frozenset({WORD, CODE})

_END: list[Mark] = [(SIGN, "")] * 6
"""Sentinels, so that look-ahead needs no bounds check."""
MAX_MARKS = 50_000
"""Greatest number of different marks whose kind is cached."""
MAX_RUNS = 5_000
"""Greatest number of runs of words whose tokens are cached: labels repeat the same phrases."""
_CHANGES_NEXT = frozenset({Kind.PER, Kind.PURE, Kind.AMOUNT})
"""Kinds that change the meaning of the next words: 'per l', 'pure magnesium', in Hebrew '45 mg perkg'."""
_SIGN_TOKENS = {sign: Token(kind) for sign, kind in SIGNS.items()}
# Constants, because the lookup of an enum member is slow before Python 3.12.
_AMOUNT, _SLASH, _PER, _PURE = Kind.AMOUNT, Kind.SLASH, Kind.PER, Kind.PURE
_BEFORE_ARROW_HEAD = frozenset({Kind.DASH, Kind.GIVES})
_NO_BRANCH: Branch = {}


class _Marks(dict[str, Mark]):
    """A cache of marks with their kind: the same marks recur in most lines."""

    def __missing__(self, characters: str) -> Mark:
        if len(self) >= MAX_MARKS:
            self.clear()
        mark = self[characters] = (kind_of(characters), characters)
        return mark


_MARKS = _Marks()


def lex(vocabulary: Vocabulary, text: str) -> list[Token]:
    """Return the tokens of a tidied text."""
    marks = [_MARKS[characters] for characters in scan(text)]
    if not text.isascii():
        marks = _without_joined_units(marks, vocabulary)
    last = len(marks)
    marks += _END
    out: list[Token] = []
    remembered = vocabulary.runs
    place = 0
    while place < last:
        kind, characters = marks[place]
        if kind in _WORDS:
            first = place
            place += 1
            while marks[place][0] in _WORDS:
                place += 1
            run = tuple([word for _, word in marks[first:place]])
            meant = remembered.get(run)
            if meant is None or (out and out[-1].kind in _CHANGES_NEXT):
                _run(vocabulary, run, out)
            else:
                out += meant
        elif kind is SIGN:
            place += 1
            token = _SIGN_TOKENS.get(characters)
            if token is not None and not _goes_with_the_sign_before(out, characters):
                out.append(token)
                if token.kind is _SLASH and _is_concentration(marks[place], vocabulary):
                    out.append(Token(Kind.VOLUME, LARGE_MEASURE))
                    place += 1
        elif kind is ION:
            out += (Token(Kind.ELEMENTAL), Token(Kind.MAGNESIUM))
            place += 1
        else:
            place = figure(marks, place, vocabulary, out)
    return out


def _without_joined_units(marks: list[Mark], vocabulary: Vocabulary) -> list[Mark]:
    """Split the word after a number in a script without gaps: '300mg配合', '400毫克镁'."""
    out: list[Mark] = []
    for mark in marks:
        if mark[0] is WORD and out and out[-1][0] is NUMBER and has_no_gaps(mark[1]):
            out += (_MARKS[word] for word in vocabulary.spelling[mark[1]])
        else:
            out.append(mark)
    return out


def _is_concentration(mark: Mark, vocabulary: Vocabulary) -> bool:
    """Return whether a mark is the measure of a concentration: the 'l' of 'mg/l'."""
    return mark[0] is WORD and mark[1] in vocabulary.concentrations


def _goes_with_the_sign_before(out: list[Token], sign: str) -> bool:
    """Return whether two signs are one: '<=' and '>=' are bounds; '->' and '=>' are arrows."""
    if sign == "=":
        return bool(out) and out[-1].kind is Kind.BOUND
    return sign == ">" and bool(out) and out[-1].kind in _BEFORE_ARROW_HEAD


def _run(vocabulary: Vocabulary, run: tuple[str, ...], out: list[Token]) -> None:
    """Add the tokens of a run of words, and keep them if they do not depend on the words before."""
    words = [word for printed in run for word in vocabulary.spelling[printed]]
    before = len(out)
    looking = bool(out) and out[-1].kind in _CHANGES_NEXT
    _phrases(vocabulary, words, out)
    if not looking and not _means_pure(vocabulary, words[0]):
        if len(vocabulary.runs) >= MAX_RUNS:
            vocabulary.runs.clear()
        vocabulary.runs[run] = out[before:]


def _means_pure(vocabulary: Vocabulary, word: str) -> bool:
    number = vocabulary.phrases.get(word, _NO_BRANCH).get(MEANING)
    return number is not None and vocabulary.meanings[number][0].kind is _PURE


def _phrases(vocabulary: Vocabulary, run: list[str], out: list[Token]) -> None:
    """Add the tokens of a run of words, taking the longest known phrase at each place."""
    phrases = vocabulary.phrases
    place, end = 0, len(run)
    while place < end:
        if run[place] in vocabulary.concentrations and out and out[-1].kind is _PER:
            out.append(Token(Kind.VOLUME, LARGE_MEASURE))
            place += 1
            continue
        joined = run[place][0] == _TO_IN_HEBREW and run[place][1:] in vocabulary.concentrations
        if joined and out and out[-1].kind is _AMOUNT:
            out += (Token(_PER), Token(Kind.VOLUME, LARGE_MEASURE))
            place += 1
            continue
        number, reached = longest(phrases, run, place)
        if number is None:
            out.append(Token(Kind.WORD, run[place]))
        else:
            meaning = vocabulary.meanings[number]
            first = meaning[0].kind
            if first is _PURE:
                out.append(_pure(out, run[place]))
            else:
                if out and out[-1].kind is _PURE:
                    out[-1] = Token(Kind.ELEMENTAL if first is Kind.MAGNESIUM else Kind.QUALITY)
                elif first is Kind.HYDRATE and out and out[-1].kind is Kind.FORM:
                    out[-1] = _with_water(vocabulary, out[-1], meaning[0].value)
                out.extend(meaning)
        place = reached


def _with_water(vocabulary: Vocabulary, form: Token, water: str) -> Token:
    """Return the token of a form whose water is named after it: of its compounds, the one with that water."""
    compound = vocabulary.index.compounds.get(form.value.form, {}).get(water, form.value.compound)
    return Token(Kind.FORM, form.value._replace(compound=compound))


def _pure(out: list[Token], word: str) -> Token:
    """Return the token of 'pure': elemental beside the element, quality beside a form, unknown at the line's start."""
    if not out:
        return Token(Kind.WORD, word)
    before = out[-1].kind
    if before is Kind.MAGNESIUM:
        return Token(Kind.ELEMENTAL)
    return Token(Kind.QUALITY if before is Kind.FORM else Kind.PURE)
