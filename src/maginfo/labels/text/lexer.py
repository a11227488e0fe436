"""From text to lexemes: phrases of known meaning, amounts, percentages and the signs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.amounts import (
    MG_PER,
    amount_of,
    count_of,
    misread_of,
    percent_of,
    read_misread,
    read_printed,
    several,
)
from maginfo.labels.text.scanner import CODE, ION, MISREAD, SIGN, WORD, kind_of, scan
from maginfo.labels.text.scanner import NUMBER as PRINTED
from maginfo.labels.text.tokens import (
    AMOUNT,
    BOUND,
    DASH,
    ELEMENTAL,
    FORM,
    GIVES,
    MAGNESIUM,
    NUMBER,
    PER,
    PERCENT,
    PURE,
    QUALITY,
    SIGNS,
    SLASH,
    SUBJECTS,
    VOLUME,
    Amount,
    Percent,
)
from maginfo.labels.text.tokens import WORD as UNKNOWN
from maginfo.labels.text.vocabulary import MEANING, Branch

if TYPE_CHECKING:
    from maginfo.labels.text.tokens import Lexeme
    from maginfo.labels.text.vocabulary import Vocabulary

_ML_PER = {"ml": 1.0, "мл": 1.0, "מל": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0, "л": 1000.0}
_LARGE_MEASURE = 1000.0
"""What a litre, a kilogram or 100 kcal count as, beside the limit for what is no serving: ml or g."""
_TO_IN_HEBREW = "ל"
"""Written together with the word after it: 'per kilogram' is one word."""
_WORDS = (WORD, CODE)
_TIMES = ("x", "×", "*", "х")  # the last is Cyrillic
_RANGE = ("-", "–", "—", "−")

Mark = tuple[int, str]
_END: list[Mark] = [(SIGN, "")] * 6
"""So that a look ahead never leaves the line."""
MAX_MARKS = 50_000
MAX_RUNS = 5_000
"""Remembered: labels are made of the same phrases over and over."""
_LOOKING_AHEAD = frozenset({PER, PURE, AMOUNT})
"""Kinds that what follows is read by: 'per l', 'pure magnesium', in Hebrew '45 mg perkg'."""
_NO_BRANCH: Branch = {}
_NO_MEANING = ((UNKNOWN, None),)


class _Marks(dict[str, Mark]):
    """Every mark with its kind; marks repeat from line to line, so each is looked at once."""

    def __missing__(self, characters: str) -> Mark:
        if len(self) >= MAX_MARKS:
            self.clear()
        mark = self[characters] = (kind_of(characters), characters)
        return mark


_MARKS = _Marks()


def lex(vocabulary: Vocabulary, text: str) -> list[Lexeme]:
    """The lexemes of a tidied text."""
    marks = [_MARKS[characters] for characters in scan(text)]
    last = len(marks)
    marks += _END
    out: list[Lexeme] = []
    remembered = vocabulary.runs
    place = 0
    while place < last:
        kind, characters = marks[place]
        if kind == WORD or kind == CODE:  # noqa: SIM109  # faster than a look into a tuple
            first = place
            place += 1
            while marks[place][0] in _WORDS:
                place += 1
            run = tuple([word for _, word in marks[first:place]])
            meant = remembered.get(run)
            if meant is None or (out and out[-1][0] in _LOOKING_AHEAD):
                _run(vocabulary, run, out)
            else:
                out += meant
        elif kind == SIGN:
            place += 1
            if characters in SIGNS and not _goes_with_the_sign_before(out, characters):
                sign = SIGNS[characters]
                out.append((sign, None))
                if sign == SLASH and marks[place][0] == WORD and marks[place][1] in vocabulary.concentrations:
                    out.append((VOLUME, _LARGE_MEASURE))
                    place += 1
        elif kind == ION:
            out += ((ELEMENTAL, None), (MAGNESIUM, None))
            place += 1
        else:
            place = _figure(marks, place, vocabulary, out)
    return out


def _goes_with_the_sign_before(out: list[Lexeme], sign: str) -> bool:
    """Whether two signs are one: '<=' and '>=' are bounds, '->' and '=>' are arrows and no bounds."""
    if sign == "=":
        return bool(out) and out[-1][0] == BOUND
    return sign == ">" and bool(out) and out[-1][0] in (DASH, GIVES)


def _run(vocabulary: Vocabulary, run: tuple[str, ...], out: list[Lexeme]) -> None:
    """Adds what a run of words means, and remembers it where that does not hang on what stands before."""
    words = [word for printed in run for word in vocabulary.spelling[printed]]
    before = len(out)
    looking = bool(out) and out[-1][0] in _LOOKING_AHEAD
    _phrases(vocabulary, words, out)
    if not looking and vocabulary.phrases.get(words[0], _NO_BRANCH).get(MEANING, _NO_MEANING)[0][0] != PURE:
        if len(vocabulary.runs) >= MAX_RUNS:
            vocabulary.runs.clear()
        vocabulary.runs[run] = out[before:]


def _phrases(vocabulary: Vocabulary, run: list[str], out: list[Lexeme]) -> None:
    """Adds what a run of words means, the longest phrase at each place first."""
    phrases = vocabulary.phrases
    place, end = 0, len(run)
    while place < end:
        if run[place] in vocabulary.concentrations and out and out[-1][0] == PER:
            out.append((VOLUME, _LARGE_MEASURE))
            place += 1
            continue
        joined = run[place][0] == _TO_IN_HEBREW and run[place][1:] in vocabulary.concentrations
        if joined and out and out[-1][0] == AMOUNT:
            out += ((PER, None), (VOLUME, _LARGE_MEASURE))
            place += 1
            continue
        branch = phrases.get(run[place])
        reached, ahead = place, place
        meaning = None
        while branch is not None:
            ahead += 1
            found = branch.get(MEANING)
            if found is not None:
                meaning, reached = found, ahead
            branch = branch.get(run[ahead]) if ahead < end else None
        if meaning is None:
            out.append((UNKNOWN, run[place]))
            place += 1
        else:
            first = meaning[0][0]
            if first == PURE:
                out.append(_pure(out, run[place]))
            else:
                if out and out[-1][0] == PURE:
                    out[-1] = (ELEMENTAL if first == MAGNESIUM else QUALITY, None)
                out.extend(meaning)
            place = reached


def _pure(out: list[Lexeme], word: str) -> Lexeme:
    """'Pure' is said of the element where its name alone stands beside it, of the product at the line's beginning."""
    if not out:
        return UNKNOWN, word
    return (ELEMENTAL if out[-1][0] == MAGNESIUM else QUALITY if out[-1][0] == FORM else PURE), None


def _figure(marks: list[Mark], place: int, vocabulary: Vocabulary, out: list[Lexeme]) -> int:
    """Adds the amount, percentage, volume or bare number that begins at `place`; gives the place after it."""
    kind, digits = marks[place]
    units = vocabulary.units
    characters = marks[place + 1][1]
    if kind == MISREAD:
        if characters == "%":
            return _misread_percent(digits, place, out)
        unit, after = _unit(marks, place + 1, units)
        if unit == "volume":
            out.append((VOLUME, None))
        else:
            out.append((UNKNOWN, digits) if unit is None else (AMOUNT, misread_of(digits, unit)))
        return after
    if characters == "%" and _upper_figure(marks, place, place + 2, vocabulary) is None:
        out.append(percent_of(digits))
        return place + 2
    unit, after = _unit(marks, place + 1, units)
    upper = _upper_figure(marks, place, after + (characters == "%"), vocabulary)
    if upper is not None:
        return _range(marks, digits, upper, units, out)
    if characters in _TIMES and marks[place + 2][0] == kind:
        unit, after = _unit(marks, place + 3, units)
        if unit in MG_PER and digits.isdecimal() and len(digits) < 3:
            out.append((AMOUNT, several(int(digits), amount_of(marks[place + 2][1], unit))))
            return after
        unit, after = None, place + 1
    if unit is None:
        two = _two_amounts(marks, place, units)
        if two is not None:
            out.append((AMOUNT, two[0]))
            return two[1]
        out.append((NUMBER, count_of(digits)))
        return place + 1
    measure = marks[after - 1][1]
    if unit == "volume" and measure in vocabulary.concentrations and out and out[-1][0] in (PER, SLASH):
        out.append((VOLUME, _millilitres(digits, measure) if measure in _ML_PER else _LARGE_MEASURE))
    elif unit == "volume":
        out.append((VOLUME, _millilitres(digits, measure)))
    elif " " in digits and _follows_a_name(out) and not digits.startswith("1 "):
        printed = f"{digits} {unit}"  # 'MAG 2 122 mg'
        out.append((AMOUNT, Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")))
    else:
        amount = amount_of(digits, unit)
        times, after_times = _times_after(marks, after, units, amount)
        out.append((AMOUNT, several(times, amount)))
        return after_times
    return after


def _two_amounts(marks: list[Mark], place: int, units: dict[str, str]) -> tuple[Amount, int] | None:
    """'400/200 mg': two amounts of which none is the serving's for certain; and the place after them."""
    if marks[place + 1][1] != "/" or marks[place + 2][0] != PRINTED:
        return None
    unit, after = _unit(marks, place + 3, units)
    if unit not in MG_PER:
        return None
    printed = f"{marks[place][1]}/{marks[place + 2][1]} {unit}"
    return Amount(None, printed, unit, fault=f"'{printed}' are two amounts; which of them is meant is not said"), after


def _times_after(marks: list[Mark], place: int, units: dict[str, str], amount: Amount) -> tuple[int, int]:
    """How often an amount stands, where the product is printed too: '200 mg x 2 = 400 mg'; and the place after it."""
    digits = marks[place + 1][1]
    if marks[place][1] not in _TIMES or not digits.isdecimal() or len(digits) > 1 or marks[place + 2][1] != "=":
        return 1, place
    unit, after = _unit(marks, place + 4, units) if marks[place + 3][0] == PRINTED else (None, place)
    whole = amount_of(marks[place + 3][1], unit).mg if unit in MG_PER else None
    return (int(digits), after) if whole is not None and whole == (amount.mg or 0.0) * int(digits) else (1, place)


def _misread_percent(characters: str, place: int, out: list[Lexeme]) -> int:
    number = read_misread(characters)
    out.append((PERCENT, Percent(number, 0) if number is not None and number.is_integer() else None))
    return place + 2


def _millilitres(digits: str, unit: str) -> float | None:
    number = read_printed(digits, of_milligrams=False)
    return number * _ML_PER[unit] if number is not None and unit in _ML_PER else None


def _follows_a_name(out: list[Lexeme]) -> bool:
    """Whether a number's first group may be the end of a product's name."""
    return bool(out) and (out[-1][0] in SUBJECTS or out[-1][0] == UNKNOWN)


def _upper_figure(marks: list[Mark], lower: int, place: int, vocabulary: Vocabulary) -> int | None:
    """The place of a range's second figure, where a dash or 'to' stands at `place` before a greater number.

    A unit that stands beside the first figure stands beside the second too: '450 mg - 60 %' is no range.
    """
    kind, characters = marks[place]
    joins = characters in _RANGE if kind == SIGN else kind == WORD and characters in vocabulary.joining
    if not joins or marks[place + 1][0] != PRINTED:
        return None
    low = read_printed(marks[lower][1], of_milligrams=False)
    high = read_printed(marks[place + 1][1], of_milligrams=False)
    between = "".join(characters for _, characters in marks[lower + 1 : place])
    agrees = not between or marks[place + 2][1] == between
    return place + 1 if agrees and low is not None and high is not None and low < high else None


def _range(marks: list[Mark], digits: str, upper: int, units: dict[str, str], out: list[Lexeme]) -> int:
    """Adds a range, which leaves open how much is taken; gives the place after it."""
    if marks[upper + 1][1] == "%":
        out.append((PERCENT, None))
        return upper + 2
    unit, after = _unit(marks, upper + 1, units)
    if unit is not None and unit != "volume":
        printed = f"{digits}-{marks[upper][1]} {unit}"
        out.append((AMOUNT, Amount(None, printed, unit, fault=f"'{printed}' is a range")))
    else:
        out.append((NUMBER, None))
    return after


def _unit(marks: list[Mark], place: int, units: dict[str, str]) -> tuple[str | None, int]:
    """The unit at `place`, perhaps after a hyphen, and the place after it."""
    kind, characters = marks[place]
    if kind == SIGN and characters == "-" and marks[place + 1][0] == WORD:
        place += 1
        kind, characters = marks[place]
    if kind != WORD:
        return None, place
    unit = units.get(characters)
    return unit, place + 1 if unit else place
