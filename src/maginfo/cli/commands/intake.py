"""`maginfo intake` and `food`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import AuthorityOption
from maginfo.cli.output import answering
from maginfo.cli.rendering import Rendering, TableRows
from maginfo.render import pages

intake_app = typer.Typer(rich_markup_mode=None, add_completion=False)

INTAKE_EXAMPLES = """\b
Examples:
  maginfo intake
  maginfo intake --sex male --age 3 --authority all
  maginfo intake --pregnant --age 30 -a nam -a efsa --format tsv
"""


@intake_app.command(short_help="Reference values by sex and age", epilog=INTAKE_EXAMPLES)
@answering
def intake(
    catalogue: Catalogue,
    sex: Annotated[str | None, typer.Option(metavar="female|male", help="Only rows for this sex.")] = None,
    age: Annotated[str | None, typer.Option(metavar="AGE", help="Only rows for this age: 34, 8mo.")] = None,
    pregnant: Annotated[bool, typer.Option("--pregnant", help="Rows for pregnancy.")] = False,
    lactating: Annotated[bool, typer.Option("--lactating", help="Rows for lactation.")] = False,
    authority: AuthorityOption = None,
) -> Rendering:
    """Reference values by sex, age, pregnancy and lactation: what is recommended, and where the limit lies."""
    from maginfo.answers.intakes import intake_table
    from maginfo.cli.collected import ErrorCollector
    from maginfo.cli.inputs import read_person
    from maginfo.cli.names import split_authorities
    from maginfo.dosing.check import DEFAULT_AUTHORITY, chosen_authorities

    errors = ErrorCollector()
    anybody = sex is None and age is None and not pregnant and not lactating
    person = None if anybody else read_person(errors, sex, age, None, None, pregnant, lactating, (), ())
    authorities = split_authorities(authority)
    for each in authorities:
        errors.read(chosen_authorities, catalogue, (each,))
    errors.raise_all()
    answer = intake_table(catalogue, authorities or (DEFAULT_AUTHORITY,), person)

    def table() -> TableRows:
        columns = (
            "authority", "sex", "state", "age", "low_months", "high_months", "average_requirement_mg", "recommended_mg",
            "recommended_kind", "upper_limit_mg", "upper_limit_kind", "upper_limit_scope", "per_kg", "sources",
        )  # fmt: skip
        rows = (
            (
                row.authority, row.sex, row.state, row.age.text, row.age.low_months, row.age.high_months,
                row.average_requirement_mg, row.recommended_mg, row.recommended_kind, row.upper_limit_mg,
                row.upper_limit_kind, row.upper_limit_scope, row.per_kg,
                list(dict.fromkeys(citation.id for citation in row.sources)),
            )
            for row in answer.rows
        )  # fmt: skip
        return columns, rows

    return Rendering(answer, lambda: pages.intake.intake_page(answer), table)


food_app = typer.Typer(rich_markup_mode=None, add_completion=False)

FOOD_EXAMPLES = """\b
Examples:
  maginfo food almonds
  maginfo food --min 200 --sort
  maginfo food spinach --json | jq '.foods[] | {name, mg_per_100g}'
"""


@food_app.command(short_help="Magnesium in foods", epilog=FOOD_EXAMPLES)
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
    from maginfo.answers.intakes import food_list
    from maginfo.dosing.numbers import read_number

    least_mg = read_number(least.strip(), what="--min") if least is not None else 0.0
    answer = food_list(catalogue, " ".join(text) if text else None, least_mg, sort)

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

    return Rendering(answer, lambda: pages.intake.food_page(answer), table)
