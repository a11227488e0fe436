"""The page of `label`: each line with what it says, then the whole label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import ends_of
from maginfo.dosing.wording import amount, between, daily_value, figure
from maginfo.render.document import Depth, Detail, Entry, Heading, Page, Paragraph, point
from maginfo.render.references import describe_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.labels.reading import LabelLine, LabelReading
    from maginfo.model.rules import DailyValue
    from maginfo.render.document import Block

COLUMNS = (
    "text", "elemental_mg_low", "elemental_mg_high", "basis", "forms", "compound_mg", "percent_daily_value",
    "daily_value", "consistent", "readings_mg_low", "readings_mg_high", "notes",
)  # fmt: skip
"""Columns of the TSV: one row per line."""


def label_rows(reading: LabelReading) -> Iterator[tuple[object, ...]]:
    """List the lines as rows under `COLUMNS`."""
    for line in reading.lines:
        yield (
            line.text, *ends_of(line.elemental_mg), line.basis, line.forms, line.compound_mg, line.percent_daily_value,
            line.daily_value, line.consistent, *ends_of(line.readings_mg), line.notes,
        )  # fmt: skip


def label_page(reading: LabelReading, daily_values: Iterable[DailyValue]) -> Page:
    """Describe what the label says, in reading order; its percentages may refer to any of `daily_values`."""
    amounts = {value.id: daily_value(value) for value in daily_values}
    blocks: list[Block] = [Heading(reading.title, level=1)] if reading.title is not None else []
    blocks += [_entry(line, amounts) for line in reading.lines]
    of_a_day = reading.servings_per_day is not None or bool(reading.directions_not_read)
    if len(reading.lines) != 1 or of_a_day or reading.supplement_mg_per_day is not None:
        blocks.append(Paragraph(" ".join(_summary(reading))))
    if reading.notes:
        blocks += [Heading("Notes on the label"), *map(point, reading.notes)]
    if reading.bibliography:
        blocks += [
            Heading("Sources of the percentages", depth=Depth.WHY),
            *(point(describe_source(source), depth=Depth.WHY) for source in reading.bibliography.values()),
        ]
    return Page(blocks)


def _entry(line: LabelLine, amounts: Mapping[str, str]) -> Entry:
    texts = [_forms_and_masses(line), *_percentage(line, amounts), *line.notes]
    details = [Detail(text, depth=Depth.ANSWER) for text in texts if text]
    return Entry(_verdict(line), line.text, details, "dose" if line.basis else "dim")


def _verdict(line: LabelLine) -> str:
    if line.elemental_mg is not None:
        return amount(line.elemental_mg)
    if line.readings_mg is not None:
        return f"{amount(line.readings_mg)}?"
    return "not stated" if line.basis is None else "not known"


def _forms_and_masses(line: LabelLine) -> str:
    basis = {
        "elemental": "Printed as magnesium.",
        "compound": "Worked out from the mass of the compound.",
        "open": "The label leaves open what the figure is; the range includes every reading.",
        None: "" if line.forms or line.language_not_read else "No amount of magnesium.",
    }[line.basis]
    if line.readings_mg is None and line.basis == "open":
        basis = "An amount is printed that cannot be read."
    if line.basis == "compound" and line.elemental_mg is None:
        basis = "The mass of a compound whose magnesium is not known."
    forms = f"Form: {', '.join(line.forms)}." if line.forms else ""
    mass = f"Compound: {figure(line.compound_mg)} mg." if line.compound_mg is not None else ""
    return " ".join(part for part in (basis, forms, mass) if part)


def _percentage(line: LabelLine, amounts: Mapping[str, str]) -> Iterator[str]:
    if line.percent_daily_value is None:
        return
    printed = f"{figure(line.percent_daily_value)} %"
    if line.consistent and line.daily_value is not None:
        yield f"{printed} of {amounts[line.daily_value]}: agrees with the amount."
    elif line.consistent:
        yield f"{printed}: agrees with the amount."
    elif line.consistent is False:
        yield f"{printed}: does not agree with the amount."
    else:
        yield f"{printed} is printed; it was not compared."


def _summary(reading: LabelReading) -> Iterator[str]:
    if reading.supplement_mg_per_serving is not None:
        yield f"{amount(reading.supplement_mg_per_serving)} of elemental magnesium in a serving."
    elif len(reading.lines) > 1:
        yield "Lines are not added: they come from several labels, or one of them leaves its amount open."
    else:
        yield "No amount of magnesium can be read from this label."
    if reading.supplement_mg_per_day is not None:
        servings = reading.servings_per_day
        times = f", at {between(servings.low, servings.high)} a day" if servings is not None else ""
        quoted = f" ('{reading.directions}')" if reading.directions is not None else ""
        yield f"{amount(reading.supplement_mg_per_day)} a day{times}{quoted}."
    elif reading.directions_not_read:
        words = "; ".join(f"'{each}'" for each in reading.directions_not_read)
        yield f"The number of servings a day could not be read from the directions {words}."
    elif reading.supplement_mg_per_serving is not None:
        yield "The number of servings a day is not stated."
