"""The tokens of a line: words, names, amounts, percentages and signs."""

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
    STOP = 43
    """The end of a sentence within a line: a limit, and the sources after 'from', end there."""
    LIQUID = 44
    """What a product is stirred into: 'water'."""


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
    "liquid": Kind.LIQUID,
}
"""The kind of token for each role of label_words.toml that has phrases."""

STOP = "\x03"
"""The sign that `normalise.with_stops` puts at the end of a sentence."""
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
    STOP: Kind.STOP,
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


class NotSource(NamedTuple):
    """An excipient or a medicine that contains magnesium and is not a source of it."""

    name: str
    kind: str
    """What it is: 'excipient', 'medicine', ..."""


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
    readings: tuple[float, ...] = ()
    """The amounts, mg, that a figure with a gap in it may be; `mg` is None."""

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
