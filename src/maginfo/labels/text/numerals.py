"""Cut figures into tokens: amounts with their units, percentages, volumes, ranges and bare numbers.

Each function gets the marks of a line, which end in sentinels so that looking ahead needs no check, and the place where
it begins; it adds tokens to `out` and returns the place after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.amounts import (
    MG_PER,
    ML_PER,
    amount_of,
    between,
    count_of,
    misread_of,
    multiplied,
    percent_of,
    read_misread,
    read_printed,
    split,
)
from maginfo.labels.text.scanner import MISREAD, NUMBER, SIGN, WORD
from maginfo.labels.text.tokens import SUBJECTS, Amount, Kind, Percent, Token

if TYPE_CHECKING:
    from maginfo.labels.text.scanner import Mark
    from maginfo.labels.text.vocabulary import Vocabulary

_ML_OR_G_PER = {**ML_PER, **dict.fromkeys(("kg", "кг"), 1000.0)}
"""ml, or g of a kilogram, per measure."""
LARGE_MEASURE = 1000.0
"""ml or g: a litre, a kilogram and 100 kcal count as this amount, which is more than any serving."""
_TIMES = ("x", "×", "*", "х")  # the last is Cyrillic
_RANGE = ("-", "–", "—", "−", "~")
_CELL_ENDS = ("|", ",")
_MAX_CELL_SIGNS = 2
_AMOUNT = Kind.AMOUNT  # a constant, because the lookup of an enum member is slow before Python 3.12


def figure(marks: list[Mark], place: int, vocabulary: Vocabulary, out: list[Token]) -> int:
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
    if _is_split(marks, place, out):
        out.append(Token(_AMOUNT, split(marks[place - 1][1], digits, unit)))
        return after
    amount = amount_of(digits, unit)
    times, after = _times_after(marks, after, units, amount)
    out.append(Token(_AMOUNT, multiplied(times, amount)))
    return after


def _is_split(marks: list[Mark], place: int, out: list[Token]) -> bool:
    """Return whether one or two digits stand right before a figure, which may be its first: '1 12.5 mg'.

    Those after a hyphen are a name's: 'MAG-4 97.2 mg'.
    """
    kind, digits = marks[place - 1] if place else (SIGN, "")
    bare = kind is NUMBER and digits.isdecimal() and len(digits) < 3 and out[-1].kind is Kind.NUMBER
    return bare and (len(out) == 1 or out[-2].kind is not Kind.DASH)


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
    if is_concentration and measure not in _ML_OR_G_PER:
        return Token(Kind.VOLUME, LARGE_MEASURE)
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

    Return the multiplier, or 1, and the place after it.
    """
    digits = marks[place + 1][1]
    if marks[place][1] not in _TIMES or not digits.isdecimal() or len(digits) > 1 or marks[place + 2][1] != "=":
        return 1, place
    unit, after = _unit(marks, place + 4, units) if marks[place + 3][0] is NUMBER else (None, place)
    whole = amount_of(marks[place + 3][1], unit).mg if unit in MG_PER else None
    return (int(digits), after) if whole is not None and whole == (amount.mg or 0.0) * int(digits) else (1, place)


def _millilitres(digits: str, unit: str) -> float | None:
    number = read_printed(digits, of_milligrams=False)
    return number * _ML_OR_G_PER[unit] if number is not None and unit in _ML_OR_G_PER else None


def _follows_a_name(out: list[Token]) -> bool:
    """Return whether a number's first group may be the end of a product's name: 'MAG 2', 'Bisglycinate-120'."""
    named = out[-2:-1] if out and out[-1].kind is Kind.DASH else out[-1:]
    return bool(named) and (named[0].kind in SUBJECTS or named[0].kind is Kind.WORD)


def _upper_figure(marks: list[Mark], lower: int, place: int, vocabulary: Vocabulary) -> int | None:
    """Return the place of the second figure of a range, where a dash or 'to' at `place` precedes a greater number.

    A unit beside the first figure must be repeated after the second: '450 mg - 60 %' is not a range.
    """
    kind, characters = marks[place]
    joins = characters in _RANGE if kind is SIGN else kind is WORD and characters in vocabulary.index.joining
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
