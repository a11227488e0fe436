"""The one scale of severity."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OK = "ok"
"""What an answer is called where nothing in it is above info."""


@total_ordering
class Severity(Enum):
    """How much something matters: the words are the contract's, in rising order."""

    INFO = "info"
    """Background."""
    MINOR = "minor"
    """Small or uncertain effect."""
    MODERATE = "moderate"
    """Usable with the spacing or monitoring stated."""
    MAJOR = "major"
    """Only with a clinician's agreement; over a published upper limit is major."""
    AVOID = "avoid"
    """Not unless the treating specialist said so."""

    @property
    def rank(self) -> int:
        """0 for info to 4 for avoid."""
        return _ORDER.index(self)

    def __lt__(self, other: Severity) -> bool:
        return self.rank < other.rank


_ORDER = tuple(Severity)


def overall(severities: Iterable[Severity]) -> str:
    """The word of the highest of them, or 'ok' where none is above info."""
    highest = max(severities, default=Severity.INFO)
    return highest.value if highest > Severity.INFO else OK
