"""The tokens of a line, and the mentions that the grammar builds from them: an ingredient with its amounts."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from maginfo.dosing.spans import Span


class Kind(IntEnum):
    """The kind of a token."""

    WORD = 0
    """A word that the reader does not know."""
    MAGNESIUM = 1
    """The element's name."""
    FORM = 2
    """A salt or another form of the catalogue."""
    NOT_SOURCE = 3
    """An excipient or a medicine with magnesium, which is not a source of it."""
    OTHER = 4
    """Another ingredient."""
    FROM = 5
    GIVES = 6
    """'providing', '='."""
    ELEMENTAL = 7
    CONTAINS = 8
    """'contains' and other verbs before an amount."""
    NO = 9
    """'no', 'without': the next ingredient is absent."""
    ABSENT = 10
    """'free': the ingredient before it is absent."""
    PER = 11
    SERVING = 12
    """A serving or a daily portion."""
    DAILY = 13
    TIMES = 14
    TWICE = 15
    UNIT = 16
    """A tablet, a capsule, a scoop."""
    TOTAL = 17
    BLEND = 18
    US_REFERENCE = 19
    EU_REFERENCE = 20
    OF = 21
    LINKING = 22
    """'and', 'is' and other linking words."""
    CHELATE = 23
    QUALITY = 24
    """A description of a salt or its powder, which changes no figure: 'buffered'."""
    AMOUNT = 25
    PERCENT = 26
    NUMBER = 27
    VOLUME = 28
    OPEN = 29
    CLOSE = 30
    BREAK = 31
    """The end of a cell or a line."""
    COMMA = 32
    PLUS = 33
    SLASH = 34
    DASH = 35
    COLON = 36
    PURE = 37
    """'pure', which describes the element or the product, depending on its neighbours."""
    BOUND = 38
    """'up to', '<', 'at least'."""
    LIMIT = 39
    """'do not take more than', 'recommended intake': the next amount is not a serving's."""
    DILUTION = 40
    """A homeopathic dilution."""
    HYDRATE = 41
    """The water in a salt: 'dihydrate', 'anhydrous'."""
    NOT_READ = 42
    """The element's name in a language that is not read; the value is the language."""


ROLES = {
    "from": Kind.FROM,
    "gives": Kind.GIVES,
    "elemental": Kind.ELEMENTAL,
    "contains": Kind.CONTAINS,
    "no": Kind.NO,
    "absent": Kind.ABSENT,
    "per": Kind.PER,
    "serving": Kind.SERVING,
    "daily-serving": Kind.SERVING,
    "daily": Kind.DAILY,
    "times": Kind.TIMES,
    "twice": Kind.TWICE,
    "unit": Kind.UNIT,
    "total": Kind.TOTAL,
    "blend": Kind.BLEND,
    "us-reference": Kind.US_REFERENCE,
    "eu-reference": Kind.EU_REFERENCE,
    "of": Kind.OF,
    "linking": Kind.LINKING,
    "chelate": Kind.CHELATE,
    "quality": Kind.QUALITY,
    "other": Kind.OTHER,
    "pure": Kind.PURE,
    "bound": Kind.BOUND,
    "limit": Kind.LIMIT,
    "dilution": Kind.DILUTION,
    "hydrate": Kind.HYDRATE,
}
"""The kind of token for each role of label_words.toml that has phrases."""

SIGNS = {
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    "{": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "}": Kind.CLOSE,
    "|": Kind.BREAK,
    "\n": Kind.BREAK,
    "•": Kind.BREAK,
    "·": Kind.BREAK,
    ",": Kind.COMMA,
    ";": Kind.COMMA,
    "+": Kind.PLUS,
    "&": Kind.PLUS,
    "/": Kind.SLASH,
    "-": Kind.DASH,
    "–": Kind.DASH,
    "—": Kind.DASH,
    "−": Kind.DASH,
    ":": Kind.COLON,
    "=": Kind.GIVES,
    "<": Kind.BOUND,
    ">": Kind.BOUND,
    "≤": Kind.BOUND,
    "≥": Kind.BOUND,
}

SUBJECTS = frozenset({Kind.MAGNESIUM, Kind.FORM, Kind.NOT_SOURCE, Kind.OTHER})


class NamedForm(NamedTuple):
    """A form that a label names."""

    form: str
    compound: int | None
    """Index of the compound among the form's compounds; None where the name fits all of them."""
    bare: bool
    """Whether the name is the acid's alone ('citrate'), which needs magnesium beside it."""


class Amount(NamedTuple):
    """A printed mass or amount of substance."""

    mg: float | None
    """None where the figure has two readings or is a range."""
    printed: str
    unit: str
    """mg, g, mcg, mmol or meq."""
    times: int = 1
    """Multiplier: 2 for '2 x 150 mg'. `mg` already includes it."""
    fault: str | None = None
    """The reason that `mg` is None, or how a damaged figure was read."""
    ends: Span | None = None
    """Both ends, mg, of a printed range or of two amounts with one unit; `mg` is None."""

    @property
    def of_the_element(self) -> bool:
        """Whether the unit (mmol, mEq) counts magnesium itself, even beside a salt's name."""
        return self.unit in ("mmol", "meq")


class Percent(NamedTuple):
    """A printed percentage."""

    value: float
    decimals: int

    @property
    def narrow(self) -> float:
        """A narrow tolerance: half a per cent, or a twentieth of a percentage below ten."""
        return min(0.5, self.value / 20)


class Token(NamedTuple):
    """One word, figure or sign of a line."""

    kind: Kind
    value: Any = None
    """The form, amount, percentage, number, word or other ingredient; None for kinds without a value."""


class Mention:
    """One ingredient as a label names it, with its amounts. The grammar fills it; later steps only read it."""

    __slots__ = (
        "after_salt_word",
        "amount",
        "amount_first",
        "blend",
        "chelated",
        "closed",
        "content_share",
        "elemental",
        "forms",
        "further_amounts",
        "gives",
        "hydrated",
        "in_sentence",
        "kind",
        "leading_words",
        "material",
        "negated",
        "number",
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
        "words_before_amount",
    )

    def __init__(self, kind: Kind, value: object = None) -> None:
        self.kind = kind
        """One of SUBJECTS, or WORD for an ingredient that the reader does not know."""
        self.value = value
        self.forms: list[NamedForm] = []
        """Forms in the order they are named; for the element, its sources."""
        self.amount: Amount | None = None
        self.amount_first = False
        """Whether the amount stands before the name: '100 mg magnesium'."""
        self.further_amounts: list[Amount] = []
        """Amounts of further columns."""
        self.slashed = False
        """Whether a slash stands between two of its amounts: '400 mg (adults) / 200 mg (ages 4+)'."""
        self.parts: list[Amount] = []
        """Magnesium from each of several sources: '(90 mg from citrate, 60 mg from glycinate)'."""
        self.percents: list[Percent] = []
        self.reference: Kind | None = None
        """US_REFERENCE or EU_REFERENCE where the label says which daily value the percentage is of."""
        self.gives: Amount | None = None
        """Magnesium in the salt, where it is printed: 'providing 60 mg of magnesium'."""
        self.source_amount: Amount | None = None
        """Printed mass of the salt that the magnesium comes from."""
        self.source_amount_first = False
        self.elemental = False
        """Whether the amount is called elemental."""
        self.sourced = False
        """Whether a source is named: after 'as' or 'from', or as a salt in brackets."""
        self.split = False
        """Whether the salt's name stands apart from the element's, without 'as' or 'from'."""
        self.leading_words = 0
        """Number of unknown words before the name; the name of a product often has some."""
        self.after_salt_word = False
        """Whether one of the words before the name may name a salt: 'fluoride of magnesium'."""
        self.hydrated = False
        """Whether the water of the salt is named: 'lactate dihydrate'."""
        self.number: float | None = None
        """A number right after the name, as products are called: 'Magnesium 375'."""
        self.words_before_amount = 0
        """Number of unknown words between the name and its amount."""
        self.closed = False
        """Whether other words follow its amount, so that a later figure is not its own."""
        self.shared = False
        """Whether one amount follows this and another ingredient together."""
        self.negated = False
        self.blend = False
        self.material = False
        """Whether the name is a compound's without an acid: 'magnesium amino acid chelate'."""
        self.chelated = False
        """Whether the source is a compound without a named acid: 'magnesium (amino acid chelate)'."""
        self.total = False
        self.in_sentence = False
        """Whether the name stands in a sentence, after 'contains'."""
        self.content_share = False
        """Whether the percentage of magnesium in the salt is printed, so that the amount is the salt's mass."""

    def drop(self, amount: Amount | None) -> bool:
        """Remove an amount: the last column, or else every amount. Returns whether the mention held it."""
        if any(each is amount for each in self.further_amounts[-1:]):
            self.further_amounts.pop()
            return True
        held = any(each is amount for each in (self.amount, self.gives, self.source_amount, *self.parts[-1:]))
        if held:
            self.amount = self.gives = self.source_amount = None
            self.parts.clear()
        return held

    @property
    def has_figure(self) -> bool:
        """Whether any amount is printed: the ingredient's own, the magnesium in it, or its source's mass."""
        return self.stated_amount is not None or self.source_amount is not None or bool(self.parts)

    @property
    def of_magnesium(self) -> bool:
        """Whether this is the element or one of its forms, and is not named as absent."""
        return (self.kind is Kind.MAGNESIUM or self.kind is Kind.FORM) and not self.negated

    @property
    def may_be_compound_mass(self) -> bool:
        """Whether the figure may be a compound's mass although no salt is named."""
        return self.material or self.blend or (self.words_before_amount > 0 and not self.number_is_amount)

    @property
    def number_is_amount(self) -> bool:
        """Whether the product's name repeats the amount: 'Magnesium 365 Forte 365 mg'."""
        return self.number is not None and self.amount is not None and self.amount.mg == self.number

    @property
    def may_be_a_salt(self) -> bool:
        """Whether words that the reader does not know may name a salt: 'magnesium hydrolysate', 'xyl magnesium'."""
        return self.may_be_compound_mass or self.closed or (self.amount_first and self.leading_words > 0)

    @property
    def stated_amount(self) -> Amount | None:
        """The printed magnesium in it, or else its own amount."""
        return self.gives if self.gives is not None else self.amount
