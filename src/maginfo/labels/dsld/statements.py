"""Read a row together with the rows under it: both describe one amount and are never added.

Four arrangements occur: the element with its compounds under it; a compound with its element under it; the names
swapped, which the chemistry shows; and the element with the share of each form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.matches import FormMatch
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import amount as shown_span
from maginfo.dosing.wording import between, figure
from maginfo.labels.amounts import AMOUNTS
from maginfo.labels.dsld.amounts import Percentages, PercentFit
from maginfo.labels.dsld.rows import RecordRow, RowGroup, fits, widest_fraction
from maginfo.labels.reading import LabelBasis
from maginfo.labels.text.reader import read_line
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue

MAX_REMARK_LENGTH = 1000
"""Characters."""


class RecordStatement(Record):
    """The magnesium of a group of rows in one serving, mg; `compound_mg` is the mass of the compound."""

    group: RowGroup
    basis: LabelBasis | None
    """None where no amount is printed."""
    elemental_mg: Span | None = None
    compound_mg: float | None = None
    readings_mg: Span | None = None
    by_percent: RecordRow | None = None
    """The row with the percentage that is compared."""
    fit: PercentFit | None = None
    chemistry: tuple[FormMatch, ...] = ()
    """Forms with a magnesium content that was used."""
    notes: tuple[str, ...] = ()

    @property
    def unreadable(self) -> bool:
        """Whether a printed amount cannot be read; a total without it would be wrong."""
        return self.basis is not None and self.elemental_mg is None and self.readings_mg is None


class StatementReader:
    """Read groups of rows by the chemistry and the daily values of the catalogue."""

    def __init__(self, catalogue: Catalogue, *, element_is_listed: bool) -> None:
        """Prepare reading; `element_is_listed`: the record has a row of the element; its other rows are compounds."""
        self._catalogue = catalogue
        self._percents = Percentages(catalogue.rules.daily_values)
        self._element_is_listed = element_is_listed

    def read(self, group: RowGroup) -> RecordStatement:
        """Return the statement of a group, with the notes of its rows."""
        statement = self._read(group)
        own = tuple(note for row in (group.root, *group.below) for note in row.notes)
        return statement.replaced(notes=(*statement.notes, *own))

    def _read(self, group: RowGroup) -> RecordStatement:
        root = group.root
        printed = [row for row in group.below if row.mg is not None]
        elements = [row for row in printed if row.kind == "element"]
        if root.amount.standing == "unreadable" and (root.kind == "element" or not elements):
            return RecordStatement(group, "open")
        if not printed:
            return self._alone(group, root)
        if root.mg is None:
            return self._by_nested_only(group, printed)
        if root.kind == "element":
            return self._under_the_root(group, printed)
        return self._pair(group, elements or printed)

    # A row alone

    def _alone(self, group: RowGroup, row: RecordRow) -> RecordStatement:
        if row.mg is None or row.amount.mg is None:
            return RecordStatement(group, None)
        if row.kind == "element":
            return self._printed(group, row, row.amount.mg)
        return self._compound(group, row, row.mg)

    def _compound(self, group: RowGroup, row: RecordRow, mass: float) -> RecordStatement:
        """Read a row with a compound's name: its note or percentage decides what the figure is."""
        remarked = self._remarked(row, mass)
        if remarked is not None:
            note = f"the record's note beside it: '{' '.join(row.remark.split())}'"
            return RecordStatement(group, "elemental", remarked, mass, notes=(note,))
        forms = row.forms or group.forms
        fraction = row.fraction
        content = fraction.times(mass) if fraction is not None else None
        as_element = self._percents.fit(row.amount, Span.exactly(mass))
        as_compound = self._percents.fit(row.amount, content)
        is_element = as_element is not None and as_element.agrees
        is_compound = as_compound is not None and as_compound.agrees
        if is_element and not is_compound:
            note = (
                f"{row.amount.percent_shown} is the percentage of {row.amount.shown} as magnesium, not as the compound"
            )
            return self._printed(group, row, Span.exactly(mass), notes=(note,))
        if content is None or fraction is None:
            unknown = f"how much magnesium {row.name} contains is not known"
            return RecordStatement(group, "compound" if row.amount.no_daily_value else "open", notes=(unknown,))
        worked_out = (
            f"{figure(mass)} mg of {row.name} contain {shown_span(content)} of magnesium ({_percents(fraction)})"
        )
        by_percent = is_compound and not is_element
        if by_percent or row.amount.no_daily_value or (self._element_is_listed and row.amount.percent is None):
            return RecordStatement(group, "compound", content, mass, None, row, as_compound, forms, (worked_out,))
        readings = Span(min(content.low, mass), max(content.high, mass))
        note = f"{row.text}: magnesium, or {row.name}? {worked_out}"
        fits_neither = as_element if not is_element and not is_compound else None
        return RecordStatement(group, "open", None, mass, readings, row, fits_neither, forms, (note,))

    def _remarked(self, row: RecordRow, mass: float) -> Span | None:
        """Return the magnesium, mg, in the note beside a compound's row: 'provides 144 mg of elemental magnesium'."""
        if "element" not in row.remark.casefold() or len(row.remark) > MAX_REMARK_LENGTH:
            return None
        line = read_line(self._catalogue, row.remark)
        printed = line.elemental_mg if line.basis == "elemental" else None
        return printed if printed is not None and printed.certain and 0 < printed.high < mass else None

    # Rows under a row

    def _by_nested_only(self, group: RowGroup, printed: Sequence[RecordRow]) -> RecordStatement:
        """Read a top row that has no amount from the rows under it."""
        elements = [row for row in printed if row.kind == "element"]
        if len(elements) == 1 and elements[0].amount.mg is not None:
            return self._printed(group, elements[0], elements[0].amount.mg)
        if len(printed) == 1 and printed[0].mg is not None:
            return self._compound(group, printed[0], printed[0].mg)
        greatest = sum(row.mg or 0.0 for row in printed)
        least = [(row.mg or 0.0) * row.fraction.low for row in printed if row.fraction is not None]
        readings = Span(sum(least), greatest) if len(least) == len(printed) else None
        note = "the rows under it do not say whether they are magnesium or its compounds"
        return RecordStatement(group, "open", readings_mg=readings, chemistry=group.forms, notes=(note,))

    def _under_the_root(self, group: RowGroup, printed: Sequence[RecordRow]) -> RecordStatement:
        """Read a top row of the element together with the rows under it."""
        root = group.root
        whole, parts = root.mg or 0.0, [row.mg or 0.0 for row in printed]
        if len(parts) > 1 and abs(sum(parts) - whole) <= AMOUNTS * whole + 1:
            note = "the rows under it are each form's share of the same magnesium: not added"
            return self._printed(group, root, root.amount.mg, notes=(note,))
        if len(parts) == 1:
            return self._pair(group, printed)
        heavier = [row for row in printed if (row.mg or 0.0) > whole]
        meaning = "masses of the compounds that bring it" if heavier else "parts of it, or compounds that bring it"
        return self._printed(group, root, root.amount.mg, notes=(f"the rows under it are {meaning}: not added",))

    def _pair(self, group: RowGroup, others: Sequence[RecordRow]) -> RecordStatement:
        """Read two figures for one amount: the names say which is the element, and the chemistry checks it."""
        root = group.root
        if len(others) != 1:
            return self._several(group, others)
        other = others[0]
        small, large = sorted((root, other), key=lambda row: (row.mg or 0.0, row.kind != "element"))
        mg, mass = small.mg or 0.0, large.mg or 0.0
        if mg == mass:
            element = root if root.kind == "element" else other
            return self._printed(group, element, element.amount.mg, notes=("both rows print one figure: not added",))
        by_name = small.kind == "element" and large.kind != "element"
        if by_name:
            return self._element_of(group, small, large, crossed=False)
        small_agrees = self._percents.agrees(small.amount, small.amount.mg)
        if self._percents.agrees(large.amount, large.amount.mg) and not small_agrees:
            return self._printed(group, large, large.amount.mg, notes=(_not_added(small),))
        if small_agrees or fits(mg, mass, self._fraction_of(small, large, any_form=small is root)):
            return self._element_of(group, small, large, crossed=True)
        if root is large and root.kind == "element" and small.kind == "compound":
            return self._printed(group, root, root.amount.mg, notes=(f"{_not_added(small)}: a share of it",))
        if root.kind == "compound" and other.kind == "compound":
            return self._compound(group, root, root.mg or 0.0)
        note = f"{root.text}; {other.text}: the figures fit neither way round; the label has to be looked at"
        return RecordStatement(group, "open", readings_mg=Span(mg, mass), chemistry=group.forms, notes=(note,))

    def _several(self, group: RowGroup, others: Sequence[RecordRow]) -> RecordStatement:
        """Read a compound with several rows under it."""
        root = group.root
        if any(row.kind == "element" for row in others):
            figures = [row.mg or 0.0 for row in others]
            note = "several rows of the element stand under one compound; they may be alternatives or parts"
            return RecordStatement(group, "open", None, root.mg, Span(min(figures), sum(figures)), notes=(note,))
        statement = self._compound(group, root, root.mg or 0.0)
        return statement.replaced(notes=(*statement.notes, "the rows under it are parts of it: not added"))

    def _element_of(
        self, group: RowGroup, element: RecordRow, compound: RecordRow, *, crossed: bool
    ) -> RecordStatement:
        """Take the smaller figure as the magnesium in the larger one, and notes whether names and chemistry agree."""
        mass, fraction = compound.mg or 0.0, self._fraction_of(element, compound)
        notes = []
        if crossed:
            notes.append(
                f"the names are crossed: {compound.name} {compound.amount.shown} is the compound and "
                f"{element.name} {element.amount.shown} the magnesium in it"
            )
        else:
            notes.append(f"{compound.name} {compound.amount.shown} is the mass of the compound: not added")
        holds = f"{figure(100 * (element.mg or 0.0) / mass)} % magnesium"
        if fraction is not None and not fits(element.mg or 0.0, mass, fraction):
            notes.append(
                f"printed: {holds}; {compound.name} contains {_percents(fraction)}. The printed amount is kept"
            )
        return self._printed(
            group, element, element.amount.mg, compound=mass, notes=tuple(notes), chemistry=group.forms
        )

    def _fraction_of(self, first: RecordRow, second: RecordRow, *, any_form: bool = False) -> Span | None:
        """Return the content of the forms that the two rows name; with `any_form`, of all forms if they name none."""
        if first.forms or second.forms:
            return widest_fraction((*first.forms, *second.forms))
        known = [Span(*form.elemental_fraction) for form in self._catalogue.forms() if form.elemental_fraction]
        return Span(min(each.low for each in known), max(each.high for each in known)) if any_form else None

    def _printed(
        self,
        group: RowGroup,
        row: RecordRow,
        element: Span | None,
        *,
        compound: float | None = None,
        notes: tuple[str, ...] = (),
        chemistry: tuple[FormMatch, ...] = (),
    ) -> RecordStatement:
        """Take the row's figure as magnesium, unless its percentage puts the unit in doubt."""
        doubt = self._percents.unit_in_doubt(row.amount)
        if doubt is not None:
            either = f"either {figure(doubt.low)} or {figure(doubt.high)} mg"
            fault = f"{row.amount.shown} and {row.amount.percent_shown} differ by a factor of a thousand"
            return RecordStatement(
                group, "open", readings_mg=doubt, notes=(*notes, f"{fault}, a fault of the record: {either}")
            )
        fit = self._percents.fit(row.amount, element)
        if fit is not None and not fit.agrees and element is not None:
            notes = (*notes, self._disagreement(row, element, fit))
        return RecordStatement(group, "elemental", element, compound, None, row, fit, chemistry, notes)

    def _disagreement(self, row: RecordRow, element: Span, fit: PercentFit) -> str:
        note = (
            f"{row.amount.percent_shown} does not fit {row.amount.shown} ({fit.expected}); the printed amount is kept"
        )
        if row.fraction is not None:
            content = Span(element.low * row.fraction.low, element.high * row.fraction.high)
            if self._percents.agrees(row.amount, content):
                note += f". It would fit if {row.amount.shown} were the compound: {shown_span(content)} of magnesium"
        return note


def _percents(fraction: Span) -> str:
    return f"{between(100 * fraction.low, 100 * fraction.high)} %"


def _not_added(row: RecordRow) -> str:
    return f"{row.text} is not added"
