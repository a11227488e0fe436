"""`maginfo check`."""

from typing import TYPE_CHECKING, Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import (
    AgeOption,
    AuthorityOption,
    CompoundOption,
    ConditionOption,
    CountOption,
    DoseOption,
    EgfrOption,
    FailOnOption,
    FormOption,
    LactatingOption,
    NoProfileOption,
    PregnantOption,
    PriceOption,
    ProfileOption,
    QuietOption,
    SexOption,
    TimesOption,
    WeightOption,
)
from maginfo.cli.output import EXIT_FINDING, Page, Rendering, TableRows, answering

if TYPE_CHECKING:
    from maginfo.render.pictures.picture import Picture

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo check --dose 400 --sex female
  maginfo check -d "2 x 200 mg glycinate" -d "250 mg oxide compound" --age 45
  maginfo check -d 300 --age 34 --pregnant --drug doxycycline --egfr 48
  maginfo check -d 300 --authority all --json
  maginfo check -d 100 --sex male --eat "spinach:100g" --eat "almonds:1 oz"
  maginfo check -d "400 mg glycinate" --sex female -o report.html
  maginfo check --profile me.toml --authority all
  maginfo check -d "400 mg oxide compound" --price "9.90 EUR" --count 120
  maginfo check --label "Magnesium (as magnesium citrate) 150 mg 36%"
  maginfo check --dsld 49495.json --sex male --age 55
  maginfo check -d 400 --fail-on major --quiet || echo "over a limit"
"""


@app.command(short_help="Check a dose for one person", epilog=EXAMPLES)
@answering
def check(
    catalogue: Catalogue,
    dose: DoseOption = None,
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A dose as a label's text says it; repeat for more."),
    ] = None,
    dsld: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A dose as an NIH DSLD label record says it; repeat for more."),
    ] = None,
    form: FormOption = None,
    compound: CompoundOption = False,
    times: TimesOption = None,
    sex: SexOption = None,
    age: AgeOption = None,
    weight: WeightOption = None,
    pregnant: PregnantOption = None,
    lactating: LactatingOption = None,
    diet: Annotated[
        str | None, typer.Option(metavar="MG|usual", help="Magnesium from food and water a day, or the survey mean.")
    ] = None,
    eat: Annotated[
        list[str] | None,
        typer.Option(metavar="FOOD:AMOUNT", help="Adds to diet: spinach:100g, almonds:1 oz; repeat for more."),
    ] = None,
    condition: ConditionOption = None,
    drug: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A medicine, brand or class; repeat for more.", autocompletion=completion.medicines
        ),
    ] = None,
    egfr: EgfrOption = None,
    authority: AuthorityOption = None,
    price: PriceOption = None,
    count: CountOption = None,
    profile: ProfileOption = None,
    no_profile: NoProfileOption = False,
    fail_on: FailOnOption = None,
    quiet: QuietOption = False,
) -> Rendering:
    """Check a dose against reference values for one person, with findings and cautions."""
    from maginfo.cli.inputs import (
        exceeds_threshold,
        load_profile,
        parse_authorities,
        read_diet,
        read_doses,
        read_person,
        read_severity,
        reject_unused,
    )
    from maginfo.dosing.check import check as check_dose

    threshold = read_severity(fail_on)
    kept, used = load_profile(catalogue, profile, no_profile)
    person = read_person(sex, age, weight, egfr, pregnant, lactating, condition or (), drug or (), kept)
    doses = read_doses(dose or (), form, compound, times, price or (), count or ())
    if label or dsld:
        from maginfo.cli.label_input import doses_of_labels

        if not dose:
            reject_unused("a label is read as it is printed", form=form, compound=compound)
        labelled, said = doses_of_labels(catalogue, label or (), dsld or (), times_per_day=times)
        doses += labelled
        used = (*used, *said)
    if kept is not None and not (dose or label or dsld):
        reject_unused(f"the doses of {kept.file} say it themselves", form=form, compound=compound, times=times)
        doses = [timed.dose for timed in kept.doses]
    diet_mg, assumptions = read_diet(catalogue, diet, eat or (), person, kept)
    authorities = parse_authorities(authority, kept)
    report = check_dose(catalogue, doses, person, authorities, diet_mg=diet_mg, assumptions=(*used, *assumptions))
    status = EXIT_FINDING if exceeds_threshold(threshold, report.findings) else 0

    def page() -> Page:
        from maginfo.render.pages.check import check_page

        return check_page(report)

    def table() -> TableRows:
        from maginfo.render.pages.check import COLUMNS, check_rows

        return COLUMNS, check_rows(report)

    def picture() -> "Picture":
        from maginfo.render.pictures.gauge import gauge_picture

        return gauge_picture(report)

    def paper() -> Page:
        from maginfo.answers.profile import day_of
        from maginfo.render.pages.check import check_page
        from maginfo.render.pages.plan import day_blocks

        day = day_of(catalogue, kept, doses, person) if kept is not None else None
        return check_page(report, for_print=True, day=day_blocks(day) if day is not None else ())

    return Rendering(
        report,
        page,
        table,
        status=status,
        line=report.severity if quiet else None,
        picture=picture,
        heading="Magnesium check",
        paper=paper,
        read=(*((kept.file,) if kept is not None else ()), *(dsld or ())),
    )
