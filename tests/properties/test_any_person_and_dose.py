"""What holds for every person and every dose that can be written."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

from drawn import authorities, diets, doses, people, rank, several_doses, statuses
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shown import SHORT_VIEW, text_of

from maginfo import Catalogue, Dose, Person, check
from maginfo.errors import UnknownNameError, UsageError
from maginfo.model.safety import Severity
from maginfo.render.arrangement import FULL_VIEW, arranged
from maginfo.render.formats import render_json
from maginfo.render.markdown import render_markdown
from maginfo.render.pages.check import check_page
from maginfo.render.wording import headline


@settings(max_examples=60)
@given(taken=several_doses, person=people)
@example(taken=[Dose.parse("2000 mg glycinate compound")], person=Person())
def test_the_status_of_a_limit_is_that_of_the_whole_range(
    taken: list[Dose], person: Person, catalogue: Catalogue
) -> None:
    """'below' only where the highest total keeps the lowest limit, 'above' only where the lowest passes the highest."""
    report = check(catalogue, taken, person, ["all"])
    total = report.supplement_mg_per_day
    for limit in (reference.upper_limit for reference in report.references):
        if limit.low is not None and limit.high is not None:
            kept, passed = total.high <= limit.low * (1 + 1e-9), total.low > limit.high * (1 + 1e-9)
            assert limit.status in (("below", "not-set") if kept else ("above",) if passed else ("straddles",))


@given(taken=several_doses, person=people, chosen=authorities, diet=diets)
def test_clean_means_that_every_limit_is_known_and_kept(
    taken: list[Dose], person: Person, chosen: list[str], diet: float | None, catalogue: Catalogue
) -> None:
    report = check(catalogue, taken, person, chosen, diet_mg=diet)
    if report.severity in ("ok", "minor", "moderate"):
        assert set(statuses(report).values()) == {"below"}
        for limit in (reference.upper_limit for reference in report.references):
            assert limit.low is not None
            assert report.supplement_mg_per_day.high <= limit.low * (1 + 1e-9)


@given(taken=several_doses, person=people, chosen=authorities, diet=diets)
def test_severity_is_the_highest_finding_in_every_format(
    taken: list[Dose], person: Person, chosen: list[str], diet: float | None, catalogue: Catalogue
) -> None:
    report = check(catalogue, taken, person, chosen, diet_mg=diet)
    written = json.loads(render_json(report))
    severities = [Severity(finding["severity"]) for finding in written["findings"]]
    assert severities == sorted(severities, reverse=True)
    highest = max(severities, default=Severity.INFO)
    assert written["severity"] == ("ok" if highest is Severity.INFO else highest.value)
    page = check_page(report)
    label = written["severity"].upper() if written["severity"] != "ok" else headline(report)[0]
    for view in (SHORT_VIEW, FULL_VIEW):
        assert text_of(page, view).split()[0] == label
        assert f"**{label}**" in render_markdown(arranged(page, view)).splitlines()[0]


@given(taken=st.lists(doses(), min_size=1, max_size=2), person=people)
@example(taken=[Dose.parse("801 mg acetate")], person=Person())
def test_nothing_is_told_of_a_form_that_nobody_takes(taken: list[Dose], person: Person, catalogue: Catalogue) -> None:
    """A caution of certain forms is found where one of them, or a form not known, is taken, or where it was named."""
    forms = {catalogue.find_form(dose.form).form.id if dose.form else None for dose in taken}
    for finding in check(catalogue, taken, person).findings:
        kind, _, name = finding.code.partition(":")
        if kind == "condition" and name not in person.conditions:
            concerned = catalogue.caution(name).forms
            assert not concerned or forms.intersection((None, *concerned)), finding.detail


@settings(max_examples=100)
@given(
    sex=st.sampled_from([None, "female", "male"]),
    age=st.none() | st.integers() | st.text(max_size=6) | st.from_regex(r"[0-9]{1,3} ?(y|mo|years)?", fullmatch=True),
    weight_kg=st.none() | st.floats(),
    egfr=st.none() | st.floats(),
    pregnant=st.booleans(),
    lactating=st.booleans(),
)
def test_facts_are_taken_or_refused(**known: Any) -> None:
    try:
        person = Person(**known)
    except UsageError:
        return
    for number in (person.weight_kg, person.egfr):
        assert number is None or (math.isfinite(number) and number >= 0)
    assert person.sex == "female" or not person.states


@given(taken=several_doses, person=people, conditions=st.lists(st.text(max_size=12), max_size=1))
def test_no_facts_crash(taken: list[Dose], person: Person, conditions: list[str], catalogue: Catalogue) -> None:
    assert rank(check(catalogue, taken, person, ["all"])) in range(5)
    named = Person(sex=person.sex, conditions=conditions, drugs=conditions)
    with suppress(UnknownNameError):
        check(catalogue, taken, named)
