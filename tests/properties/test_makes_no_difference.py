"""What makes no difference: how a dose is split over the day, in which unit, order or letters all of it is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from drawn import (
    AUTHORITIES,
    CONDITIONS,
    DRUGS,
    FORMS,
    PER_INTAKE,
    POPULATIONS,
    TURNING_POINTS,
    agree,
    amounts,
    authorities,
    check_options,
    diets,
    dose_of,
    doses,
    facts,
    people,
    respelled,
    several_doses,
    statuses,
    told,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, Report, check
from maginfo.dosing.amounts import MG_PER_MMOL
from maginfo.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

OF_ONE_PRODUCT = {"depends-on-label", "duplicate-laxative-antacid"}
"""Codes that a product has by itself; the same amount in several products has them several times."""


def daily(report: Report, *but: str) -> list[tuple[str, str, str | None]]:
    """The findings that look at the day, but for those of these codes."""
    return [each for each in told(report) if each[0] not in PER_INTAKE.union(but)]


@given(part=amounts, times=st.integers(2, 9), product=doses(), person=people, chosen=authorities, diet=diets)
def test_splitting_over_the_day_never_changes_the_daily_verdict(
    part: int,
    times: int,
    product: Dose,
    person: Person,
    chosen: list[str],
    diet: float | None,
    catalogue: Catalogue,
) -> None:
    """The total, the status of every limit and every daily finding are those of the same amount at once.

    Whether it is taken as one product several times or as several products; only what one intake is may change.
    """
    kind = (product.form, product.basis if product.basis_stated else "")
    at_once, over_the_day, as_products = (
        check(catalogue, taken, person, chosen, diet_mg=diet)
        for taken in (
            [dose_of(part * times, 1, *kind)],
            [dose_of(part, times, *kind)],
            [dose_of(part, 1, *kind)] * times,
        )
    )
    for split in (over_the_day, as_products):
        assert split.supplement_mg_per_day.low == pytest.approx(at_once.supplement_mg_per_day.low)
        assert split.supplement_mg_per_day.high == pytest.approx(at_once.supplement_mg_per_day.high)
        assert statuses(split) == statuses(at_once)
        assert [claim.id for claim in split.claims] == [claim.id for claim in at_once.claims]
    assert daily(over_the_day) == daily(at_once)
    assert daily(as_products, *OF_ONE_PRODUCT) == daily(at_once, *OF_ONE_PRODUCT)


def in_units(mg: int) -> list[str]:
    """The same amount in every unit of mass, then in moles and charges."""
    mmol = mg / MG_PER_MMOL
    return [f"{mg} mg", f"{mg / 1000:.4f} g", f"{mg * 1000} µg", f"{mmol:.13f} mmol", f"{2 * mmol:.13f} mEq"]


def assert_one_dose(reports: list[Report]) -> None:
    """The same total, statuses, findings and claims."""
    first, *others = reports
    for other in others:
        assert other.supplement_mg_per_day.high == pytest.approx(first.supplement_mg_per_day.high)
        assert (told(other), statuses(other)) == (told(first), statuses(first))
        assert [claim.id for claim in other.claims] == [claim.id for claim in first.claims]


@given(mg=amounts, form=st.none() | st.sampled_from(FORMS), person=people, chosen=authorities)
def test_the_unit_never_changes_the_answer(
    mg: int, form: str | None, person: Person, chosen: list[str], catalogue: Catalogue
) -> None:
    """400 mg, 0.4 g, 400000 µg, 16.46 mmol and 32.9 mEq of magnesium are one dose."""
    written = [Dose.parse(f"{text} {form or ''} elemental") for text in in_units(mg)]
    assert_one_dose([check(catalogue, [dose], person, chosen) for dose in written])


@pytest.mark.parametrize("mg", TURNING_POINTS)
def test_the_unit_never_moves_a_limit(mg: int, catalogue: Catalogue) -> None:
    """At a limit, a threshold or the end of a claimed range, and beside it, every unit is on the same side."""
    assert_one_dose([check(catalogue, [Dose.parse(text)], authorities=["all"]) for text in in_units(mg)])


@given(mg=amounts, form=st.sampled_from(FORMS), basis=st.sampled_from(["", "compound"]), person=people)
def test_the_unit_of_a_mass_never_changes_its_reading(
    mg: int, form: str, basis: str, person: Person, catalogue: Catalogue
) -> None:
    """In mg, g or µg, a mass of a compound is the same mass, and leaves the same doubt where its basis is not said."""
    first, *others = (check(catalogue, [Dose.parse(f"{text} {form} {basis}")], person) for text in in_units(mg)[:3])
    assert [(told(each), statuses(each)) for each in others] == [(told(first), statuses(first))] * 2


def reordered(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[list[str], list[str]]]:
    """Some of the names, in two orders."""
    return st.lists(names, max_size=3, unique=True).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )


@settings(max_examples=60)
@given(
    taken=st.permutations([0, 1, 2]),
    products=st.lists(doses(), min_size=3, max_size=3),
    known=facts(),
    named=reordered(st.sampled_from(CONDITIONS)).filter(lambda orders: len({*orders[0]}.intersection(POPULATIONS)) < 2),
    drugs=reordered(st.sampled_from(DRUGS)),
    chosen=authorities,
)
def test_the_order_never_changes_the_findings(
    taken: list[int],
    products: list[Dose],
    known: dict[str, Any],
    named: tuple[list[str], list[str]],
    drugs: tuple[list[str], list[str]],
    chosen: list[str],
    catalogue: Catalogue,
) -> None:
    """Doses, conditions, medicines and authorities are sets: in another order they have the same findings."""
    assume(agree({**known, "conditions": named[0]}))
    as_written, otherwise = (
        check(catalogue, doses_, Person(**{**known, "conditions": conditions, "drugs": medicines}), asked)
        for doses_, conditions, medicines, asked in (
            (products, named[0], drugs[0], chosen),
            ([products[position] for position in taken], named[1], drugs[1], chosen[::-1]),
        )
    )
    assert told(as_written) == told(otherwise)
    assert statuses(as_written) == statuses(otherwise)
    assert as_written.severity == otherwise.severity


@pytest.mark.parametrize(
    "pair", [pair for pair in combinations(POPULATIONS, 2) if agree({"conditions": pair})], ids=" and ".join
)
def test_the_order_of_populations_never_changes_the_findings(pair: tuple[str, str], catalogue: Catalogue) -> None:
    """Of two populations that say an age or a state, neither is passed over because the other was named first."""
    there, back = (
        check(catalogue, [Dose.parse("100")], Person(conditions=names, egfr=90), ["all"])
        for names in (pair, pair[::-1])
    )
    assert (told(there), statuses(there)) == (told(back), statuses(back))


@pytest.mark.parametrize("form_id", FORMS)
def test_case_and_spaces_never_change_a_form(form_id: str, catalogue: Catalogue) -> None:
    """A form is found by its id and its name in small letters or capitals, whatever space is around them."""
    form = catalogue.form(form_id)
    for name in (form_id, form.name):
        for respelt in (name.lower(), name.upper(), name.title(), f" {name}", f"{name}\t", name.replace(" ", "  ")):
            try:
                found = catalogue.find_form(respelt).form.id
            except UnknownNameError as error:
                found = error.message
            assert found == form_id, repr(respelt)


def respelled_one_of(names: Sequence[str]) -> st.SearchStrategy[tuple[str, str]]:
    """A name, and the same in other letters and spaces."""
    return st.sampled_from(names).flatmap(lambda name: st.tuples(st.just(name), respelled(name)))


@given(condition=respelled_one_of(CONDITIONS), drug=respelled_one_of(DRUGS), authority=respelled_one_of(AUTHORITIES))
def test_case_and_spaces_of_names_never_change_the_answer(
    condition: tuple[str, str], drug: tuple[str, str], authority: tuple[str, str], catalogue: Catalogue
) -> None:
    """A condition, medicine or authority is found in small letters or capitals, with one space or several."""
    as_listed, respelt = (
        check(catalogue, [Dose.parse("300")], Person(conditions=[named], drugs=[taken]), [chosen])
        for named, taken, chosen in zip(condition, drug, authority, strict=True)
    )
    assert told(respelt) == told(as_listed)
    assert statuses(respelt) == statuses(as_listed)
    assert respelt.cautions == as_listed.cautions


@given(taken=several_doses, data=st.data())
def test_case_and_spaces_of_a_dose_never_change_it(taken: list[Dose], data: st.DataObject) -> None:
    """'2 X 400 MG OXIDE COMPOUND' is '2 x 400 mg oxide compound'."""
    for dose in taken:
        respelt = Dose.parse(data.draw(respelled(dose.text)))
        assert respelt.replaced(text="", form=None) == dose.replaced(text="", form=None)
        assert (respelt.form or "").casefold() == (dose.form or "").casefold()


ANSWERS = """
import json, sys
from functools import cache
from maginfo.catalogue import store, topics
from maginfo.cli.main import run
topics.shipped_store = cache(topics.shipped_store)  # each data file is parsed once, not on every run
store.TomlFolder.read = cache(store.TomlFolder.read)
for words in json.load(sys.stdin):
    for form in ("json", "text"):
        print(run(["check", *words, "--format", form]), flush=True)
"""


@settings(max_examples=2)
@given(lines=st.lists(check_options, min_size=4, max_size=4))
def test_the_same_question_has_the_same_answer_byte_for_byte(lines: list[list[str]]) -> None:
    """In another process, whose sets have another order, JSON and text are the same to the byte."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAGINFO_")}
    answers = {
        subprocess.run(
            [sys.executable, "-c", ANSWERS],
            input=json.dumps(lines).encode(),
            env={**environment, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    (answer,) = answers
    assert len(answer) > 1000
