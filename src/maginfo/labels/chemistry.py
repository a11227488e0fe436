"""How much magnesium the salts that a label names may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.doses import material_fraction
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.lexemes import NamedForm


MOST_MIXTURES = 1_000


class Fractions:
    """Magnesium per mass of material, by the forms of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[NamedForm, Span | None] = {}
        self._together: dict[tuple[NamedForm, ...], Span | None] = {}
        self._least: float | None = None

    def of(self, forms: Sequence[NamedForm]) -> Span | None:
        """What any of these forms may hold; None where there are none, or one is not known."""
        named = tuple(forms)
        if named in self._together:
            return self._together[named]
        spans = [self._of_one(form) for form in named]
        known = [span for span in spans if span is not None]
        found = None
        if known and len(known) == len(spans):
            found = Span(min(span.low for span in known), max(span.high for span in known))
        if len(self._together) >= MOST_MIXTURES:
            self._together.clear()
        self._together[named] = found
        return found

    def _of_one(self, named: NamedForm) -> Span | None:
        if named not in self._known:
            form = self._catalogue.form(named.form)
            compound = form.compounds[named.compound] if named.compound is not None else None
            self._known[named] = material_fraction(form, compound)
        return self._known[named]

    @property
    def least(self) -> float:
        """What the poorest of all forms holds."""
        if self._least is None:
            spans = (material_fraction(form, None) for form in self._catalogue.forms())
            self._least = min(span.low for span in spans if span is not None)
        return self._least
