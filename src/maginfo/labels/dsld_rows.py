"""The rows of an NIH DSLD record that tell of magnesium, each with what it names and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import FormMatch
from maginfo.catalogue.records.building import Record
from maginfo.dosing.doses import material_fraction
from maginfo.labels.chemistry import widest
from maginfo.labels.dsld_amounts import PrintedAmount, read_amount
from maginfo.labels.dsld_document import IngredientRow
from maginfo.labels.dsld_names import NameKind, one_of_each
from maginfo.labels.dsld_servings import quantity_of
from maginfo.labels.rounding import OTHER_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.spans import Span
    from maginfo.labels.dsld_names import MagnesiumNames
    from maginfo.labels.dsld_servings import Serving


class NamedRow(Record):
    """A row of the record with what its name means."""

    row: IngredientRow
    kind: NameKind
    named: tuple[FormMatch, ...]
    """By its name."""
    sources: tuple[FormMatch, ...]
    """In brackets: the forms that the record lists, or its note does."""
    below: tuple[NamedRow, ...]
    """The rows under it that tell of magnesium."""


class Row(Record):
    """A row with the amount of the serving that is read."""

    name: str
    kind: NameKind
    forms: tuple[FormMatch, ...]
    amount: PrintedAmount
    text: str
    """The row as a label's line: 'Magnesium (as Magnesium Oxide) 50 mg 13%'."""
    remark: str
    """The record's own note beside the row."""
    notes: tuple[str, ...]
    """What is to be said of its amount."""

    @property
    def mg(self) -> float | None:
        """The amount that is printed; the upper end where it is 'less than'."""
        return self.amount.most_mg

    @property
    def fraction(self) -> Span | None:
        """What material of the forms it names may hold, mg of magnesium a mg; None where that is not known."""
        return widest_fraction(self.forms)


class Group(Record):
    """A row of its own with the rows under it: one statement about one amount of magnesium."""

    root: Row
    below: tuple[Row, ...]

    @property
    def forms(self) -> tuple[FormMatch, ...]:
        """Every form that it names, in its order."""
        return one_of_each(form for row in (self.root, *self.below) for form in row.forms)

    @property
    def text(self) -> str:
        """The rows as one line."""
        return "; ".join(row.text for row in (self.root, *self.below))


def named_rows(names: MagnesiumNames, rows: Iterable[IngredientRow]) -> Iterator[NamedRow]:
    """Every row about magnesium that is not under another such row; a mixture only where nothing in it is one.

    Excipients and medicines whose name holds magnesium are given too, as what they are.
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
    """The rows about magnesium at any depth under one."""
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
    """The record's own rows."""
    return [row for each in named for row in (each.row, *rows_of(each.below))]


def group_of(named: NamedRow, serving: Serving) -> Group:
    """The amounts of that serving."""
    return Group(_row(named, serving), tuple(_row(each, serving) for each in named.below))


def _row(named: NamedRow, serving: Serving) -> Row:
    quantity, notes = quantity_of(named.row, serving)
    amount = read_amount(quantity)
    name = " ".join(named.row.name.split())
    listed = ", ".join(" ".join(part for part in (form.prefix, form.name) if part) for form in named.row.forms)
    words = [name, f"({listed})" if listed else "", amount.shown, amount.percent_shown]
    if amount.note is not None:
        notes = (f"{name}: {amount.note}", *notes)
    forms = one_of_each((*named.named, *named.sources))
    return Row(name, named.kind, forms, amount, " ".join(word for word in words if word), named.row.notes or "", notes)


def widest_fraction(forms: Sequence[FormMatch]) -> Span | None:
    """From the least to the greatest that any of these forms' material may hold; None where one is not known."""
    return widest(material_fraction(form, compound) for form, compound, _ in forms)


def fits(element_mg: float, compound_mg: float, fraction: Span | None) -> bool:
    """Whether so much of the compound may hold so much magnesium."""
    if fraction is None or compound_mg <= 0:
        return False
    ratio = element_mg / compound_mg
    return fraction.low * (1 - OTHER_UNIT) <= ratio <= fraction.high * (1 + OTHER_UNIT)
