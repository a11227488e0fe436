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
)
from maginfo.cli.output import EXIT_FINDING, Page, Rendering, TableRows, answering

if TYPE_CHECKING:
    from maginfo.render.pictures.picture import Picture

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo plan -d 2x200mg --drug levothyroxine@07:00 --drug cipro@08:00,20:00
  maginfo plan -d "400 mg citrate" --drug doxycycline@8am,8pm --meals 1pm,7pm
  maginfo plan -d 200 --at 22:00 --drug "thyroid tablet@6am" --sleep 23:00
  maginfo plan -d 2x150 --drug levothyroxine@20:00 --json | jq '.windows'
  maginfo plan --drug levothyroxine@07:00
  maginfo plan -d "400 mg citrate" --drug doxycycline@08:00,20:00 -o plan.html
"""


@app.command(short_help="When in the day to take it, beside medicines", epilog=EXAMPLES)
@answering
def plan(
    catalogue: Catalogue,
    dose: DoseOption = None,
    drug: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME@HH:MM",
            help="A medicine, brand or class with its times, NAME@07:00 or NAME@08:00,20:00; repeat for more.",
            autocompletion=completion.medicines,
        ),
    ] = None,
    wake: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="Magnesium is taken from then on, 07:00 or 7am.")
    ] = None,
    sleep: Annotated[str | None, typer.Option(metavar="HH:MM", help="Magnesium is taken until then.")] = None,
    meals: Annotated[
        list[str] | None, typer.Option(metavar="HH:MM,...", help="Times of meals, which the schedule prefers.")
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HH:MM,...", help="Times asked for: one --at for every --dose, or for each one, in their order."
        ),
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

    Without a --dose the free times alone. Without --wake and --sleep the windows cover the whole day. A dose over the
    large single dose is shown in parts where the day allows and no number of units was given.
    """
    from maginfo.cli.inputs import (
        exceeds_threshold,
        load_profile,
        parse_authorities,
        read_diet,
        read_doses,
        read_medicines,
        read_person,
        read_severity,
        read_time,
        reject_unused,
        timed_doses,
    )
    from maginfo.planning.clock import read_times
    from maginfo.planning.planner import plan as plan_day

    threshold = read_severity(fail_on)
    medicines = read_medicines(drug or ())
    kept, used = load_profile(catalogue, profile, no_profile)
    names = [medicine.name for medicine in medicines]
    person = read_person(sex, age, weight, egfr, pregnant, lactating, condition or (), names, kept)
    doses = timed_doses(read_doses(dose or (), form, compound, times), at or ())
    waking, sleeping = read_time(wake, "--wake"), read_time(sleep, "--sleep")
    at_meals = read_times(",".join(meals), what="--meals") if meals is not None else ()
    diet_mg, assumptions = read_diet(catalogue, None, (), person, kept)
    if kept is not None:
        named = {name.casefold() for name in names}
        medicines += [each for each in kept.medicines if each.name.casefold() not in named]
        if not doses:
            reject_unused(f"the doses of {kept.file} say it themselves", form=form, compound=compound, times=times)
            doses = list(kept.doses)
        waking, sleeping, at_meals = waking or kept.wake, sleeping or kept.sleep, at_meals or kept.meals
    answer = plan_day(
        catalogue,
        doses,
        medicines,
        person,
        parse_authorities(authority, kept),
        wake=waking,
        sleep=sleeping,
        meals=at_meals,
        diet_mg=diet_mg,
        assumptions=(*used, *assumptions),
    )
    status = EXIT_FINDING if exceeds_threshold(threshold, (*answer.findings, *answer.conflicts)) else 0

    def page() -> Page:
        from maginfo.render.pages.plan import plan_page

        return plan_page(answer)

    def table() -> TableRows:
        from maginfo.render.pages.plan import COLUMNS, plan_rows

        return COLUMNS, plan_rows(answer)

    def picture() -> "Picture":
        from maginfo.render.pictures.day import day_picture

        return day_picture(answer)

    return Rendering(
        answer,
        page,
        table,
        status=status,
        line=answer.severity if quiet else None,
        picture=picture,
        heading="Magnesium in the day",
        read=(kept.file,) if kept is not None else (),
    )
