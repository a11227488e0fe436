"""What magnesium and a class of medicines do to each other. Hours are hours."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING, NamedTuple

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    EGFR,
    Ages,
    AtcCode,
    CautionKind,
    Direction,
    Hours,
    Identifier,
    IsoDate,
    Mechanism,
    Milligrams,
    Rank,
    SeverityName,
    State,
    Text,
)
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

OK = "ok"
"""What an answer is called where nothing in it is above info."""


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


def overall(severities: Iterable[Severity]) -> str:
    """The word of the highest of them, or 'ok' where none is above info."""
    highest = max(severities, default=Severity.INFO)
    return highest.value if highest > Severity.INFO else OK


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
    def max_severity(self) -> Severity:
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
