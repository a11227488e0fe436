"""The page of `profile show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.diet import USUAL
from maginfo.dosing.wording import amount, figure, price
from maginfo.render.document import Entry, Heading, Page, Paragraph, Table
from maginfo.render.wording import describe_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.answers.profile import ProfileAnswer
    from maginfo.render.document import Block

COLUMNS = (
    "kind", "name", "text", "form", "basis", "times_per_day", "elemental_mg_per_day_low", "elemental_mg_per_day_high",
    "at", "price_per_100_mg_low", "price_per_100_mg_high", "currency",
)  # fmt: skip
"""Columns of the TSV: one row per product or medicine."""


def profile_rows(answer: ProfileAnswer) -> Iterator[tuple[object, ...]]:
    """List products and medicines as rows under `COLUMNS`."""
    for each in answer.doses:
        dose = each.dose
        cost = dose.price_per_100_mg
        yield (
            *("dose", dose.name, dose.text, dose.form, dose.basis, dose.times_per_day),
            *(dose.elemental_mg_per_day.low, dose.elemental_mg_per_day.high, each.at),
            *((cost.low, cost.high) if cost is not None else (None, None)),
            dose.currency,
        )
    for medicine in answer.medicines:
        yield "drug", medicine.name, None, None, None, None, None, None, medicine.at, None, None, None


def profile_page(answer: ProfileAnswer) -> Page:
    """Describe the person, the products, the medicines and the day; an empty entry says that it is empty."""
    blocks: list[Block] = [
        Heading(f"Profile {answer.file}", level=1),
        Entry("Person", describe_person(answer.person), style="strong"),
        Entry("Authority", ", ".join(answer.authorities) or "not given", style="strong"),
        Entry("Diet", _diet(answer), style="strong"),
    ]
    if answer.doses:
        blocks += [Heading("Products"), _products(answer)]
    else:
        blocks.append(Entry("Products", "none given", style="strong"))
    if answer.medicines:
        rows = [
            (each.name, ", ".join(each.known_as), ", ".join(map(str, each.at)) or "no time given")
            for each in answer.medicines
        ]
        blocks += [Heading("Medicines"), Table(("Medicine", "Known as", "At"), rows)]
    else:
        blocks.append(Entry("Medicines", "none given", style="strong"))
    day = [("Wakes", answer.wake), ("Sleeps", answer.sleep), ("Meals", ", ".join(map(str, answer.meals)) or None)]
    blocks += [Heading("Day"), *(Entry(label, str(time or "not given"), style="strong") for label, time in day)]
    blocks.append(Paragraph("Options on the command line override the profile.", "dim"))
    return Page(blocks)


def _diet(answer: ProfileAnswer) -> str:
    parts = []
    if answer.diet is not None:
        parts.append("the survey mean" if answer.diet == USUAL else f"{figure(float(answer.diet))} mg a day")
    return ", with ".join([*parts, ", ".join(answer.eaten)] if answer.eaten else parts) or "not given"


def _products(answer: ProfileAnswer) -> Table:
    columns = ("Product", "Dose", "Form", "Read as", "A day", "Elemental a day", "At", "100 mg cost")
    rows = [
        (
            each.dose.name or "",
            each.dose.text,
            each.dose.compound or each.dose.form or "not given",
            each.dose.basis,
            f"{each.dose.times_per_day} x",
            amount(each.dose.elemental_mg_per_day),
            ", ".join(map(str, each.at)) or "no time given",
            price(each.dose.price_per_100_mg, each.dose.currency),
        )
        for each in answer.doses
    ]
    return Table(columns, rows, frozenset({5, 7}))
