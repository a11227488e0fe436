"""The edition of the data as a whole."""

from __future__ import annotations

from maginfo.model.constraints import IsoDate, Prose, Text
from maginfo.model.record import Record


class About(Record):
    """about.toml: version, day of review, licence and disclaimer; printed with every answer."""

    version: Text
    """The day of the edition, '2026.12.01', with the owner's name where an overlay is laid over it."""
    reviewed: IsoDate
    """The day the data was last reviewed as a whole (ISO date)."""
    licence: Text
    disclaimer: Prose
