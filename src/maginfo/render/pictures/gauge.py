"""The dose beside each authority's recommended intake and upper limit, to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing import codes
from maginfo.dosing.wording import amount, between
from maginfo.render.pages.check import describe_person, stands_to, verdict_on
from maginfo.render.pictures.tracks import Mark, Panel, Picture, Track, axis_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.dosing.report import Comparison, Report
    from maginfo.dosing.spans import Span
    from maginfo.render.pictures.tracks import Shape

KEY: tuple[tuple[Shape, str], ...] = (
    ("sure", "supplements"),
    ("unsure", "may be (range)"),
    ("band", "recommended"),
    ("limit", "upper limit"),
)


def gauge_picture(report: Report) -> Picture:
    """The gauge of a report, mg a day."""
    end, ticks = axis_for(max(_amounts(report)))
    tracks = [_given("From supplements", report.supplement_mg_per_day, end)]
    if report.total_mg_per_day is not None:
        tracks.append(_given("With food and water", report.total_mg_per_day, end))
    tracks += [_authority(comparison, end) for comparison in report.references]
    guides = (report.supplement_mg_per_day.high / end,)
    return Picture(
        name="gauge",
        title="Magnesium a day beside recommended intakes and upper limits",
        lead=(
            f"{report.severity.upper()}: {verdict_on(report)}.",
            *_unheld(report),
            f"For: {describe_person(report.person)}.",
        ),
        panels=(Panel("mg of elemental magnesium a day", ticks, tuple(tracks), guides),),
        key=KEY,
        origin=f"{report.disclaimer} Data {report.data_version}.",
    )


def _unheld(report: Report) -> Iterator[str]:
    """That the limits do not hold, where they do not and the verdict says something graver."""
    yield from (f"{each.title}." for each in report.findings[1:] if each.code == codes.LIMIT_DOES_NOT_HOLD)


def _amounts(report: Report) -> Iterator[float]:
    for given in (report.supplement_mg_per_day, report.total_mg_per_day):
        if given is not None:
            yield given.high
    for comparison in report.references:
        if comparison.recommended is not None:
            yield comparison.recommended.high
        limit = comparison.upper_limit
        if limit.holds and limit.high is not None:
            yield limit.high


def _given(label: str, given: Span, end: float) -> Track:
    marks = [Mark.between("sure", 0, given.low, end)]
    if not given.certain:
        marks.append(Mark.between("unsure", given.low, given.high, end))
    return Track(label, amount(given), tuple(marks))


def _authority(comparison: Comparison, end: float) -> Track:
    recommended, limit = comparison.recommended, comparison.upper_limit
    words, marks = [], []
    if limit.holds and limit.low is not None and limit.high is not None:
        marks += [Mark.between("reach", 0, limit.high, end), Mark.between("limit", limit.low, limit.high, end)]
    if recommended is not None:
        marks.insert(0, Mark.between("band", recommended.low, recommended.high, end))
        words.append(f"{recommended.kind} {amount(recommended)}")
    if limit.low is not None and limit.high is not None:
        words.append(f"{limit.kind} {between(limit.low, limit.high)} mg {stands_to(limit)}")
    else:
        words.append(f"upper limit: {stands_to(limit)}")
    return Track(comparison.authority_name, " · ".join(words), tuple(marks))
