"""Conditions, populations and situations in which magnesium is another matter, and when each applies."""

from __future__ import annotations

from maginfo.catalogue.constraints import (
    EGFR,
    Ages,
    CautionKind,
    Identifier,
    IsoDate,
    Milligrams,
    Rank,
    SeverityName,
    State,
    Text,
)
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation

EVERY_FORM = "all"
ACID_NEUTRALISING = "acid-neutralising"
FORM_GROUPS = (EVERY_FORM, ACID_NEUTRALISING)
"""What stands for several forms where a record names those that it concerns."""


class Circumstances(Record):
    """Facts of a person and a dose. All that are given must hold; at least one is given."""

    ages: Ages | None = None
    state: State | None = None
    egfr_from: EGFR | None = None
    egfr_below: EGFR | None = None
    egfr_known: bool | None = None
    limit_passed: bool | None = None
    """Whether the supplement total passes, or may pass, the chosen authority's upper limit."""
    conditions: tuple[Identifier, ...] = ()
    """Any of these cautions' ids, named by the person or following from the eGFR."""
    forms: tuple[Identifier, ...] = ()
    """Any of these forms among the doses."""
    single_dose_over_mg: Milligrams | None = None
    topical: bool | None = None
    """Whether any of the doses goes on the skin."""


class Escalation(Record):
    """A severity that holds instead of the record's own when `when` does and it is the higher."""

    severity: SeverityName
    because: Text
    when: Circumstances


class Caution(Record):
    """A condition, population or situation."""

    id: Identifier
    title: Text
    kind: CautionKind
    severity: SeverityName
    summary: Text
    action: Text
    sources: tuple[Citation, ...] = ()
    aliases: tuple[Text, ...] = ()
    conflict: Text | None = None
    """Where sources differ, what each says."""
    always_tell: Rank | None = None
    """Told to everybody, in this order."""
    finding: Identifier | None = None
    """The code of its finding, where that is not 'condition:ID'."""
    applies_when: Circumstances | None = None
    """What switches it on without being named."""
    forms: tuple[Identifier, ...] = ()
    """It concerns only these forms; all where empty."""
    limits_hold: bool = True
    """False where no authority's upper limit holds for a person whom it concerns."""
    escalate: tuple[Escalation, ...] = ()

    @property
    def code(self) -> str:
        """Of its finding."""
        return self.finding or f"condition:{self.id}"


class Cautions(Record):
    """cautions.toml: conditions, populations and situations."""

    checked: IsoDate
    cautions: tuple[Caution, ...]
