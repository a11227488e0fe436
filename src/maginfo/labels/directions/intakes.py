"""Calculate a day's intake: pieces times frequency, with the alternatives that a clause leaves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span
from maginfo.labels.directions.frequency import count_at, one_or_other, portions, slots_joined, states_frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.frequency import Frequency
    from maginfo.labels.directions.pieces import PieceMention
    from maginfo.labels.directions.words import Mark


class Intake(NamedTuple):
    """The pieces taken in a day."""

    total: Span
    """Pieces a day."""
    piece: str | None
    """The kind of piece; 'serving' for a frequency alone, None for a bare number."""
    times: Span
    """Times a day."""
    slots: frozenset[str] = frozenset()
    """Times of the day."""
    written: tuple[float | str | None, ...] = ()
    """The numbers and the piece as written, to tell two wordings of one dose apart."""
    same_as: tuple[float, str] | None = None
    """What one piece is in another measure: 15 ml, for 'one tablespoon (15 ml)'."""


def intake_of(count: Span, times: Span, piece: str | None, slots: frozenset[str] = frozenset()) -> Intake:
    """Return the intake of `count` pieces, `times` a day."""
    total = Span(count.low * times.low, count.high * times.high)
    return Intake(total, piece, times, slots, (count.low, count.high, times.low, times.high, piece))


def intakes_of(marks: Sequence[Mark], taken: list[PieceMention], frequency: Frequency) -> list[Intake] | None:
    """Return the intakes of a day, each alternative once; None where they are not understood."""
    counts = [_up_to_pieces(marks, each) for each in taken]
    if not taken:
        return _without_pieces(marks, frequency)
    if len(taken) == 1:
        return _of_one(marks, counts[0], taken[0], frequency)
    if len({each.piece for each in taken}) > 1:
        return None
    piece = taken[0].piece
    joins = [
        any(mark.kind in ("or", "open-bracket", "slash") for mark in marks[first.end : second.start])
        for first, second in pairwise(taken)
    ]
    if all(joins):
        return _alternatives(marks, taken, counts, frequency)
    if any(joins):
        return None
    slots = [slot for _, slot in frequency.slots]
    if len(slots) == len(taken) == len(set(slots)) and not frequency.times:
        return [_summed(counts, piece, slots)]
    if len(slots) == len(taken) - 1 == len(set(slots)) and frequency.days:
        parts = _summed(counts[1:], piece, slots)
        return [intake_of(counts[0], Span.exactly(1.0), piece)] if parts.total == counts[0] else None
    return None


def _up_to_pieces(marks: Sequence[Mark], mention: PieceMention) -> Span:
    count = mention.number or Span.exactly(1.0)
    return count_at(marks, mention.start) if marks[mention.start].kind == "number" else count


def _summed(counts: Sequence[Span], piece: str | None, slots: Sequence[str]) -> Intake:
    total = Span(sum(each.low for each in counts), sum(each.high for each in counts))
    return Intake(total, piece, Span.exactly(float(len(counts))), frozenset(slots), (total.low, total.high, piece))


def _without_pieces(marks: Sequence[Mark], frequency: Frequency) -> list[Intake] | None:
    """Read a clause without pieces: 'three times daily', 'two a day'; an empty list for 'daily' alone."""
    if frequency.times:
        times = one_or_other(marks, frequency)
        if times is None or not (frequency.days or frequency.slots or frequency.meals or states_frequency(marks)):
            return None
        return [intake_of(Span.exactly(1.0), times, "serving")]
    if len(frequency.bare) == 1:
        pieces = {mark.of for mark in marks if mark.kind == "piece"}
        return [intake_of(frequency.bare[0][1], Span.exactly(1.0), pieces.pop() if len(pieces) == 1 else None)]
    if frequency.bare:
        return None
    return _at_slots(marks, frequency)


def _at_slots(marks: Sequence[Mark], frequency: Frequency) -> list[Intake] | None:
    """Read numbers beside times of the day: 'two before bed', '1 at breakfast and 2 at dinner'; [] without any."""
    parts, slots = portions(marks), list(dict.fromkeys(slot for _, slot in frequency.slots))
    if not parts or len(parts) == len(slots):
        return [_summed(parts, None, slots)] if parts else []
    if len(parts) > 1:
        return None
    return [intake_of(parts[0], Span.exactly(float(slots_joined(marks, frequency))), None, frozenset(slots))]


def _of_one(marks: Sequence[Mark], count: Span, mention: PieceMention, frequency: Frequency) -> list[Intake] | None:
    """Read one number of pieces with its frequency."""
    piece = mention.piece
    slots = frozenset(slot for _, slot in frequency.slots)
    if frequency.times:
        times = one_or_other(marks, frequency)
        return [intake_of(count, times, piece, slots)] if times is not None else None
    slot_count = slots_joined(marks, frequency)
    parts = portions(marks, mention.start)
    if parts:
        return _in_portions(count, parts, piece, frequency, mention.end)
    if frequency.each_meal and any(mention.end <= place for place in frequency.days[:1]):
        return [intake_of(count, Span.exactly(1.0), piece)]  # '3 capsules a day, 1 with each meal'
    if frequency.each_meal or (frequency.meals and not frequency.days and any(mark.kind == "or" for mark in marks)):
        return None
    if slot_count > 1:
        times = Span(1.0, float(slot_count)) if frequency.days else Span.exactly(float(slot_count))
        return [intake_of(count, times, piece, slots)]
    if frequency.days or frequency.slots:
        return [intake_of(count, Span.exactly(1.0), piece, slots)]
    return None


def _in_portions(
    count: Span, parts: list[Span], piece: str | None, frequency: Frequency, end: int
) -> list[Intake] | None:
    """Add the portions of a day: '1 capsule in the morning and 2 at bedtime'.

    In '2 capsules daily, one in the morning and one at bedtime' the portions repeat the total, and in '4 capsules daily
    (2 in the morning and at noon)' one of them does.
    """
    slots = [slot for _, slot in frequency.slots]
    if len(slots) != len(set(slots)):
        return None
    is_total = any(end <= place < frequency.slots[0][0] for place in frequency.days) if slots else False
    if len(parts) + 1 == len(slots) and not is_total:
        return [_summed([count, *parts], piece, slots)]
    each = parts * len(slots) if is_total and len(parts) == 1 else parts
    whole = _summed(each, piece, slots)
    return [intake_of(count, Span.exactly(1.0), piece)] if len(each) == len(slots) and whole.total == count else None


def _alternatives(
    marks: Sequence[Mark], taken: list[PieceMention], counts: list[Span], frequency: Frequency
) -> list[Intake] | None:
    """Read alternatives, each with its own or a common frequency: '3 tablets daily, or 1 tablet 3 times a day'."""
    found: list[Intake] = []
    starts = [0, *(_opened(marks, first.end, second.start) for first, second in pairwise(taken)), len(marks)]
    for (mention, count), (start, end) in zip(zip(taken, counts, strict=True), pairwise(starts), strict=True):
        own = [times for at, times in frequency.times if start <= at < end]
        days = [at for at in frequency.days if start <= at < end]
        if own:
            found.append(intake_of(count, own[0], mention.piece))
        elif days:
            found.append(intake_of(count, Span.exactly(1.0), mention.piece))
        elif frequency.times:
            found.append(intake_of(count, frequency.times[0][1], mention.piece))
        elif frequency.days or frequency.slots:
            found.append(intake_of(count, Span.exactly(1.0), mention.piece))
        else:
            return None
    return None if frequency.each_meal and not frequency.times else found


def _opened(marks: Sequence[Mark], end: int, start: int) -> int:
    """Return where an alternative begins: at the bracket before it, '(twice a day 1 capsule)', or at its number."""
    return next((place for place in range(end, start) if marks[place].kind == "open-bracket"), start)
