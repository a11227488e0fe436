"""`maginfo interactions`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo interactions
  maginfo interactions ciprofloxacin "thyroid tablet"
  maginfo interactions Isentress --json | jq '.matches[].never_together'
"""


@app.command(short_help="Medicines, and the hours to keep apart", epilog=EXAMPLES)
@answering
def interactions(
    catalogue: Catalogue,
    drug: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DRUG]...", help="A medicine, brand or class.", autocompletion=completion.medicines),
    ] = None,
) -> Rendering:
    """What magnesium does with a medicine, and the hours to keep apart. Without a name: every class."""
    from maginfo.answers.interactions import interaction_answer, interaction_class_list

    if drug:
        answer = interaction_answer(catalogue, drug)
        columns = (
            "query", "drug", "class_id", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h",
            "never_together", "summary", "action", "sources", "action_sources",
        )  # fmt: skip

        def page() -> Page:
            from maginfo.render.pages.interactions import interaction_page

            return interaction_page(answer)

        return Rendering(answer, page, lambda: (columns, _rows(answer.matches, columns)))

    listing = interaction_class_list(catalogue)
    class_columns = (
        "id", "name", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h", "never_together",
        "members", "summary", "action", "sources",
    )  # fmt: skip

    def class_page() -> Page:
        from maginfo.render.pages.interactions import interaction_class_page

        return interaction_class_page(listing)

    return Rendering(listing, class_page, lambda: (class_columns, _rows(listing.classes, class_columns)))


def _rows(records: tuple[object, ...], columns: tuple[str, ...]) -> list[list[object]]:
    from maginfo.render.tsv import cells

    return [cells(record, columns) for record in records]
