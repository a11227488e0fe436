"""Work out the index of the words of directions, from label_words.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.amounts import MG_PER
from maginfo.labels.directions.words import WITH, DirectionIndex, Mark, words_in
from maginfo.labels.phrase_tree import as_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.model.rules import LabelWords


def direction_index(words: LabelWords) -> DirectionIndex:
    """Return the index of all words of directions."""
    phrases, marks = as_tree((words_in(spelling), mark) for spelling, mark in _marks(words))
    return DirectionIndex(
        phrases=phrases,
        marks=marks,
        beside=frozenset(
            words_in(spelling)[0] for group in words.directions if group.name == WITH for spelling in group.spellings
        ),
        units={
            words_in(spelling)[0]: role.name
            for role in words.roles
            if role.name in MG_PER
            for spelling in role.spellings
        },
    )


def _marks(words: LabelWords) -> Iterator[tuple[str, Mark]]:
    """Yield each phrase as it is spelled, with its mark."""
    for group in words.directions:
        if group.name != WITH:
            value = float(group.of or 0) if group.name in ("number", "often") else 0.0
            mark = Mark(group.name, value, value, group.of)
            yield from ((spelling, mark) for spelling in group.spellings)
    for role in words.roles:
        if role.name in ("gives", "contains"):
            yield from ((spelling, Mark("holds")) for spelling in role.spellings)
