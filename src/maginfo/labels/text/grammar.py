"""Parse tokens into mentions: which amount, percentage and source belongs to which ingredient.

An ingredient's amount follows it ('Magnesium (as oxide) 200 mg') or stands right before it ('200 mg of magnesium').
The content of brackets belongs to the ingredient before them. 'As' and 'from' precede the source of the magnesium,
'providing' precedes the magnesium in a salt. An unknown word after a comma is another ingredient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.labels.text.figures import amount_at, bounded, is_bounded, is_reference, percent_at
from maginfo.labels.text.ingredients import form, magnesium, not_source, other
from maginfo.labels.text.state import Position
from maginfo.labels.text.tokens import SUBJECTS, Amount, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maginfo.labels.text.state import ParsedLine
    from maginfo.labels.text.tokens import Token
    from maginfo.model.rules import LabelLimits

_REACH_OF_NO = 3
_REACH_OF_A_SHARE = 4
_LEAST_LENGTH_OF_A_SALT = 6
_ENDS = frozenset({Kind.COLON, Kind.COMMA, Kind.BREAK, Kind.DASH, Kind.CLOSE})
_NAMES_A_FOOD = frozenset(
    {Kind.WORD, Kind.OTHER, Kind.OF, Kind.LINKING, Kind.PERCENT, Kind.OPEN, Kind.CLOSE, Kind.QUALITY}
)
_BEFORE_LIQUID = frozenset({Kind.OF, Kind.WORD, Kind.QUALITY})
_THE_ELEMENT = ([Kind.ELEMENTAL, Kind.MAGNESIUM, Kind.CLOSE], [Kind.MAGNESIUM, Kind.ELEMENTAL, Kind.CLOSE])
_COUNTED_OTHERWISE = Amount(None, "", "", fault="an amount in units that magnesium is not counted in")
"""The amount of another ingredient in units of its own: 'vitamin D3 (4000 IU)'."""


def read(tokens: Sequence[Token], limits: LabelLimits, *, of_needs: bool = False) -> ParsedLine:
    """Parse the tokens of one line: its ingredients, each with the amounts and percentages that belong to it.

    `of_needs`: its amounts are what people need, not what a serving holds.
    """
    at = Position(tokens, limits)
    at.of_needs = of_needs
    for place, (kind, value) in enumerate(tokens):
        handler = _HANDLERS[kind]
        if handler is not None:
            handler(at, value, place)
        if at.negated_tokens:
            at.negated_tokens -= 1
        at.last = kind
    return at.line


def _amount(at: Position, amount: Amount, place: int) -> None:
    if at.limit or at.of_needs:
        at.line.limited = True
    else:
        amount_at(at, bounded(amount) if is_bounded(at, place) else amount, place)


def _open(at: Position, _: Any, place: int) -> None:
    if at.current is not None and at.last is Kind.AMOUNT:
        at.current.elemental |= [kind for kind, _ in at.tokens[place + 1 : place + 4]] in _THE_ELEMENT
    at.open_bracket(place)


def _close(at: Position, _value: Any, place: int) -> None:
    at.close_bracket(place)


def _from(at: Position, _value: Any, _place: int) -> None:
    at.mode = Kind.FROM


def _gives(at: Position, _value: Any, place: int) -> None:
    at.limit = False
    at.per_reference |= _is_of_a_portion(at, place)
    if at.target() is None and at.loose_amount is None:
        at.in_sentence = True
    else:
        at.mode = Kind.GIVES


def _break(at: Position, _value: Any, _place: int) -> None:
    at.apart, at.divided, at.broken, at.negated_tokens = False, True, True, 0
    at.no_leading_words()
    at.per_reference = at.limit = False
    if at.depth == 0 and at.last is not Kind.GIVES:
        at.mode = None
    if at.current is not None and at.current.amount is None and at.current.words_before_amount:
        at.current.closed = True


def _comma(at: Position, value: Any, place: int) -> None:
    _plus(at, value, place)
    at.negated_tokens = 0  # in 'no sugar, magnesium 100 mg' the magnesium is not absent


def _plus(at: Position, _value: Any, _place: int) -> None:
    at.apart, at.divided = True, True
    at.no_leading_words()


def _colon(at: Position, _value: Any, _place: int) -> None:
    at.broken = True
    at.no_leading_words()


def _dash(at: Position, _value: Any, _place: int) -> None:
    at.divided = at.broken = True


def _contains(at: Position, _value: Any, place: int) -> None:
    at.in_sentence, at.limit = True, False
    at.no_leading_words()
    at.per_reference |= _is_of_a_portion(at, place)


def _is_of_a_portion(at: Position, place: int) -> bool:
    """Return whether the verb at `place` is said of food: '100 ml contain 500 mg', '100 g of cheese give 29 mg'."""
    first = place - 1
    while first >= 0 and at.tokens[first].kind in _NAMES_A_FOOD:
        first -= 1
    if first < 0 or not is_reference(at, at.tokens[first]):
        return False
    if first == place - 1 and at.tokens[place].kind is Kind.CONTAINS:
        return True
    begins = not first or at.tokens[first - 1].kind in (Kind.BREAK, Kind.PER)
    return begins and at.tokens[first].kind is Kind.AMOUNT  # 250 ml may be a drink's serving


def _limit(at: Position, value: str | None, place: int) -> None:
    at.limit = not _is_a_share(at, place)
    at.forbidden |= value is not None


def _stop(at: Position, _value: Any, _place: int) -> None:
    at.end_sentence()


def _dilution(at: Position, _value: Any, _place: int) -> None:
    at.line.diluted = True


def _no(at: Position, _value: Any, _place: int) -> None:
    at.negated_tokens = _REACH_OF_NO + 1


def _absent(at: Position, _value: Any, _place: int) -> None:
    if at.current is not None and at.last in SUBJECTS:
        at.current.negated = True


def _total(at: Position, _value: Any, _place: int) -> None:
    at.total = True
    if at.current is not None and at.last is Kind.MAGNESIUM:
        at.current.total = True


def _blend(at: Position, _value: Any, _place: int) -> None:
    if at.current is not None and at.current.amount is None and at.mode is not Kind.FROM:
        at.current.blend = True


def _chelate(at: Position, _value: Any, _place: int) -> None:
    current, owner = at.current, at.owner
    if current is not None and current.amount is None and current.kind is Kind.MAGNESIUM:
        current.material = True
    elif current is None and owner is not None and owner.kind is Kind.MAGNESIUM:
        owner.chelated = True


def _volume(at: Position, volume: float | None, place: int) -> None:
    target = at.target()
    if volume is None and target is not None and target.kind is Kind.OTHER and target.amount is None:
        target.amount = _COUNTED_OTHERWISE
    if volume is not None and volume >= at.limits.reference_from_g and not _is_of_a_liquid(at, place):
        at.line.compared = True
        at.count_per_reference(place)


def _is_of_a_liquid(at: Position, place: int) -> bool:
    """Return whether a volume is that of what a product is stirred into: '200 ml of cold water'."""
    beside = [kind for kind, _ in at.tokens[place + 1 : place + 4]]
    return Kind.LIQUID in beside and _BEFORE_LIQUID.issuperset(beside[: beside.index(Kind.LIQUID)])


def _serving(at: Position, _value: Any, _place: int) -> None:
    at.per_reference = False


def _is_a_share(at: Position, place: int) -> bool:
    """Return whether a percentage of an intake is meant, and no amount follows: '80 % of the recommended intake:'."""
    before = [
        each for each, _ in at.tokens[max(0, place - _REACH_OF_A_SHARE) : place] if each not in (Kind.OF, Kind.LINKING)
    ]
    after = [each for each, _ in at.tokens[place + 1 : place + 3]]
    return before[-1:] == [Kind.PERCENT] and (not after or after[0] in _ENDS) and Kind.AMOUNT not in after


def _unit(at: Position, _: Any, place: int) -> None:
    """Handle a word for pieces: the figures are for one piece, or the line names a product or a pack."""
    if at.last is Kind.PER or at.last is Kind.SLASH:
        at.line.each = True
    elif at.last is Kind.AMOUNT:
        at.line.pack = True  # '400 mg capsules', as a product is called
    elif at.last is Kind.MAGNESIUM:
        at.line.pack = True  # 'Magnesium Tablets 400 mg'
    elif at.last is Kind.NUMBER:
        at.limit = False
        count = at.tokens[place - 1].value
        if count is not None and count >= at.limits.pack_from_units:
            at.line.pack = True


def _number(at: Position, number: float | None, _place: int) -> None:
    """Handle a number without a unit; right after the element it is a part of the product's name."""
    if at.current is not None and at.last is Kind.MAGNESIUM:
        at.current.number = number


def _quality(at: Position, word: str | None, _place: int) -> None:
    """Handle a description; one of a salt, such as 'chelated', is none of a brand."""
    at.salt_word = at.salt_word or (word is not None and word.endswith(at.limits.salt_endings))


def _hydrate(at: Position, _value: Any, _place: int) -> None:
    """Handle the water of a salt: 'dihydrate', 'anhydrous'. What is weighed with its water is the salt."""
    if at.current is not None and at.current.kind is Kind.FORM:
        at.current.hydrated = True


def _word(at: Position, word: str, _: int) -> None:
    """Handle an unknown word, which may begin another ingredient."""
    if at.mode is Kind.FROM:
        return  # a source that the catalogue does not have
    current = at.current
    if current is not None and current.kind is Kind.OTHER and len(word) == 1:
        return  # vitamin C
    at.salt_word = word.endswith(at.limits.salt_endings)
    if current is None:
        at.leading_words += 1
    elif at.apart:
        at.current = at.mention(Kind.WORD, None)
        at.leading_words = 1
    elif current.amount is None:
        current.words_before_amount += 1
    else:
        if current.amount_first and at.last is Kind.MAGNESIUM and _may_name_a_salt(at, word):
            current.material = True  # '80 mg magnesium xylat'
        current.closed = True
        at.leading_words += 1
    at.pending = at.pending if at.in_sentence else None


def _may_name_a_salt(at: Position, word: str) -> bool:
    """Return whether an unknown word right after the element may be a salt's; short ones end alike by chance."""
    return len(word) >= _LEAST_LENGTH_OF_A_SALT and word.endswith(at.limits.salt_endings)


def _elemental(at: Position, _: Any, place: int) -> None:
    """Handle 'elemental', which describes the ingredient before it or the one after it."""
    target = at.current if at.current is not None else at.owner
    if at.last is Kind.AMOUNT:
        return  # read with the amount
    alone = at.last is Kind.OPEN and at.follows(place, Kind.CLOSE)
    if target is not None and (alone or at.last in (Kind.MAGNESIUM, Kind.FORM)):
        target.elemental = True
    at.elemental = not alone


_HANDLERS: dict[Kind, Callable[[Position, Any, int], None] | None] = dict.fromkeys(Kind) | {
    Kind.MAGNESIUM: magnesium,
    Kind.FORM: form,
    Kind.NOT_SOURCE: not_source,
    Kind.OTHER: other,
    Kind.AMOUNT: _amount,
    Kind.PERCENT: percent_at,
    Kind.WORD: _word,
    Kind.OPEN: _open,
    Kind.CLOSE: _close,
    Kind.FROM: _from,
    Kind.GIVES: _gives,
    Kind.ELEMENTAL: _elemental,
    Kind.BREAK: _break,
    Kind.COMMA: _comma,
    Kind.PLUS: _plus,
    Kind.COLON: _colon,
    Kind.DASH: _dash,
    Kind.CONTAINS: _contains,
    Kind.LIMIT: _limit,
    Kind.STOP: _stop,
    Kind.DILUTION: _dilution,
    Kind.NO: _no,
    Kind.ABSENT: _absent,
    Kind.TOTAL: _total,
    Kind.BLEND: _blend,
    Kind.CHELATE: _chelate,
    Kind.VOLUME: _volume,
    Kind.SERVING: _serving,
    Kind.UNIT: _unit,
    Kind.NUMBER: _number,
    Kind.HYDRATE: _hydrate,
    Kind.QUALITY: _quality,
}
"""The handler of each kind of token; None for kinds that matter only to their neighbours."""
