"""What is worked out for some rows and kept for those that follow, within bounds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")
PARTS_KEPT = 16_384
"""Of each kind."""
SELDOM = 8
"""Keeping pays where one in so many is asked for again."""


class Kept(Generic[V]):
    """A function whose answers are kept until they are many, and then forgotten, all at once, between blocks of rows.

    To note at every row which of them was asked for last (`functools.lru_cache`) costs more than to work some of them
    out again.
    """

    def __init__(self, function: Callable[..., V], most: int = PARTS_KEPT, *, gives_up: bool = False) -> None:
        """`gives_up`: where hardly any answer is asked for again, no more are kept."""
        self._function = function
        self._most = most
        self._gives_up = gives_up
        self._remembering = cache(function)
        self.ask: Callable[..., V] = self._remembering
        """The function."""

    def tidy(self) -> None:
        """Forget, where too much is kept. To be called every some hundred rows."""
        info = self._remembering.cache_info()
        if info.currsize <= self._most:
            return
        if self._gives_up and info.hits * SELDOM < info.misses:
            self.ask = self._function
        self._remembering.cache_clear()


class Memory:
    """All that is kept of several functions."""

    def __init__(self) -> None:
        self._kept: list[Kept[Any]] = []

    def of(self, function: Callable[..., V], most: int = PARTS_KEPT) -> Callable[..., V]:
        """The function, its answers kept."""
        kept = Kept(function, most)
        self._kept.append(kept)
        return kept.ask

    def tidy(self) -> None:
        """Forget, where too much is kept. To be called every some hundred rows."""
        for kept in self._kept:
            kept.tidy()


def keep(kept: dict[Any, V], key: object, value: V) -> V:
    """The value, now kept as well; what is kept begins anew before it grows large."""
    if len(kept) >= PARTS_KEPT:
        kept.clear()
    kept[key] = value
    return value
