"""Phrases as a tree of words: the reader of a text follows it word by word to the longest phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    M = TypeVar("M", bound=Hashable)

Branch = dict[str, Any]
"""Each word leads to the branch of the phrases that continue with it; `MEANING` to the number of a whole phrase's
meaning."""
MEANING = ""


def as_tree(phrases: Iterable[tuple[Iterable[str], M]]) -> tuple[Branch, tuple[M, ...]]:
    """Return the tree of phrases with their meanings, and the meanings by number. The first of equal phrases counts."""
    numbers: dict[M, int] = {}
    tree: Branch = {}
    for phrase, meaning in phrases:
        branch = tree
        for word in phrase:
            branch = branch.setdefault(word, {})
        branch.setdefault(MEANING, numbers.setdefault(meaning, len(numbers)))
    return tree, tuple(numbers)


def longest(tree: Branch, words: Sequence[str], place: int) -> tuple[int | None, int]:
    """Return the number of the meaning of the longest phrase that begins at a place, and the place after it.

    Where no phrase begins, the number is None and the place is the next.
    """
    branch: Branch | None = tree.get(words[place])
    number, reached, ahead = None, place + 1, place
    while branch is not None:
        ahead += 1
        if MEANING in branch:
            number, reached = branch[MEANING], ahead
        branch = branch.get(words[ahead]) if ahead < len(words) else None
    return number, reached
