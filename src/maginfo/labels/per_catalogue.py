"""What is worked out once for each catalogue."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from maginfo.catalogue.catalogue import Catalogue

T = TypeVar("T")


def once_per_catalogue(work_out: Callable[[Catalogue], T]) -> Callable[[Catalogue], T]:
    """Return a function that calls `work_out` when it is first asked of a catalogue, and remembers the result."""
    known: WeakKeyDictionary[Catalogue, T] = WeakKeyDictionary()

    @wraps(work_out)
    def remembered(catalogue: Catalogue) -> T:
        found = known.get(catalogue)
        if found is None:
            found = known[catalogue] = work_out(catalogue)
        return found

    return remembered
