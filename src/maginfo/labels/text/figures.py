"""The amounts and percentages of a line: which ingredient each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.amounts import same_in_other_unit
from maginfo.labels.text.tokens import (
    AMOUNT,
    BOUND,
    BREAK,
    CHELATE,
    CLOSE,
    COLON,
    COMMA,
    ELEMENTAL,
    EU_REFERENCE,
    FORM,
    FROM,
    GIVES,
    LINKING,
    MAGNESIUM,
    OF,
    OPEN,
    PER,
    QUALITY,
    SERVING,
    SLASH,
    SUBJECTS,
    UNIT,
    US_REFERENCE,
    VOLUME,
    WORD,
    Amount,
)

if TYPE_CHECKING:
    from maginfo.labels.text.state import Position
    from maginfo.labels.text.tokens import Mention, Percent

_MG_PER_G = 1000
_JOINS_A_BOUND = frozenset({OF, LINKING, COLON})
_SAYS_AGAIN = frozenset({CLOSE, OF, MAGNESIUM})
_ENDS = frozenset({CLOSE, COMMA, BREAK})
_NOT_A_REFERENCE = frozenset({WORD, CHELATE, QUALITY, MAGNESIUM, ELEMENTAL, FORM})
_REFERENCES = frozenset({US_REFERENCE, EU_REFERENCE})


def bounded(amount: Amount) -> Amount:
    """'Up to 350 mg', '<1 mg': no amount that is certain."""
    return amount._replace(mg=None, fault=f"'{amount.printed}' is named as a bound")


def is_bounded(at: Position, place: int) -> bool:
    """Whether the amount at `place` is named as a bound, before or after it: 'at least 100 mg', '100 mg (min.)'."""
    if at.last == BOUND:
        return True
    lexemes = at.lexemes
    if at.last in _JOINS_A_BOUND:
        before = place - 1
        while before >= 0 and lexemes[before][0] in _JOINS_A_BOUND:
            before -= 1
        if before >= 0 and lexemes[before][0] == BOUND:
            return True
    after = place + 1
    while after < len(lexemes) and lexemes[after][0] == OPEN:
        after += 1
    if after == len(lexemes) or lexemes[after][0] != BOUND:
        return False
    return after + 1 == len(lexemes) or lexemes[after + 1][0] in _ENDS


def amount_at(at: Position, amount: Amount, place: int) -> None:
    """Takes in an amount."""
    if _is_a_reference(at, amount):
        at.said.compared = at.said.compared or _is_large(at, amount)
        if _is_large(at, amount):
            at.count_per_reference(place)
        return
    at.latest = amount
    if at.per_reference or _counts_per_reference(at, place):
        at.said.concentration = True
        return
    if at.depth and at.second_unit(amount):
        return
    following, elemental = at.following(place)
    elemental = elemental or at.elemental
    current = at.current
    if following in SUBJECTS and _stands_before(at, current, following):
        at.pending, at.elemental, at.lead = amount, elemental, 0
        return
    at.elemental = False
    if at.giver is not None:
        at.giver.gives = at.giver.gives or amount
        at.giver = None
        return
    if current is None and at.owner is not None:
        _within_brackets(at, at.owner, amount, elemental, place)
    elif current is None:
        if at.loose_amount is None:
            at.loose_amount = amount
    elif at.mode == GIVES and (current.kind == FORM or current.may_be_a_salt):
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
        if current.sourced and at.mode == FROM and not current.source_amount:
            current.source_amount = amount
        else:
            current.slashed = current.slashed or at.last == SLASH
            current.more.append(amount)


def _in_moles(current: Mention, mass: Amount, moles: Amount) -> None:
    """'535 mg, 5.26 mEq': another unit of the magnesium named before; in doubt where other things stand between."""
    if current.closed and mass.mg is not None and moles.mg is not None and not same_in_other_unit(mass.mg, moles.mg):
        printed = f"'{mass.printed}' and '{moles.printed}' are not the same amount of magnesium"
        current.amount = mass._replace(mg=None, fault=printed)
    else:
        current.more.append(moles)


def added(first: Amount | None, second: Amount) -> Amount:
    """The masses of two sources together: '(as oxide 300 mg, citrate 200 mg)'."""
    if first is None:
        return second
    if first.mg is None or second.mg is None:
        return first if first.mg is None else second
    mg = first.mg + second.mg
    return Amount(mg, f"{mg:g} mg", "mg")


def _within_brackets(at: Position, owner: Mention, amount: Amount, elemental: bool, place: int) -> None:
    said = elemental and owner.amount is not None and not owner.elemental
    if at.mode == GIVES or (elemental and owner.kind == FORM) or said:
        if owner.kind == FORM or owner.may_be_a_salt or said:
            owner.gives = owner.gives or amount
        return
    if owner.kind == MAGNESIUM and at.follows(place, FROM):
        owner.parts.append(amount)
    elif owner.sourced and at.mode == FROM:
        if owner.amount is None and not at.bracket_closes(place):
            owner.amount = amount  # the bracket was never closed: the amount stands after it
        elif owner.source_amount is None or (at.last == FORM and not amount.of_the_element):
            owner.source_amount = added(owner.source_amount, amount)
    elif owner.amount is None and owner.sourced and at.last == FORM and not amount.of_the_element:
        owner.source_amount = added(owner.source_amount, amount)  # 'magnesium (magnesium oxide 750 mg) 450 mg'
    elif owner.amount is None:
        owner.amount = amount
        owner.elemental = owner.elemental or elemental
    elif owner.kind == FORM and amount.of_the_element:
        owner.gives = owner.gives or amount
    elif owner.sourced and FORM in (at.before_bracket, at.last) and _is_more(amount, owner.amount):
        owner.source_amount = owner.source_amount or amount  # '84 mg as lactate (835 mg)'
    elif owner.kind == MAGNESIUM:
        owner.more.append(amount)


def _is_more(amount: Amount, other: Amount) -> bool:
    return amount.mg is not None and other.mg is not None and amount.mg > other.mg


def _is_a_reference(at: Position, amount: Amount) -> bool:
    """Whether it is what the figures refer to ('per 100 g'), a serving's mass ('scoop (5 g)') or a pack's."""
    if amount.unit != "g":
        return False
    if amount.mg is not None and amount.mg > at.limits.pack_from_g * _MG_PER_G:
        return True
    before = at.last
    if before in (OPEN, COLON):
        before = at.before_bracket
    return before in (PER, SERVING) or (before == UNIT and at.target() is None)


def _counts_per_reference(at: Position, place: int) -> bool:
    """Whether an amount is of 100 g or of a litre: 'per 100 g', '/l'."""
    place = _behind_the_other_unit(at, place)
    if place + 2 >= len(at.lexemes) or at.lexemes[place + 1][0] not in (PER, SLASH):
        return False
    kind, value = at.lexemes[place + 2]
    if kind == VOLUME:
        return value is not None and value >= at.limits.reference_from_g
    return kind == AMOUNT and value.unit == "g" and _is_large(at, value)


def _behind_the_other_unit(at: Position, place: int) -> int:
    """The place of the last lexeme that says an amount again: '4.5 mg = 0.185 mmol of magnesium'."""
    kinds = [kind for kind, _ in at.lexemes[place + 1 : place + 3]]
    if len(kinds) < 2 or kinds[0] not in (GIVES, OPEN) or kinds[1] != AMOUNT:
        return place
    if at.lexemes[place + 2][1].of_the_element == at.lexemes[place][1].of_the_element:
        return place
    place += 2
    while place + 1 < len(at.lexemes) and at.lexemes[place + 1][0] in _SAYS_AGAIN:
        place += 1
    return place


def _is_large(at: Position, amount: Amount) -> bool:
    return amount.mg is not None and amount.mg >= at.limits.reference_from_g * _MG_PER_G


def _stands_before(at: Position, current: Mention | None, following: int | None) -> bool:
    """Whether an amount with an ingredient right after it is that one's, and not the one's before it."""
    return (
        current is None
        or current.amount is not None
        or current.closed
        or current.loose > 0
        or at.mode is not None
        or at.verb
        or (following == current.kind == MAGNESIUM and current.lead > 0)
    )


def _stands_at_a_salt(at: Position) -> bool:
    """Whether the salt's name is right before: 'trimagnesium dicitrate (68 %)' is a share of the mixture."""
    return at.last == FORM or (at.last == OPEN and at.before_bracket == FORM)


def percent_at(at: Position, percent: Percent | None, place: int) -> None:
    """Takes in a percentage, where it is a share of a daily value."""
    following = at.lexemes[place + 1][0] if place + 1 < len(at.lexemes) else None
    target = at.target()
    if target is None or percent is None:
        return
    if following in _NOT_A_REFERENCE:
        if following in (MAGNESIUM, ELEMENTAL):
            target.content_share = True
        return
    named = at.following(place)[0]
    if named not in _REFERENCES and target.amount is None and _stands_at_a_salt(at):
        return  # the salt's in a mixture or a solution, or magnesium's in the salt: no daily value
    if target.kind == WORD and target.amount is None and named in _REFERENCES:
        target = at.before(target)  # '430 mg, which is 115 % of the NRV'
    if target.closed:
        return
    target.percents.append(percent)
    if named in _REFERENCES:
        target.reference = named
