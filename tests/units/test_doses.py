"""Quantities as ranges, and from a dose as written to elemental magnesium a day."""

from __future__ import annotations

from typing import Any

import pytest

from maginfo import Catalogue, Dose, Span
from maginfo.catalogue.store import TomlFolder, data_folder
from maginfo.dosing.doses import if_compound, if_pure_compound, resolve
from maginfo.dosing.spans import exceeds, total
from maginfo.errors import UnknownNameError, UnreadableValueError


def test_a_span_is_added_end_by_end() -> None:
    assert Span(10, 20) + Span(1, 5) == Span(11, 25)
    assert total([Span(10, 20), Span.exactly(5)]) == Span(15, 25)
    assert total([]) == Span(0, 0)


def test_a_span_is_multiplied_at_both_ends() -> None:
    assert Span(10, 20).times(3) == Span(30, 60)


def test_a_span_is_certain_where_its_ends_are_one() -> None:
    assert Span.exactly(5).certain
    assert not Span(5, 6).certain


@pytest.mark.parametrize(
    ("value", "limit", "over"),
    [(351, 350, True), (350, 350, False), (349, 350, False), (350.01, 350, True), (3 * 0.1, 0.3, False)],
)
def test_at_the_limit_is_not_over_it(value: float, limit: float, over: bool) -> None:
    assert exceeds(value, limit) is over


@pytest.mark.parametrize(
    ("text", "single", "daily"),
    [
        ("400", (400, 400), (400, 400)),
        ("2 x 200 mg citrate", (200, 200), (400, 400)),
        ("400 mg oxide compound", (241.2, 241.2), (241.2, 241.2)),  # 400 mg MgO is 241 mg of magnesium
        ("2 x 400 mg oxide compound", (241.2, 241.2), (482.4, 482.4)),
        ("12 mmol oxide", (291.7, 291.7), (291.7, 291.7)),
        # Pure bisglycinate is 14.1 %, what is sold runs from 10 to 20 %.
        ("1 g glycinate compound", (100, 200), (100, 200)),
        ("1 g anhydrous magnesium bisglycinate compound", (140.96, 140.96), (140.96, 140.96)),
        ("1000 mg magnesium sulfate heptahydrate compound", (98.6, 98.6), (98.6, 98.6)),
    ],
)
def test_dose_in_elemental_magnesium(
    text: str, single: tuple[float, float], daily: tuple[float, float], catalogue: Catalogue
) -> None:
    resolved = resolve(catalogue, Dose.parse(text))
    assert (resolved.single_mg.low, resolved.single_mg.high) == pytest.approx(single, rel=1e-3)
    assert (resolved.mg_per_day.low, resolved.mg_per_day.high) == pytest.approx(daily, rel=1e-3)


def test_a_name_that_means_one_compound_is_exact(catalogue: Catalogue) -> None:
    resolved = resolve(catalogue, Dose.parse("400 mg Epsom salt compound"))
    assert resolved.form is not None
    assert resolved.form.id == "sulfate"
    assert resolved.single_mg.certain


def test_what_the_figure_would_be_as_compound(catalogue: Catalogue) -> None:
    resolved = resolve(catalogue, Dose.parse("400 mg glycinate"))
    assert resolved.single_mg == Span(400, 400)
    assert if_pure_compound(resolved) == pytest.approx(56.4, abs=0.1)
    compound = if_compound(resolved)
    assert compound is not None
    assert (compound.low, compound.high) == pytest.approx((40, 80))


def test_without_a_form_there_is_no_compound(catalogue: Catalogue) -> None:
    resolved = resolve(catalogue, Dose.parse("400"))
    assert (resolved.form, resolved.fraction) == (None, None)
    assert if_compound(resolved) is None
    assert if_pure_compound(resolved) is None


def test_unknown_form_is_refused_with_the_nearest_names(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        resolve(catalogue, Dose.parse("400 mg glycinnate"))
    assert any("glycinate" in name for name in refusal.value.suggestions)


class OxideOfUnknownContent(TomlFolder):
    """The shipped data, in which nothing is known of the chemistry of one form."""

    def read(self, name: str) -> dict[str, Any]:
        table = super().read(name)
        if name == "forms/oxide":
            table = {key: value for key, value in table.items() if key not in ("compounds", "commercial_fraction")}
        return table


def test_mass_of_a_compound_whose_content_is_not_known_is_refused() -> None:
    catalogue = Catalogue(OxideOfUnknownContent(data_folder()))
    with pytest.raises(UnreadableValueError, match="elemental"):
        resolve(catalogue, Dose.parse("1 g oxide compound"))
    assert resolve(catalogue, Dose.parse("1 g oxide")).single_mg == Span(1000, 1000)
