"""The result of reading a label: records that the readers of text and of NIH DSLD records fill.

Amounts are mg. `elemental_mg` is magnesium itself; `compound_mg` is the mass of a salt or chelate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from maginfo.dosing.spans import Span
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Source
from maginfo.model.record import Record

LabelBasis = Literal["elemental", "compound", "open"]
DailyValueBasis = Literal["us-fda", "us-fda-old", "eu-nrv"]


class LabelLine(Record):
    """What one line (or one row) of a label says of magnesium; null where it says nothing."""

    text: str
    elemental_mg: Span | None = None
    """Per serving: exact where it is printed, a range where it was calculated from a compound's mass, null where the
    label leaves it open or has no amount."""
    basis: LabelBasis | None = None
    """Whether the printed figure is the element's, the compound's, or open; null without a figure."""
    forms: tuple[str, ...] = ()
    """Ids of the catalogue's forms, in the order they are named."""
    compound_mg: float | None = None
    """The printed mass of the compound."""
    percent_daily_value: float | None = None
    daily_value: DailyValueBasis | None = None
    """The daily value that the printed percentage fits; null where it fits none."""
    consistent: bool | None = None
    """Whether the percentage agrees with the amount; null where one of the two is not printed."""
    readings_mg: Span | None = None
    """The range of possible amounts, mg elemental, where the basis is open. A check uses this range."""
    notes: tuple[str, ...] = ()
    language_not_read: str | None = None
    """The language or script of a line that was not understood; null for one that was read."""


class LabelReading(Answer):
    """What a label says."""

    SCHEMA: ClassVar[str] = "maginfo.label/1"
    lines: tuple[LabelLine, ...]
    supplement_mg_per_serving: Span | None
    """Null where no amount is printed, or the label leaves open what its figure is."""
    supplement_mg_per_day: Span | None
    """Per day, where the label states the servings a day."""
    notes: tuple[str, ...]
    """Notes on the whole label: servings, faults in the record."""
    sources: tuple[str, ...]
    bibliography: Mapping[str, Source]
    title: str | None = None
    """The name of the product, where a record has it."""
    servings_per_day: Span | None = None
    """Servings a day; null where the label does not state them."""

    directions: str | None = None
    """The words of the label that `servings_per_day` is calculated from."""
    directions_not_read: tuple[str, ...] = ()
    """Sentences about a day or about pieces to take that were not understood."""

    @classmethod
    def of_lines(
        cls, *lines: LabelLine, mg_per_serving: Span | None = None, notes: tuple[str, ...] = ()
    ) -> LabelReading:
        """Build a reading of lines without servings a day and without citations."""
        return cls(lines, mg_per_serving, None, notes, (), {})
