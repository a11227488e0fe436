"""The labels of several files: what each says, or why it was not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from maginfo.labels.product_names import NamesMagnesium, read_name
from maginfo.labels.reading import LabelReading
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Source
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.spans import Span

LabelOutcome = Literal["not-read", "language-not-read", "open", "amount-not-said", "amount", "no-magnesium-named"]
"""'open': the label leaves open what its figure is; 'amount-not-said': magnesium is named without its amount."""
_ORDER: tuple[LabelOutcome, ...] = (
    "not-read", "language-not-read", "amount-not-said", "open", "amount", "no-magnesium-named",
)  # fmt: skip


class FileLabel(Record):
    """One label of a file, or a file that was not read."""

    file: str
    outcome: LabelOutcome
    place: str | None = None
    """Where the label stands in a file of several: 'line 3', 'hits[2]._source'."""
    reading: LabelReading | None = None
    """What it says, without its bibliography; null where it was not read."""
    error: str | None = None
    """Why it was not read, and what to do."""


class LabelFiles(Answer):
    """The labels of several files, those to look at first at the head."""

    SCHEMA: ClassVar[str] = "maginfo.labels/1"
    labels: tuple[FileLabel, ...]
    """Those that were not read, then those without an amount that counts, then the largest amounts."""
    sources: tuple[str, ...]
    bibliography: Mapping[str, Source]


def label_of_file(catalogue: Catalogue, file: str, place: str | None, reading: LabelReading) -> FileLabel:
    """Return the entry of a label that was read."""
    return FileLabel(file, _outcome(catalogue, reading), place, reading.replaced(bibliography={}))


def collected(catalogue: Catalogue, labels: Iterable[FileLabel]) -> LabelFiles:
    """Return the labels in the order in which they are looked at, with their sources."""
    ordered = sorted(labels, key=lambda label: (_ORDER.index(label.outcome), -_largest(label)))
    cited = (source for label in ordered if label.reading is not None for source in label.reading.sources)
    sources = tuple(dict.fromkeys(cited))
    return LabelFiles(tuple(ordered), sources, catalogue.bibliography(sources) if sources else {})


def readings_of(reading: LabelReading) -> Span | None:
    """Return the range of an open label with one figure, mg."""
    spans = [line.readings_mg for line in reading.lines if line.readings_mg is not None]
    return spans[0] if len(spans) == 1 else None


def _outcome(catalogue: Catalogue, reading: LabelReading) -> LabelOutcome:
    if reading.supplement_mg_per_serving is not None:
        return "amount"
    if any(line.readings_mg is not None or line.elemental_mg is not None for line in reading.lines):
        return "open"
    if any(line.language_not_read is not None for line in reading.lines):
        return "language-not-read"
    if any(line.basis is not None or line.forms for line in reading.lines):
        return "amount-not-said"
    named = (read_name(catalogue, line.text) for line in reading.lines)
    return "amount-not-said" if any(isinstance(each, NamesMagnesium) for each in named) else "no-magnesium-named"


def _largest(label: FileLabel) -> float:
    """Return the upper end of a day, or of a serving, or of an open figure, mg."""
    reading = label.reading
    if reading is None:
        return 0.0
    spans = [reading.supplement_mg_per_day, reading.supplement_mg_per_serving]
    spans += [line.readings_mg for line in reading.lines]
    return max((span.high for span in spans if span is not None), default=0.0)
