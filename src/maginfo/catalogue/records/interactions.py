"""What magnesium and a class of medicines do to each other. Hours are hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.cautions import Escalation
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.constraints import (
        AtcCode,
        Direction,
        Hours,
        Identifier,
        IsoDate,
        Mechanism,
        SeverityName,
        Text,
    )


class Member(Record, sources=Citation, escalate=Escalation):
    """One medicine of a class; what it leaves out is as the class says."""

    name: Text
    """The generic name."""
    atc: tuple[AtcCode, ...] = ()
    brands: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    severity: SeverityName | None = None
    direction: Direction | None = None
    take_drug_before_h: Hours | None = None
    take_drug_after_h: Hours | None = None
    never_together: bool | None = None
    note: Text | None = None
    sources: tuple[Citation, ...] = ()
    escalate: tuple[Escalation, ...] = ()


class InteractionClass(Record, sources=Citation, members=Member, escalate=Escalation):
    """A class of medicines with one mechanism."""

    id: Identifier
    name: Text
    checked: IsoDate
    direction: Direction
    mechanism: Mechanism
    severity: SeverityName
    forms: tuple[Identifier, ...]
    """'all', 'acid-neutralising', or ids of forms."""
    summary: Text
    action: Text
    aliases: tuple[Text, ...] = ()
    evidence: Text | None = None
    """The measured size, with its study."""
    conflict: Text | None = None
    """Where labels differ, what each says."""
    take_drug_before_h: Hours | None = None
    """The medicine goes at least this long before the magnesium."""
    take_drug_after_h: Hours | None = None
    """At least this long is waited after magnesium before the medicine."""
    never_together: bool = False
    sources: tuple[Citation, ...] = ()
    members: tuple[Member, ...] = ()
    escalate: tuple[Escalation, ...] = ()
