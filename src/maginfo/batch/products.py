"""Decides which rows contain magnesium: tables of supplements mix nutrients, and only magnesium is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.errors import MaginfoError, UnknownNameError, UnreadableValueError
from maginfo.labels.product_names import NamesAnother, NamesMagnesium, NotNamed, read_name
from maginfo.labels.text.reader import tokens_of
from maginfo.labels.text.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.labels.reading import LabelReading


class NoMagnesiumError(MaginfoError):
    """The row names another substance and no magnesium."""


class MissingAmountError(UnreadableValueError):
    """The row names magnesium without an amount."""


class UnclearProductError(UnreadableValueError):
    """The row does not make clear whether the product contains magnesium."""


def read_product(catalogue: Catalogue, product: str, dose: str, form: str) -> NamesMagnesium | None:
    """Read magnesium from the product cells, one a line; None if only the dose or the form names it.

    Raises NoMagnesiumError, MissingAmountError or UnclearProductError for a row that does not count.
    """
    cells = [cell.strip() for cell in product.splitlines() if cell.strip()]
    namings = [read_name(catalogue, cell) for cell in cells]
    shown = " / ".join(cells)
    magnesium = next((each for each in namings if isinstance(each, NamesMagnesium)), None)
    if any(isinstance(each, NamesAnother) for each in namings):
        if magnesium is not None or _name_magnesium(catalogue, form, dose):
            raise UnclearProductError(f"'{shown}' names another substance, and magnesium is named beside it; keep one")
        raise NoMagnesiumError(f"'{shown}' names no magnesium")
    if magnesium is not None and magnesium.of_another:
        raise MissingAmountError(f"'{shown}' names magnesium as a part of another substance; the amount is of that")
    if magnesium is None and not _name_magnesium(catalogue, form, dose):
        raise UnclearProductError(_unnamed(shown, namings))
    if magnesium is not None and not dose.strip():
        raise MissingAmountError(f"'{shown}' names magnesium, and the row does not say how much")
    return magnesium


def _name_magnesium(catalogue: Catalogue, *texts: str) -> bool:
    return any(isinstance(read_name(catalogue, text), NamesMagnesium) for text in texts if text.strip())


def _unnamed(shown: str, namings: Sequence[object]) -> str:
    if not shown:
        return "names no product where other rows name theirs; write 'magnesium' where it is one"
    if NotNamed("mixture") in namings:
        return f"'{shown}' may contain magnesium among other things; write its magnesium alone, as 'magnesium'"
    return f"'{shown}' is not known as magnesium or as anything else; write 'magnesium' in it where it is one"


def as_magnesium_form(catalogue: Catalogue, form: str, named: NamesMagnesium | None) -> str:
    """Return the form cell read as a form of magnesium if the product names magnesium: 'oxide', 'magnesium oxide'."""
    if named is None:
        return form
    if not form.strip():
        return named.form or ""
    in_full = f"magnesium {form.strip()}"
    return in_full if catalogue.names_magnesium(in_full) and not catalogue.names_magnesium(form) else form


def counts_pieces(catalogue: Catalogue, dose: str) -> bool:
    """Return whether a dose counts capsules or servings and says no amount."""
    kinds = {kind for kind, _ in tokens_of(catalogue, dose)}
    return bool(kinds & {Kind.UNIT, Kind.SERVING}) and Kind.AMOUNT not in kinds


def reject_counts_without_amount(catalogue: Catalogue, dose: str) -> None:
    """Raise MissingAmountError for a dose that counts capsules or servings without an amount."""
    if counts_pieces(catalogue, dose):
        raise MissingAmountError(f"magnesium is named, and '{dose.strip()}' does not say how much of it is taken")


def reject_other_substances(catalogue: Catalogue, doses: Sequence[Dose], error: UnknownNameError) -> None:
    """Raise NoMagnesiumError if the forms of all doses name other substances."""
    names = [dose.form for dose in doses if dose.form is not None]
    if len(names) == len(doses) and all(isinstance(read_name(catalogue, name), NamesAnother) for name in names):
        raise NoMagnesiumError(f"'{names[0]}' names no magnesium") from error


def reject_label_without_amount(catalogue: Catalogue, text: str, reading: LabelReading) -> None:
    """Raise NoMagnesiumError or MissingAmountError for a label without an amount of magnesium."""
    if any(line.basis is not None for line in reading.lines):
        return
    naming = read_name(catalogue, text)
    if isinstance(naming, NamesAnother):
        raise NoMagnesiumError("the label names no magnesium")
    if isinstance(naming, NamesMagnesium):
        raise MissingAmountError("the label names magnesium, and does not say how much")
