"""Conditions that are recognised by name but have no recorded caution."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import ConditionState, Identifier, IsoDate, Prose, Text
from maginfo.model.record import Record


class Condition(Record):
    """One condition, with the names that people use."""

    name: Text
    """The main name, in plain English."""
    state: ConditionState
    """'recognised': no curator has searched yet; 'none-recorded': a search found nothing on oral magnesium."""
    names: tuple[Text, ...] = ()
    """Other names, abbreviations and lay words."""
    use: Identifier | None = None
    """Id of the use that records the evidence on magnesium for the condition."""
    looked: IsoDate | None = None
    """The day of the search (ISO date); only with the state 'none-recorded'."""
    sources: tuple[Identifier, ...] = ()
    """Ids of the sources searched; only with the state 'none-recorded'."""
    note: Prose | None = None

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the condition."""
        return (self.name, *self.names)


class AmbiguousName(Record):
    """An abbreviation of several conditions, one of which needs a caution: asked about, and never guessed."""

    name: Text
    may_mean: tuple[Text, ...]
    """Names of the conditions, each known."""


class ConditionTable(Record):
    """conditions.toml with the rows of conditions.csv."""

    checked: IsoDate
    summary: Prose
    sources: tuple[Citation, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    conditions: tuple[Condition, ...] = ()
