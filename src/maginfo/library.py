"""The functions of `import maginfo`: answers that a notebook shows as pages.

An answer of `check` or `plan` is a `Report` or a `Plan` with the page that `-o FILE.html` writes; it equals the same
answer without a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from maginfo.dosing.check import DEFAULT_AUTHORITY, check_request
from maginfo.dosing.report import Report
from maginfo.dosing.request import make_request
from maginfo.planning.plan import Plan, TimedDose
from maginfo.planning.planner import plan_request
from maginfo.planning.request import make_plan_request
from maginfo.planning.today import add_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.diet import Usual
    from maginfo.dosing.person import Person
    from maginfo.dosing.spans import Span
    from maginfo.planning.clock import TimeOfDay
    from maginfo.planning.plan import Taken, TimedMedicine
    from maginfo.render.document import Page


class NotebookReport(Report):
    """A report that a notebook shows as its page."""

    def _repr_html_(self) -> str:
        from maginfo.render.pages.check import check_page

        return _framed(check_page(self), "Magnesium check")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and asdict(self) == asdict(other)


class NotebookPlan(Plan):
    """A plan that a notebook shows as its page."""

    def _repr_html_(self) -> str:
        from maginfo.render.pages.plan import plan_page

        return _framed(plan_page(self), "Magnesium in the day")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and asdict(self) == asdict(other)


def _framed(page: Page, heading: str) -> str:
    from maginfo.render.arrangement import View
    from maginfo.render.html import render_frame

    return render_frame(page, View(), heading=heading)


def check(
    catalogue: Catalogue,
    doses: Sequence[Dose],
    person: Person | None = None,
    authorities: Iterable[str] = (DEFAULT_AUTHORITY,),
    *,
    diet_mg: Span | float | Usual | None = None,
    assumptions: Iterable[str] = (),
) -> NotebookReport:
    """Compare the doses of a day with each authority's values for this person, and gather what applies to them.

    `diet_mg` is magnesium from food and water, mg a day, or 'usual' for the survey mean of that sex and age; without it
    no intake is reported as too low. `assumptions` are the caller's own, listed with those made here. Raises UsageError
    without a dose, UnknownNameError for a form or an authority that the catalogue does not have, UnreadableValueError
    for the mass of a compound with an unknown magnesium content. The name of a medicine or condition never raises:
    names without a record are listed in the report's `unresolved`, and each is a finding.
    """
    request = make_request(catalogue, doses, person, authorities, diet_mg=diet_mg, assumptions=assumptions)
    return NotebookReport(**asdict(check_request(catalogue, request)))


def plan(
    catalogue: Catalogue,
    doses: Sequence[TimedDose | Dose],
    medicines: Sequence[TimedMedicine] = (),
    person: Person | None = None,
    authorities: Iterable[str] = (DEFAULT_AUTHORITY,),
    *,
    wake: TimeOfDay | None = None,
    sleep: TimeOfDay | None = None,
    meals: Sequence[TimeOfDay] = (),
    taken: Sequence[Taken] = (),
    now: TimeOfDay | None = None,
    diet_mg: Span | float | Usual | None = None,
    assumptions: Iterable[str] = (),
) -> NotebookPlan:
    """Find all times of day at which magnesium keeps every separation, and make a schedule that uses these times.

    Without `wake` and `sleep` the windows cover the whole day and the schedule prefers the waking hours of
    `dosing.toml`; with one of them the other is taken from there. With `now` the rest of one day is planned, from what
    was `taken` in it: a medicine that was due before now, and of which nothing is said, counts as taken then; magnesium
    does not. `diet_mg` and `assumptions` are as in `check`, and the plan carries the findings of `check`. Raises what
    `check` raises; UsageError for a medicine without a time, for waking hours without length, for more intakes or meals
    than a day holds, for more times asked for than a dose has intakes, and for what was taken after now or without it.
    """
    timed = [dose if isinstance(dose, TimedDose) else TimedDose(dose) for dose in doses]
    request = make_request(
        catalogue,
        [each.dose for each in timed],
        person,
        authorities,
        diet_mg=diet_mg,
        assumptions=assumptions,
    )
    request, medicines, so_far = add_taken(catalogue, request, medicines, taken, now)
    at = [each.at for each in timed]
    day = make_plan_request(request, at, medicines, wake=wake, sleep=sleep, meals=meals, so_far=so_far)
    return NotebookPlan(**asdict(plan_request(catalogue, day)))
