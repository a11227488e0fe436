"""The answer of `check`: plain records, shown in whatever form was asked for.

Field names are part of the JSON contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from maginfo.dosing.person import Person
from maginfo.dosing.spans import Span
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source
from maginfo.model.constraints import AmountBasis
from maginfo.model.record import Record
from maginfo.model.safety import Severity

ABOVE_UPPER_LIMIT = "above-upper-limit"
MAY_EXCEED_UPPER_LIMIT = "may-exceed-upper-limit"
"""Only a part of the total's range is over the limit."""
NO_UPPER_LIMIT = "no-upper-limit"
"""The authority sets no limit, which never means unlimited."""
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
"""A label's directions for how much to take a day were not understood."""
DUPLICATE_PRODUCT = "duplicate-laxative-antacid"
"""An antacid or laxative is among several magnesium products."""
UNKNOWN_MEDICINE = "unknown-medicine"
MEDICINE_NOT_LOOKED_UP = "medicine-not-looked-up"
"""A medicine of that name exists; nobody has looked up its interactions with magnesium."""
UNKNOWN_CONDITION = "unknown-condition"
CONDITION_NOT_LOOKED_UP = "condition-not-looked-up"
CONDITION_NONE_RECORDED = "condition:none-recorded"
"""A curator searched the sources named and found nothing on oral magnesium."""

LIMIT_FINDINGS = (ABOVE_UPPER_LIMIT, MAY_EXCEED_UPPER_LIMIT)
DOSE_CODES = frozenset(
    {
        *(*LIMIT_FINDINGS, NO_UPPER_LIMIT, NEEDS_WEIGHT, NO_PUBLISHED_VALUE),
        *(ABOVE_OTHER_AUTHORITY, TOXIC_RANGE, LARGE_SINGLE_DOSE, DEPENDS_ON_LABEL, COMPOUND_SUSPECTED),
        *(LIMIT_DOES_NOT_HOLD, EDITION_REPLACED),
        *(SHARE_OF_RECOMMENDED, BELOW_RECOMMENDED, MEETS_RECOMMENDED, ABOVE_RECOMMENDED, DUPLICATE_PRODUCT),
        DIRECTIONS_NOT_READ,
    }
)
"""Codes of findings on the dose; all others are about the person, and most come from the data, such as `infant`."""


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
    """The compound that the name means; null if the name is less precise."""
    basis: AmountBasis
    elemental_mg_per_day: Span
    name: str | None = None
    """The name that the person gives the product."""
    product: str | None = None
    """The product that was recognised by its name; null for the name of a form."""
    salts: tuple[str, ...] = ()
    """The forms of a product with several, by id; `form` is then null."""
    sources: tuple[Citation, ...] = ()
    """Where the label of the product was read."""
    price_per_100_mg: Span | None = None
    """The price of 100 mg of elemental magnesium, in `currency`; the high end is for the lowest amount of magnesium."""
    currency: str | None = None
    """The currency as the person wrote it; null if none was written."""


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
    """The comparison of the figures only; it ignores whether the limit is valid for this person."""
    holds: bool = True
    why_not: str | None = None
    """If the limit is not valid for this person: the people it is set for, and the person's condition."""


class Comparison(Record):
    """One authority's values beside the dose."""

    authority: str
    authority_name: str
    """The authority's short name; for one from an overlay, with the owner."""
    place: str
    """Where the authority's values are used."""
    life_stages: tuple[str, ...]
    recommended: ReferenceRange | None
    average_requirement: ReferenceRange | None
    upper_limit: UpperLimit
    sources: tuple[Citation, ...]
    limit_sources: tuple[Citation, ...] = ()
    """Those of `sources` that give the upper limit."""


class OtherLimit(Record):
    """A stricter upper limit, of an authority not asked for, that the total exceeds or may exceed."""

    authority: str
    authority_name: str
    place: str
    low: float
    """The limit over the life stages that match, mg a day."""
    high: float
    scope: str
    status: LimitStatus
    """'above' or 'straddles'."""
    sources: tuple[Citation, ...] = ()


class Agreement(Record):
    """How the total compares with the upper limits of several authorities, by their ids."""

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
    title_sources: tuple[Citation, ...] = ()
    """Those of `sources` that give what the title says, where only a part does."""
    action_sources: tuple[Citation, ...] = ()
    """Sources of the action, where `sources` do not include them."""
    short_action: str | None = None
    """The action in at most two lines, where it is longer; never milder."""


class CautionNotice(Record):
    """A general caution, shown to everybody."""

    id: str
    severity: Severity
    title: str
    action: str
    sources: tuple[Citation, ...]
    short: str
    """The name in a line of dangers."""
    always: str | None = None
    """The rule in a line of rules, for a caution that is not a personal condition."""


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
    """The name as given; for a combination, the part concerned."""
    state: Literal["recognised", "unknown"]
    """'recognised': the name exists, but nobody has looked it up."""
    suggestions: tuple[str, ...] = ()
    """Known names that may have been mistyped as this one; empty for a recognised name."""
    name: str | None = None
    """The usual name."""
    what: str | None = None
    """A description in a few words."""
    use: str | None = None
    """Id of the use that records the evidence on magnesium for a condition."""


class Report(Answer):
    """What a dose means for a person. Every amount is mg of elemental magnesium a day."""

    SCHEMA: ClassVar[str] = "maginfo.check/1"
    severity: Severity
    """The highest severity of the findings, or ok if none is above info."""
    person: Person
    assumptions: tuple[str, ...]
    doses: tuple[DoseLine, ...]
    supplement_mg_per_day: Span
    """The total that is compared with upper limits."""
    diet_mg_per_day: Span | None
    total_mg_per_day: Span | None
    """The total that is compared with recommended intakes."""
    references: tuple[Comparison, ...]
    other_limits: tuple[OtherLimit, ...]
    """Stricter limits of authorities not asked for, in the order in which they are shown."""
    agreement: Agreement | None
    """Whether the limits agree; null unless several authorities were asked for and their limits are valid."""
    reductions: tuple[Reduction, ...]
    """Changes that bring the total within a limit; empty if the limits are not valid for this person."""
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
