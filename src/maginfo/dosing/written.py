"""The parts of a dose as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from maginfo.model.constraints import AmountBasis

HOW_TO_WRITE = "write it like '400', '2 x 200 mg citrate', '2 g glycinate compound' or '12 mmol'"
MAX_TIMES_A_DAY = 99
NO_UNIT = ""
"""The unit of a bare number, which is read as mg."""
PIECE = "piece"
"""A piece of a kind that the text does not say: '2 x Slow-Mag'."""


class Pieces(NamedTuple):
    """A number of pieces or a measure of a product, whose amount of magnesium is not written."""

    number: int
    kind: str
    """In the singular, as the data names it: 'tablet', 'ml'; `PIECE` where the text does not say it."""
    written: str
    """The word as it was written; empty where there is none."""
    name: str
    """The product; empty where none is named."""
    times: int | None = None
    """Intakes a day, for '2 x Slow-Mag'."""


class Written(NamedTuple):
    """The parts of a dose as it was written."""

    times: int | None
    """Intakes a day."""
    amount: float
    unit: str
    """`NO_UNIT` for a bare number."""
    basis: AmountBasis | None
    name: str
    """The name of the form; empty where there is none."""
    added: int = 1
    """The pieces whose amounts `amount` adds up."""
    pieces: Pieces | None = None
    """The pieces of a product without an amount."""
    percent: float | None = None
    """The percentage of a label's daily value that was written beside the amount."""
