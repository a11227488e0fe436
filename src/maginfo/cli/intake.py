"""`maginfo intake`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.options import AuthorityOption
from maginfo.cli.output import Page, Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo intake
  maginfo intake --sex male --age 3 --authority all
  maginfo intake --pregnant --age 30 -a nam -a efsa --format tsv
"""


@app.command(short_help="Reference values by sex and age", epilog=EXAMPLES)
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
    from maginfo.cli.reading import read_person
    from maginfo.dosing.checking import DEFAULT_AUTHORITY

    anybody = sex is None and age is None and not pregnant and not lactating
    person = None if anybody else read_person(sex, age, None, None, pregnant, lactating, (), ())
    answer = intake_table(catalogue, authority or (DEFAULT_AUTHORITY,), person)

    def page() -> Page:
        from maginfo.render.pages.intake import intake_page

        return intake_page(answer)

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

    return Rendering(answer, page, table)
