"""`maginfo show`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo show glycinate
  maginfo show "Magnesium Bisglycinate Chelate"
  maginfo show "Epsom salt" --format markdown -o epsom.md
  maginfo show MgO --json | jq .commercial_fraction
"""


@app.command(short_help="Everything known of one form", epilog=EXAMPLES)
@answering
def show(
    catalogue: Catalogue,
    form: Annotated[
        list[str],
        typer.Argument(
            metavar="FORM", help="A form, by any name that a label or a person uses.", autocompletion=completion.forms
        ),
    ],
) -> Rendering:
    """Everything known of one form of magnesium, with the source of every figure."""
    from maginfo.answers.forms import form_card

    card = form_card(catalogue, catalogue.find_form(" ".join(form)))

    def page() -> Page:
        from maginfo.answers.precautions import precautions
        from maginfo.render.pages.show import show_page

        return show_page(card, precautions(catalogue, card))

    return Rendering(card, page)
