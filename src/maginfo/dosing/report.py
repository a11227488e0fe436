"""The answer of `check`: plain records, shown in whatever form was asked for. Field names are the contract's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from maginfo.dosing.amounts import Basis
from maginfo.dosing.person import Person
from maginfo.dosing.spans import Span
from maginfo.model.bibliography import Citation, Source
from maginfo.model.record import Record
from maginfo.model.safety import Severity

ABOVE_UPPER_LIMIT = "above-upper-limit"
MAY_EXCEED_UPPER_LIMIT = "may-exceed-upper-limit"
"""Only a part of the total's range is over the limit."""
NO_UPPER_LIMIT = "no-upper-limit"
"""The authority sets no limit; never read as unlimited."""
NEEDS_WEIGHT = "needs-weight"
NO_PUBLISHED_VALUE = "no-published-value"
ABOVE_OTHER_AUTHORITY = "above-other-authority"
"""The total is over the limit of a stricter authority that was not asked for."""
EDITION_REPLACED = "edition-replaced"
"""The authority has a newer edition that is not in the data."""
LIMIT_DOES_NOT_HOLD = "limit-does-not-hold"
"""Upper limits are not set for people like this one."""
TOXIC_RANGE = "toxic-range"
LARGE_SINGLE_DOSE = "large-single-dose"
DEPENDS_ON_LABEL = "depends-on-label"
COMPOUND_SUSPECTED = "compound-suspected"
SHARE_OF_RECOMMENDED = "share-of-recommended"
BELOW_RECOMMENDED = "below-recommended"
MEETS_RECOMMENDED = "meets-recommended"
ABOVE_RECOMMENDED = "above-recommended"
DIRECTIONS_NOT_READ = "directions-not-read"
"""A label's words on how many a day are not understood."""
DUPLICATE_PRODUCT = "duplicate-laxative-antacid"
"""Another magnesium product among the doses."""
UNKNOWN_MEDICINE = "unknown-medicine"
MEDICINE_NOT_LOOKED_UP = "medicine-not-looked-up"
"""A medicine of that name exists; nobody has looked up what it and magnesium do to each other."""
UNKNOWN_CONDITION = "unknown-condition"
CONDITION_NOT_LOOKED_UP = "condition-not-looked-up"
CONDITION_NONE_RECORDED = "condition:none-recorded"
"""Somebody looked in the sources named and found nothing on magnesium by mouth."""

DOSE_CODES = frozenset(
    {
        *(ABOVE_UPPER_LIMIT, MAY_EXCEED_UPPER_LIMIT, NO_UPPER_LIMIT, NEEDS_WEIGHT, NO_PUBLISHED_VALUE),
        *(ABOVE_OTHER_AUTHORITY, TOXIC_RANGE, LARGE_SINGLE_DOSE, DEPENDS_ON_LABEL, COMPOUND_SUSPECTED),
        *(LIMIT_DOES_NOT_HOLD, EDITION_REPLACED),
        *(SHARE_OF_RECOMMENDED, BELOW_RECOMMENDED, MEETS_RECOMMENDED, ABOVE_RECOMMENDED, DUPLICATE_PRODUCT),
        DIRECTIONS_NOT_READ,
    }
)
"""Codes of findings on the dose; all other codes come from the data, such as `infant` and `child`."""


LimitStatus = Literal["below", "above", "straddles", "not-set", "needs-weight"]
"""A supplement total beside an upper limit; `straddles`: only a part of the total's range is over the limit."""


class DoseLine(Record):
    """One dose as it was understood."""

    text: str
    amount: float
    unit: str
    times_per_day: int
    form: str | None
    compound: str | None
    """The one compound that the name means, where it is that precise."""
    basis: Basis
    elemental_mg_per_day: Span
    name: str | None = None
    """The product, as the person calls it."""
    price_per_100_mg: Span | None = None
    """The price of 100 mg of elemental magnesium, in `currency`; the high end belongs to the least magnesium."""
    currency: str | None = None
    """As the person wrote it; null where they wrote none."""


class ReferenceRange(Record):
    """A recommended intake or an average requirement over the life stages that match, mg a day from all sources."""

    kind: str
    low: float
    high: float


class UpperLimit(Record):
    """An upper limit over the life stages that match, mg a day; null where the authority sets none."""

    kind: str | None
    low: float | None
    high: float | None
    scope: str | None
    """What counts towards it: 'supplements', 'added-salts' or 'non-food'."""
    status: LimitStatus
    """By the figures alone, whether the limit holds for this person or not."""
    holds: bool = True
    why_not: str | None = None
    """Where the limit does not hold: for whom it is set, and what this person has."""


class Comparison(Record):
    """One authority's values beside the dose."""

    authority: str
    authority_name: str
    """Its short name; an overlay's carries the owner."""
    life_stages: tuple[str, ...]
    recommended: ReferenceRange | None
    average_requirement: ReferenceRange | None
    upper_limit: UpperLimit
    sources: tuple[Citation, ...]


class Agreement(Record):
    """Where the total stands to the upper limits of several authorities, by their ids."""

    agree: bool
    """False where the total is or may be over one limit and within another: the authorities differ, not the dose."""
    over: tuple[str, ...]
    may_be_over: tuple[str, ...]
    under: tuple[str, ...]
    none_set: tuple[str, ...]
    needs_weight: tuple[str, ...]


class Change(Record):
    """One change of one product, and the total that it leaves; display, not advice."""

    change: Literal["one-intake-less", "half", "left-out"]
    dose: int
    """Position among the report's doses, from 0."""
    text: str
    supplement_mg_per_day: Span


class Reduction(Record):
    """A limit that the total is or may be over, and the single changes that bring the total to it or under it."""

    authority: str
    limit_mg: float
    over_mg: Span
    changes: tuple[Change, ...]
    """Empty where no single change is enough."""


class Finding(Record):
    """Something that applies to this person and this dose."""

    code: str
    severity: Severity
    title: str
    detail: str
    action: str | None = None
    authority: str | None = None
    sources: tuple[Citation, ...] = ()
    action_sources: tuple[Citation, ...] = ()
    """Sources of the action, where `sources` do not include them."""


class CautionNotice(Record):
    """Something everybody is told, whether or not they mentioned it."""

    id: str
    severity: Severity
    title: str
    action: str
    sources: tuple[Citation, ...]


class RelatedClaim(Record):
    """A popular article's claim about an amount like this one."""

    id: str
    claim: str
    verdict: str
    finding: str
    sources: tuple[Citation, ...]


class Unresolved(Record):
    """A name that a person gave and that nothing is recorded under."""

    kind: Literal["medicine", "condition", "form", "authority", "food"]
    text: str
    """As it was given; of a combination the part that is meant."""
    state: Literal["recognised", "unknown"]
    """'recognised': it exists, and nobody has looked it up."""
    suggestions: tuple[str, ...] = ()
    """Names that a slip of the hand may have been meant for; none of a recognised name."""
    name: str | None = None
    """The name that it is known by."""
    what: str | None = None
    """What it is, in a few words."""


class Report(Record):
    """What a dose means for a person. Every amount is mg of elemental magnesium a day."""

    SCHEMA: ClassVar[str] = "maginfo.check/1"
    severity: str
    """The highest finding's, or 'ok' when none is above info."""
    person: Person
    assumptions: tuple[str, ...]
    doses: tuple[DoseLine, ...]
    supplement_mg_per_day: Span
    """Upper limits are compared with this."""
    diet_mg_per_day: Span | None
    total_mg_per_day: Span | None
    """Recommended intakes are compared with this."""
    references: tuple[Comparison, ...]
    agreement: Agreement | None
    """Where several authorities were asked and limits hold, how they stand together."""
    reductions: tuple[Reduction, ...]
    """Empty where the limits do not hold for this person."""
    findings: tuple[Finding, ...]
    """Most severe first."""
    cautions: tuple[CautionNotice, ...]
    claims: tuple[RelatedClaim, ...]
    """Claims of popular articles about such an amount, each with its verdict."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
    unresolved: tuple[Unresolved, ...] = ()
    """Names of medicines and conditions that are recognised without a record, or unknown; each is a finding too."""
