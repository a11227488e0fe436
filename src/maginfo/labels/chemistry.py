"""The magnesium content of the salts that a label names."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.dosing.doses import material_fraction
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.text.tokens import NamedForm


MAX_MIXTURES = 1_000
"""Greatest number of different lists of forms whose content is cached."""


def widest(fractions: Iterable[Span | None]) -> Span | None:
    """Return the range over several materials' contents, mg/mg; None where one is unknown or there are none."""
    low, high = math.inf, 0.0
    for fraction in fractions:
        if fraction is None:
            return None
        low, high = min(low, fraction.low), max(high, fraction.high)
    return Span(low, high) if high else None


class Fractions:
    """Magnesium per mass of material, by the forms of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[NamedForm, Span | None] = {}
        self._together: dict[tuple[NamedForm, ...], Span | None] = {}

    def of(self, forms: Sequence[NamedForm]) -> Span | None:
        """Return the range of magnesium content over the forms, mg/mg; None for no forms or an unknown one."""
        named = tuple(forms)
        if named in self._together:
            return self._together[named]
        found = widest(map(self._of_one, named))
        if len(self._together) >= MAX_MIXTURES:
            self._together.clear()
        self._together[named] = found
        return found

    def _of_one(self, named: NamedForm) -> Span | None:
        if named not in self._known:
            form = self._catalogue.form(named.form)
            compound = form.compounds[named.compound] if named.compound is not None else None
            self._known[named] = material_fraction(form, compound)
        return self._known[named]

    @cached_property
    def of_any(self) -> Span:
        """The range of magnesium content over all forms of the catalogue, mg/mg."""
        spans = [material_fraction(form, None) for form in self._catalogue.forms()]
        known = [span for span in spans if span is not None]
        return Span(min(span.low for span in known), max(span.high for span in known))
