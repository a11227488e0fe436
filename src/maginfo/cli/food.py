"""`maginfo food`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo food almonds
  maginfo food --min 200 --sort
  maginfo food spinach --json | jq '.foods[] | {name, mg_per_100g}'
"""


@app.command(short_help="Magnesium in foods", epilog=EXAMPLES)
@answering
def food(
    catalogue: Catalogue,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]", help="Words of the food's name.", autocompletion=completion.foods),
    ] = None,
    least: Annotated[str | None, typer.Option("--min", metavar="MG", help="At least this much in 100 g.")] = None,
    sort: Annotated[bool, typer.Option("--sort", help="Richest first, not by name.")] = False,
) -> Rendering:
    """Magnesium in foods, per 100 g and per household portion."""
    from maginfo.answers.foods import food_list
    from maginfo.dosing.quantities import read_number

    least_mg = read_number(least.strip(), what="--min") if least is not None else 0.0
    answer = food_list(catalogue, " ".join(text) if text else None, least_mg, sort)

    def page() -> Page:
        from maginfo.render.pages.food import food_page

        return food_page(answer)

    def table() -> TableRows:
        columns = ("id", "name", "mg_per_100g", "portions", "aliases", "release", "usda_number", "usda_description")
        rows = (
            (
                each.id, each.name, each.mg_per_100g,
                [f"{portion.name}={portion.g:g} g" for portion in each.portions],
                each.aliases, each.release, each.usda_number, each.usda_description,
            )
            for each in answer.foods
        )  # fmt: skip
        return columns, rows

    return Rendering(answer, page, table)
