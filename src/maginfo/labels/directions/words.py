"""Cut directions into marks: numbers and ranges, pieces, and words for frequency, time of day and age group."""

from __future__ import annotations

import re
from typing import NamedTuple

from maginfo.labels.amounts import MG_PER, ML_PER, read_printed
from maginfo.labels.directions.ungapped import UngappedWords, is_ungapped, with_gaps
from maginfo.labels.phrase_tree import MEANING, Branch, longest
from maginfo.labels.text.normalise import tidy
from maginfo.model.record import Record

_MARK = re.compile(
    r"(?<![\d.,])[.,]\d+|\d+(?:[.,]\d+)*|(?<![^\W_])[^\W\d_]{1,3}\d+[^\W_]*|[^\W\d_]+|[()\[\]{}:/=,;%×*+–—−~、-]"
)
_GLUED_TIMES = re.compile(r"(?<=\d)\s?[xх]\s?(?=[\d/]|[^\W\d_]{3})")
"""A multiplication sign joined to its number: '3xtäglich', '3x2', '2x/day'."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
"""A hyphen between two words: 'one-a-day'."""
_TIMES_FIRST = re.compile(r"(?<![\w.,])(?<!\d )[xх]([2-6])(?!\w)")
"""A multiplication sign before its number: 'x2 daily'."""
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?([ap])\.?m\b\.?")
"""A time by the clock: '8 am', '9:30 p.m.'."""
_MORNING = re.compile(r"(?<!in the )\bam\b(?=.*\b(?:pm|q?hs)\b)", re.DOTALL)
"""'am' in a sentence with 'pm' or 'hs', at bedtime; elsewhere it is a German word."""
_LATIN = re.compile(r"\b([btq])\.\s?([id])\.\s?([ds])\b\.?")
"""Latin abbreviations: 'b.i.d.', 't.d.s.'."""
EQUALS = "="
_SIGNS = {
    **dict.fromkeys("([{", "open-bracket"),
    **dict.fromkeys(")]}", "close-bracket"),
    **dict.fromkeys("–—−-~", "dash"),
    **dict.fromkeys("×*", "times"),
    "/": "slash",
    ":": "colon",
    **dict.fromkeys(",、", "comma"),
    ";": "comma",
    EQUALS: "holds",
    "%": "percent",
    "+": "older",
}
_JOINED = {"ב": "per", "ל": "per", "ו": "and", "ה": "word"}
"""Prefixes that Hebrew writes together with the next word: 'in', 'to', 'and', 'the'."""
WITH = "with"
"""`Mark.of` of an unread word for 'with', 'before' or 'after'."""
MAXIMUM = "maximum"
"""`Mark.of` of a word for the most: 'maximum', where 'up to' is only the end of a range."""
_RANGES_OF_PIECES = [["number", "piece", joint, "number", "piece"] for joint in ("dash", "to")]
_MAX_DENOMINATOR = 8
"""Greatest denominator: '7/8 of a teaspoon' is a fraction, '400/200' is not."""


class Mark(NamedTuple):
    """One mark of directions; `low` and `high` are its number, in mg for a mass."""

    kind: str
    """The name of a group of phrases in label_words.toml, or 'amount', 'word', 'holds', 'dash', ..."""
    low: float = 0.0
    high: float = 0.0
    of: str | None = None
    """The piece, the time of day, the unit, or the word."""


class DirectionIndex(Record):
    """What the words of directions mean: worked out by `index.direction_index`, and carried by a wheel."""

    phrases: Branch
    marks: tuple[Mark, ...]
    """The meanings of the phrases, by number."""
    beside: frozenset[str]
    """Words for 'with', 'before' or 'after'."""
    units: dict[str, str]
    """The unit of mass or substance that each word stands for."""


class DirectionWords:
    """Cut text into marks by the phrases of label_words.toml."""

    def __init__(self, index: DirectionIndex) -> None:
        self._phrases, self._meanings = index.phrases, index.marks
        self._beside, self._units = index.beside, index.units
        self._ungapped = UngappedWords(index.phrases, index.marks)

    def marks(self, text: str) -> list[Mark]:
        """Cut a label's text into marks, with numbers joined into ranges."""
        plain = _CLOCK.sub(r"in the \1m", _LATIN.sub(r"\1\2\3", tidy(text)).replace("&", " and "))
        plain = _TIMES_FIRST.sub(r"\1 x", _MORNING.sub("in the am", plain))
        ungapped = is_ungapped(plain)
        printed = _MARK.findall(_GLUED_TIMES.sub(" × ", _HYPHEN.sub(" ", with_gaps(plain) if ungapped else plain)))
        if ungapped:
            printed = self._ungapped.split(printed)
        found: list[Mark] = []
        place = 0
        while place < len(printed):
            place = self._mark(printed, place, found)
        return _without_repeated_numbers(_with_ranges(_with_fractions(_without_repeated_numbers(found))))

    def piece(self, unit: str) -> str | None:
        """Return the piece that a record's unit names: 'Vegetarian Capsule(s)' is a capsule."""
        return next((mark.of for mark in self.marks(unit) if mark.kind == "piece"), None)

    def _mark(self, printed: list[str], place: int, found: list[Mark]) -> int:
        """Add the mark at a place; return the place after it."""
        characters = printed[place]
        if characters in _SIGNS:
            found.append(Mark(_SIGNS[characters], of=characters if characters == EQUALS else None))
            return place + 1
        counts = characters[0].isdecimal() or characters[0] in ".,"
        meaning, reached = (None, place) if counts and characters not in self._phrases else self._phrase(printed, place)
        if counts and meaning is None:
            return self._number(printed, place, found)
        for later in range(place + 1, reached):  # 'par dose journalière' is 'par' and 'dose journalière'
            other, end = self._phrase(printed, later)
            if other is not None and other.kind == "daily-dose" and end > reached:
                meaning, reached = self._phrase(printed[:later], place)
                break
        if meaning is not None and meaning.kind == "day-after":
            meaning = Mark("day") if found and found[-1].kind in ("slash", "times", "often") else None
        if meaning is not None and meaning.kind == "each-time":
            if found and found[-1].kind == "day":
                found.append(Mark("often", 1.0, 1.0))  # 'a day, one time'; elsewhere '2 tablets at one time'
            return reached
        if meaning is None and characters[0] in _JOINED and MEANING in self._phrases.get(characters[1:], {}):
            found.append(Mark(_JOINED[characters[0]]))
            meaning = self._meanings[self._phrases[characters[1:]][MEANING]]
        of = WITH if characters in self._beside else characters
        found.append(meaning if meaning is not None else Mark("word", of=of))
        return reached

    def _phrase(self, printed: list[str], place: int) -> tuple[Mark | None, int]:
        """Return the longest known phrase at a place, and the place after it."""
        number, reached = longest(self._phrases, printed, place)
        return None if number is None else self._meanings[number], reached

    def _number(self, printed: list[str], place: int, found: list[Mark]) -> int:
        following = printed[place + 1] if place + 1 < len(printed) else ""
        number = read_printed(printed[place], of_milligrams=self._units.get(following) == "mg")
        if number is None or following == "%":
            found.append(Mark("word", of=printed[place]))
            return place + (2 if following == "%" else 1)
        if following in ML_PER:
            found += (_number(number * ML_PER[following]), Mark("piece", of="ml"))
            return place + 2
        unit = self._units.get(following)
        if unit is not None:
            found.append(Mark("amount", number * MG_PER[unit], number * MG_PER[unit], unit))
            return place + 2
        found.append(Mark("number", number, number))
        return place + 1


def words_in(spelling: str) -> list[str]:
    """Return the words and numbers of a phrase as it is spelled in the data, without signs."""
    return [word for word in _MARK.findall(with_gaps(tidy(spelling))) if word not in _SIGNS]


def _number(value: float) -> Mark:
    return Mark("number", value, value)


def _without_repeated_numbers(marks: list[Mark]) -> list[Mark]:
    """Merge a number with its repetition: 'two (2)'. Remove the brackets of a number alone: '(1)'."""
    out: list[Mark] = []
    place = 0
    while place < len(marks):
        bracketed = [mark.kind for mark in marks[place : place + 3]] == ["open-bracket", "number", "close-bracket"]
        if bracketed and out and out[-1].kind == "number" and out[-1][1:3] == marks[place + 1][1:3]:
            place += 3
        elif bracketed:
            out.append(marks[place + 1])
            place += 3
        else:
            out.append(marks[place])
            place += 1
    return out


def _with_fractions(marks: list[Mark]) -> list[Mark]:
    """Merge fractions, '1/2', '1 1/2', '½ a tablet', and read 'a tablet' as one."""
    out: list[Mark] = []
    place = 0
    while place < len(marks):
        mark, rest = marks[place], marks[place + 1 : place + 3]
        if mark.kind == "number" and [each.kind for each in rest] == ["slash", "number"]:
            part, whole = mark.high, rest[1].high
            if 1 <= part < whole <= _MAX_DENOMINATOR:
                before = out.pop().high if out and out[-1].kind == "number" and out[-1].high >= 1 else 0.0
                out.append(_number(before + part / whole))
                place += 3
                continue
        if mark.kind == "or" and not (out and out[-1].kind != "colon") and rest and rest[0].kind == "piece":
            mark = _number(1.0)  # Romanian 'o': 'O capsulă pe zi'
        if mark.kind == "one-of":
            follows = rest[0] if rest else Mark("")
            if out and out[-1].kind == "number" and follows.kind == "number":
                mark = Mark("to")
            elif out and out[-1].kind == "number" and out[-1].high < 1:
                place += 1
                continue
            elif follows.kind == "piece":
                mark = Mark("number", 1.0, 1.0)
            else:
                mark = Mark("and", of="a")
        out.append(mark)
        place += 1
    return out


def _with_ranges(marks: list[Mark]) -> list[Mark]:
    """Merge ranges: '1-2', '1 to 2', 'once or twice', 'ein- bis zweimal'. '1-0-1' is two a day."""
    out: list[Mark] = []
    place = 0
    while place < len(marks):
        mark = marks[place]
        if mark.kind not in ("number", "often"):
            out.append(mark)
            place += 1
            continue
        kinds = [each.kind for each in marks[place : place + 5]]
        if kinds == ["number", "dash", "number", "dash", "number"]:
            parts = [marks[place + step].high for step in (0, 2, 4)]
            out += (_number(sum(parts)), Mark("day"))
            place += 5
            continue
        if (
            kinds in _RANGES_OF_PIECES
            and marks[place + 1].of == marks[place + 4].of
            and 0 < mark.low < marks[place + 3].high
        ):
            out.append(Mark("number", mark.low, marks[place + 3].high))
            place += 4
            continue
        joins = place + 1
        while joins < len(marks) and marks[joins].kind in ("dash", "to", "or", "slash") and joins < place + 3:
            joins += 1
        later = marks[joins] if place + 1 < joins < len(marks) else Mark("")
        by_slash = place + 1 < len(marks) and marks[place + 1].kind == "slash"
        both = later.kind in ("number", "often") and later.high > mark.low > 0
        if both and not by_slash and (mark.kind == "number" or later.kind == "often"):
            out.append(Mark(later.kind, mark.low, later.high))
            place = joins + 1
            continue
        out.append(mark)
        place += 1
    return out
