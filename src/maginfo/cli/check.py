"""`maginfo check`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import AuthorityOption
from maginfo.cli.output import Rendering, TableRows, answering

app = typer.Typer(rich_markup_mode=None)

EXAMPLES = """\b
Examples:
  maginfo check --dose 400 --sex female
  maginfo check -d "2 x 200 mg glycinate" -d "250 mg oxide compound" --sex male --age 45 --diet 260
  maginfo check -d 300 --age 34 --pregnant --drug doxycycline --condition "kidney disease" --egfr 48
  maginfo check -d 300 --authority all --json
  maginfo check -d 100 --sex male --eat "spinach:100g" --eat "almonds:1 oz"
  maginfo check --label "Magnesium (as magnesium citrate) 150 mg 36%" --times 2 --sex female
  maginfo check --dsld 49495.json --sex male --age 55
  maginfo check -d 400 --fail-on major --quiet || echo "over a limit"
"""


@app.command(short_help="Check a dose for one person", epilog=EXAMPLES)
@answering
def check(
    catalogue: Catalogue,
    dose: Annotated[
        list[str] | None,
        typer.Option(
            "--dose", "-d", metavar="TEXT", help="[N x] AMOUNT [UNIT] [FORM] [elemental|compound]; repeat for more."
        ),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A dose as a label's text says it; repeat for more."),
    ] = None,
    dsld: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A dose as an NIH DSLD label record says it; repeat for more."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(metavar="FORM", help="Form of every dose that names none.", autocompletion=completion.forms),
    ] = None,
    compound: Annotated[bool, typer.Option("--compound", help="Doses are the mass of the compound.")] = False,
    times: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=99, help="How often a day, where a dose or label does not say."),
    ] = None,
    sex: Annotated[
        str | None, typer.Option(metavar="female|male", help="As the reference tables divide people.")
    ] = None,
    age: Annotated[str | None, typer.Option(metavar="AGE", help="Completed years, or months: 34, 8mo.")] = None,
    weight: Annotated[str | None, typer.Option(metavar="KG", help="For limits set per kg.")] = None,
    pregnant: Annotated[bool, typer.Option("--pregnant", help="Implies female.")] = False,
    lactating: Annotated[bool, typer.Option("--lactating", help="Implies female.")] = False,
    diet: Annotated[
        str | None, typer.Option(metavar="MG|usual", help="Magnesium from food and water a day, or the survey mean.")
    ] = None,
    eat: Annotated[
        list[str] | None,
        typer.Option(metavar="FOOD:AMOUNT", help="Adds to diet: spinach:100g, almonds:1 oz; repeat for more."),
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A condition, by any name; repeat for more.", autocompletion=completion.conditions
        ),
    ] = None,
    drug: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A medicine, brand or class; repeat for more.", autocompletion=completion.medicines
        ),
    ] = None,
    egfr: Annotated[str | None, typer.Option(metavar="N", help="Kidney function, mL/min/1.73 m2.")] = None,
    authority: AuthorityOption = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="SEVERITY", help="Exit 1 if a finding is at least info, minor, moderate, major or avoid."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only the highest severity, or ok.")] = False,
) -> Rendering:
    """Check a dose against reference values for one person, with findings and cautions."""
    from maginfo.cli.reading import read_diet, read_person, read_severity
    from maginfo.dosing.checking import DEFAULT_AUTHORITY
    from maginfo.dosing.checking import check as check_dose
    from maginfo.dosing.quantities import Dose

    threshold = read_severity(fail_on)
    person = read_person(sex, age, weight, egfr, pregnant, lactating, condition or (), drug or ())
    doses = [Dose.parse(text, form=form, compound=compound, times_per_day=times) for text in dose or ()]
    diet_mg, assumptions = read_diet(catalogue, diet, eat or (), person)
    if label or dsld:
        from maginfo.cli.label_input import doses_of_labels

        labelled, said = doses_of_labels(catalogue, label or (), dsld or (), times_per_day=times)
        doses += labelled
        assumptions = (*said, *assumptions)
    report = check_dose(
        catalogue, doses, person, authority or (DEFAULT_AUTHORITY,), diet_mg=diet_mg, assumptions=assumptions
    )
    reached = threshold is not None and any(finding.severity >= threshold for finding in report.findings)

    def page() -> list[object]:
        from maginfo.render.pages.check import check_page

        return list(check_page(report))

    def table() -> TableRows:
        from maginfo.render.pages.check import COLUMNS, check_rows

        return COLUMNS, check_rows(report)

    return Rendering(report, page, table, status=1 if reached else 0, line=report.severity if quiet else None)
