"""The answer of `compare`: forms side by side, what differs first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.answers.forms import form_uses
from maginfo.catalogue.records.building import Record
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import between
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.citations import Citation, Source
    from maginfo.catalogue.records.forms import Form

NOT_KNOWN = "not known"


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


class FormComparison(Record):
    """`maginfo compare FORM FORM`."""

    SCHEMA: ClassVar[str] = "maginfo.compare/1"
    forms: tuple[ComparedForm, ...]
    rows: tuple[ComparedRow, ...]
    """Those in which the forms differ first."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def compare_forms(catalogue: Catalogue, names: Sequence[str]) -> FormComparison:
    """These forms side by side; UsageError for fewer than two, UnknownNameError for a name that is not known."""
    forms = list(dict.fromkeys(catalogue.find_form(name).form for name in names))
    if len(forms) < 2:
        raise UsageError("compare takes two forms or more, such as: maginfo compare glycinate citrate")
    columns = [_column(form) for form in forms]
    rows = [ComparedRow(name, values, len(set(values)) > 1) for name, values in _rows(catalogue, forms, columns)]
    rows.sort(key=lambda row: not row.differs)
    return FormComparison(
        forms=tuple(columns),
        rows=tuple(rows),
        bibliography=catalogue.bibliography(citation.id for column in columns for citation in column.sources),
        disclaimer=catalogue.about["disclaimer"],
        data_version=catalogue.about["version"],
    )


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
        ("neutralises stomach acid", tuple(column.acid_neutralising for column in columns)),
        ("also sold as", tuple(", ".join(column.medicine_uses) or "supplement only" for column in columns)),
        ("category", tuple(form.category for form in forms)),
    ]
    graded = [{use.name: use.grade for use in form_uses(form, catalogue.use_summaries) if use.grade} for form in forms]
    studied = dict.fromkeys(name for grades in graded for name in grades)
    rows += [(f"evidence: {name}", tuple(grades.get(name) or "not studied" for grades in graded)) for name in studied]
    absorption = tuple(form.absorption.summary if form.absorption is not None else NOT_KNOWN for form in forms)
    return [*rows, ("absorption", absorption)]
