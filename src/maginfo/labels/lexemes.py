"""The kinds of word and figure that the grammar of labels is made of."""

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
