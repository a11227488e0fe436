"""`maginfo compare`."""

from typing import TYPE_CHECKING, Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import CountOption, PriceOption
from maginfo.cli.output import Page, Rendering, TableRows, answering

if TYPE_CHECKING:
    from maginfo.render.pictures.tracks import Picture

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo compare glycinate citrate
  maginfo compare oxide citrate malate --format tsv
  maginfo compare oxide citrate malate -o compare.svg
  maginfo compare oxide -d "150 mg citrate" --price 14.50 --count 90
  maginfo compare --profile me.toml
"""


@app.command(short_help="Forms side by side", epilog=EXAMPLES)
@answering
def compare(
    catalogue: Catalogue,
    form: Annotated[
        list[str] | None,
        typer.Argument(metavar="FORM FORM...", help="Two forms or more, by any name.", autocompletion=completion.forms),
    ] = None,
    dose: Annotated[
        list[str] | None,
        typer.Option("--dose", "-d", metavar="TEXT", help="A product, as check takes it: '400 mg oxide compound'."),
    ] = None,
    price: PriceOption = None,
    count: CountOption = None,
    profile: Annotated[
        str | None, typer.Option(metavar="FILE", help="Compares the products of this profile; --dose adds to them.")
    ] = None,
) -> Rendering:
    """Forms side by side, the differences first; of products also the price of 100 mg of elemental magnesium."""
    from maginfo.answers.comparing import compare_forms

    doses = []
    if profile is not None:
        from maginfo.cli.profile_files import open_profile
        from maginfo.cli.reading import refuse_no_name

        refuse_no_name(profile)
        doses += [timed.dose for timed in open_profile(catalogue, profile).doses]
    if dose or price or count:
        from maginfo.cli.reading import read_doses

        doses += read_doses(dose or (), None, False, None, price or (), count or ())
    answer = compare_forms(catalogue, form or (), doses)

    def page() -> Page:
        from maginfo.render.pages.compare import compare_page

        return compare_page(answer)

    def table() -> TableRows:
        columns = ("property", "differs", *(column.id for column in answer.forms))
        return columns, [(row.property, row.differs, *row.values) for row in answer.rows]

    def picture() -> "Picture":
        from maginfo.render.pictures.bars import bars_picture

        return bars_picture(answer)

    def paper() -> Page:
        from maginfo.render.pages.compare import compare_paper

        return compare_paper(answer)

    heading = "Magnesium forms side by side"
    read = (profile,) if profile is not None else ()
    return Rendering(answer, page, table, picture=picture, heading=heading, paper=paper, read=read)
