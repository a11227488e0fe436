"""Printed percentages: which daily value one refers to, and whether it agrees with the amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from maginfo.labels.lexemes import EU_REFERENCE, US_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.lexemes import Percent
    from maginfo.labels.reading import DailyValueBasis

_ON_LABELS = ("us-fda", "us-fda-old", "eu-nrv")


def daily_values(catalogue: Catalogue) -> tuple[tuple[DailyValueBasis, float], ...]:
    """The reference amounts that labels for adults print percentages of, mg."""
    amounts = {value.id: value.mg for value in catalogue.rules.daily_values}
    return tuple((cast("DailyValueBasis", each), amounts[each]) for each in _ON_LABELS if each in amounts)


def fitting(
    percent: Percent, mg: float, references: Sequence[tuple[DailyValueBasis, float]], named: int | None
) -> DailyValueBasis | None:
    """The reference of which `mg` is the printed percentage, rounded or cut as labels do; None where there is none.

    Where several fit, the one that the label names ('NRV') wins, then the one that rounds to the very figure.
    """
    step = 10.0**-percent.decimals
    fits: list[tuple[bool, bool, DailyValueBasis]] = []
    for name, reference in references:
        exact = mg / reference * 100
        if abs(exact - percent.value) < step:
            wanted = (named == EU_REFERENCE and name == "eu-nrv") or (named == US_REFERENCE and name != "eu-nrv")
            fits.append((not wanted, abs(exact - percent.value) > step / 2, name))
    return min(fits, key=lambda fit: fit[:2])[2] if fits else None


def implied_reference(percent: Percent, mg: float) -> float:
    """The amount of which `mg` would be that percentage."""
    return mg / percent.value * 100 if percent.value else 0.0
