"""Choose the serving of an NIH DSLD record, and find the number of servings a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import Span
from maginfo.dosing.wording import between
from maginfo.labels.directions.pieces import Basis
from maginfo.labels.dsld.amounts import audience_of, figure_of
from maginfo.labels.servings import DayOfServings, servings_a_day
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.labels.directions.reader import DirectionReader, Directions
    from maginfo.labels.dsld.document import IngredientRow, LabelDocument, Quantity, ServingSize

_DIRECTIONS = ("direction", "usage")


class Serving(Record):
    """The serving to which the amounts refer."""

    order: int | None
    """The number of the serving in the record; null where the record describes none."""
    pieces: float | None
    """The number of tablets, grams, ... that the amounts are printed for."""
    unit: str
    per_day: Span | None
    """Servings a day; null where the record does not say."""
    notes: tuple[str, ...]
    directions: str | None = None
    """The label's words for the directions, where `per_day` is from them."""
    unread: tuple[str, ...] = ()
    """Directions that were not understood, where `per_day` is not known."""


def choose_serving(label: LabelDocument, rows: Sequence[IngredientRow], reader: DirectionReader) -> Serving:
    """Choose the serving of the Supplement Facts box for adults, with notes on it and on the others.

    `rows` are those about magnesium: their amounts name the servings. `reader` reads the directions.
    """
    directions = reader.read(_directions(label))
    sizes = {size.order if size.order is not None else place: size for place, size in enumerate(label.serving_sizes, 1)}
    quantities = [quantity for row in rows for quantity in row.quantity]
    if not sizes:
        return _undescribed(directions, quantities, reader)
    order = min(sizes, key=lambda each: (sizes[each].in_box is False, not _for_adults(sizes[each], each, quantities)))
    size = sizes[order]
    printed = next((each for each in quantities if each.serving_size_order in (order, None)), None)
    pieces = (printed.serving_size_quantity if printed is not None else None) or size.min_quantity or None
    unit = (printed.serving_size_unit if printed is not None else None) or size.unit or ""
    notes = [f"amounts are of a serving of {figure_of(pieces)} {unit}".rstrip()] if pieces is not None else []
    if len(sizes) > 1:
        others = "; ".join(_described(each) for number, each in sizes.items() if number != order)
        reason = "on the Supplement Facts box, for adults" if size.in_box else "the first for adults"
        notes.append(f"the serving read is {_described(size)} ({reason}); not read: {others}")
    day = _from_directions(directions, pieces, unit, reader)
    per_day, day_notes = _servings_per_day(size, pieces, unit, day, directions.ways)
    from_words = day.words if day.words and per_day is not None and per_day == day.servings else None
    unread = day.unread if per_day is None else ()
    return Serving(order, pieces, unit, per_day, (*notes, *day_notes), from_words, unread)


def quantity_of(row: IngredientRow, serving: Serving) -> tuple[Quantity | None, tuple[str, ...]]:
    """Return the row's entry for the serving and for adults, with notes on its other entries."""
    entries = row.quantity
    of_serving = [each for each in entries if serving.order is None or each.serving_size_order in (serving.order, None)]
    for_adults = [each for each in of_serving if _audience(each) == "adults"] or of_serving or list(entries)
    if not for_adults:
        return None, ()
    chosen = for_adults[0]
    notes = [f"also printed: {_entry(each)}" for each in entries if each is not chosen]
    if not of_serving:
        notes.append(f"printed only for another serving: {_entry(chosen)}")
    return chosen, tuple(notes)


def _audience(quantity: Quantity) -> str:
    groups = {audience_of(group.name) for group in quantity.daily_value_target_group}
    return "adults" if "adults" in groups or not groups else min(groups)


def _for_adults(size: ServingSize, order: int, quantities: Iterable[Quantity]) -> bool:
    audiences = [_audience(each) for each in quantities if each.serving_size_order == order]
    return audience_of(size.notes) == "adults" and (not audiences or "adults" in audiences)


def _entry(quantity: Quantity) -> str:
    """Return an entry of a row in words: '50 mg in 1 Tablet(s) (Adults 13%)'."""
    groups = ", ".join(
        f"{group.name} {figure_of(group.percent)}%" if group.percent is not None else group.name
        for group in quantity.daily_value_target_group
        if group.name
    )
    serving = f"{figure_of(quantity.serving_size_quantity)} {quantity.serving_size_unit or ''}".strip()
    amount = f"{figure_of(quantity.quantity)} {quantity.unit or ''}".strip()
    return f"{amount} in {serving or 'a serving'}" + (f" ({groups})" if groups else "")


def _described(size: ServingSize) -> str:
    """Return a serving size in words: '2 Capsule(s), 1 to 3 a day'."""
    pieces = _range(size.min_quantity, size.max_quantity) or "?"
    often = _range(size.min_daily_servings, size.max_daily_servings)
    shown = f"{pieces} {size.unit or ''}".strip() + (f", {often} a day" if often else "")
    return f"{shown}, '{size.notes.strip()}'" if size.notes and size.notes.strip() else shown


def _range(least: float | None, most: float | None) -> str:
    known = [value for value in (least, most) if value]
    return between(min(known), max(known)) if known else ""


def _directions(label: LabelDocument) -> Iterator[str]:
    for statement in label.statements:
        if statement.notes and any(word in (statement.type or "").casefold() for word in _DIRECTIONS):
            yield statement.notes


def _undescribed(directions: Directions, quantities: Sequence[Quantity], reader: DirectionReader) -> Serving:
    note = "the record describes no serving; how many a day is not known"
    first = next(iter(quantities), None)
    pieces = first.serving_size_quantity if first is not None else None
    unit = (first.serving_size_unit if first is not None else None) or ""
    day = _from_directions(directions, pieces, unit, reader)
    notes = tuple(_directions_notes(day)) or (note,)
    return Serving(None, pieces, unit, day.servings, notes, day.words or None, day.unread)


def _servings_per_day(
    size: ServingSize, pieces: float | None, unit: str, day: DayOfServings, ways: int
) -> tuple[Span | None, tuple[str, ...]]:
    """Return servings a day from the record's figures, or from the directions, with notes.

    The directions count if the record has no figures, or treats two wordings of one dose as two doses. Where they say
    another number than the record, the range holds both.
    """
    recorded, notes = _recorded(size, pieces, unit)
    directed, words = day.servings, tuple(_directions_notes(day))
    if recorded is None:
        return directed, (*notes, *words)
    if directed is None or directed == recorded:
        return recorded, notes
    if ways > 1 and directed.certain and recorded.low <= directed.low <= recorded.high:
        seen = f"the record's {between(recorded.low, recorded.high)} servings a day are two wordings of one dose"
        return directed, (*notes, seen, *words)
    both = Span(min(recorded.low, directed.low), max(recorded.high, directed.high))
    said, of_record = between(directed.low, directed.high), between(recorded.low, recorded.high)
    differs = f"the directions say {said} servings a day, the record {of_record}; the range holds both"
    return both, (*notes, f"{differs}: {words[0]}" if words else differs)


def _recorded(size: ServingSize, pieces: float | None, unit: str) -> tuple[Span | None, tuple[str, ...]]:
    """Return servings a day from the record's own figures, with notes; None where they cannot be used."""
    least, most = size.min_daily_servings or 0, size.max_daily_servings or 0
    least_pieces, most_pieces = size.min_quantity or 0, size.max_quantity or size.min_quantity or 0
    if least <= 0 and most <= 0:
        return None, ("how many servings a day is not recorded",)
    if most_pieces < least_pieces:
        return None, (
            f"the pieces of a serving are recorded as {figure_of(least_pieces)} to {figure_of(most_pieces)}; not read",
        )
    if most < least or least < 0:
        return None, (f"servings a day are recorded as {figure_of(least)} to {figure_of(most)}; not read",)
    notes = []
    if least <= 0:
        least = min(1.0, most)
        notes.append(f"the least number of servings a day is not recorded; {figure_of(least)} is counted")
    per_serving = Span.exactly(1.0)
    if least_pieces > 0 and (pieces or 0) > 0 and _same(size.unit, unit):
        per_serving = Span(least_pieces / (pieces or 1), most_pieces / (pieces or 1))
    elif least_pieces != most_pieces:
        return None, (f"a serving is {_described(size)}; what that is in {unit or 'its amounts'} is not recorded",)
    per_day = Span(per_serving.low * least, per_serving.high * most)
    shown = between(per_day.low, per_day.high)
    return per_day, (*notes, f"servings a day, from the record: {shown}")


def _from_directions(directions: Directions, pieces: float | None, unit: str, reader: DirectionReader) -> DayOfServings:
    if not pieces or pieces < 0:
        return DayOfServings()
    piece = reader.piece(unit)
    bases = [] if piece == "serving" else [Basis(pieces, piece or _letters(unit) or "piece")]
    return servings_a_day(directions, bases)


def _directions_notes(day: DayOfServings) -> Iterator[str]:
    if day.servings is not None:
        shown = between(day.servings.low, day.servings.high)
        yield f"servings a day, from the directions: {shown} ('{day.words}')"
        yield from day.notes
    for words in day.unread:
        yield f"the directions '{words}' were not read"


def _same(first: str | None, second: str) -> bool:
    return not first or not second or _letters(first) == _letters(second)


def _letters(unit: str) -> str:
    return "".join(character for character in unit.casefold() if character.isalpha())
