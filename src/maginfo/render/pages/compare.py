"""The pages of `compare`: forms side by side, what differs first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, price
from maginfo.render.document import Drawing, Heading, Paragraph, References, Table
from maginfo.render.pages.vocabulary import GRADES

if TYPE_CHECKING:
    from maginfo.answers.comparing import FormComparison
    from maginfo.render.document import Block
    from maginfo.render.pictures.tracks import Picture


def compare_paper(answer: FormComparison) -> list[Block]:
    """The same with its picture, for a page that can hold one; text has the figures in the table."""

    def picture() -> Picture:
        from maginfo.render.pictures.bars import bars_picture

        return bars_picture(answer)

    return [Drawing(lambda _width, _unicode: [], picture), *compare_page(answer)]


def _products(answer: FormComparison) -> Table:
    rows = [
        (
            each.name or each.text,
            each.compound or each.form or "not given",
            each.basis,
            amount(each.elemental_mg),
            f"{each.price:.2f}{f' {each.currency}' if each.currency else ''} for {each.count}"
            if each.price is not None
            else "not given",
            price(each.price_per_100_mg, each.currency) or "not known",
        )
        for each in answer.products
    ]
    return Table(("Product", "Form", "Read as", "Elemental at once", "Price", "100 mg cost"), rows, frozenset({3, 5}))


def compare_page(answer: FormComparison) -> list[Block]:
    """Forms side by side, what differs first."""
    references = References(answer.bibliography, at_most=3)
    columns = ["", *(form.name + references.cite(form.sources) for form in answer.forms)]
    rows = [(row.property, *row.values) for row in answer.rows]
    blocks: list[Block] = [Table(columns, rows, caption="Properties, those first in which the forms differ")]
    if answer.products:
        blocks += [Heading("Products"), _products(answer)]
    blocks += [Paragraph(GRADES, "dim"), *references.blocks()]
    return [*blocks, Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]
