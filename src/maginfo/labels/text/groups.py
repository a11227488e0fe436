"""Leave out the parts of a line that are for children, where amounts for others are printed too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.text.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.text.tokens import Token

_OF_MAGNESIUM = frozenset({Kind.MAGNESIUM, Kind.FORM})
_ENDS = frozenset({Kind.STOP, Kind.BREAK})
_REACH = 2
"""Tokens between an amount and the people it is for."""
_BEFORE_A_PART = _ENDS | {Kind.COMMA, Kind.CLOSE, Kind.DASH}


def follow_amounts(tokens: Sequence[Token], *groups: frozenset[str]) -> bool:
    """Return whether a word of every group stands right after an amount: '100 mg for children, 200 mg for adults'."""
    after = {
        word
        for place, (kind, word) in enumerate(tokens)
        if kind is Kind.WORD and any(each is Kind.AMOUNT for each, _ in tokens[max(0, place - _REACH) : place])
    }
    return not any(after.isdisjoint(group) for group in groups)


def without_children(tokens: list[Token], children: frozenset[str], adults: frozenset[str]) -> list[Token]:
    """Return the tokens without the parts for children; all of them where no other part tells of magnesium."""
    kept: list[Token] = []
    within = False
    for place, token in enumerate(tokens):
        kind, word = token
        if kind in _ENDS or (kind is Kind.WORD and word in adults):
            within = False
        elif kind is Kind.WORD and word in children and _begins_a_part(tokens, place):
            within = True
        if not within:
            kept.append(token)
    kinds = {kind for kind, _ in kept}
    return kept if Kind.AMOUNT in kinds and not kinds.isdisjoint(_OF_MAGNESIUM) else tokens


def _begins_a_part(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a sentence or a part of one begins at a word, or at the small word before it: 'for children'."""
    before = [kind for kind, _ in tokens[max(0, place - 2) : place]]
    if not before or before[-1] in _BEFORE_A_PART:
        return True
    return before[-1] is Kind.WORD and (place == 1 or before[0] in _BEFORE_A_PART)
