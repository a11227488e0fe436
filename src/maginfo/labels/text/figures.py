"""Assign the amounts and percentages of a line to its ingredients."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from maginfo.labels.amounts import all_alike, same_in_other_unit
from maginfo.labels.text.tokens import SUBJECTS, Amount, Kind

if TYPE_CHECKING:
    from maginfo.labels.text.mentions import Mention
    from maginfo.labels.text.state import Position
    from maginfo.labels.text.tokens import Percent, Token

_MG_PER_G = 1000
_REACH_IN_BRACKETS = 12
"""Tokens after an amount in which its bracket is closed; bounded, since each of many amounts looks ahead."""
_MAX_A_DAY = 12
"""Pieces a day."""
# Constants, because the lookup of an enum member is slow before Python 3.12.
_BOUND, _OPEN = Kind.BOUND, Kind.OPEN
_JOINS_A_BOUND = frozenset({Kind.OF, Kind.LINKING, Kind.COLON})
_MAY_FOLLOW_OTHER_UNIT = frozenset({Kind.CLOSE, Kind.OF, Kind.MAGNESIUM})
_ENDS = frozenset({Kind.CLOSE, Kind.COMMA, Kind.BREAK})
_BEFORE_MOLES = frozenset({Kind.MAGNESIUM, Kind.ELEMENTAL, Kind.OPEN, Kind.COMMA})
_NOT_A_REFERENCE = frozenset(
    {Kind.WORD, Kind.CHELATE, Kind.QUALITY, Kind.HYDRATE, Kind.MAGNESIUM, Kind.ELEMENTAL, Kind.FORM}
)
_PER_OR_SLASH = frozenset({Kind.PER, Kind.SLASH})
_BEFORE_OTHER_UNIT = frozenset({Kind.GIVES, Kind.OPEN})
_REFERENCES = frozenset({Kind.US_REFERENCE, Kind.EU_REFERENCE})


def bounded(amount: Amount) -> Amount:
    """Return the same amount without mg, because it is a bound: 'up to 350 mg', '<1 mg'."""
    return amount._replace(mg=None, fault=f"'{amount.printed}' is named as a bound")


def is_bounded(at: Position, place: int) -> bool:
    """Return whether words beside the amount at `place` make it a bound: 'at least 100 mg', '100 mg (min.)'."""
    if at.last is _BOUND:
        return True
    tokens = at.tokens
    if at.last in _JOINS_A_BOUND:
        before = place - 1
        while before >= 0 and tokens[before].kind in _JOINS_A_BOUND:
            before -= 1
        if before >= 0 and tokens[before].kind is _BOUND:
            return True
    after = at.past(place, (_OPEN,))
    if after == len(tokens) or tokens[after].kind is not _BOUND:
        return False
    return after + 1 == len(tokens) or tokens[after + 1].kind in _ENDS


def amount_at(at: Position, amount: Amount, place: int) -> None:
    """Give the amount at `place` to the ingredient that it belongs to, or keep it for the next one."""
    if _is_a_reference(at, amount):
        if _is_large(at, amount):
            at.line.compared = True
            at.count_per_reference(place)
        return
    if _is_a_multiple(at, amount, place):
        return
    at.latest = amount
    if at.per_reference or _counts_per_reference(at, place):
        at.line.concentration = True
        return
    if at.depth and at.second_unit(amount):
        return
    following, elemental = at.following(place)
    elemental = elemental or at.elemental
    current = at.current
    if following in SUBJECTS and (_stands_before(at, current, following) or _is_in_moles_too(at, amount, place)):
        at.pending, at.elemental, at.leading_words = amount, elemental, 0
        return
    at.elemental = False
    if at.giver is not None:
        at.giver.gives = at.giver.gives or amount
        at.giver = None
    elif current is not None:
        _after_ingredient(at, current, amount, elemental)
    elif at.owner is not None:
        _within_brackets(at, at.owner, amount, elemental, place)
    elif at.loose_amount is None:
        at.loose_amount = amount


def _after_ingredient(at: Position, current: Mention, amount: Amount, elemental: bool) -> None:
    """Give an amount to the ingredient before it: 'magnesium 100 mg'."""
    if at.mode is Kind.GIVES and (current.kind is Kind.FORM or current.may_be_a_salt):
        current.gives = current.gives or amount
        at.mode = None
    elif current.amount is None:
        if not current.closed:
            current.amount = amount
            current.elemental = current.elemental or elemental
            at.divided = False
    elif elemental and current.of_magnesium and not current.elemental:
        current.gives = current.gives or amount
    elif amount.of_the_element and current.of_magnesium:
        _in_moles(current, current.amount, amount)
    elif not current.closed and not at.apart:
        _further_amount(at, current, amount)


def _further_amount(at: Position, current: Mention, amount: Amount) -> None:
    """Take a second amount as the source's mass after 'from', otherwise as another column."""
    if current.sourced and at.mode is Kind.FROM and not current.source_amount:
        current.source_amount = amount
    else:
        current.slashed = current.slashed or at.last is Kind.SLASH
        current.further_amounts.append(amount)


def _in_moles(current: Mention, mass: Amount, moles: Amount) -> None:
    """Add an amount in moles beside a mass: '535 mg, 5.26 mEq'.

    If other words stand between the two amounts and the amounts differ, the mass is in doubt.
    """
    if current.closed and mass.mg is not None and moles.mg is not None and not same_in_other_unit(mass.mg, moles.mg):
        printed = f"'{mass.printed}' and '{moles.printed}' are not the same amount of magnesium"
        current.amount = mass._replace(mg=None, fault=printed)
    else:
        current.further_amounts.append(moles)


def added(first: Amount | None, second: Amount) -> Amount:
    """Add the masses of two sources: '(as oxide 300 mg, citrate 200 mg)'."""
    if first is None:
        return second
    if first.mg is None or second.mg is None:
        return first if first.mg is None else second
    mg = first.mg + second.mg
    return Amount(mg, f"{mg:g} mg", "mg")


def _within_brackets(at: Position, owner: Mention, amount: Amount, elemental: bool, place: int) -> None:
    """Give an amount in brackets to the ingredient before them."""
    adds_the_element = elemental and owner.amount is not None and not owner.elemental
    if at.mode is Kind.GIVES or (elemental and owner.kind is Kind.FORM) or adds_the_element:
        if owner.kind is Kind.FORM or owner.may_be_a_salt or adds_the_element:
            owner.gives = owner.gives or amount
    elif owner.kind is Kind.MAGNESIUM and at.follows(place, Kind.FROM):
        owner.parts.append(amount)
    elif owner.sourced and at.mode is Kind.FROM:
        _after_from(at, owner, amount, place)
    elif owner.amount is None:
        _first_in_brackets(at, owner, amount, elemental)
    else:
        _second_in_brackets(at, owner, owner.amount, amount)


def _after_from(at: Position, owner: Mention, amount: Amount, place: int) -> None:
    """Take an amount in brackets after 'as' or 'from' as the source's mass."""
    if owner.amount is None and not at.bracket_closes(place):
        owner.amount = amount  # the bracket was never closed: the amount stands after it
    elif owner.source_amount is None or (at.last is Kind.FORM and not amount.of_the_element):
        owner.source_amount = added(owner.source_amount, amount)


def _first_in_brackets(at: Position, owner: Mention, amount: Amount, elemental: bool) -> None:
    """Take the first amount of an ingredient as its own, or as the mass of the salt named right before it."""
    if owner.sourced and at.last is Kind.FORM and not amount.of_the_element:
        owner.source_amount = added(owner.source_amount, amount)  # 'magnesium (magnesium oxide 750 mg) 450 mg'
    else:
        owner.amount = amount
        owner.elemental = owner.elemental or elemental


def _second_in_brackets(at: Position, owner: Mention, first: Amount, amount: Amount) -> None:
    """Take an amount in brackets beside the `first` one: magnesium in moles, the salt's mass, or another column."""
    if owner.kind is Kind.FORM and amount.of_the_element:
        owner.gives = owner.gives or amount
    elif owner.sourced and Kind.FORM in (at.before_bracket, at.last) and _is_more(amount, first):
        owner.source_amount = owner.source_amount or amount  # '84 mg as lactate (835 mg)'
    elif owner.kind is Kind.MAGNESIUM:
        owner.further_amounts.append(amount)


def _is_more(amount: Amount, other: Amount) -> bool:
    return amount.mg is not None and other.mg is not None and amount.mg > other.mg


def _is_a_reference(at: Position, amount: Amount) -> bool:
    """Return whether a mass is a reference ('per 100 g'), a serving ('scoop (5 g)') or a pack, not an amount."""
    if amount.unit != "g":
        return False
    if amount.mg is not None and amount.mg > at.limits.pack_from_g * _MG_PER_G:
        return True
    before = at.last
    if before in (Kind.OPEN, Kind.COLON):
        before = at.before_bracket
    return before in (Kind.PER, Kind.SERVING) or (before is Kind.UNIT and at.target() is None)


def _is_a_multiple(at: Position, amount: Amount, place: int) -> bool:
    """Return whether an amount in brackets is that of several of the pieces before, or of a day's pieces.

    '100 mg per capsule. Take 2 capsules (200 mg)', '100 mg per capsule. Take 1 twice a day (200 mg a day)'.
    """
    one = at.owner.stated_amount if at.owner is not None else None
    if at.last is not _OPEN or one is None or one.mg is None or amount.mg is None:
        return False
    inside = takewhile(lambda token: token.kind is not Kind.CLOSE, at.tokens[place : place + _REACH_IN_BRACKETS])
    if any(token.kind is Kind.DAILY for token in inside):
        return any(all_alike((number * one.mg, amount.mg)) for number in range(2, _MAX_A_DAY + 1))
    kinds = [kind for kind, _ in at.tokens[max(0, place - 3) : place - 1]]
    number: float | None = at.tokens[place - 3].value if kinds == [Kind.NUMBER, Kind.UNIT] else None
    return number is not None and number > 1 and all_alike((number * one.mg, amount.mg))


def _counts_per_reference(at: Position, place: int) -> bool:
    """Return whether an amount is per 100 g or per litre: 'per 100 g', '/l'."""
    place = _behind_the_other_unit(at, place)
    if place + 2 >= len(at.tokens) or at.tokens[place + 1].kind not in _PER_OR_SLASH:
        return False
    return is_reference(at, at.tokens[place + 2])


def is_reference(at: Position, token: Token) -> bool:
    """Return whether a mass or a volume is one that foods are compared by, and no serving: '100 g', '1 l'."""
    kind, value = token
    if kind is Kind.VOLUME:
        return value is not None and value >= at.limits.reference_from_g
    return kind is Kind.AMOUNT and value.unit == "g" and _is_large(at, value)


def _behind_the_other_unit(at: Position, place: int) -> int:
    """Return the last place of an amount repeated in another unit: '4.5 mg = 0.185 mmol of magnesium'."""
    kinds = [kind for kind, _ in at.tokens[place + 1 : place + 3]]
    if len(kinds) < 2 or kinds[0] not in _BEFORE_OTHER_UNIT or kinds[1] is not Kind.AMOUNT:
        return place
    if at.tokens[place + 2].value.of_the_element == at.tokens[place].value.of_the_element:
        return place
    return at.past(place + 2, _MAY_FOLLOW_OTHER_UNIT) - 1


def _is_large(at: Position, amount: Amount) -> bool:
    return amount.mg is not None and amount.mg >= at.limits.reference_from_g * _MG_PER_G


def _stands_before(at: Position, current: Mention | None, following: Kind | None) -> bool:
    """Return whether an amount between two ingredients belongs to the second one."""
    return (
        current is None
        or current.amount is not None
        or current.closed
        or current.words_before_amount > 0
        or at.mode is not None
        or at.in_sentence
        or (following == current.kind is Kind.MAGNESIUM and current.leading_words > 0)
    )


def _is_in_moles_too(at: Position, amount: Amount, place: int) -> bool:
    """Return whether the element and its amount in moles follow an amount: 'lactate 84 mg Mg (7 mEq)'."""
    place = at.past(place, _BEFORE_MOLES)
    moles = at.tokens[place].value if place < len(at.tokens) and at.tokens[place].kind is Kind.AMOUNT else None
    return (
        isinstance(moles, Amount)
        and moles.of_the_element
        and moles.mg is not None
        and amount.mg is not None
        and same_in_other_unit(amount.mg, moles.mg)
    )


def _follows_a_salt(at: Position) -> bool:
    """Return whether a salt's name comes directly before, as before the share in 'trimagnesium dicitrate (68 %)'."""
    return at.last is Kind.FORM or (at.last is Kind.OPEN and at.before_bracket is Kind.FORM)


def _ends_with_the_name(at: Position, place: int) -> bool:
    """Return whether nothing but the element's name follows a percentage: '(20 % magnesium)', '16 % elemental Mg'."""
    place = at.past(place, (Kind.MAGNESIUM, Kind.ELEMENTAL))
    return place == len(at.tokens) or at.tokens[place].kind in _ENDS


def percent_at(at: Position, percent: Percent | None, place: int) -> None:
    """Give a percentage of a daily value to the ingredient that it belongs to."""
    following = at.tokens[place + 1].kind if place + 1 < len(at.tokens) else None
    target = at.target()
    if target is None or percent is None:
        return
    if following in _NOT_A_REFERENCE:
        if following in (Kind.MAGNESIUM, Kind.ELEMENTAL):
            target.content_share = True
            if at.last is not _BOUND and _ends_with_the_name(at, place):
                target.share = percent
        return
    named = at.following(place)[0]
    if named not in _REFERENCES and target.amount is None and _follows_a_salt(at):
        return  # the share of the salt in a mixture or a solution, or of magnesium in the salt: not of a daily value
    if target.kind is Kind.WORD and target.amount is None and named in _REFERENCES:
        target = at.before(target)  # '430 mg, which is 115 % of the NRV'
    if target.closed:
        return
    target.percents.append(percent)
    if named in _REFERENCES:
        target.reference = named
