"""The answer of `compare`: forms side by side, with the properties that differ first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.answers.forms import form_uses
from maginfo.dosing.check import dose_line
from maginfo.dosing.doses import resolve
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import between, price
from maginfo.errors import UsageError
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source
from maginfo.model.constraints import AmountBasis
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.model.forms import Form

NOT_KNOWN = "not known"
CATEGORY, ABSORPTION = "category", "absorption"
"""Properties that are described in sentences."""


class ComparedForm(Record):
    """One column."""

    id: str
    name: str
    elemental_fraction: Span | None
    compound_mg_per_100_mg: Span | None
    """Mass of the material that holds 100 mg of magnesium."""
    tolerance: str
    acid_neutralising: str
    medicine_uses: tuple[str, ...]
    bought_for: tuple[str, ...]
    sources: tuple[Citation, ...]


class ComparedRow(Record):
    """One property, with a value for each form in their order."""

    property: str
    values: tuple[str, ...]
    differs: bool
    in_brief: bool = True
    """Whether the values are a few words each."""


class ComparedProduct(Record):
    """One dose as a product is sold, beside others."""

    name: str | None
    text: str
    form: str | None
    compound: str | None
    basis: AmountBasis
    elemental_mg: Span
    """Elemental magnesium of one intake, mg."""
    price: float | None
    """The price of a package, in `currency`."""
    count: int | None
    """Number of intakes in a package."""
    currency: str | None
    price_per_100_mg: Span | None
    """The price of 100 mg of elemental magnesium; null if no price is given, or the product is not swallowed."""


class FormComparison(Answer):
    """`maginfo compare FORM FORM`."""

    SCHEMA: ClassVar[str] = "maginfo.compare/1"
    forms: tuple[ComparedForm, ...]
    rows: tuple[ComparedRow, ...]
    """The properties; those in which the forms differ come first."""
    products: tuple[ComparedProduct, ...]
    """The products in the order given; prices are shown as given, never converted between currencies."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def compare_forms(catalogue: Catalogue, names: Sequence[str], doses: Sequence[Dose] = ()) -> FormComparison:
    """Compare these forms and those of the doses side by side; for doses, also the price of 100 mg of magnesium.

    Raises UsageError for fewer than two forms where there are not two doses either, UnknownNameError for a name that
    is not known.
    """
    resolved = [resolve(catalogue, dose) for dose in doses]
    named = [catalogue.find_form(name).form for name in names]
    forms = list(dict.fromkeys((*named, *(each.form for each in resolved if each.form is not None))))
    if len(forms) < 2 and len(doses) < 2:
        raise UsageError("compare takes two forms or more, such as: maginfo compare glycinate citrate")
    columns = [_column(form) for form in forms]
    products = [_product(each) for each in resolved]
    compared = [*_rows(catalogue, forms, columns), *_price_row(columns, products)]
    rows = [
        ComparedRow(name, values, len(set(values)) > 1, name not in (ABSORPTION, CATEGORY)) for name, values in compared
    ]
    rows.sort(key=lambda row: not row.differs)
    return FormComparison(
        forms=tuple(columns),
        rows=tuple(rows),
        products=tuple(products),
        bibliography=catalogue.bibliography(citation.id for column in columns for citation in column.sources),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


def _product(resolved: ResolvedDose) -> ComparedProduct:
    line, package = dose_line(resolved), resolved.dose.package
    return ComparedProduct(
        name=line.name,
        text=line.text,
        form=line.form,
        compound=line.compound,
        basis=line.basis,
        elemental_mg=resolved.single_mg,
        price=package.price if package is not None else None,
        count=package.count if package is not None else None,
        currency=line.currency,
        price_per_100_mg=line.price_per_100_mg,
    )


def _price_row(
    columns: Sequence[ComparedForm], products: Sequence[ComparedProduct]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the row with the price of 100 mg from the products of each form, if any price is given."""
    if all(each.price_per_100_mg is None for each in products):
        return
    priced = [
        [price(each.price_per_100_mg, each.currency) for each in products if each.form == column.id and each.price]
        for column in columns
    ]
    yield "price of 100 mg of magnesium", tuple("; ".join(prices) or "no price given" for prices in priced)


def _column(form: Form) -> ComparedForm:
    fraction = Span(*form.elemental_fraction) if form.elemental_fraction is not None else None
    parts = (form.commercial_fraction, *form.compounds[:1], form.tolerance, form.absorption)
    return ComparedForm(
        id=form.id,
        name=form.name,
        elemental_fraction=fraction,
        compound_mg_per_100_mg=Span(100 / fraction.high, 100 / fraction.low) if fraction is not None else None,
        tolerance=form.tolerance.level if form.tolerance is not None else "unknown",
        acid_neutralising=form.acid_neutralising,
        medicine_uses=form.medicine_uses,
        bought_for=form.bought_for,
        sources=tuple(dict.fromkeys(citation for part in parts if part is not None for citation in part.sources)),
    )


def _rows(
    catalogue: Catalogue, forms: Sequence[Form], columns: Sequence[ComparedForm]
) -> list[tuple[str, tuple[str, ...]]]:
    def percent(column: ComparedForm) -> str:
        span = column.elemental_fraction
        return f"{between(100 * span.low, 100 * span.high)} %" if span is not None else NOT_KNOWN

    def mass(column: ComparedForm) -> str:
        span = column.compound_mg_per_100_mg
        return f"{between(round(span.low), round(span.high))} mg" if span is not None else NOT_KNOWN

    rows = [
        ("magnesium in the material", tuple(percent(column) for column in columns)),
        ("material for 100 mg of magnesium", tuple(mass(column) for column in columns)),
        ("how the gut takes it", tuple(column.tolerance for column in columns)),
        ("neutralises stomach acid", tuple(column.acid_neutralising.replace("-", " ") for column in columns)),
        ("also sold as", tuple(", ".join(column.medicine_uses) or "supplement only" for column in columns)),
        (CATEGORY, tuple(form.category for form in forms)),
    ]
    graded = [{use.short: use.grade for use in form_uses(form, catalogue.uses) if use.grade} for form in forms]
    studied = dict.fromkeys(name for grades in graded for name in grades)
    rows += [(name, tuple(grades.get(name) or "not studied" for grades in graded)) for name in studied]
    absorption = tuple(form.absorption.summary if form.absorption is not None else NOT_KNOWN for form in forms)
    return [*rows, (ABSORPTION, absorption)]
