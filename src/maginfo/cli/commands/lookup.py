"""`maginfo show`, `list`, `search`, `compare` and `convert`."""

from typing import TYPE_CHECKING, Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import CountOption, PriceOption
from maginfo.cli.output import answering
from maginfo.cli.rendering import Rendering, TableRows, table_of
from maginfo.render import pages

if TYPE_CHECKING:
    from maginfo.render.document import Page
    from maginfo.render.pictures.picture import Picture

show_app = typer.Typer(rich_markup_mode=None, add_completion=False)

SHOW_EXAMPLES = """\b
Examples:
  maginfo show glycinate
  maginfo show "Magnesium Bisglycinate Chelate"
  maginfo show "Epsom salt" --format markdown -o epsom.md
  maginfo show MgO --json | jq .commercial_fraction
"""


@show_app.command(short_help="Everything known of one form", epilog=SHOW_EXAMPLES)
@answering
def show(
    catalogue: Catalogue,
    form: Annotated[
        list[str],
        typer.Argument(
            metavar="FORM", help="A form, by any name that a label or a person uses.", autocompletion=completion.forms
        ),
    ],
    section: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...", help="Only these: uses amounts taking effects how law questions names chemistry."
        ),
    ] = None,
) -> Rendering:
    """Everything known of one form of magnesium, with the source of every figure."""
    from maginfo.answers.forms import form_card

    name = " ".join(form)
    card = form_card(catalogue, catalogue.find_form(name), catalogue.find_product(name))
    sections = [each.strip().lower() for text in section or () for each in text.split(",") if each.strip()]

    def page() -> "Page":
        from maginfo.answers.precautions import precautions
        from maginfo.render.pages.show import show_page

        return show_page(card, precautions(catalogue, card), sections)

    return Rendering(card, page)


list_app = typer.Typer(rich_markup_mode=None, add_completion=False)

LIST_EXAMPLES = """\b
Examples:
  maginfo list
  maginfo list --format tsv | cut -f1,4
"""

LIST_COLUMNS = (
    "id",
    "name",
    "category",
    "elemental_fraction_low",
    "elemental_fraction_high",
    "tolerance",
    "bought_for",
)


@list_app.command(short_help="Every form in a row", epilog=LIST_EXAMPLES)
@answering
def list_forms(catalogue: Catalogue) -> Rendering:
    """Every form of magnesium: category, share of magnesium, how the gut takes it, what it is bought for."""
    from maginfo.answers.forms import form_list

    answer = form_list(catalogue)

    return Rendering(answer, lambda: pages.lookup.list_page(answer), lambda: table_of(answer.forms, LIST_COLUMNS))


search_app = typer.Typer(rich_markup_mode=None, add_completion=False)

SEARCH_EXAMPLES = """\b
Examples:
  maginfo search nerve pain
  maginfo search 400
  maginfo search migrane --json | jq -r '.hits[] | "\\(.kind) \\(.id)"'
"""

SEARCH_COLUMNS = ("kind", "id", "title", "excerpt")
READ_AS = "read_as"
"""The last column: the words searched for, if a misspelling was corrected."""


@search_app.command(short_help="Everything that mentions some words", epilog=SEARCH_EXAMPLES)
@answering
def search(
    catalogue: Catalogue,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Words; a misspelled one is corrected, and the answer says so."),
    ],
) -> Rendering:
    """Forms, uses, cautions, interactions, foods, questions and claims that mention it, best first."""
    from maginfo.answers.search import search as search_catalogue

    answer = search_catalogue(catalogue, " ".join(text))

    def table() -> TableRows:
        from maginfo.render.formats import cells

        return (*SEARCH_COLUMNS, READ_AS), [[*cells(hit, SEARCH_COLUMNS), answer.read_as] for hit in answer.hits]

    return Rendering(answer, lambda: pages.lookup.search_page(answer), table)


compare_app = typer.Typer(rich_markup_mode=None, add_completion=False)

COMPARE_EXAMPLES = """\b
Examples:
  maginfo compare glycinate citrate
  maginfo compare oxide citrate malate --format tsv
  maginfo compare oxide citrate malate -o compare.svg
  maginfo compare oxide -d "150 mg citrate" --price 14.50 --count 90
  maginfo compare --profile me.toml
"""


@compare_app.command(short_help="Forms side by side", epilog=COMPARE_EXAMPLES)
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
    from maginfo.answers.compare import compare_forms
    from maginfo.cli.collected import ErrorCollector

    errors = ErrorCollector()
    doses = []
    if profile is not None:
        from maginfo.cli.inputs import load_profile

        used, _ = errors.read(load_profile, catalogue, profile, ignored=False) or (None, ())
        doses += [timed.dose for timed in used.doses] if used is not None else []
    if dose or price or count:
        from maginfo.cli.inputs import read_doses

        doses += read_doses(errors, catalogue, dose or (), None, False, None, price or (), count or ())
    for name in form or ():
        errors.read(catalogue.find_form, name)
    errors.raise_all()
    answer = compare_forms(catalogue, form or (), doses)

    def table() -> TableRows:
        columns = ("property", "differs", *(column.id for column in answer.forms))
        return columns, [(row.property, row.differs, *row.values) for row in answer.rows]

    def picture() -> "Picture":
        from maginfo.render.pictures.gauge import bars_picture

        return bars_picture(answer)

    heading = "Magnesium forms side by side"
    read = (profile,) if profile is not None else ()
    return Rendering(
        answer,
        lambda: pages.lookup.compare_page(answer),
        table,
        picture=picture,
        heading=heading,
        paper=lambda: pages.lookup.illustrated_compare_page(answer),
        read=read,
    )


convert_app = typer.Typer(rich_markup_mode=None, add_completion=False)

CONVERT_EXAMPLES = """\b
Examples:
  maginfo convert 400 --form oxide --compound
  maginfo convert "12 mmol"
  maginfo convert "2 g glycinate compound" --json
"""


@convert_app.command(short_help="Elemental, compound, mmol, mEq, % on labels", epilog=CONVERT_EXAMPLES)
@answering
def convert(
    catalogue: Catalogue,
    amount: Annotated[
        list[str], typer.Argument(metavar="AMOUNT...", help="An amount with its unit; elemental unless --compound.")
    ],
    form: Annotated[
        str | None, typer.Option(metavar="FORM", help="The form, by any name.", autocompletion=completion.forms)
    ] = None,
    compound: Annotated[bool, typer.Option("--compound", help="The amount is the mass of the compound.")] = False,
) -> Rendering:
    """Elemental magnesium, compound, mmol, mEq and the percentages that labels print."""
    from maginfo.answers.forms import convert as convert_amount
    from maginfo.dosing.amounts import Dose
    from maginfo.errors import UnreadableValueError

    text = " ".join(amount)
    dose = Dose.parse(text, form=form, compound=compound)
    if dose.times_per_day != 1:
        raise UnreadableValueError(f"'{text}': convert takes one amount; leave '{dose.times_per_day} x' out")
    answer = convert_amount(catalogue, dose)

    def page() -> "Page":
        from maginfo.answers.forms import daily_values_shown
        from maginfo.render.pages.lookup import convert_page

        assumed = dose.form is not None and not dose.basis_stated
        return convert_page(answer, *daily_values_shown(catalogue), basis_assumed=assumed)

    def table() -> TableRows:
        columns = (
            "elemental_mg_low", "elemental_mg_high", "mmol", "meq", "percent_us_fda", "percent_eu_nrv",
            "form", "compound_mg_low", "compound_mg_high",
        )  # fmt: skip
        mass = answer.compound_mg
        row = (
            answer.elemental_mg.low, answer.elemental_mg.high, answer.mmol, answer.meq,
            answer.percent_daily_value.us_fda, answer.percent_daily_value.eu_nrv,
            answer.form, mass.low if mass else None, mass.high if mass else None,
        )  # fmt: skip
        return columns, [row]

    return Rendering(answer, page, table)
