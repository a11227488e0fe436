"""Forms side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown import text_of

from maginfo.answers.compare import compare_forms
from maginfo.errors import UnknownNameError, UsageError
from maginfo.render.pages.lookup import compare_page

if TYPE_CHECKING:
    from maginfo import Catalogue

TOGETHER = [("glycinate", "citrate"), ("oxide", "citrate", "malate"), ("aquamin-mg", "taurate")]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["glycinate", "citrate"], ["glycinate", "citrate"]),
        (["citrate", "glycinate"], ["citrate", "glycinate"]),
        (["Magnesium Bisglycinate Chelate", "mag citrate"], ["glycinate", "citrate"]),
        (["MgO", "Epsom salt", "milk of magnesia"], ["oxide", "sulfate", "hydroxide"]),
        (["glycinate", "bisglycinate", "oxide"], ["glycinate", "oxide"]),
    ],
)
def test_columns_are_the_forms_in_their_order_each_once(names: list[str], ids: list[str], catalogue: Catalogue) -> None:
    assert [form.id for form in compare_forms(catalogue, names).forms] == ids


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_what_differs_stands_first(names: tuple[str, ...], catalogue: Catalogue) -> None:
    rows = compare_forms(catalogue, names).rows
    for row in rows:
        assert len(row.values) == len(names)
        assert all(value.strip() for value in row.values)
        assert row.differs == (len(set(row.values)) > 1), row.property
    differing = [row.differs for row in rows]
    assert differing == sorted(differing, reverse=True)
    assert len({row.property for row in rows}) == len(rows)


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_masses_are_those_of_the_forms(names: tuple[str, ...], catalogue: Catalogue) -> None:
    for column in compare_forms(catalogue, names).forms:
        form = catalogue.form(column.id)
        fraction, mass = column.elemental_fraction, column.compound_mg_per_100_mg
        if form.elemental_fraction is None:
            assert (fraction, mass) == (None, None)
            continue
        assert fraction is not None
        assert mass is not None
        assert (fraction.low, fraction.high) == tuple(form.elemental_fraction)
        # The richer the material, the less of it holds 100 mg.
        assert mass.low * fraction.high == pytest.approx(100)
        assert mass.high * fraction.low == pytest.approx(100)


def test_grades_are_those_of_the_uses(catalogue: Catalogue) -> None:
    """Row for row what `use` says of each form, and 'not studied' where it says nothing."""
    names = ["glycinate", "citrate", "oxide"]
    rows = {row.property: row.values for row in compare_forms(catalogue, names).rows}
    studied = 0
    for use in catalogue.uses:
        grades = {each.form: each.grade for each in use.forms}
        if set(names) & set(grades):
            studied += 1
            graded = [grade if grade in ("A", "B", "C", "D", "N", "X") else None for grade in rows[use.short]]
            assert graded == [grades.get(name) for name in names], use.id
        else:
            assert use.short not in rows
    assert studied > 5


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_every_source_of_a_column_is_in_the_bibliography(names: tuple[str, ...], catalogue: Catalogue) -> None:
    answer = compare_forms(catalogue, names)
    for column in answer.forms:
        assert column.sources
        assert {citation.id for citation in column.sources} <= set(answer.bibliography)


@pytest.mark.parametrize("names", [[], ["glycinate"], ["glycinate", "glycinate"], ["glycinate", "bisglycinate"]])
def test_one_form_is_not_compared(names: list[str], catalogue: Catalogue) -> None:
    with pytest.raises(UsageError):
        compare_forms(catalogue, names)


def test_an_unknown_form_is_refused_with_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        compare_forms(catalogue, ["glycinate", "citrte"])
    assert "citrate" in " ".join(refusal.value.suggestions)


def test_what_is_no_source_of_magnesium_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="stearate"):
        compare_forms(catalogue, ["oxide", "magnesium stearate"])


def test_the_text_holds_every_row(catalogue: Catalogue) -> None:
    answer = compare_forms(catalogue, ["glycinate", "citrate"])
    shown = text_of(compare_page(answer))
    assert all(form.id in shown for form in answer.forms)
    for row in answer.rows:
        assert all(part in shown for part in row.values), row.property
