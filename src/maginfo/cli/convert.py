"""`maginfo convert`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo convert 400 --form oxide --compound
  maginfo convert "12 mmol"
  maginfo convert "2 g glycinate compound" --json
"""


@app.command(short_help="Elemental, compound, mmol, mEq, % on labels", epilog=EXAMPLES)
@answering
def convert(
    catalogue: Catalogue,
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help="An amount with its unit; elemental unless --compound.")
    ],
    form: Annotated[
        str | None, typer.Option(metavar="FORM", help="The form, by any name.", autocompletion=completion.forms)
    ] = None,
    compound: Annotated[bool, typer.Option("--compound", help="The amount is the mass of the compound.")] = False,
) -> Rendering:
    """Elemental magnesium, compound, mmol, mEq and the percentages that labels print."""
    from maginfo.answers.conversions import convert as convert_amount
    from maginfo.dosing.quantities import Dose
    from maginfo.errors import UnreadableValueError

    dose = Dose.parse(amount, form=form, compound=compound)
    if dose.times_per_day != 1:
        raise UnreadableValueError(f"'{amount}': convert takes one amount; leave '{dose.times_per_day} x' out")
    answer = convert_amount(catalogue, dose)

    def page() -> Page:
        from maginfo.answers.conversions import daily_values_shown
        from maginfo.render.pages.convert import convert_page

        return convert_page(answer, *daily_values_shown(catalogue))

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
