"""The page of `list`: every form in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Paragraph, Table

if TYPE_CHECKING:
    from maginfo.answers.forms import FormList
    from maginfo.render.document import Block


def list_page(answer: FormList) -> list[Block]:
    """Every form in a row."""
    rows = [
        (
            form.id,
            form.name,
            form.category,
            f"{_percent(form.elemental_fraction.low, form.elemental_fraction.high)} %"
            if form.elemental_fraction
            else "as labelled",
            form.tolerance,
            ", ".join(form.bought_for),
        )
        for form in answer.forms
    ]
    note = (
        "Magnesium: share of the mass of material sold under the name. 'Bought for' says nothing of whether it works; "
        "'maginfo show FORM' does."
    )
    return [
        Table(("Form", "Name", "Category", "Magnesium", "Gut", "Bought for"), rows, frozenset({3})),
        Paragraph(note, "dim"),
    ]


def _percent(low: float, high: float) -> str:
    first, last = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return first if first == last else f"{first}–{last}"
