"""`maginfo claims`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

interactions_app = typer.Typer(rich_markup_mode=None, add_completion=False)

INTERACTIONS_EXAMPLES = """\b
Examples:
  maginfo interactions
  maginfo interactions ciprofloxacin "thyroid tablet"
  maginfo interactions Isentress --json | jq '.matches[].never_together'
"""


@interactions_app.command(short_help="Medicines, and the hours to keep apart", epilog=INTERACTIONS_EXAMPLES)
@answering
def interactions(
    catalogue: Catalogue,
    drug: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DRUG]...", help="A medicine, brand or class.", autocompletion=completion.medicines),
    ] = None,
) -> Rendering:
    """What magnesium does with a medicine, and the hours to keep apart. Without a name: every class."""
    from maginfo.answers.safety import interaction_answer, interaction_class_list

    if drug:
        answer = interaction_answer(catalogue, drug)
        columns = (
            "query", "drug", "class_id", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h",
            "never_together", "summary", "action", "sources", "action_sources",
        )  # fmt: skip

        def page() -> Page:
            from maginfo.render.pages.safety import interaction_page

            return interaction_page(answer)

        return Rendering(answer, page, lambda: (columns, _rows(answer.matches, columns)))

    listing = interaction_class_list(catalogue)
    class_columns = (
        "id", "name", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h", "never_together",
        "members", "summary", "action", "sources",
    )  # fmt: skip

    def class_page() -> Page:
        from maginfo.render.pages.safety import interaction_class_page

        return interaction_class_page(listing)

    return Rendering(listing, class_page, lambda: (class_columns, _rows(listing.classes, class_columns)))


def _rows(records: tuple[object, ...], columns: tuple[str, ...]) -> list[list[object]]:
    from maginfo.render.formats import cells

    return [cells(record, columns) for record in records]


cautions_app = typer.Typer(rich_markup_mode=None, add_completion=False)

CAUTIONS_EXAMPLES = """\b
Examples:
  maginfo cautions
  maginfo cautions "kidney disease"
  maginfo cautions --json | jq '.cautions[] | select(.severity == "avoid").id'
"""

CAUTIONS_COLUMNS = ("id", "title", "kind", "severity", "told_to_everybody", "summary", "action", "sources")


@cautions_app.command(short_help="Conditions and populations", epilog=CAUTIONS_EXAMPLES)
@answering
def cautions(
    catalogue: Catalogue,
    condition: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONDITION]...", help="A condition, by any name.", autocompletion=completion.conditions
        ),
    ] = None,
) -> Rendering:
    """Conditions and populations in which magnesium is another matter. Without a name: all of them."""
    from maginfo.answers.safety import caution_list

    answer = caution_list(catalogue, condition or ())

    def page() -> Page:
        from maginfo.render.pages.safety import caution_page

        return caution_page(answer)

    def table() -> TableRows:
        from maginfo.render.formats import cells

        return CAUTIONS_COLUMNS, [cells(caution, CAUTIONS_COLUMNS) for caution in answer.cautions]

    return Rendering(answer, page, table)


use_app = typer.Typer(rich_markup_mode=None, add_completion=False)

USE_EXAMPLES = """\b
Examples:
  maginfo use
  maginfo use "nerve pain"
  maginfo use sleep --json | jq '.uses[0].studies[] | {source, result}'
"""

USE_COLUMNS = ("id", "name", "grade", "direction", "route", "summary", "sources")


@use_app.command(short_help="What the evidence says for a use", epilog=USE_EXAMPLES)
@answering
def use(
    catalogue: Catalogue,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[USE]", help="A use, by any name.", autocompletion=completion.uses),
    ] = None,
) -> Rendering:
    """What the evidence says for a use: grade, direction, studies. Without a name: every use."""
    from maginfo.answers.evidence import use_list

    answer = use_list(catalogue, " ".join(name) if name else None)

    def page() -> Page:
        from maginfo.render.pages.safety import use_page

        return use_page(answer)

    def table() -> TableRows:
        from maginfo.render.formats import cells

        return USE_COLUMNS, [cells(each, USE_COLUMNS) for each in answer.uses]

    return Rendering(answer, page, table)


claims_app = typer.Typer(rich_markup_mode=None, add_completion=False)

CLAIMS_EXAMPLES = """\b
Examples:
  maginfo claims
  maginfo claims "200-400 mg"
  maginfo claims not-found --format tsv
"""

CLAIMS_COLUMNS = ("id", "article", "section", "claim", "verdict", "finding", "figures", "topics", "sources")


@claims_app.command(short_help="What popular articles claim, and what could be traced", epilog=CLAIMS_EXAMPLES)
@answering
def claims(
    catalogue: Catalogue,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="Words of the claim, or a verdict.")
    ] = None,
) -> Rendering:
    """What popular articles claim, and what could be traced of it."""
    from maginfo.answers.evidence import claim_list

    answer = claim_list(catalogue, " ".join(text) if text else None)

    def page() -> Page:
        from maginfo.render.pages.safety import claims_page

        return claims_page(answer)

    def table() -> TableRows:
        from maginfo.render.formats import cells

        return CLAIMS_COLUMNS, [cells(claim, CLAIMS_COLUMNS) for claim in answer.claims]

    return Rendering(answer, page, table)
