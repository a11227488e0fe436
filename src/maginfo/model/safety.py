"""Safety: severities, cautions and interactions with medicines."""

from collections.abc import Iterable
from enum import Enum

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    EGFR,
    Ages,
    AlwaysClause,
    AtcCode,
    CautionKind,
    CautionName,
    ClassName,
    Direction,
    Effect,
    Hours,
    Identifier,
    IsoDate,
    Mechanism,
    Milligrams,
    Prose,
    Rank,
    SeverityName,
    ShortAction,
    State,
    Text,
)
from maginfo.model.hours import HoursApart
from maginfo.model.record import Record


class Severity(str, Enum):
    """The severity of a finding, in rising order; `OK` is that of an answer without any finding above info."""

    OK = "ok"
    """Of a whole answer, never of a finding."""
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
        """The position in rising order, from 0 for info to 4 for avoid; -1 for ok."""
        return _RANKS[self]

    # Severities are ordered by rank, never alphabetically; comparing one with a plain string is an error.
    def __lt__(self, other: str) -> bool:
        return self.rank < _rank_of_other(self, other)

    def __le__(self, other: str) -> bool:
        return self.rank <= _rank_of_other(self, other)

    def __gt__(self, other: str) -> bool:
        return self.rank > _rank_of_other(self, other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= _rank_of_other(self, other)

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


_RANKS = {severity: rank for rank, severity in enumerate(Severity, -1)}
FINDING_SEVERITIES = tuple(severity for severity in Severity if severity is not Severity.OK)
"""The severities that a finding can have, in rising order."""


def _rank_of_other(severity: Severity, other: str) -> int:
    """Return the rank of `other`, which `severity` is compared with; TypeError if it is a plain string."""
    if not isinstance(other, Severity):
        raise TypeError(f"'{severity}' is a severity and '{other}' is not: they have no order")
    return other.rank


def overall(severities: Iterable[Severity]) -> Severity:
    """Return the highest severity, or `Severity.OK` if none is above info."""
    highest = max(severities, default=Severity.OK, key=_RANKS.__getitem__)
    return highest if highest > Severity.INFO else Severity.OK


EVERY_FORM = "all"
ACID_NEUTRALISING = "acid-neutralising"
FORM_GROUPS = (EVERY_FORM, ACID_NEUTRALISING)
"""Words that stand for several forms in the `forms` of a record."""
NOTHING_RECORDED = "none-recorded"
"""Id of the class of medicines for which no interaction was found."""


class Circumstances(Record):
    """Conditions on a person and a dose; all that are given must hold, and at least one is given."""

    ages: Ages | None = None
    state: State | None = None
    egfr_from: EGFR | None = None
    egfr_below: EGFR | None = None
    egfr_known: bool | None = None
    limit_passed: bool | None = None
    """Whether the supplement total is over, or may be over, the upper limit of the chosen authority."""
    conditions: tuple[Identifier, ...] = ()
    """Ids of cautions, at least one of which the person named or the eGFR implies."""
    forms: tuple[Identifier, ...] = ()
    """Ids of forms, at least one of which is among the doses."""
    single_dose_over_mg: Milligrams | None = None
    topical: bool | None = None
    """Whether any of the doses goes on the skin."""

    def includes_egfr(self, egfr: float | None) -> bool | None:
        """Return whether an eGFR lies within the bounds, False for an unknown one; None if none are given."""
        if (low := self.egfr_from) is None and self.egfr_below is None:
            return None
        return egfr is not None and (low or 0) <= egfr and (self.egfr_below is None or egfr < self.egfr_below)


class Escalation(Record):
    """A severity that replaces a lower one of the record when the circumstances hold."""

    severity: SeverityName
    because: Prose
    when: Circumstances


class Caution(Record):
    """A condition, population or situation."""

    id: Identifier
    title: Text
    short: CautionName
    """The name in a line of several cautions: 'severe kidney disease (eGFR under 30)'."""
    kind: CautionKind
    severity: SeverityName
    summary: Prose
    action: Prose
    sources: tuple[Citation, ...] = ()
    aliases: tuple[Text, ...] = ()
    conflict: Prose | None = None
    """What each source says, if they differ."""
    short_action: ShortAction | None = None
    """The action on two lines, where it takes more; None otherwise."""
    always_tell: Rank | None = None
    """The rank among the cautions shown to everybody; None for other cautions."""
    always: AlwaysClause | None = None
    """The rule as a clause, for a caution of everybody that is a rule and not a condition; None for other cautions."""
    finding: Identifier | None = None
    """The code of the caution's finding, if not 'condition:ID'."""
    applies_when: Circumstances | None = None
    """Circumstances in which the caution applies to a person who did not name it."""
    forms: tuple[Identifier, ...] = ()
    """Ids of the forms that the caution concerns; empty means all."""
    limits_hold: bool = True
    """False if no upper limit holds for a person with this condition."""
    escalate: tuple[Escalation, ...] = ()

    @property
    def code(self) -> str:
        """The code of the finding that the caution yields."""
        return self.finding or f"condition:{self.id}"

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the condition, its id first."""
        return (self.id, self.title, *self.aliases)


class Cautions(Record):
    """cautions.toml: conditions, populations and situations."""

    checked: IsoDate
    cautions: tuple[Caution, ...]


class BrandMarket(Record):
    """The market in which a brand is this medicine; elsewhere it is another medicine."""

    brand: Text
    market: Text
    """The market as written after 'in': 'Australia', 'the US'."""
    sources: tuple[Citation, ...] = ()


class Member(Record):
    """One medicine of a class; fields it leaves out have the values of the class."""

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
    note: Prose | None = None
    sources: tuple[Citation, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    markets: tuple[BrandMarket, ...] = ()
    """Markets of the brands that are another medicine elsewhere."""

    @property
    def own_hours(self) -> HoursApart:
        """The hours stated for the medicine, without those that it takes from its class."""
        return HoursApart(self.take_drug_before_h, self.take_drug_after_h, bool(self.never_together))


class InteractionClass(Record):
    """A class of medicines with one mechanism."""

    id: Identifier
    name: Text
    short: ClassName
    """The name in a list of classes: 'thyroid hormones'."""
    checked: IsoDate
    direction: Direction
    mechanism: Mechanism
    severity: SeverityName
    forms: tuple[Identifier, ...]
    """'all', 'acid-neutralising', or ids of forms."""
    summary: Prose
    action: Prose
    aliases: tuple[Text, ...] = ()
    effect: Effect | None = None
    """What happens, in one sentence, by the sources of `summary`; None where nothing is recorded."""
    short_action: ShortAction | None = None
    """The action on two lines, where it takes more; None otherwise."""
    evidence: Prose | None = None
    """The measured size of the effect, with its study."""
    conflict: Prose | None = None
    """What each label says, if they differ."""
    take_drug_before_h: Hours | None = None
    """The medicine is taken at least this many hours before magnesium."""
    take_drug_after_h: Hours | None = None
    """The medicine is taken at least this many hours after magnesium."""
    never_together: bool = False
    of_magnesium: bool = False
    """Whether every form of magnesium that is named as a medicine belongs to the class."""
    sources: tuple[Citation, ...] = ()
    members: tuple[Member, ...] = ()
    escalate: tuple[Escalation, ...] = ()

    @property
    def is_recorded(self) -> bool:
        """Whether an interaction with magnesium is recorded; 'none recorded' does not mean that none exists."""
        return self.id != NOTHING_RECORDED

    def severity_of(self, member: Member) -> Severity:
        """Return the severity of a medicine, or else of its class, before any escalation."""
        return Severity(member.severity or self.severity)

    def direction_of(self, member: Member) -> Direction:
        """Return the direction of a medicine, or else of its class."""
        return member.direction or self.direction

    def hours_of(self, member: Member) -> HoursApart:
        """Return the hours of a medicine, each from its class if the medicine has none."""
        never = self.never_together if member.never_together is None else member.never_together
        before = self.take_drug_before_h if member.take_drug_before_h is None else member.take_drug_before_h
        after = self.take_drug_after_h if member.take_drug_after_h is None else member.take_drug_after_h
        return HoursApart.of(before, after, never)

    @property
    def max_severity(self) -> Severity:
        """The highest severity among the class and its medicines."""
        return max([Severity(self.severity), *map(self.severity_of, self.members)])

    @property
    def hours(self) -> HoursApart:
        """The hours of the class, for medicines without hours of their own."""
        return HoursApart.of(self.take_drug_before_h, self.take_drug_after_h, self.never_together)

    @property
    def strictest_hours(self) -> HoursApart:
        """The longest hours of the class and its medicines, for a class named as a whole."""
        each = [self.hours, *map(self.hours_of, self.members)]
        before = [hours.before_h for hours in each if hours.before_h is not None]
        after = [hours.after_h for hours in each if hours.after_h is not None]
        never = any(hours.never_together for hours in each)
        return HoursApart.of(max(before, default=None), max(after, default=None), never)
