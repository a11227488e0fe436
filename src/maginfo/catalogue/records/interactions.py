"""What magnesium and a class of medicines do to each other. Hours are hours."""

from __future__ import annotations

from typing import NamedTuple

from maginfo.catalogue.constraints import AtcCode, Direction, Hours, Identifier, IsoDate, Mechanism, SeverityName, Text
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.cautions import Escalation
from maginfo.catalogue.records.citations import Citation
from maginfo.catalogue.records.severities import Severity


class HoursApart(NamedTuple):
    """How far apart a medicine and magnesium are kept, in hours, seen from the medicine."""

    before_h: float | None
    after_h: float | None
    never_together: bool


class BrandMarket(Record):
    """Where a brand is this medicine, of a brand that is another one elsewhere."""

    brand: Text
    market: Text
    """Goes on from 'in': 'Australia', 'the US'."""
    sources: tuple[Citation, ...] = ()


class Member(Record):
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
    markets: tuple[BrandMarket, ...] = ()
    """Of brands that are another medicine elsewhere."""


class InteractionClass(Record):
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

    def severity_of(self, member: Member) -> Severity:
        """A medicine's own severity, otherwise the class's; as recorded, before a person's facts."""
        return Severity(member.severity or self.severity)

    def direction_of(self, member: Member) -> Direction:
        """A medicine's own direction, otherwise the class's."""
        return member.direction or self.direction

    def hours_of(self, member: Member) -> HoursApart:
        """The hours of a medicine: each its own where it has one, otherwise the class's."""
        never = self.never_together if member.never_together is None else member.never_together
        if never:
            return HoursApart(None, None, True)
        before, after = member.take_drug_before_h, member.take_drug_after_h
        return HoursApart(
            self.take_drug_before_h if before is None else before,
            self.take_drug_after_h if after is None else after,
            False,
        )

    @property
    def gravest(self) -> Severity:
        """The severity of the class as a whole: that of its gravest medicine."""
        return max([Severity(self.severity), *map(self.severity_of, self.members)])

    @property
    def hours(self) -> HoursApart:
        """What the class says for itself, of a medicine that says nothing else."""
        if self.never_together:
            return HoursApart(None, None, True)
        return HoursApart(self.take_drug_before_h, self.take_drug_after_h, False)

    @property
    def strictest_hours(self) -> HoursApart:
        """Where the class is named and not one of its medicines, it could be any of them: the strictest holds."""
        each = [self.hours, *map(self.hours_of, self.members)]
        if any(hours.never_together for hours in each):
            return HoursApart(None, None, True)
        before = [hours.before_h for hours in each if hours.before_h is not None]
        after = [hours.after_h for hours in each if hours.after_h is not None]
        return HoursApart(max(before, default=None), max(after, default=None), False)
