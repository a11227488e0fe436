"""`maginfo plan`."""

from typing import TYPE_CHECKING, Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.options import (
    AgeOption,
    AuthorityOption,
    CompoundOption,
    ConditionOption,
    DoseOption,
    EgfrOption,
    FailOnOption,
    FormOption,
    LactatingOption,
    NoProfileOption,
    PregnantOption,
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
  maginfo plan 2x200mg --drug levothyroxine@07:00 --drug cipro@08:00,20:00
  maginfo plan 400 mg citrate --drug doxycycline@8am,8pm --meals 1pm,7pm
  maginfo plan 200 --at 22:00 --drug "thyroid tablet@6am" --sleep 23:00
  maginfo plan 2x200mg --drug cipro@08:00 --taken cipro@08:40 --now 09:00
  maginfo plan --drug levothyroxine@07:00
  maginfo plan 400 mg citrate --drug doxycycline@08:00,20:00 -o plan.ics
"""


@app.command(short_help="When in the day to take it, beside medicines", epilog=EXAMPLES)
@answering
def plan(
    catalogue: Catalogue,
    words: WordsArgument = None,
    dose: DoseOption = None,
    drug: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME@HH:MM",
            help="A medicine with its times: NAME@07:00, NAME@8am,8pm.",
            autocompletion=completion.medicines,
        ),
    ] = None,
    wake: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="Magnesium is taken from then on: 07:00, 7am.")
    ] = None,
    sleep: Annotated[str | None, typer.Option(metavar="HH:MM", help="Magnesium is taken until then.")] = None,
    meals: Annotated[
        list[str] | None, typer.Option(metavar="HH:MM,...", help="Meals, which the schedule prefers.")
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(metavar="HH:MM,...", help="Times asked for, of all doses or of each in order."),
    ] = None,
    taken: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME@HH:MM",
            help="What was taken today: a medicine, a dose, magnesium@07:30.",
            autocompletion=completion.medicines,
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(metavar="HH:MM", help="Plans the rest of today from then on; with --taken alone, from now."),
    ] = None,
    form: FormOption = None,
    compound: CompoundOption = False,
    times: TimesOption = None,
    sex: SexOption = None,
    age: AgeOption = None,
    weight: WeightOption = None,
    pregnant: PregnantOption = None,
    lactating: LactatingOption = None,
    condition: ConditionOption = None,
    egfr: EgfrOption = None,
    authority: AuthorityOption = None,
    profile: ProfileOption = None,
    no_profile: NoProfileOption = False,
    fail_on: FailOnOption = None,
    quiet: QuietOption = False,
) -> Rendering:
    """When in the day magnesium keeps every separation from the medicines, and a schedule that does.

    Without a dose the free times alone. Without --wake and --sleep the windows cover the whole day. A dose over the
    large single dose is shown in parts where the day allows and no number of units was given.
    """
    from maginfo.cli.collected import ErrorCollector
    from maginfo.cli.inputs import exceeds_threshold, read_severity
    from maginfo.cli.plan_requests import DayOptions, read_plan_request
    from maginfo.cli.requests import RequestOptions, with_words
    from maginfo.planning.planner import plan_request

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
    day = DayOptions(wake=wake, sleep=sleep, meals=meals, at=at, taken=taken, now=now)
    request, used_profile = read_plan_request(catalogue, options, day, errors)
    answer = plan_request(catalogue, request)
    status = EXIT_FINDING if exceeds_threshold(threshold, (*answer.findings, *answer.conflicts)) else EXIT_OK

    def page() -> "Page":
        from maginfo.render.pages.plan import plan_page

        return plan_page(answer)

    def table() -> TableRows:
        from maginfo.render.pages.plan import COLUMNS, plan_rows

        return COLUMNS, plan_rows(answer)

    def picture() -> "Picture":
        from maginfo.render.pictures.day import day_picture

        return day_picture(answer)

    def calendar() -> str:
        from datetime import date

        from maginfo.render.calendar import plan_calendar

        return plan_calendar(answer, date.today())  # the day of the person, wherever that is

    return Rendering(
        answer,
        page,
        table,
        status=status,
        line=answer.severity if quiet else None,
        picture=picture,
        heading="Magnesium in the day",
        calendar=calendar,
        read=(used_profile.file,) if used_profile is not None else (),
    )
