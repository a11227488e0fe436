"""From lexemes to mentions: which amount, percentage and source belongs to which ingredient.

An ingredient's amount follows it ('Magnesium (as oxide) 200 mg') or stands right before it ('200 mg of magnesium').
What stands in brackets belongs to what they follow. 'As' and 'from' name where the magnesium comes from, 'providing'
and its like how much magnesium a salt gives. An unknown word after a comma is another ingredient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.labels.text.figures import amount_at, bounded, is_bounded, percent_at
from maginfo.labels.text.ingredients import ingredient
from maginfo.labels.text.state import Position
from maginfo.labels.text.tokens import (
    ABSENT,
    AMOUNT,
    BLEND,
    BOUND,
    BREAK,
    CHELATE,
    CLOSE,
    COLON,
    COMMA,
    CONTAINS,
    DAILY,
    DASH,
    DILUTION,
    ELEMENTAL,
    EU_REFERENCE,
    FORM,
    FROM,
    GIVES,
    LIMIT,
    LINKING,
    MAGNESIUM,
    NO,
    NUMBER,
    OF,
    OPEN,
    OTHER,
    PER,
    PERCENT,
    PLUS,
    PURE,
    QUALITY,
    SERVING,
    SLASH,
    SUBJECTS,
    TIMES,
    TOTAL,
    TWICE,
    UNIT,
    US_REFERENCE,
    VOLUME,
    WORD,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.text.state import Statement
    from maginfo.labels.text.tokens import Lexeme
    from maginfo.model.rules import LabelLimits

_REACH_OF_NO = 3
_REACH_OF_A_SHARE = 4
_ENDS = frozenset({COLON, COMMA, BREAK, DASH, CLOSE})
_SILENT = frozenset(
    {LINKING, OF, QUALITY, NUMBER, SLASH, PER, DAILY, TIMES, TWICE, PURE, BOUND, US_REFERENCE, EU_REFERENCE}
)
"""Of no effect where they stand: what stands beside them looks at them."""


def read(lexemes: Sequence[Lexeme], limits: LabelLimits) -> Statement:
    """What the lexemes of one line say."""
    at = Position(lexemes, limits)
    for place, (kind, value) in enumerate(lexemes):
        if kind in SUBJECTS:
            ingredient(at, kind, value, place)
        elif kind == AMOUNT:
            if at.limit:
                at.said.limited = True
            else:
                amount_at(at, bounded(value) if is_bounded(at, place) else value, place)
        elif kind == PERCENT:
            percent_at(at, value, place)
        elif kind == WORD:
            _word(at, value)
        elif kind == OPEN:
            at.open_bracket(place)
        elif kind == CLOSE:
            at.close_bracket()
        elif kind not in _SILENT:
            _sign_or_role(at, kind, value, place)
        if at.no:
            at.no -= 1
        at.last = kind
    return at.said


def _sign_or_role(at: Position, kind: int, value: Any, place: int) -> None:
    if kind == FROM:
        at.mode = FROM
    elif kind == GIVES:
        at.limit = False
        if at.target() is None and at.loose_amount is None:
            at.verb = True
        else:
            at.mode = GIVES
    elif kind == ELEMENTAL:
        _elemental(at, place)
    elif kind == BREAK:
        at.apart, at.divided, at.broken, at.lead, at.no = False, True, True, 0, 0
        at.per_reference = at.limit = False
        if at.depth == 0 and at.last != GIVES:
            at.mode = None
        if at.current is not None and at.current.amount is None and at.current.loose:
            at.current.closed = True
    elif kind in (COMMA, PLUS):
        at.apart, at.divided, at.lead = True, True, 0
        if kind == COMMA:
            at.no = 0  # 'no sugar, magnesium 100 mg'
    elif kind == COLON:
        at.lead, at.broken = 0, True
    elif kind == DASH:
        at.divided = at.broken = True
    elif kind == CONTAINS:
        at.verb, at.lead, at.limit = True, 0, False
    elif kind == LIMIT:
        at.limit = not _is_a_share(at, place)
    elif kind == DILUTION:
        at.said.diluted = True
    elif kind == NO:
        at.no = _REACH_OF_NO + 1
    elif kind == ABSENT:
        if at.current is not None and at.last in SUBJECTS:
            at.current.negated = True
    elif kind == TOTAL:
        at.total = True
        if at.current is not None and at.last == MAGNESIUM:
            at.current.total = True
    elif kind == BLEND:
        if at.current is not None and at.current.amount is None and at.mode != FROM:
            at.current.blend = True
    elif kind == CHELATE:
        if at.current is not None and at.current.amount is None and at.current.kind == MAGNESIUM:
            at.current.material = True
        elif at.current is None and at.owner is not None and at.owner.kind == MAGNESIUM:
            at.owner.chelated = True
    elif kind == VOLUME:
        if value is not None and value >= at.limits.reference_from_g:
            at.said.compared = True
            at.count_per_reference(place)
    elif kind == SERVING:
        at.per_reference = False
    elif kind == UNIT:
        _unit(at, place)


def _is_a_share(at: Position, place: int) -> bool:
    """Whether a need is named as what a percentage is of, and no amount of it: '80 % of the recommended intake: '."""
    before = [each for each, _ in at.lexemes[max(0, place - _REACH_OF_A_SHARE) : place] if each not in (OF, LINKING)]
    after = [each for each, _ in at.lexemes[place + 1 : place + 3]]
    return before[-1:] == [PERCENT] and (not after or after[0] in _ENDS) and AMOUNT not in after


def _unit(at: Position, place: int) -> None:
    if at.last == PER or at.last == SLASH:
        at.said.each = True
    elif at.last == AMOUNT:
        at.said.pack = True  # '400 mg capsules', as a product is called
    elif at.last == MAGNESIUM:
        at.said.pack = True  # 'Magnesium Tablets 400 mg'
    elif at.last == NUMBER:
        at.limit = False
        count = at.lexemes[place - 1][1]
        if count is not None and count >= at.limits.pack_from_units:
            at.said.pack = True


def _word(at: Position, word: str) -> None:
    if at.mode == FROM:
        return  # a source that the catalogue does not have
    current = at.current
    if current is not None and current.kind == OTHER and len(word) == 1:
        return  # vitamin C
    if current is None:
        at.lead += 1
    elif at.apart:
        at.current = at.mention(WORD, None)
        at.lead = 1
    elif current.amount is None:
        current.loose += 1
    else:
        current.closed = True
        at.lead += 1
    at.pending = at.pending if at.verb else None


def _elemental(at: Position, place: int) -> None:
    target = at.current if at.current is not None else at.owner
    if at.last == AMOUNT:
        return  # read with the amount
    alone = at.last == OPEN and at.follows(place, CLOSE)
    if target is not None and (alone or at.last in (MAGNESIUM, FORM)):
        target.elemental = True
    at.elemental = not alone
