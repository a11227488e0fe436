"""The page of `food`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import figure
from maginfo.render.document import Paragraph, References, Table

if TYPE_CHECKING:
    from maginfo.answers.foods import FoodList
    from maginfo.render.document import Block


def food_page(answer: FoodList) -> list[Block]:
    """Foods in rows."""
    rows = [
        (
            food.name,
            figure(food.mg_per_100g) if food.mg_per_100g else "0",
            "; ".join(
                f"{each.name} ({figure(each.g)} g): {figure(each.mg) if each.mg else '0'}" for each in food.portions
            ),
            f"{food.release} {food.usda_number}",
        )
        for food in answer.foods
    ]
    references = References(answer.bibliography)
    note = answer.summary + references.cite(answer.sources)
    columns = ("Food", "mg in 100 g", "mg in a portion", "USDA")
    return [Table(columns, rows, frozenset({1})), Paragraph(note, "dim"), *references.blocks()]
