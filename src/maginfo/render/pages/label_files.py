"""The page of `label` for several files: a line for each label, those to look at first at the head."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maginfo.dosing.spans import ends_of
from maginfo.dosing.wording import amount, between
from maginfo.labels.collection import readings_of
from maginfo.render.control_characters import one_line
from maginfo.render.document import Depth, Detail, Entry, Page, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.labels.collection import FileLabel, LabelFiles, LabelOutcome
    from maginfo.labels.reading import LabelReading

COLUMNS = (
    "file", "place", "title", "outcome", "serving_mg_low", "serving_mg_high", "day_mg_low", "day_mg_high",
    "readings_mg_low", "readings_mg_high", "forms", "notes", "error",
)  # fmt: skip
"""Columns of the table: one row per label."""
_IN_WORDS: dict[LabelOutcome, str] = {
    "not-read": "not read",
    "language-not-read": "in a language that is not read",
    "amount-not-said": "with magnesium and no amount that counts",
    "open": "with a figure that is left open",
    "amount": "with an amount of magnesium",
    "no-magnesium-named": "without magnesium",
}


def label_files_rows(answer: LabelFiles) -> Iterator[tuple[object, ...]]:
    """List the labels as rows under `COLUMNS`."""
    for label in answer.labels:
        reading = label.reading
        if reading is None:
            yield (label.file, label.place, None, label.outcome, *[None] * 8, label.error)
            continue
        forms = tuple(dict.fromkeys(form for line in reading.lines for form in line.forms))
        notes = (*(note for line in reading.lines for note in line.notes), *reading.notes)
        spans = (reading.supplement_mg_per_serving, reading.supplement_mg_per_day, readings_of(reading))
        ends = [end for span in spans for end in ends_of(span)]
        yield (label.file, label.place, reading.title, label.outcome, *ends, forms, notes, None)


def label_files_page(answer: LabelFiles) -> Page:
    """Describe each label in a line, and count them."""
    counts = Counter(label.outcome for label in answer.labels)
    said = ", ".join(f"{counts[outcome]} {words}" for outcome, words in _IN_WORDS.items() if counts[outcome])
    files = len({label.file for label in answer.labels})
    number = len(answer.labels)
    total = f"{number} label{'' if number == 1 else 's'} in {files} file{'' if files == 1 else 's'}: {said}."
    return Page([*map(_entry, answer.labels), Paragraph(total)])


def _entry(label: FileLabel) -> Entry:
    file = one_line(label.file)
    named = f"{file} ({label.place})" if label.place is not None else file
    reading = label.reading
    if reading is None:
        return Entry("not read", f"{named}: {label.error}", style="major")
    title = f"{named}: {reading.title}" if reading.title is not None else named
    day = _day(reading)
    return Entry(_verdict(label, reading), f"{title}; {day}" if day else title, _why(label, reading), _style(label))


def _verdict(label: FileLabel, reading: LabelReading) -> str:
    if reading.supplement_mg_per_serving is not None:
        return amount(reading.supplement_mg_per_serving)
    if label.outcome == "open":
        open_range = readings_of(reading)
        return f"{amount(open_range)}?" if open_range is not None else "open"
    return {"amount-not-said": "not stated", "language-not-read": "language"}.get(label.outcome, "none")


def _style(label: FileLabel) -> str:
    return {"amount": "dose", "no-magnesium-named": "dim"}.get(label.outcome, "info")


def _day(reading: LabelReading) -> str:
    """Return the magnesium of a day in words; empty where the label says nothing of a day."""
    if reading.supplement_mg_per_day is not None and reading.servings_per_day is not None:
        servings = reading.servings_per_day
        return f"{amount(reading.supplement_mg_per_day)} a day, at {between(servings.low, servings.high)} a day"
    if reading.directions_not_read:
        return "the directions were not read"
    return ""


def _why(label: FileLabel, reading: LabelReading) -> list[Detail]:
    """Return the first reason for which a label with magnesium has no amount that counts."""
    if label.outcome not in ("open", "amount-not-said", "language-not-read"):
        return []
    notes = [*(note for line in reading.lines for note in line.notes), *reading.notes]
    return [Detail(notes[0], depth=Depth.ANSWER)] if notes else []
