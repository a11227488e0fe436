"""`maginfo list`."""

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None)

EXAMPLES = """\b
Examples:
  maginfo list
  maginfo list --format tsv | cut -f1,4
"""


@app.command(short_help="Every form in a row", epilog=EXAMPLES)
@answering
def list_forms(catalogue: Catalogue) -> Rendering:
    """Every form of magnesium: category, share of magnesium, how the gut takes it, what it is bought for."""
    from maginfo.answers.forms import form_list

    answer = form_list(catalogue)

    def page() -> list[object]:
        from maginfo.render.pages.tables import list_page

        return list(list_page(answer))

    def table() -> TableRows:
        columns = (
            "id",
            "name",
            "category",
            "elemental_fraction_low",
            "elemental_fraction_high",
            "tolerance",
            "bought_for",
        )
        rows = (
            (
                form.id,
                form.name,
                form.category,
                form.elemental_fraction.low if form.elemental_fraction else None,
                form.elemental_fraction.high if form.elemental_fraction else None,
                form.tolerance,
                form.bought_for,
            )
            for form in answer.forms
        )
        return columns, rows

    return Rendering(answer, page, table)
