"""No answer contradicts itself: no limit is kept where none holds, and a plan keeps the hours that it states."""

from __future__ import annotations

import re
from typing import Any

from days import DAY, doses, medicines, planned, waking
from drawn import CATALOGUE, authorities, facts, several_doses
from hypothesis import example, given
from hypothesis import strategies as st
from shown import SHORT_VIEW, text_of

from maginfo import Catalogue, Dose, Person, Report, TimedDose, check
from maginfo.dosing.report import LIMIT_DOES_NOT_HOLD
from maginfo.render.arrangement import FULL_VIEW, arranged
from maginfo.render.drawings.gauge import gauge_rows
from maginfo.render.html import render_html
from maginfo.render.markdown import render_markdown
from maginfo.render.pages.check import check_page
from maginfo.render.pages.plan import plan_page
from maginfo.render.pictures.gauge import gauge_picture

UNHELD = [caution.id for caution in CATALOGUE.cautions if not caution.limits_hold]
UNHELD_SENTENCE = "The limits apply to healthy kidneys only, not to this person."
CALM = re.compile(
    r"\bwithin\b[^.;]{0,30}\blimits?\b|limits?\b[^.;]{0,30}\bwithin\b|mg:? within\b|\bWITHIN\b|not passed"
)
"""A limit said to be kept."""
HOURS = re.compile(
    r"^(?P<drug>.+): (?P<hours>[0-9.]+) (?P<unit>h|min) or more (?P<side>before or after|before|after) magnesium"
)


def holding(report: Report) -> set[bool]:
    return {reference.upper_limit.holds for reference in report.references}


@st.composite
def people_without_limits(draw: st.DrawFn) -> dict[str, Any]:
    """Anybody, with weak kidneys: by a measured value or by name."""
    known = draw(facts())
    if draw(st.booleans()):
        return {**known, "egfr": draw(st.floats(0, 59.99))}
    return {**known, "conditions": [*known["conditions"], draw(st.sampled_from(UNHELD))]}


@given(taken=several_doses, known=people_without_limits(), chosen=authorities)
@example(taken=[Dose.parse("300")], known={"age": 60, "egfr": 35}, chosen=["all"])
@example(taken=[Dose.parse("100")], known={"pregnant": True, "conditions": ["dialysis"]}, chosen=["nam"])
def test_where_limits_do_not_hold_the_second_line_says_so_and_no_line_says_within(
    taken: list[Dose], known: dict[str, Any], chosen: list[str], catalogue: Catalogue
) -> None:
    report = check(catalogue, taken, Person(**known), chosen)
    (found,) = [finding for finding in report.findings if finding.code == LIMIT_DOES_NOT_HOLD]
    codes = {caution.code for caution in catalogue.cautions if not caution.limits_hold}
    assert found.severity == max(finding.severity for finding in report.findings if finding.code in codes)
    assert holding(report) == {False}
    assert {reference.upper_limit.why_not for reference in report.references} == {found.detail}
    assert (report.agreement, report.reductions) == (None, ())
    page = check_page(report)
    text, html = text_of(page), render_html(page, FULL_VIEW, heading="check")
    for view in (SHORT_VIEW, FULL_VIEW):
        assert "The limits apply to healthy kidneys only, not to this person." in text_of(page, view).splitlines()[1]
    assert UNHELD_SENTENCE in html.split("elemental magnesium")[0]
    shown = [text, render_markdown(arranged(page, FULL_VIEW)), html, str(gauge_picture(report))]
    assert [CALM.findall(each) for each in shown] == [[], [], [], []]
    assert not [row for row in gauge_rows(report) if row.kind == "limit"]
    assert not [
        mark
        for panel in gauge_picture(report).panels
        for track in panel.tracks
        for mark in track.marks
        if mark.shape in ("reach", "limit")
    ]


@given(taken=several_doses, known=facts(), chosen=authorities)
def test_limits_hold_for_everybody_else(
    taken: list[Dose], known: dict[str, Any], chosen: list[str], catalogue: Catalogue
) -> None:
    kept = {**known, "egfr": None, "conditions": [name for name in known["conditions"] if name not in UNHELD]}
    report = check(catalogue, taken, Person(**kept), chosen)
    assert holding(report) == {True}
    below = any(reference.upper_limit.status == "below" for reference in report.references)
    assert bool(CALM.search(text_of(check_page(report)))) >= below
    assert {reference.upper_limit.why_not for reference in report.references} == {None}
    assert LIMIT_DOES_NOT_HOLD not in {finding.code for finding in report.findings}


@given(dose=doses(), drugs=medicines, awake=waking)
def test_a_plan_breaks_nothing_that_it_states(dose: TimedDose, drugs: Any, awake: Any, catalogue: Catalogue) -> None:
    """Neither what it says is kept apart, nor the hours in the titles of its findings; a gap given up is a conflict."""
    answer = planned(catalogue, [dose], drugs, awake)
    given_up = {drug for each in answer.conflicts if each.code == "general-gap-not-kept" for drug in each.drugs}
    times = [line.time.minute for line in answer.schedule if line.kind == "magnesium"]
    for separation in answer.separations:
        if separation.blocked is None or (separation.general and separation.drug in given_up):
            continue
        start, end = separation.blocked.start.minute, separation.blocked.end.minute
        inside = [time for time in times if 0 < (time - start) % DAY < ((end - start) % DAY or DAY)]
        assert not inside, separation
    taken_at = {(line.what, line.time.minute) for line in answer.schedule if line.kind == "drug"}
    for finding in answer.findings:
        stated = HOURS.match(finding.title)
        if stated is None:
            continue
        apart = float(stated["hours"]) * (60 if stated["unit"] == "h" else 1)
        for drug, minute in taken_at:
            if drug == stated["drug"]:
                gaps = [(time - minute) % DAY for time in times if "before" in stated["side"]]
                gaps += [(minute - time) % DAY for time in times if "after" in stated["side"]]
                assert all(gap >= apart for gap in gaps), finding.title
    text = text_of(plan_page(answer))
    if any(separation.blocked is not None for separation in answer.separations):
        assert "all day" not in text
