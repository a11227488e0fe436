"""What a label says: the records that readers of label text and of NIH DSLD records fill.

Amounts are mg. `elemental_mg` is magnesium itself; `compound_mg` is the mass of a salt or chelate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from maginfo.dosing.spans import Span
from maginfo.model.bibliography import Source
from maginfo.model.record import Record

LabelBasis = Literal["elemental", "compound", "open"]
DailyValueBasis = Literal["us-fda", "us-fda-old", "eu-nrv"]


class LabelLine(Record):
    """What one line (or one row) of a label says of magnesium; null where it says nothing."""

    text: str
    elemental_mg: Span | None = None
    """Per serving: exact where it is printed, a range where it was worked out from a compound's mass, null where the
    label leaves it open or says nothing."""
    basis: LabelBasis | None = None
    """What the printed figure is: the element, the compound, or open; null without a figure."""
    forms: tuple[str, ...] = ()
    """Ids of the catalogue's forms, in the order they are named."""
    compound_mg: float | None = None
    """The printed mass of the compound."""
    percent_daily_value: float | None = None
    daily_value: DailyValueBasis | None = None
    """The reference amount that the printed percentage fits; null where it fits none that is known."""
    consistent: bool | None = None
    """Whether the percentage agrees with the amount; null where one of the two is not printed."""
    readings_mg: Span | None = None
    """Where the basis is open: from the least of its readings to the greatest, mg elemental. A check uses this."""
    notes: tuple[str, ...] = ()


class LabelReading(Record):
    """What a label says."""

    SCHEMA: ClassVar[str] = "maginfo.label/1"
    lines: tuple[LabelLine, ...]
    supplement_mg_per_serving: Span | None
    """Null where no amount is printed, or the label leaves open what its figure is."""
    supplement_mg_per_day: Span | None
    """Per day, where the label says how many servings a day hold."""
    notes: tuple[str, ...]
    """What concerns the label as a whole: servings, faults in the record."""
    sources: tuple[str, ...]
    bibliography: Mapping[str, Source]
    title: str | None = None
    """The product, where a record names it."""
    servings_per_day: Span | None = None
    """How many servings a day the label says; null where it does not."""

    directions: str | None = None
    """The label's own words from which `servings_per_day` is worked out."""
    directions_not_read: tuple[str, ...] = ()
    """What it says of a day, or of pieces to take, that is not understood."""

    @classmethod
    def of_lines(
        cls, *lines: LabelLine, mg_per_serving: Span | None = None, notes: tuple[str, ...] = ()
    ) -> LabelReading:
        """Lines of which no serving a day is known and nothing is cited."""
        return cls(lines, mg_per_serving, None, notes, (), {})
