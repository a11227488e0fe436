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
    WordsArgument,
)
from maginfo.cli.output import answering
from maginfo.cli.rendering import Rendering, TableRows
from maginfo.errors import EXIT_FINDING, EXIT_OK

if TYPE_CHECKING:
    from maginfo.render.document import Page
    from maginfo.render.pictures.picture import Picture

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo check 400 mg glycinate --sex female
  maginfo check -d "2 x 200 mg citrate" -d "250 mg oxide compound" --age 45
  maginfo check 300 --age 34 --pregnant --drug doxycycline --egfr 48
  maginfo check 100 --sex male --eat "spinach:100g" --authority all
  maginfo check --label "Magnesium (as magnesium citrate) 150 mg 36%"
  maginfo check 400 mg oxide compound --price "9.90 EUR" --count 120
  maginfo check --profile me.toml -o report.html
  maginfo check 400 --fail-on major --quiet || echo "over a limit"
"""


@app.command(short_help="Check a dose for one person", epilog=EXAMPLES)
@answering
def check(
    catalogue: Catalogue,
    words: WordsArgument = None,
    dose: DoseOption = None,
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A dose as the text of a label."),
    ] = None,
    dsld: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A dose as an NIH DSLD label record (JSON)."),
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
        str | None, typer.Option(metavar="MG|usual", help="Magnesium of the diet, or the survey mean.")
    ] = None,
    eat: Annotated[
        list[str] | None,
        typer.Option(metavar="FOOD:AMOUNT", help="Adds to diet: spinach:100g, almonds:1 oz."),
    ] = None,
    condition: ConditionOption = None,
    drug: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A medicine, brand or class; several with commas.",
            autocompletion=completion.medicines,
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
    """Check a dose for one person: limits, findings, cautions. Options with a value can be repeated."""
    from maginfo.cli.collected import ErrorCollector
    from maginfo.cli.inputs import exceeds_threshold, read_severity
    from maginfo.cli.requests import ProductOptions, RequestOptions, read_check_request, with_words
    from maginfo.dosing.check import check_request

    errors = ErrorCollector()
    threshold = errors.read(read_severity, fail_on)
    options = RequestOptions(
        dose=with_words(words, dose),
        form=form,
        compound=compound,
        times=times,
        sex=sex,
        age=age,
        weight=weight,
        pregnant=pregnant,
        lactating=lactating,
        condition=condition,
        drug=drug,
        egfr=egfr,
        authority=authority,
        profile=profile,
        no_profile=no_profile,
    )
    products = ProductOptions(label=label, dsld=dsld, price=price, count=count, diet=diet, eat=eat)
    request, used_profile = read_check_request(catalogue, options, products, errors)
    report = check_request(catalogue, request)
    status = EXIT_FINDING if exceeds_threshold(threshold, report.findings) else EXIT_OK

    def page() -> "Page":
        from maginfo.render.pages.check import check_page

        return check_page(report)

    def table() -> TableRows:
        from maginfo.render.pages.check import COLUMNS, check_rows

        return COLUMNS, check_rows(report)

    def picture() -> "Picture":
        from maginfo.render.pictures.gauge import gauge_picture

        return gauge_picture(report)

    def paper() -> "Page":
        from maginfo.answers.profile import day_of
        from maginfo.render.pages.check import check_page
        from maginfo.render.pages.plan import day_blocks

        day = day_of(catalogue, used_profile, request) if used_profile is not None else None
        return check_page(report, day=day_blocks(day) if day is not None else ())

    return Rendering(
        report,
        page,
        table,
        status=status,
        line=report.severity if quiet else None,
        picture=picture,
        heading="Magnesium check",
        paper=paper,
        read=(*((used_profile.file,) if used_profile is not None else ()), *(dsld or ())),
    )
