"""How many pieces a day the directions on a label say, where they say it clearly."""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_READ = 2000
"""Characters of one statement."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {**{word: str(value) for value, word in enumerate(_NUMBERS, 1)}, "once": "1 times", "twice": "2 times"}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_SAID_TWICE = re.compile(r"\b(\d+)\s*[(\[]\s*\1\s*[)\]]|[(\[]\s*(\d+)\s*[)\]]")
"""'three [3]' once its word is a figure, or a bare '(1)'."""
_SENTENCE = re.compile(r"[.!?](?!\d)|[\n;]")

_RANGE = r"(\d+(?:\.\d+)?)(?:\s*(?:to|or|-|–)\s*(\d+(?:\.\d+)?))?"
_A_DAY = r"(?:daily|(?:a|per|each|every)\s+day|/\s*day)"
_PIECES = (
    r"(?:tablet|capsule|caplet|soft\s?gel|lozenge|gumm(?:y|ie)|scoop|packet|stick|pill|vcap|chew|wafer|serving|"
    r"teaspoon|tablespoon|dropper|drop)"
)
_MENTION = rf"\b{_RANGE}\s+(?:[a-z-]+\s+){{0,2}}?({_PIECES})(?:e?s|\(e?s\))?\b"
_MENTIONED = re.compile(_MENTION)
_TAKEN = re.compile(rf"{_MENTION}(?:[^\d]{{0,60}}?\b{_RANGE}\s*(?:times?|x)\s*(?:{_A_DAY})|[^\d]{{0,60}}?\b{_A_DAY})")
"""'3 tablets daily', '1 lozenge 2 to 3 times daily', '4 tablets 1 times a day'."""
_BARE = re.compile(rf"\b{_RANGE}\s+{_A_DAY}")
"""'1 per day', where no piece is named anywhere."""
_UNCLEAR = re.compile(
    r"\bup to\b|\bas needed\b|\bas desired\b|\bincreas|\badditional|\bmaxim|\bmay (?:be )?(?:take|use)|\bat least\b|"
    r"\bevery (?:\d|other)|\b(?:each|every|per|with) meals?\b|\bhal(?:f|ves)\b|\bweek|\bhours? (?:apart|later)\b|"
    r"\bmorning\b.*\b(?:evening|night|bedtime)\b"
)
_OR = re.compile(r"\bor\b")
_NOT_FOR_ADULTS = re.compile(r"\bchild|\bkids?\b|\binfant|\btoddler|\byears? (?:of age|old)\b|\bages?\s+\d")


class Taken(Record):
    """What directions say."""

    pieces_per_day: Span
    ways: int
    """In how many different ways they say it: 'three tablets daily, or one tablet three times a day' says it in two."""
    piece: str | None
    """The word for one: 'tablet'."""
    words: str
    """The directions' own words."""


def read_directions(statements: Iterable[str]) -> Taken | None:
    """Pieces a day for an adult; None where nothing clear is said, or two things that are not the same.

    Sentences about children are passed over. 'As needed', 'up to', 'with each meal' leave it unclear, and so does a
    number of pieces that is joined to another by anything but 'or'.
    """
    said: list[_Intake] = []
    words = []
    for statement in statements:
        text = _in_figures(statement[:LONGEST_READ])
        sentences = [sentence for sentence in _SENTENCE.split(text) if not _NOT_FOR_ADULTS.search(sentence)]
        if any(_UNCLEAR.search(sentence) for sentence in sentences):
            return None
        for sentence in sentences:
            found = _intakes(sentence)
            if found is None:
                return None
            said += found
            if found and statement not in words:
                words.append(statement)
    totals = {(intake.total.low, intake.total.high) for intake in said}
    pieces = {intake.piece for intake in said if intake.piece is not None}
    if len(totals) != 1 or len(pieces) > 1:
        return None
    ways = len({intake.written for intake in said})
    shown = "; ".join(" ".join(statement.split()) for statement in words)
    return Taken(said[0].total, ways, next(iter(pieces), None), shown)


class _Intake(Record):
    total: Span
    written: tuple[str | None, ...]
    piece: str | None


def _in_figures(text: str) -> str:
    figures = _NUMBER_WORD.sub(lambda word: _WORDS[word[0]], text.casefold())
    return _SAID_TWICE.sub(lambda twice: twice[1] or twice[2], figures)


def _intakes(sentence: str) -> list[_Intake] | None:
    """What a sentence says in full; None where it also says something that is not understood."""
    taken = {match.start(): match for match in _TAKEN.finditer(sentence)}
    mentioned = {match.start(): match for match in _MENTIONED.finditer(sentence)}
    if not mentioned:
        return [
            _Intake(Span(float(match[1]), float(match[2] or match[1])), match.groups(), None)
            for match in _BARE.finditer(sentence)
        ]
    starts = sorted(mentioned)
    if any(not _OR.search(sentence[mentioned[start].end() : later]) for start, later in pairwise(starts)):
        return None
    if not taken:
        return []
    return [_intake(taken.get(start, mentioned[start])) for start in starts]


def _intake(match: re.Match[str]) -> _Intake:
    """From 'N to M pieces P to Q times a day'; once where no times are named."""
    least, most, piece, *times = match.groups()
    each = (float(least), float(most or least))
    often = (float(times[0] or 1), float(times[1] or times[0] or 1)) if times else (1.0, 1.0)
    totals = [one * many for one, many in product(each, often)]
    written = (least, most, *(times or (None, None)))
    return _Intake(Span(min(totals), max(totals)), written, _one(piece))


def _one(piece: str) -> str:
    return "gummy" if piece.startswith("gumm") else "softgel" if piece.startswith("soft") else piece
