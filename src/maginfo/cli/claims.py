"""`maginfo claims`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo claims
  maginfo claims "200-400 mg"
  maginfo claims not-found --format tsv
"""

COLUMNS = ("id", "article", "section", "claim", "verdict", "finding", "figures", "topics", "sources")


@app.command(short_help="What popular articles claim, and what could be traced", epilog=EXAMPLES)
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
        from maginfo.render.pages.claims import claims_page

        return claims_page(answer)

    def table() -> TableRows:
        from maginfo.render.tsv import cells

        return COLUMNS, [cells(claim, COLUMNS) for claim in answer.claims]

    return Rendering(answer, page, table)
