"""What is taken in a day: pieces times how often, with the alternatives that a clause leaves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span
from maginfo.labels.directions.often import count_at, one_or_other, portions, says_how_often, slots_joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.often import Often
    from maginfo.labels.directions.pieces import Mention
    from maginfo.labels.directions.words import Mark


class Intake(NamedTuple):
    """What is taken in a day."""

    total: Span
    piece: str | None
    """'serving' where only how often is said; None for a bare number."""
    times: Span
    slots: frozenset[str] = frozenset()
    written: tuple[float | str | None, ...] = ()


def intake_of(count: Span, times: Span, piece: str | None, slots: frozenset[str] = frozenset()) -> Intake:
    """So many pieces, so many times a day."""
    total = Span(count.low * times.low, count.high * times.high)
    return Intake(total, piece, times, slots, (count.low, count.high, times.low, times.high, piece))


def intakes_of(marks: Sequence[Mark], taken: list[Mention], often: Often) -> list[Intake] | None:
    """What is taken a day, each alternative once; None where it is not understood."""
    counts = [_up_to_pieces(marks, each) for each in taken]
    if not taken:
        return _without_pieces(marks, often)
    if len(taken) == 1:
        return _of_one(marks, counts[0], taken[0], often)
    if len({each.piece for each in taken}) > 1:
        return None
    piece = taken[0].piece
    joins = [
        any(mark.kind in ("or", "open-bracket", "slash") for mark in marks[first.end : second.start])
        for first, second in pairwise(taken)
    ]
    if all(joins):
        return _alternatives(marks, taken, counts, often)
    if any(joins):
        return None
    slots = [slot for _, slot in often.slots]
    if len(slots) == len(taken) == len(set(slots)) and not often.times:
        return [_summed(counts, piece, slots)]
    if len(slots) == len(taken) - 1 == len(set(slots)) and often.days:
        parts = _summed(counts[1:], piece, slots)
        return [intake_of(counts[0], Span.exactly(1.0), piece)] if parts.total == counts[0] else None
    return None


def _up_to_pieces(marks: Sequence[Mark], mention: Mention) -> Span:
    count = mention.number or Span.exactly(1.0)
    return count_at(marks, mention.start) if marks[mention.start].kind == "number" else count


def _summed(counts: Sequence[Span], piece: str | None, slots: Sequence[str]) -> Intake:
    total = Span(sum(each.low for each in counts), sum(each.high for each in counts))
    return Intake(total, piece, Span.exactly(float(len(counts))), frozenset(slots), (total.low, total.high, piece))


def _without_pieces(marks: Sequence[Mark], often: Often) -> list[Intake] | None:
    """'three times daily', 'two a day'; nothing where only 'daily' stands."""
    if often.times:
        times = one_or_other(marks, often)
        if times is None or not (often.days or often.slots or often.meals or says_how_often(marks)):
            return None
        return [intake_of(Span.exactly(1.0), times, "serving")]
    if len(often.bare) == 1:
        pieces = {mark.of for mark in marks if mark.kind == "piece"}
        return [intake_of(often.bare[0][1], Span.exactly(1.0), pieces.pop() if len(pieces) == 1 else None)]
    return [] if not often.bare else None


def _of_one(marks: Sequence[Mark], count: Span, mention: Mention, often: Often) -> list[Intake] | None:
    """One number of pieces with how often it is taken."""
    piece = mention.piece
    slots = frozenset(slot for _, slot in often.slots)
    if often.times:
        times = one_or_other(marks, often)
        return [intake_of(count, times, piece, slots)] if times is not None else None
    several = slots_joined(marks, often)
    parts = portions(marks, mention)
    if parts:
        return _in_portions(count, parts, piece, often)
    if often.each_meal or (often.meals and not often.days and any(mark.kind == "or" for mark in marks)):
        return None
    if several > 1:
        times = Span(1.0, float(several)) if often.days else Span.exactly(float(several))
        return [intake_of(count, times, piece, slots)]
    if often.days or often.slots:
        return [intake_of(count, Span.exactly(1.0), piece, slots)]
    return None


def _in_portions(count: Span, parts: list[Span], piece: str | None, often: Often) -> list[Intake] | None:
    """'1 capsule in the morning and 2 at bedtime', '2 capsules daily, one in the morning and one at bedtime'."""
    slots = [slot for _, slot in often.slots]
    if len(slots) != len(set(slots)):
        return None
    if len(parts) + 1 == len(slots):
        return [_summed([count, *parts], piece, slots)]
    whole = _summed(parts, piece, slots)
    return [intake_of(count, Span.exactly(1.0), piece)] if len(parts) == len(slots) and whole.total == count else None


def _alternatives(marks: Sequence[Mark], taken: list[Mention], counts: list[Span], often: Often) -> list[Intake] | None:
    """'3 tablets daily, or 1 tablet 3 times a day'; how often is each one's own, or all of them's."""
    found: list[Intake] = []
    for place, (mention, count) in enumerate(zip(taken, counts, strict=True)):
        start = mention.start if place else 0
        end = taken[place + 1].start if place + 1 < len(taken) else len(marks)
        own = [times for at, times in often.times if start <= at < end]
        days = [at for at in often.days if start <= at < end]
        if own:
            found.append(intake_of(count, own[0], mention.piece))
        elif days:
            found.append(intake_of(count, Span.exactly(1.0), mention.piece))
        elif often.times:
            found.append(intake_of(count, often.times[0][1], mention.piece))
        elif often.days or often.slots:
            found.append(intake_of(count, Span.exactly(1.0), mention.piece))
        else:
            return None
    return None if often.each_meal and not often.times else found
