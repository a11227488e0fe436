"""What holds for every person and every dose that can be written."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, Report, check
from maginfo.catalogue.records.severities import Severity
from maginfo.errors import UnknownNameError, UsageError
from maginfo.render.json import render_json
from maginfo.render.markdown import render_markdown
from maginfo.render.pages.check import check_page
from maginfo.render.schemas import json_schema_of
from maginfo.render.text import render_text

NAMES = Catalogue()
FORMS = NAMES.form_ids
CONDITIONS = [caution.id for caution in NAMES.cautions]
DRUGS = NAMES.medicine_names
UNITS = ("mg", "g", "mcg", "mmol", "mEq")

amounts = st.integers(1, 6000)
authorities = st.one_of(
    st.just(["all"]), st.lists(st.sampled_from(NAMES.authority_ids), min_size=1, max_size=3, unique=True)
)


def dose_of(amount: float, times: int = 1, form: str | None = None, basis: str = "elemental", unit: str = "mg") -> Dose:
    return Dose.parse(f"{times} x {amount} {unit} {form or ''} {basis}")


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    form = draw(st.none() | st.sampled_from(FORMS))
    unstated_or_elemental = st.sampled_from(["", "elemental"])
    basis = draw(unstated_or_elemental | st.just("compound") if form is not None else unstated_or_elemental)
    return dose_of(draw(amounts), draw(st.integers(1, 4)), form, basis)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """What may be known of a person, as `Person` takes it."""
    sex = draw(st.sampled_from([None, "female", "male"]))
    years, months = st.integers(0, 120).map(str), st.integers(0, 30).map("{}mo".format)
    return {
        "sex": sex,
        "age": draw(st.none() | years | months),
        "weight_kg": draw(st.none() | st.floats(2, 200)),
        "pregnant": sex != "male" and draw(st.booleans()),
        "lactating": sex != "male" and draw(st.booleans()),
        "egfr": draw(st.none() | st.floats(0, 130)),
        "conditions": draw(st.lists(st.sampled_from(CONDITIONS), max_size=2)),
        "drugs": draw(st.lists(st.sampled_from(DRUGS), max_size=2)),
    }


people = facts().map(lambda known: Person(**known))
several_doses = st.lists(doses(), min_size=1, max_size=3)


def rank(report: Report) -> int:
    """0 for 'ok' to 4 for 'avoid'."""
    return 0 if report.severity == "ok" else Severity(report.severity).rank


def statuses(report: Report) -> dict[str, str]:
    return {reference.authority: reference.upper_limit.status for reference in report.references}


@given(amount=amounts, more=st.integers(1, 5000), like=doses(), others=st.lists(doses(), max_size=2), person=people)
def test_more_never_lowers_the_severity(
    amount: int, more: int, like: Dose, others: list[Dose], person: Person, catalogue: Catalogue
) -> None:
    less, more_of_it = (
        dose_of(mg, like.times_per_day, like.form, like.basis if like.basis_stated else "")
        for mg in (amount, amount + more)
    )
    assert rank(check(catalogue, [more_of_it, *others], person)) >= rank(check(catalogue, [less, *others], person))


@given(taken=several_doses, added=doses(), person=people, chosen=authorities)
def test_another_dose_never_lowers_the_severity(
    taken: list[Dose], added: Dose, person: Person, chosen: list[str], catalogue: Catalogue
) -> None:
    before, after = (check(catalogue, all_taken, person, chosen) for all_taken in (taken, [*taken, added]))
    assert rank(after) >= rank(before)
    assert after.supplement_mg_per_day.high > before.supplement_mg_per_day.high


@given(part=amounts, times=st.integers(2, 9), like=doses(), person=people)
def test_splitting_changes_no_total_and_no_status(
    part: int, times: int, like: Dose, person: Person, catalogue: Catalogue
) -> None:
    kind = (like.form, like.basis)
    at_once = check(catalogue, [dose_of(part * times, 1, *kind)], person, ["all"])
    over_the_day = check(catalogue, [dose_of(part, times, *kind)], person, ["all"])
    as_products = check(catalogue, [dose_of(part, 1, *kind)] * times, person, ["all"])
    for split in (over_the_day, as_products):
        assert split.supplement_mg_per_day.low == pytest.approx(at_once.supplement_mg_per_day.low)
        assert split.supplement_mg_per_day.high == pytest.approx(at_once.supplement_mg_per_day.high)
        assert statuses(split) == statuses(at_once)


@given(known=facts(), dose=doses(), sex=st.sampled_from(["female", "male"]), adult=st.integers(19, 120))
def test_knowing_more_narrows_every_range(
    known: dict[str, Any], dose: Dose, sex: str, adult: int, catalogue: Catalogue
) -> None:
    assume(not (known["pregnant"] or known["lactating"]) or sex == "female")
    more = {**known, "sex": known["sex"] or sex, "age": known["age"] or adult}
    wide = check(catalogue, [dose], Person(**known), ["all"]).references
    narrow = check(catalogue, [dose], Person(**more), ["all"]).references
    for outer, inner in zip(wide, narrow, strict=True):
        assert set(inner.life_stages) <= set(outer.life_stages)
        for name in ("recommended", "average_requirement", "upper_limit"):
            around, within = getattr(outer, name), getattr(inner, name)
            if within is not None and within.low is not None and around.low is not None:
                assert around.low <= within.low <= within.high <= around.high, (outer.authority, name)


@given(taken=several_doses, person=people, chosen=authorities, diet=st.none() | st.floats(0, 1000))
def test_clean_means_that_every_limit_is_known_and_kept(
    taken: list[Dose], person: Person, chosen: list[str], diet: float | None, catalogue: Catalogue
) -> None:
    report = check(catalogue, taken, person, chosen, diet_mg=diet)
    if report.severity in ("ok", "minor", "moderate"):
        assert set(statuses(report).values()) == {"below"}
        for limit in (reference.upper_limit for reference in report.references):
            assert limit.low is not None
            assert report.supplement_mg_per_day.high <= limit.low * (1 + 1e-9)


@given(taken=several_doses, person=people, chosen=authorities, diet=st.none() | st.floats(0, 1000))
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
    assert render_text(page, width=None, colour=False).split()[0] == written["severity"].upper()
    assert f"**{written['severity'].upper()}**" in render_markdown(page).splitlines()[0]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema_of("check")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_that_is_printed_is_the_one_used_here(maginfo: Any) -> None:
    assert maginfo("schema", "check").json == json_schema_of("check")


@settings(max_examples=25)
@given(taken=several_doses, person=people, chosen=authorities, diet=st.none() | st.floats(0, 1000))
def test_json_keeps_to_its_schema(
    taken: list[Dose],
    person: Person,
    chosen: list[str],
    diet: float | None,
    catalogue: Catalogue,
    validator: jsonschema.Draft202012Validator,
) -> None:
    text = render_json(check(catalogue, taken, person, chosen, diet_mg=diet))
    validator.validate(json.loads(text, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON")))


@settings(max_examples=150)
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
