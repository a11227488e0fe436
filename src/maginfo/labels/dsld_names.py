"""What the name of an ingredient row means: the element, a compound of it, a mixture, or no magnesium at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.catalogue import FormMatch
from maginfo.catalogue.names import OTHER_MINERALS, form_key, name_key
from maginfo.catalogue.records.building import Record
from maginfo.errors import MaginfoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue

NameKind = Literal["element", "compound", "mixture", "no source"]

_THE_ELEMENT = frozenset({"magnesium", "mag", "mg"})
_BESIDE_THE_ELEMENT = frozenset({"elemental", "total", "pure", "chelated", "ionic", "mineral", "element"})
_MIXTURES = frozenset({"blend", "complex", "matrix", "proprietary", "mixture", "formula"})
_ELEMENT_WITH_ITS_SOURCES = re.compile(
    r"^\W*(?:elemental\s+|total\s+)?(?:magnesium|mag)\b[\s,:–-]*(?:[(\[]|(?:as|from)\b)", re.IGNORECASE
)
"""'Magnesium (as ...', 'Magnesium from ...': the mineral's row of a Supplement Facts box, with its sources."""
_BETWEEN_NAMES = re.compile(r"[,;/&+()\[\]]|\b(?:and|as|from|with)\b", re.IGNORECASE)
_LONGEST_NAME = 8
"""Words of a name that is looked for inside another."""


class NamedMagnesium(Record):
    """What a row's name says."""

    kind: NameKind
    forms: tuple[FormMatch, ...] = ()
    """What it names, as the catalogue knows it; none for a compound that it does not know."""


class MagnesiumNames:
    """The catalogue's names, looked up whole or inside the longer names of a label."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        spellings = [name for name, _, _ in catalogue.form_names]
        self._whole = {name_key(name) for name in spellings}
        self._short = {form_key(name) for name in spellings}
        self._no_sources = {
            form_key(name) for entry in catalogue.not_sources for name in (entry.name, *entry.aliases)
        } - {""}

    def of_row(self, name: str, group: str | None, *, under_magnesium: bool = False) -> NamedMagnesium | None:
        """What a row of this name in the record's `group` is; None where it has nothing to do with magnesium.

        Under a row of magnesium a bare 'Citrate' names one of its salts; elsewhere it could be anybody's.
        """
        words = name_key(name).split()
        if form_key(name) in self._no_sources:
            return NamedMagnesium("no source")
        if words and set(words) <= _THE_ELEMENT | _BESIDE_THE_ELEMENT and _THE_ELEMENT.intersection(words):
            return NamedMagnesium("element")
        named = _names_magnesium(name)
        grouped = (group or "").casefold().startswith("magnesium")
        form = self._find(name, alone=named or grouped or under_magnesium)
        if form is None and not named and not grouped:
            return None
        if _ELEMENT_WITH_ITS_SOURCES.match(name):
            return NamedMagnesium("element", self.forms_in(name))
        if form is None and any(form_key(inside) in self._no_sources for inside in _windows(words)):
            return NamedMagnesium("no source")
        if form is None and _MIXTURES.intersection(words):
            return NamedMagnesium("mixture")
        return NamedMagnesium("compound", (form,) if form is not None else ())

    def forms_in(self, text: str) -> tuple[FormMatch, ...]:
        """The forms that a list of sources names: '(Form: as Magnesium Oxide, and Citrate)'."""
        found = (self._find(piece, alone=True) for piece in _BETWEEN_NAMES.split(text) if piece.strip())
        return one_of_each(form for form in found if form is not None)

    def _find(self, name: str, *, alone: bool) -> FormMatch | None:
        """The form of that name, or the longest name of a form inside it; `alone`: also without 'magnesium'."""
        words = name_key(name).split()
        if not words or form_key(name) in self._no_sources:
            return None
        whole = " ".join(words)
        known = whole in self._whole or (alone and form_key(name) in self._short)
        if known and (alone or not self._means_a_salt_of_anything(whole)):
            return self._form(name)
        if OTHER_MINERALS.intersection(words):
            return None
        for inside in _windows(words):
            if inside in self._whole and not self._means_a_salt_of_anything(inside):
                return self._form(inside)
        return None

    def _means_a_salt_of_anything(self, key: str) -> bool:
        return not _names_magnesium(key) and f"magnesium {key}" in self._whole

    def _form(self, name: str) -> FormMatch | None:
        try:
            return self._catalogue.find_form(name)
        except MaginfoError:
            return None


def _names_magnesium(name: str) -> bool:
    return "magnes" in name.casefold()


def _windows(words: list[str]) -> Iterator[str]:
    """Every run of the words that is shorter than all of them, longest first."""
    for length in range(min(len(words) - 1, _LONGEST_NAME), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def one_of_each(forms: Iterable[FormMatch]) -> tuple[FormMatch, ...]:
    """Each form once, in the order given."""
    return tuple({(match.form.id, match.compound): match for match in forms}.values())
