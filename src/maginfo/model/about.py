"""The edition of the data as a whole."""

from __future__ import annotations

from maginfo.model.constraints import IsoDate, Prose, Text
from maginfo.model.record import Record


class About(Record):
    """about.toml: version, day of review, licence and disclaimer; printed with every answer."""

    version: Text
    """The edition, named after its day: '2026.12.01'; with the owner's name added if an overlay is in use."""
    reviewed: IsoDate
    """The day the data was last reviewed as a whole (ISO date)."""
    licence: Text
    disclaimer: Prose
