"""Reads a dose as people write it into its parts."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.dose_languages import in_english
from maginfo.dosing.dose_spellings import (
    count_of_a_day,
    in_plain_characters,
    magnesium_of_salt,
    one_of_each_time,
    pieces_each_time,
    refuse_of_each_or_of_all,
    refuse_two_numbers,
    strength_last,
    times_first,
    times_of_pieces,
    without_divided,
    without_half,
    without_level,
    without_percentage,
)
from maginfo.dosing.dose_words import (
    begins_with_amount,
    count_of_pieces,
    form_first,
    pieces_of,
    refuse_other_measures,
    refuse_second_amount,
    says_when,
    without_how_often,
    without_piece_around,
    without_pieces,
)
from maginfo.dosing.numbers import read_number
from maginfo.dosing.times_of_day import stated
from maginfo.dosing.written import HOW_TO_WRITE, MAX_TIMES_A_DAY, NO_UNIT, Pieces, Written
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from maginfo.model.constraints import AmountBasis

_UNIT_SPELLINGS = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes"), "mg"),
    **dict.fromkeys(("miligram", "miligrams", "miligramme", "miligrammes"), "mg"),
    **dict.fromkeys(("g", "gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("mcg", "µg", "μg", "ug", "microgram", "micrograms", "microgramme", "microgrammes"), "mcg"),
    **dict.fromkeys(("mmol", "mmols", "millimole", "millimoles"), "mmol"),
    **dict.fromkeys(("meq", "meqs"), "mEq"),
}
_REFUSED_UNITS = {
    "iu": "magnesium is not measured in IU; write mg, g, mcg, mmol or mEq",
    "ie": "magnesium is not measured in IU; write mg, g, mcg, mmol or mEq",
    "%": "a percentage needs the label's reference amount; write the mg printed beside it",
}

_TIMES_SIGNS = "x×*"
_LINKING_WORDS = ("of", "as", "from")
_THE_ELEMENT = frozenset({"magnesium", "mg", "mag"})
_ELEMENTAL, _COMPOUND = "elemental", "compound"
_TIMES_A_DAY = frozenset(str(times) for times in range(1, MAX_TIMES_A_DAY + 1))
_DIGITS = "0123456789"
_NUMBER_CHARACTERS = _DIGITS + ".,+-"
_NO_NUMBERS = frozenset({"nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "∞"})


class _Amount(NamedTuple):
    """An amount as it was written: the factor before it, the pieces counted, one amount with its unit, and what of."""

    times: int | None
    pieces: int | None
    amount: float
    unit: str
    basis: AmountBasis | None
    name: str


@lru_cache(4096)  # cached: the doses in a table of many people are written in few different ways
def read(shown: str) -> Written:
    """Return the parts of the dose `shown`; UnreadableValueError where it is not a dose or has two readings."""
    text = without_level(in_english(in_plain_characters(shown)))
    if not text:
        raise UnreadableValueError(f"the dose is empty: {HOW_TO_WRITE}")
    at = stated(text)
    percent, text = without_percentage(text)
    return _read_parts(text, shown)._replace(percent=percent, at=at)


def _read_parts(text: str, shown: str) -> Written:
    divided, text = without_divided(text)
    often, text = _how_often(count_of_a_day(text), shown)
    halved, text = without_half(text)
    text = magnesium_of_salt(text)
    text = times_first(one_of_each_time(text, often, shown=shown))
    if often is not None:
        text = pieces_each_time(text)
    refuse_two_numbers(text, shown=shown)
    refuse_of_each_or_of_all(text, shown=shown)
    form, text = form_first(text)
    text = times_first(strength_last(text))
    pieces, product = None, pieces_of(text)
    if product is not None:
        named, strength = form_first(product.name) if product.name else ("", "")
        if not named or not begins_with_amount(strength):  # 'Mag-Ox 400' and 'MAG 2 sans sucre' may be products
            if divided is not None:
                raise UnreadableValueError(f"dose '{shown}': write the pieces of one intake and how often a day")
            return _pieces(often, product, form or product.name, shown)
        form, text, pieces = named, strength, product.number  # '2 tablets of magnesium oxide 400 mg'
    refuse_other_measures(text, shown=shown)
    if pieces is None:
        pieces, text = count_of_pieces(text)
    one = _amount_of_one(form, text, pieces, shown)
    if halved:
        one = _half(one, shown)
    if divided is not None:
        return _divided(one, divided, often, shown)
    return _taken(one, often, shown)


def _how_often(text: str, shown: str) -> tuple[int | None, str]:
    """Split off the intakes a day, in words ('twice a day') or as a factor of pieces ('3 x 1 tablet of ...')."""
    often, text = without_how_often(text, shown=shown)
    several, text = times_of_pieces(text)
    if several is not None and often is not None and several != often:
        raise UnreadableValueError(f"dose '{shown}': says how often in two ways; keep one, like '2 x 200 mg'")
    often = several if often is None else often
    return (None if often is None else _times_a_day(str(often), shown)), text


def _amount_of_one(form: str, text: str, pieces: int | None, shown: str) -> _Amount:
    """Read '2 x 200 mg elemental' with its form; `pieces` were counted before it."""
    if pieces == 0:
        raise UnreadableValueError(f"dose '{shown}': the count must be more than zero")
    times, text = _read_times(text, shown)
    amount, text = _read_amount(text, shown)
    unit, text = _read_unit(text, shown)
    refuse_second_amount(text, shown=shown)
    basis, name = _read_basis(f"{form} {without_pieces(text)}", shown)
    refuse_other_measures(name, shown=shown)
    if says_when(name):
        raise UnreadableValueError(f"dose '{shown}': cannot read how often in '{name}'; write it like '2 x 200 mg'")
    return _Amount(times, pieces, amount, unit, basis, name)


def _half(one: _Amount, shown: str) -> _Amount:
    if one.times or one.pieces:
        raise UnreadableValueError(
            f"dose '{shown}': is a fraction of several; write the magnesium of one intake, like '200 mg'"
        )
    return one._replace(amount=_several(one.amount, Decimal("0.5")))


def _divided(one: _Amount, doses: int, often: int | None, shown: str) -> Written:
    """Return an amount of a day that was divided into a number of doses."""
    if one.times or often:
        raise UnreadableValueError(f"dose '{shown}': says how often in two ways; keep one, like '2 x 200 mg'")
    share = 1 / Decimal(_times_a_day(str(doses), shown))
    return Written(doses, _several(_several(one.amount, one.pieces or 1), share), one.unit, one.basis, one.name)


def _taken(one: _Amount, often: int | None, shown: str) -> Written:
    """Return an amount with its factor and the intakes a day; with both, the factor counts pieces of one intake."""
    count, times = one.pieces or 1, one.times
    if times is not None and often is not None:
        if times > 1 < often:
            amount_of_one = f"{one.amount:g} {one.unit or 'mg'}"
            once, all_of_it = f"{times} x {amount_of_one}", f"{times * often} x {amount_of_one}"
            raise UnreadableValueError(f"dose '{shown}': could be '{once}' or '{all_of_it}' a day; write one of them")
        times, count = often, count * times
    return Written(times or often, _several(one.amount, count), one.unit, one.basis, one.name, count)


def _pieces(often: int | None, product: Pieces, name: str, shown: str) -> Written:
    """Return the parts for pieces of a product; UnreadableValueError where words of time stand in its name."""
    times = product.times
    if times is not None:
        _times_a_day(str(times), shown)
    if says_when(name) or (times and often and times != often):
        raise UnreadableValueError(f"dose '{shown}': cannot read how often in '{name}'; write it like '2 x 200 mg'")
    return Written(times or often, product.number, product.kind, None, name, pieces=product)


def _several(amount: float, count: int | Decimal) -> float:
    """Return that many of the amount, to the digits as written: three times 0.1 is 0.3."""
    return float(Decimal(repr(amount)) * count)


def _read_times(rest: str, shown: str) -> tuple[int | None, str]:
    """Split '2 x 200 mg' into the number of intakes and the rest; the number is None where there is none."""
    for position, character in enumerate(rest):
        if character.casefold() in _TIMES_SIGNS:
            times, following = rest[:position].strip(), rest[position + 1 :].strip()
            break
        if character.isalpha():
            return None, rest
    else:
        return None, rest
    return _times_a_day(times, shown), following


def _times_a_day(times: str, shown: str) -> int:
    """Return the number of intakes a day; UnreadableValueError where it is not a whole number from 1."""
    if times not in _TIMES_A_DAY:
        message = f"'{times}' times a day is not a whole number from 1 to {MAX_TIMES_A_DAY}"
        raise UnreadableValueError(f"dose '{shown}': {message}")
    return int(times)


def _read_amount(rest: str, shown: str) -> tuple[float, str]:
    if rest and rest.split()[0].casefold() in _NO_NUMBERS:
        raise UnreadableValueError(f"dose '{shown}': not a finite amount; {HOW_TO_WRITE}")
    written = "".join(takewhile(_NUMBER_CHARACTERS.__contains__, rest))
    if not any(character in _DIGITS for character in written):
        raise UnreadableValueError(f"dose '{shown}': does not begin with an amount; {HOW_TO_WRITE}")
    amount = read_number(written, what=f"dose '{shown}'")
    if amount <= 0:
        raise UnreadableValueError(f"dose '{shown}': the amount must be more than zero")
    return amount, rest[len(written) :].strip()


def _read_unit(rest: str, shown: str) -> tuple[str, str]:
    word = "%" if rest.startswith("%") else "".join(takewhile(str.isalpha, rest))
    if not word:
        if rest:
            raise UnreadableValueError(f"dose '{shown}': cannot read '{rest}'; {HOW_TO_WRITE}")
        return NO_UNIT, rest
    unit = _UNIT_SPELLINGS.get(word.casefold())
    opens_a_formula = rest[len(word) :].startswith("(")  # the 'Mg' of Mg(OH)2 is not a unit
    if unit is not None and not opens_a_formula:
        return unit, rest[len(word) :].strip()
    if word.casefold() in _REFUSED_UNITS:
        raise UnreadableValueError(f"dose '{shown}': {_REFUSED_UNITS[word.casefold()]}")
    return NO_UNIT, rest


def _read_basis(rest: str, shown: str) -> tuple[AmountBasis | None, str]:
    words = rest.split()
    bare = [word.strip("(),").casefold() for word in words]
    if _ELEMENTAL in bare and _COMPOUND in bare:
        raise UnreadableValueError(f"dose '{shown}': says both elemental and compound; keep one")
    name = [word for word, plain in zip(words, bare, strict=True) if plain not in (_ELEMENTAL, _COMPOUND)]
    while name and name[0].casefold() in _LINKING_WORDS:
        name = name[1:]
    if without_piece_around(" ".join(name)).casefold() in _THE_ELEMENT:
        name = []
    basis: AmountBasis | None = "elemental" if _ELEMENTAL in bare else "compound" if _COMPOUND in bare else None
    return basis, without_pieces(" ".join(name))
