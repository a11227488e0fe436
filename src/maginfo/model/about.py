"""The edition of the data as a whole."""

from maginfo.model.constraints import IsoDate, Prose, Text
from maginfo.model.record import Record


class About(Record):
    """about.toml: version, day of review, licence and disclaimer; printed with every answer."""

    version: Text
    """The version of the data, its date: '2026.12.01'; with an overlay in use, followed by the name of its owner."""
    reviewed: IsoDate
    """The day the data was last reviewed as a whole (ISO date)."""
    licence: Text
    disclaimer: Prose
