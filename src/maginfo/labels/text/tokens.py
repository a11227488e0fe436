"""What a label mentions: an ingredient with the amounts, percentages and sources that stand with it."""

from __future__ import annotations

from typing import Any, NamedTuple

(
    WORD,
    MAGNESIUM,
    FORM,
    NOT_SOURCE,
    OTHER,
    FROM,
    GIVES,
    ELEMENTAL,
    CONTAINS,
    NO,
    ABSENT,
    PER,
    SERVING,
    DAILY,
    TIMES,
    TWICE,
    UNIT,
    TOTAL,
    BLEND,
    US_REFERENCE,
    EU_REFERENCE,
    OF,
    LINKING,
    CHELATE,
    QUALITY,
    AMOUNT,
    PERCENT,
    NUMBER,
    VOLUME,
    OPEN,
    CLOSE,
    BREAK,
    COMMA,
    PLUS,
    SLASH,
    DASH,
    COLON,
    PURE,
    BOUND,
    LIMIT,
    DILUTION,
) = range(41)
"""WORD is one that the reader does not know; BREAK ends a cell or a line; the others say what they are."""

ROLES = {
    "from": FROM,
    "gives": GIVES,
    "elemental": ELEMENTAL,
    "contains": CONTAINS,
    "no": NO,
    "absent": ABSENT,
    "per": PER,
    "serving": SERVING,
    "daily-serving": SERVING,
    "daily": DAILY,
    "times": TIMES,
    "twice": TWICE,
    "unit": UNIT,
    "total": TOTAL,
    "blend": BLEND,
    "us-reference": US_REFERENCE,
    "eu-reference": EU_REFERENCE,
    "of": OF,
    "linking": LINKING,
    "chelate": CHELATE,
    "quality": QUALITY,
    "other": OTHER,
    "pure": PURE,
    "bound": BOUND,
    "limit": LIMIT,
    "dilution": DILUTION,
}
"""The kind of each role of label_words.toml that is a phrase."""

SIGNS = {
    "(": OPEN,
    "[": OPEN,
    "{": OPEN,
    ")": CLOSE,
    "]": CLOSE,
    "}": CLOSE,
    "|": BREAK,
    "\n": BREAK,
    "•": BREAK,
    "·": BREAK,
    ",": COMMA,
    ";": COMMA,
    "+": PLUS,
    "&": PLUS,
    "/": SLASH,
    "-": DASH,
    "–": DASH,
    "—": DASH,
    "−": DASH,
    ":": COLON,
    "=": GIVES,
    "<": BOUND,
    ">": BOUND,
    "≤": BOUND,
    "≥": BOUND,
}

SUBJECTS = frozenset({MAGNESIUM, FORM, NOT_SOURCE, OTHER})


class NamedForm(NamedTuple):
    """A form that a label names."""

    form: str
    compound: int | None
    """The position of the one compound of it that is meant."""
    bare: bool
    """Named by its acid alone ('citrate'), which needs magnesium beside it."""


class Amount(NamedTuple):
    """A printed mass or amount of substance."""

    mg: float | None
    """None where the figure has two readings or is a range."""
    printed: str
    unit: str
    """mg, g, mcg, mmol or meq."""
    times: int = 1
    """How often it stands: 2 for '2 x 150 mg'; `mg` is of all."""
    fault: str | None = None
    """Why `mg` is None, or how a damaged figure was read."""

    @property
    def of_the_element(self) -> bool:
        """Whether the unit counts magnesium whatever stands beside it."""
        return self.unit in ("mmol", "meq")


class Percent(NamedTuple):
    """A printed percentage."""

    value: float
    decimals: int


Lexeme = tuple[int, Any]
"""What it is, with the form, amount, percentage or word where it has one."""


class Mention:
    """One ingredient as a label names it. The grammar fills it; it is not changed afterwards."""

    __slots__ = (
        "amount",
        "amount_first",
        "blend",
        "chelated",
        "closed",
        "content_share",
        "elemental",
        "forms",
        "gives",
        "kind",
        "lead",
        "loose",
        "material",
        "more",
        "negated",
        "parts",
        "percents",
        "reference",
        "shared",
        "slashed",
        "source_amount",
        "source_amount_first",
        "sourced",
        "split",
        "total",
        "value",
        "verb",
    )

    def __init__(self, kind: int, value: object = None) -> None:
        self.kind = kind
        """A subject of `lexemes`, or WORD for an ingredient that the reader does not know."""
        self.value = value
        self.forms: list[NamedForm] = []
        """In the order they are named; of magnesium, those it comes from."""
        self.amount: Amount | None = None
        self.amount_first = False
        """'100 mg magnesium'."""
        self.more: list[Amount] = []
        """Amounts of further columns."""
        self.slashed = False
        """A slash stands between two of its amounts: '400 mg (adults) / 200 mg (ages 4+)'."""
        self.parts: list[Amount] = []
        """What each of several sources gives: '(90 mg from citrate, 60 mg from glycinate)'."""
        self.percents: list[Percent] = []
        self.reference: int | None = None
        """Whether the percentage is named as a US or an EU one."""
        self.gives: Amount | None = None
        """Magnesium that the salt is said to give."""
        self.source_amount: Amount | None = None
        """Mass of the salt that the magnesium is said to come from."""
        self.source_amount_first = False
        self.elemental = False
        """Said to be the element's amount."""
        self.sourced = False
        """Said to come from something: 'as', 'from', or a salt in brackets."""
        self.split = False
        """The salt's name stands apart from the element's, without 'as' or 'from'."""
        self.lead = 0
        """Unknown words before it, as a product's name has them."""
        self.loose = 0
        """Unknown words between it and its amount."""
        self.closed = False
        """Whether other things have been said since its amount."""
        self.shared = False
        """Named with another ingredient before one amount for both."""
        self.negated = False
        self.blend = False
        self.material = False
        """Named as a compound whose acid is not named: 'magnesium amino acid chelate'."""
        self.chelated = False
        """Said to come from a compound whose acid is not named: 'magnesium (amino acid chelate)'."""
        self.total = False
        self.verb = False
        """Said in a sentence: 'contains'."""
        self.content_share = False
        """The percentage of magnesium in the salt is printed, so the amount is the salt's."""

    def drop(self, amount: Amount | None) -> bool:
        """Takes back an amount: one column of several, or else all that is said; whether it was one of these."""
        if any(each is amount for each in self.more[-1:]):
            self.more.pop()
            return True
        held = any(each is amount for each in (self.amount, self.gives, self.source_amount, *self.parts[-1:]))
        if held:
            self.amount = self.gives = self.source_amount = None
            self.parts.clear()
        return held

    @property
    def has_figure(self) -> bool:
        """Whether an amount was printed with it: its own, what it gives, or its source's."""
        return self.given is not None or self.source_amount is not None or bool(self.parts)

    @property
    def of_magnesium(self) -> bool:
        """Whether it is the element or one of its forms, and is not said to be absent."""
        return (self.kind == MAGNESIUM or self.kind == FORM) and not self.negated

    @property
    def of_a_compound(self) -> bool:
        """Whether its figure may be a compound's mass though no salt is named."""
        return self.material or self.blend or self.loose > 0

    @property
    def may_be_a_salt(self) -> bool:
        """Whether words that the reader does not know may name a salt: 'magnesium hydrolysate', 'xyl magnesium'."""
        return self.of_a_compound or self.closed or (self.amount_first and self.lead > 0)

    @property
    def given(self) -> Amount | None:
        """Its own amount or the one it gives."""
        return self.gives if self.gives is not None else self.amount
