"""Phrases as a tree of words: the reader of a text follows it word by word to the longest phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

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
