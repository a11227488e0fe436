"""The one scale of severity."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering


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
