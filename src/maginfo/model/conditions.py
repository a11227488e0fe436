"""Conditions that are recognised by name and that no caution is recorded for."""

from __future__ import annotations

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import ConditionState, Identifier, IsoDate, Prose, Text
from maginfo.model.record import Record


class Condition(Record):
    """One condition, by the names that people use."""

    name: Text
    """In plain English."""
    state: ConditionState
    """'recognised': nobody has looked; 'none-recorded': somebody looked and found nothing on magnesium by mouth."""
    names: tuple[Text, ...] = ()
    """Other names, abbreviations and lay words."""
    use: Identifier | None = None
    """Id of the use that tells the evidence on magnesium for it."""
    looked: IsoDate | None = None
    """The day of the look; only of a condition without a record."""
    sources: tuple[Identifier, ...] = ()
    """What was read then."""
    note: Prose | None = None

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the condition."""
        return (self.name, *self.names)


class ConditionTable(Record):
    """conditions.toml with the rows of conditions.csv."""

    checked: IsoDate
    summary: Prose
    sources: tuple[Citation, ...] = ()
    conditions: tuple[Condition, ...] = ()
