"""`maginfo list`."""

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo list
  maginfo list --format tsv | cut -f1,4
"""

COLUMNS = ("id", "name", "category", "elemental_fraction_low", "elemental_fraction_high", "tolerance", "bought_for")


@app.command(short_help="Every form in a row", epilog=EXAMPLES)
@answering
def list_forms(catalogue: Catalogue) -> Rendering:
    """Every form of magnesium: category, share of magnesium, how the gut takes it, what it is bought for."""
    from maginfo.answers.forms import form_list

    answer = form_list(catalogue)

    def page() -> Page:
        from maginfo.render.pages.list_ import list_page

        return list_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return COLUMNS, [cells(form, COLUMNS) for form in answer.forms]

    return Rendering(answer, page, table)
