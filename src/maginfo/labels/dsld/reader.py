"""Read NIH DSLD label records (API v9): magnesium in a serving, and servings a day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from maginfo.dosing.spans import Span, total
from maginfo.dosing.wording import figure
from maginfo.labels.amounts import AMOUNTS
from maginfo.labels.directions.reader import directions_of
from maginfo.labels.dsld.document import read_document
from maginfo.labels.dsld.rows import RowGroup, fits, group_of, named_rows, names_of, rows_of, widest_fraction
from maginfo.labels.dsld.servings import choose_serving
from maginfo.labels.dsld.statements import RecordStatement, StatementReader
from maginfo.labels.reading import LabelLine, LabelReading
from maginfo.labels.servings import per_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.dsld.document import LabelDocument
    from maginfo.labels.dsld.rows import MagnesiumNames
    from maginfo.labels.reading import DailyValueBasis
    from maginfo.model.bibliography import Citation

_DAILY_VALUES: dict[str, DailyValueBasis] = {"us-fda": "us-fda", "us-fda-old": "us-fda-old"}


def read_dsld(catalogue: Catalogue, document: str | Mapping[str, Any]) -> LabelReading:
    """Read the magnesium of a label record; one line for each row with the rows under it.

    `document` is the JSON text of an API v9 label, or the object parsed from it. Amounts are mg in the serving of the
    Supplement Facts box for adults. Raises DataError, with the place of the fault, for any other document.
    """
    label = read_document(document)
    names = names_of(catalogue)
    found = list(named_rows(names, label.ingredient_rows))
    sources = [each for each in found if each.kind != "no source"]
    serving = choose_serving(label, rows_of(sources), directions_of(catalogue))
    groups = [group_of(each, serving) for each in sources]
    listed = any(group.root.kind == "element" and group.root.mg is not None for group in groups)
    reader = StatementReader(catalogue, element_is_listed=listed)
    statements = _without_restatements([reader.read(group) for group in groups])
    per_serving, notes = _per_serving(statements)
    excipients = [each.row.name for each in found if each.kind == "no source"]
    cited = list(dict.fromkeys(citation.id for statement in statements for citation in _citations(statement)))
    return LabelReading(
        lines=tuple(_line(statement) for statement in statements),
        supplement_mg_per_serving=per_serving,
        supplement_mg_per_day=per_day(per_serving, serving.per_day),
        notes=(*(serving.notes if statements else ()), *notes, *_not_counted(names, label, excipients, statements)),
        sources=tuple(cited),
        bibliography=catalogue.bibliography(cited),
        title=_title(label),
        servings_per_day=serving.per_day,
        directions=serving.directions,
        directions_not_read=serving.unread if statements else (),
    )


def _title(label: LabelDocument) -> str | None:
    number = f"DSLD {label.id}" if label.id is not None else None
    product = " ".join(part.strip() for part in (label.brand_name, label.full_name) if part and part.strip())
    return ", ".join(part for part in (number, product) if part) or None


def _line(statement: RecordStatement) -> LabelLine:
    group = statement.group
    compared = statement.by_percent if statement.by_percent is not None else group.root
    daily_value = statement.fit.daily_value if statement.fit is not None else None
    return LabelLine(
        text=group.text,
        elemental_mg=statement.elemental_mg,
        basis=statement.basis,
        forms=tuple(dict.fromkeys(match.form.id for match in group.forms)),
        compound_mg=statement.compound_mg,
        percent_daily_value=compared.amount.percent,
        daily_value=_DAILY_VALUES.get(daily_value.id) if daily_value is not None else None,
        consistent=statement.fit.agrees if statement.fit is not None else None,
        readings_mg=statement.readings_mg,
        notes=statement.notes,
    )


def _citations(statement: RecordStatement) -> Iterator[Citation]:
    """Yield the citations of the chemistry and the daily value that were used."""
    for form, compound, _ in statement.chemistry:
        known = compound if compound is not None else next(iter(form.compounds), None)
        yield from known.sources if known is not None else ()
        yield from form.commercial_fraction.sources if form.commercial_fraction is not None else ()
    if statement.fit is not None and statement.fit.daily_value is not None:
        yield from statement.fit.daily_value.sources


def _without_restatements(statements: Sequence[RecordStatement]) -> list[RecordStatement]:
    """Merge statements about the same magnesium, so that the remaining ones can be added."""
    elements = [each for each in statements if each.group.root.kind == "element" and each.elemental_mg is not None]
    kept: dict[int, RecordStatement] = {id(each): each for each in statements}
    others = [each for each in statements if each.group.root.kind != "element" and each.basis != "elemental"]
    for element in elements:
        of_it = _shares_of(element, others) or [other for other in others if _source_of(element, other)]
        for other in of_it:
            kept[id(element)] = _with_source(kept[id(element)], other)
            kept.pop(id(other), None)
        others = [other for other in others if id(other) in kept]
    return list(_once_each(kept.values()))


def _shares_of(element: RecordStatement, others: Sequence[RecordStatement]) -> list[RecordStatement]:
    """Return rows of forms beside the element's row, if their amounts add up to its amount."""
    printed = [other for other in others if other.group.root.mg is not None]
    whole = element.elemental_mg.high if element.elemental_mg is not None else 0.0
    parts = sum(other.group.root.mg or 0.0 for other in printed)
    return printed if len(printed) > 1 and abs(parts - whole) <= AMOUNTS * whole else []


def _source_of(element: RecordStatement, other: RecordStatement) -> bool:
    """Return whether a row of a compound is the source of the element's row."""
    named = {match.form.id for match in element.group.forms}
    own = {match.form.id for match in other.group.forms}
    if own and own <= named:
        return True
    mass, mg = other.group.root.mg, element.elemental_mg
    if named or mass is None or mg is None:
        return False
    return fits(mg.high, mass, widest_fraction(other.group.forms))


def _with_source(element: RecordStatement, other: RecordStatement) -> RecordStatement:
    root = other.group.root
    note = f"{root.text}: taken as a source of {element.group.root.text}, not added"
    group = RowGroup(element.group.root, (*element.group.below, root, *other.group.below))
    single = len(group.below) == 1
    changed = {"group": group, "compound_mg": root.mg if single else None, "notes": (*element.notes, note)}
    return element.replaced(**changed, chemistry=group.forms if root.mg is not None else ())


def _once_each(statements: Iterable[RecordStatement]) -> Iterator[RecordStatement]:
    """Merge rows with identical text, which may be one row recorded twice: the amount is then open."""
    by_text = sorted(enumerate(statements), key=lambda each: (each[1].group.text, each[0]))
    made: list[tuple[int, RecordStatement]] = []
    for _, run in groupby(by_text, key=lambda each: each[1].group.text):
        (place, first), *more = run
        if more and first.elemental_mg is not None:
            readings = Span(first.elemental_mg.low, first.elemental_mg.high * (1 + len(more)))
            note = f"recorded {1 + len(more)} times: one row repeated, or as many amounts"
            changed = {"basis": "open", "elemental_mg": None, "readings_mg": readings, "notes": (*first.notes, note)}
            first = first.replaced(**changed)
        made.append((place, first))
    return (statement for _, statement in sorted(made, key=lambda each: each[0]))


def _per_serving(statements: Sequence[RecordStatement]) -> tuple[Span | None, tuple[str, ...]]:
    """Add the magnesium of a serving, mg; None where an amount is open or cannot be read, or none is printed."""
    counted = [each for each in statements if each.elemental_mg is not None]
    silent = [each.group.text for each in statements if each.basis is None]
    notes = (f"without an amount, and in no sum: {'; '.join(silent)}",) if silent and counted else ()
    if not counted or any(each.readings_mg is not None or each.unreadable for each in statements):
        return None, notes
    elements = [each.elemental_mg for each in counted if each.basis == "elemental" and each.elemental_mg is not None]
    beside = [each.elemental_mg for each in counted if each.basis == "compound" and each.elemental_mg is not None]
    if len(counted) > 1:
        added = " + ".join(figure(each.elemental_mg.high) for each in counted if each.elemental_mg is not None)
        notes = (f"rows of their own, added: {added} mg", *notes)
    if elements and beside:
        listed, most = total(elements), total((*elements, *beside))
        note = "whether the row of magnesium counts the compounds listed beside it is not said: both are in the range"
        return Span(listed.low, most.high), (note, *notes)
    return total((*elements, *beside)), notes


def _not_counted(
    names: MagnesiumNames, label: LabelDocument, rows: Sequence[str], statements: Sequence[RecordStatement]
) -> Iterator[str]:
    """Yield notes on names with the word magnesium that are not counted, and on a record without magnesium."""
    listed = label.other_ingredients.ingredients if label.other_ingredients is not None else []
    other = [each.name for each in listed if names.of_row(each.name, None) is not None]
    if not statements:
        yield "no row of the record is about magnesium"
    if rows:
        yield f"no source of magnesium, not counted: {', '.join(rows)}"
    if other:
        yield f"among the other ingredients, not counted: {', '.join(other)}"
