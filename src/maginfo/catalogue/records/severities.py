"""The one scale of severity."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """How much something matters; the words are the contract's, the order is what scripts compare."""

    INFO = 0
    """Background."""
    MINOR = 1
    """Small or uncertain effect."""
    MODERATE = 2
    """Usable with the spacing or monitoring stated."""
    MAJOR = 3
    """Only with a clinician's agreement; over a published upper limit is major."""
    AVOID = 4
    """Not unless the treating specialist said so."""

    @property
    def word(self) -> str:
        """'info', 'minor', 'moderate', 'major' or 'avoid'."""
        return self.name.lower()

    @classmethod
    def read(cls, word: str) -> Severity:
        """The severity of that word; KeyError for any other."""
        return cls[word.upper()]
