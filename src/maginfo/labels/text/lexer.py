"""Cuts text into tokens: known phrases, amounts, percentages and the signs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.amounts import (
    MG_PER,
    amount_of,
    between,
    count_of,
    misread_of,
    multiplied,
    percent_of,
    read_misread,
    read_printed,
)
from maginfo.labels.text.scanner import CODE, ION, MISREAD, NUMBER, SIGN, WORD, MarkKind, kind_of, scan
from maginfo.labels.text.tokens import SIGNS, SUBJECTS, Amount, Kind, Percent, Token
from maginfo.labels.text.vocabulary import MEANING, Branch

if TYPE_CHECKING:
    from maginfo.labels.text.vocabulary import Vocabulary

_ML_PER = {"ml": 1.0, "мл": 1.0, "מל": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0, "л": 1000.0}
_LARGE_MEASURE = 1000.0
"""ml or g: a litre, a kilogram and 100 kcal count as this amount, which is more than any serving."""
_TO_IN_HEBREW = "ל"
"""The prefix 'per', written together with its word: 'per kilogram' is one word."""
_WORDS = frozenset({WORD, CODE})
_TIMES = ("x", "×", "*", "х")  # the last is Cyrillic
_RANGE = ("-", "–", "—", "−")
_CELL_ENDS = ("|", ",")
_MAX_CELL_SIGNS = 2

Mark = tuple[MarkKind, str]
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
_NO_MEANING = (Token(Kind.WORD),)


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
                    out.append(Token(Kind.VOLUME, _LARGE_MEASURE))
                    place += 1
        elif kind is ION:
            out += (Token(Kind.ELEMENTAL), Token(Kind.MAGNESIUM))
            place += 1
        else:
            place = _figure(marks, place, vocabulary, out)
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
    """Add the tokens of a run of words, and keeps them if they do not depend on the words before."""
    words = [word for printed in run for word in vocabulary.spelling[printed]]
    before = len(out)
    looking = bool(out) and out[-1].kind in _CHANGES_NEXT
    _phrases(vocabulary, words, out)
    if not looking and vocabulary.phrases.get(words[0], _NO_BRANCH).get(MEANING, _NO_MEANING)[0].kind is not _PURE:
        if len(vocabulary.runs) >= MAX_RUNS:
            vocabulary.runs.clear()
        vocabulary.runs[run] = out[before:]


def _phrases(vocabulary: Vocabulary, run: list[str], out: list[Token]) -> None:
    """Add the tokens of a run of words, taking the longest known phrase at each place."""
    phrases = vocabulary.phrases
    place, end = 0, len(run)
    while place < end:
        if run[place] in vocabulary.concentrations and out and out[-1].kind is _PER:
            out.append(Token(Kind.VOLUME, _LARGE_MEASURE))
            place += 1
            continue
        joined = run[place][0] == _TO_IN_HEBREW and run[place][1:] in vocabulary.concentrations
        if joined and out and out[-1].kind is _AMOUNT:
            out += (Token(_PER), Token(Kind.VOLUME, _LARGE_MEASURE))
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
            out.append(Token(Kind.WORD, run[place]))
            place += 1
        else:
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
    compound = vocabulary.compounds.get((form.value.form, water), form.value.compound)
    return Token(Kind.FORM, form.value._replace(compound=compound))


def _pure(out: list[Token], word: str) -> Token:
    """Return the token of 'pure': elemental beside the element, quality beside a form, unknown at the line's start."""
    if not out:
        return Token(Kind.WORD, word)
    before = out[-1].kind
    if before is Kind.MAGNESIUM:
        return Token(Kind.ELEMENTAL)
    return Token(Kind.QUALITY if before is Kind.FORM else Kind.PURE)


def _figure(marks: list[Mark], place: int, vocabulary: Vocabulary, out: list[Token]) -> int:
    """Add the amount, percentage, volume or bare number that begins at `place`; return the place after it."""
    kind, digits = marks[place]
    units = vocabulary.units
    if kind is MISREAD:
        return _misread_figure(marks, place, units, out)
    characters = marks[place + 1][1]
    if characters == "%" and _upper_figure(marks, place, place + 2, vocabulary) is None:
        out.append(percent_of(digits))
        return place + 2
    unit, after = _unit(marks, place + 1, units)
    upper = _upper_figure(marks, place, after + (characters == "%"), vocabulary)
    if upper is not None:
        return _range(marks, digits, upper, units, out)
    if characters in _TIMES and marks[place + 2][0] is kind:
        unit, after = _unit(marks, place + 3, units)
        if unit in MG_PER and digits.isdecimal() and len(digits) < 3:
            out.append(Token(_AMOUNT, multiplied(int(digits), amount_of(marks[place + 2][1], unit))))
            return after
        unit, after = None, place + 1
    if unit is None:
        return _bare_number(marks, place, units, out)
    if unit == "volume":
        out.append(_volume(digits, marks[after - 1][1], vocabulary, out))
        return after
    if " " in digits and _follows_a_name(out) and not digits.startswith("1 "):
        printed = f"{digits} {unit}"  # 'MAG 2 122 mg'
        out.append(Token(_AMOUNT, Amount(None, printed, unit, fault=f"'{printed}' has more than one reading")))
        return after
    amount = amount_of(digits, unit)
    times, after = _times_after(marks, after, units, amount)
    out.append(Token(_AMOUNT, multiplied(times, amount)))
    return after


def _misread_figure(marks: list[Mark], place: int, units: dict[str, str], out: list[Token]) -> int:
    """Add a figure in which a scanner saw letters; return the place after it."""
    digits = marks[place][1]
    if marks[place + 1][1] == "%":
        number = read_misread(digits)
        out.append(Token(Kind.PERCENT, Percent(number, 0) if number is not None and number.is_integer() else None))
        return place + 2
    unit, after = _unit(marks, place + 1, units)
    if unit is None:
        out.append(Token(Kind.WORD, digits))
    else:
        out.append(Token(Kind.VOLUME) if unit == "volume" else Token(_AMOUNT, misread_of(digits, unit)))
    return after


def _bare_number(marks: list[Mark], place: int, units: dict[str, str], out: list[Token]) -> int:
    """Add a number without a unit of its own, or two amounts with one unit; return the place after it."""
    two = _two_amounts(marks, place, units)
    if two is not None:
        out.append(Token(_AMOUNT, two[0]))
        return two[1]
    unit, after = _unit_of_next_cell(marks, place + 1, units)
    if unit is not None:
        out.append(Token(_AMOUNT, amount_of(marks[place][1], unit)))
        return after
    out.append(Token(Kind.NUMBER, count_of(marks[place][1])))
    return place + 1


def _unit_of_next_cell(marks: list[Mark], place: int, units: dict[str, str]) -> tuple[str | None, int]:
    """Return the unit that fills the cell after a number's, and the place after it: '| 400 | mg |', '400,mg'."""
    first = place
    while place < first + _MAX_CELL_SIGNS and marks[place][1] in _CELL_ENDS:
        place += 1
    kind, characters = marks[place]
    unit = units.get(characters) if place > first and kind is WORD and marks[place + 1][0] is SIGN else None
    return (unit, place + 1) if unit in MG_PER else (None, first)


def _volume(digits: str, measure: str, vocabulary: Vocabulary, out: list[Token]) -> Token:
    """Return the token of a volume, ml; a large one for a measure of concentrations that is not in millilitres."""
    is_concentration = measure in vocabulary.concentrations and bool(out) and out[-1].kind in (Kind.PER, Kind.SLASH)
    if is_concentration and measure not in _ML_PER:
        return Token(Kind.VOLUME, _LARGE_MEASURE)
    return Token(Kind.VOLUME, _millilitres(digits, measure))


def _two_amounts(marks: list[Mark], place: int, units: dict[str, str]) -> tuple[Amount, int] | None:
    """Read '400/200 mg', either of which may be the serving's; return the doubtful amount and the place after it."""
    if marks[place + 1][1] != "/" or marks[place + 2][0] is not NUMBER:
        return None
    unit, after = _unit(marks, place + 3, units)
    if unit not in MG_PER:
        return None
    printed = f"{marks[place][1]}/{marks[place + 2][1]} {unit}"
    fault = f"'{printed}' are two amounts; which of them is meant is not said"
    return between(marks[place][1], marks[place + 2][1], unit, printed, fault), after


def _times_after(marks: list[Mark], place: int, units: dict[str, str], amount: Amount) -> tuple[int, int]:
    """Read a multiplier after an amount, if the product is printed too: '200 mg x 2 = 400 mg'.

    Returns the multiplier, or 1, and the place after it.
    """
    digits = marks[place + 1][1]
    if marks[place][1] not in _TIMES or not digits.isdecimal() or len(digits) > 1 or marks[place + 2][1] != "=":
        return 1, place
    unit, after = _unit(marks, place + 4, units) if marks[place + 3][0] is NUMBER else (None, place)
    whole = amount_of(marks[place + 3][1], unit).mg if unit in MG_PER else None
    return (int(digits), after) if whole is not None and whole == (amount.mg or 0.0) * int(digits) else (1, place)


def _millilitres(digits: str, unit: str) -> float | None:
    number = read_printed(digits, of_milligrams=False)
    return number * _ML_PER[unit] if number is not None and unit in _ML_PER else None


def _follows_a_name(out: list[Token]) -> bool:
    """Return whether a number's first group may be the end of a product's name."""
    return bool(out) and (out[-1].kind in SUBJECTS or out[-1].kind is Kind.WORD)


def _upper_figure(marks: list[Mark], lower: int, place: int, vocabulary: Vocabulary) -> int | None:
    """Return the place of the second figure of a range, where a dash or 'to' at `place` precedes a greater number.

    A unit beside the first figure must be repeated after the second: '450 mg - 60 %' is not a range.
    """
    kind, characters = marks[place]
    joins = characters in _RANGE if kind is SIGN else kind is WORD and characters in vocabulary.joining
    if not joins or marks[place + 1][0] is not NUMBER:
        return None
    low = read_printed(marks[lower][1], of_milligrams=False)
    high = read_printed(marks[place + 1][1], of_milligrams=False)
    between = "".join(characters for _, characters in marks[lower + 1 : place])
    agrees = not between or marks[place + 2][1] == between
    return place + 1 if agrees and low is not None and high is not None and low < high else None


def _range(marks: list[Mark], digits: str, upper: int, units: dict[str, str], out: list[Token]) -> int:
    """Add a range, which leaves the amount open; return the place after it."""
    if marks[upper + 1][1] == "%":
        out.append(Token(Kind.PERCENT))
        return upper + 2
    unit, after = _unit(marks, upper + 1, units)
    if unit is not None and unit != "volume":
        printed = f"{digits}-{marks[upper][1]} {unit}"
        out.append(Token(_AMOUNT, between(digits, marks[upper][1], unit, printed, f"'{printed}' is a range")))
    else:
        out.append(Token(Kind.NUMBER))
    return after


def _unit(marks: list[Mark], place: int, units: dict[str, str]) -> tuple[str | None, int]:
    """Return the unit at `place`, perhaps after a hyphen, and the place after it; None and `place` without a unit."""
    kind, characters = marks[place]
    if kind is SIGN and characters == "-" and marks[place + 1][0] is WORD:
        place += 1
        kind, characters = marks[place]
    if kind is not WORD:
        return None, place
    unit = units.get(characters)
    return unit, place + 1 if unit else place
