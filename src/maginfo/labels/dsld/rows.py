"""The rows of an NIH DSLD record about magnesium, with the meaning of their names and their amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.matches import FormMatch
from maginfo.catalogue.names import OTHER_MINERALS, form_key, name_key
from maginfo.dosing.doses import material_fraction
from maginfo.errors import MaginfoError
from maginfo.labels.amounts import OTHER_UNIT
from maginfo.labels.chemistry import widest
from maginfo.labels.dsld.amounts import PrintedAmount, read_amount
from maginfo.labels.dsld.document import IngredientRow
from maginfo.labels.dsld.servings import quantity_of
from maginfo.labels.per_catalogue import once_per_catalogue
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.spans import Span
    from maginfo.labels.dsld.servings import Serving

NameKind = Literal["element", "compound", "mixture", "no source"]

_THE_ELEMENT = frozenset({"magnesium", "mag", "mg"})
_BESIDE_THE_ELEMENT = frozenset({"elemental", "total", "pure", "chelated", "ionic", "mineral", "element"})
_MIXTURES = frozenset({"blend", "complex", "matrix", "proprietary", "mixture", "formula"})
_ELEMENT_WITH_ITS_SOURCES = re.compile(
    r"^\W*(?:elemental\s+|total\s+)?(?:magnesium|mag)\b[\s,:–-]*(?:[(\[]|(?:as|from)\b)", re.IGNORECASE
)
"""'Magnesium (as ...', 'Magnesium from ...': the mineral's row of a Supplement Facts box, with its sources."""
_BETWEEN_NAMES = re.compile(r"[,;/&+()\[\]]|\b(?:and|as|from|with)\b", re.IGNORECASE)
_MAX_NAME_LENGTH = 8
"""Words in the longest name that is looked for inside another."""


class NamedMagnesium(Record):
    """The meaning of a row's name."""

    kind: NameKind
    forms: tuple[FormMatch, ...] = ()
    """The forms of the catalogue that it names; none for a compound that the catalogue does not have."""


class MagnesiumNames:
    """The catalogue's names, found whole or inside the longer names of a label."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        spellings = [name for name, _, _ in catalogue.form_names]
        self._whole = {name_key(name) for name in spellings}
        self._short = {form_key(name) for name in spellings}
        self._no_sources = {form_key(name) for entry in catalogue.not_sources for name in entry.every_name} - {""}

    def of_row(self, name: str, group: str | None, *, under_magnesium: bool = False) -> NamedMagnesium | None:
        """Return the meaning of a row's name in the record's `group`; None where it has nothing to do with magnesium.

        A bare 'Citrate' names a salt of magnesium only under a row of magnesium.
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
        """Find the forms in a list of sources: '(Form: as Magnesium Oxide, and Citrate)'."""
        found = (self._find(piece, alone=True) for piece in _BETWEEN_NAMES.split(text) if piece.strip())
        return one_of_each(form for form in found if form is not None)

    def _find(self, name: str, *, alone: bool) -> FormMatch | None:
        """Find the form with that name, or with the longest name in it; `alone` allows names without 'magnesium'."""
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


@once_per_catalogue
def names_of(catalogue: Catalogue) -> MagnesiumNames:
    """Return the names of a catalogue, collected on first use."""
    return MagnesiumNames(catalogue)


def _names_magnesium(name: str) -> bool:
    return "magnes" in name.casefold()


def _windows(words: list[str]) -> Iterator[str]:
    """Yield the runs of words that are shorter than the whole, longest first."""
    for length in range(min(len(words) - 1, _MAX_NAME_LENGTH), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def one_of_each(forms: Iterable[FormMatch]) -> tuple[FormMatch, ...]:
    """Return each form once, in the order given."""
    return tuple({(match.form.id, match.compound): match for match in forms}.values())


class NamedRow(Record):
    """A row of the record with the meaning of its name."""

    row: IngredientRow
    kind: NameKind
    named: tuple[FormMatch, ...]
    """Forms in its name."""
    sources: tuple[FormMatch, ...]
    """Forms in brackets: those that the record lists, or those in its note."""
    below: tuple[NamedRow, ...]
    """The rows under it that are about magnesium."""


class RecordRow(Record):
    """A row with its amount in the chosen serving."""

    name: str
    kind: NameKind
    forms: tuple[FormMatch, ...]
    amount: PrintedAmount
    text: str
    """The row as a label's line: 'Magnesium (as Magnesium Oxide) 50 mg 13%'."""
    remark: str
    """The record's own note beside the row."""
    notes: tuple[str, ...]
    """Notes on its amount."""

    @property
    def mg(self) -> float | None:
        """The printed amount, mg; the upper end of 'less than'."""
        return self.amount.max_mg

    @property
    def fraction(self) -> Span | None:
        """The magnesium content of the forms it names, mg/mg; None where it is not known."""
        return widest_fraction(self.forms)


class RowGroup(Record):
    """A top row with the rows under it, which together state one amount of magnesium."""

    root: RecordRow
    below: tuple[RecordRow, ...]

    @property
    def forms(self) -> tuple[FormMatch, ...]:
        """Every form that the rows name, in order."""
        return one_of_each(form for row in (self.root, *self.below) for form in row.forms)

    @property
    def text(self) -> str:
        """The rows as one line."""
        return "; ".join(row.text for row in (self.root, *self.below))


def named_rows(names: MagnesiumNames, rows: Iterable[IngredientRow]) -> Iterator[NamedRow]:
    """Yield the rows about magnesium that are not under another such row; a mixture only if it contains no such row.

    Excipients and medicines with magnesium in their name are included, marked 'no source'.
    """
    for row in rows:
        named = names.of_row(row.name, row.ingredient_group)
        if named is None:
            yield from named_rows(names, row.nested_rows)
            continue
        inside = tuple(_below(names, row.nested_rows)) if named.kind != "no source" else ()
        if named.kind == "mixture" and inside:
            yield from named_rows(names, row.nested_rows)
            continue
        yield NamedRow(row, named.kind, named.forms, _sources(names, row), inside)


def _below(names: MagnesiumNames, rows: Iterable[IngredientRow]) -> Iterator[NamedRow]:
    """Yield the rows about magnesium at any depth under a row."""
    for row in rows:
        named = names.of_row(row.name, row.ingredient_group, under_magnesium=True)
        if named is not None and named.kind in ("element", "compound"):
            yield NamedRow(row, named.kind, named.forms, _sources(names, row), ())
        yield from _below(names, row.nested_rows)


def _sources(names: MagnesiumNames, row: IngredientRow) -> tuple[FormMatch, ...]:
    listed = one_of_each(form for each in row.forms for form in names.forms_in(each.name))
    _, written, note = (row.notes or "").partition("(Form:")
    return listed or (names.forms_in(note) if written else ())


def rows_of(named: Iterable[NamedRow]) -> list[IngredientRow]:
    """Return the rows of the record, with those under them."""
    return [row for each in named for row in (each.row, *rows_of(each.below))]


def group_of(named: NamedRow, serving: Serving) -> RowGroup:
    """Return the group of a named row, with the amounts in the serving."""
    return RowGroup(_row(named, serving), tuple(_row(each, serving) for each in named.below))


def _row(named: NamedRow, serving: Serving) -> RecordRow:
    quantity, notes = quantity_of(named.row, serving)
    amount = read_amount(quantity)
    name = " ".join(named.row.name.split())
    listed = ", ".join(" ".join(part for part in (form.prefix, form.name) if part) for form in named.row.forms)
    words = [name, f"({listed})" if listed else "", amount.shown, amount.percent_shown]
    if amount.note is not None:
        notes = (f"{name}: {amount.note}", *notes)
    forms = one_of_each((*named.named, *named.sources))
    return RecordRow(
        name, named.kind, forms, amount, " ".join(word for word in words if word), named.row.notes or "", notes
    )


def widest_fraction(forms: Sequence[FormMatch]) -> Span | None:
    """Return the range of magnesium content over the forms, mg/mg; None where one is not known."""
    return widest(material_fraction(form, compound) for form, compound, _ in forms)


def fits(element_mg: float, compound_mg: float, fraction: Span | None) -> bool:
    """Return whether `compound_mg` of a compound can contain `element_mg` of magnesium."""
    if fraction is None or compound_mg <= 0:
        return False
    ratio = element_mg / compound_mg
    return fraction.low * (1 - OTHER_UNIT) <= ratio <= fraction.high * (1 + OTHER_UNIT)
