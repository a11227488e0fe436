"""Reads a dose as people write it into its parts."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from maginfo.dosing.dose_languages import in_english
from maginfo.dosing.dose_spellings import (
    in_plain_characters,
    magnesium_of_salt,
    refuse_of_each_or_of_all,
    refuse_two_numbers,
    strength_last,
    times_first,
    times_of_pieces,
    without_divided,
    without_half,
    without_percentage,
)
from maginfo.dosing.dose_words import (
    begins_with_amount,
    count_of_pieces,
    form_first,
    pieces_of,
    refuse_other_measures,
    says_when,
    without_how_often,
    without_piece_around,
    without_pieces,
)
from maginfo.dosing.numbers import read_number
from maginfo.dosing.written import HOW_TO_WRITE, MAX_TIMES_A_DAY, NO_UNIT, Basis, Pieces, Written
from maginfo.errors import UnreadableValueError

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


@lru_cache(4096)  # cached: the doses in a table of many people are written in few different ways
def read(shown: str) -> Written:
    """Return the parts of the dose `shown`; UnreadableValueError where it is not a dose or has two readings."""
    rest = in_english(in_plain_characters(shown))
    if not rest:
        raise UnreadableValueError(f"the dose is empty: {HOW_TO_WRITE}")
    _, rest = without_percentage(rest)
    divided, rest = without_divided(rest)
    often, rest = without_how_often(rest, shown=shown)
    several, rest = times_of_pieces(rest)
    if several is not None and often is not None and several != often:
        raise UnreadableValueError(f"dose '{shown}': says how often in two ways; keep one, like '2 x 200 mg'")
    often = several if often is None else often
    if often is not None:
        _times_a_day(str(often), shown)
    halved, rest = without_half(rest)
    rest = magnesium_of_salt(rest)
    rest = times_first(rest)
    refuse_two_numbers(rest, shown=shown)
    refuse_of_each_or_of_all(rest, shown=shown)
    form, rest = form_first(rest)
    rest = times_first(strength_last(rest))
    product = pieces_of(rest)
    counted = None
    if product is not None:
        named, amount_of_one = form_first(product.name) if product.name else ("", "")
        if not named or not begins_with_amount(amount_of_one):  # 'Mag-Ox 400' and 'MAG 2 sans sucre' may be products
            if divided is not None:
                raise UnreadableValueError(f"dose '{shown}': write the pieces of one intake and how often a day")
            return _pieces(often, product, form or product.name, shown)
        form, rest, counted = named, amount_of_one, product.number  # '2 tablets of magnesium oxide 400 mg'
    refuse_other_measures(rest, shown=shown)
    pieces, rest = count_of_pieces(rest) if counted is None else (counted, rest)
    if pieces == 0:
        raise UnreadableValueError(f"dose '{shown}': the count must be more than zero")
    count = pieces or 1
    times, rest = _read_times(rest, shown)
    amount, rest = _read_amount(rest, shown)
    unit, rest = _read_unit(rest, shown)
    basis, name = _read_basis(f"{form} {without_pieces(rest)}", shown)
    refuse_other_measures(name, shown=shown)
    if says_when(name):
        raise UnreadableValueError(f"dose '{shown}': cannot read how often in '{name}'; write it like '2 x 200 mg'")
    if halved and (times or pieces):
        raise UnreadableValueError(f"dose '{shown}': is a fraction; write the magnesium of one intake, like '200 mg'")
    if halved:
        amount = _several(amount, Decimal("0.5"))
    if divided is not None:
        if times or often:
            raise UnreadableValueError(f"dose '{shown}': says how often in two ways; keep one, like '2 x 200 mg'")
        each = _several(_several(amount, count), 1 / Decimal(_times_a_day(str(divided), shown)))
        return Written(divided, each, unit, basis, name)
    if times is None or often is None:
        return Written(times or often, _several(amount, count), unit, basis, name, count)
    if times > 1 < often:
        amount_of_one = f"{amount:g} {unit or 'mg'}"
        once, all_of_it = f"{times} x {amount_of_one}", f"{times * often} x {amount_of_one}"
        raise UnreadableValueError(f"dose '{shown}': could be '{once}' or '{all_of_it}' a day; write one of them")
    count *= times
    return Written(often, _several(amount, count), unit, basis, name, count)


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


def _read_basis(rest: str, shown: str) -> tuple[Basis | None, str]:
    words = rest.split()
    bare = [word.strip("(),").casefold() for word in words]
    if _ELEMENTAL in bare and _COMPOUND in bare:
        raise UnreadableValueError(f"dose '{shown}': says both elemental and compound; keep one")
    name = [word for word, plain in zip(words, bare, strict=True) if plain not in (_ELEMENTAL, _COMPOUND)]
    while name and name[0].casefold() in _LINKING_WORDS:
        name = name[1:]
    if without_piece_around(" ".join(name)).casefold() in _THE_ELEMENT:
        name = []
    basis: Basis | None = "elemental" if _ELEMENTAL in bare else "compound" if _COMPOUND in bare else None
    return basis, without_pieces(" ".join(name))
