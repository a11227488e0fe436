"""What one clause of a label says of pieces: how many a day, and how many the figures are printed for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span
from maginfo.labels.directions.intakes import Intake, intake_of, intakes_of
from maginfo.labels.directions.often import often_in
from maginfo.labels.directions.pieces import (
    Basis,
    is_pack,
    masses_in,
    masses_of_a_day,
    mentions_in,
    opened_by,
    sizes_of,
    total_of_a_day,
    without_equivalents,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.often import Often
    from maginfo.labels.directions.pieces import Mention
    from maginfo.labels.directions.words import Mark


class Clause(NamedTuple):
    """What a clause says."""

    intakes: tuple[Intake, ...] = ()
    bases: tuple[Basis, ...] = ()
    limit: Intake | None = None
    """What should not be gone over."""
    unread: bool = False
    """It speaks of pieces or times a day in a way that is not understood."""
    pending: Mention | None = None
    """Pieces to take without a word of how often."""
    often: bool = False
    """Says how often alone."""
    amounts: tuple[float, ...] = ()
    """The masses, mg, that it prints."""


def read_clause(marks: Sequence[Mark]) -> Clause:
    """The pieces of a day and of a serving in the marks of one clause for one group of people."""
    return _read(_without_divided(marks))._replace(amounts=masses_in(marks))


def _read(marks: Sequence[Mark]) -> Clause:
    kinds = [mark.kind for mark in marks]
    mentions = mentions_in(marks)
    often = often_in(marks, mentions)
    bases = [each for each in mentions if each.basis]
    taken = [each for each in mentions if not each.basis and each.number is not None and not is_pack(each)]
    taken = without_equivalents(marks, taken)
    if any(each.piece != "serving" for each in taken):
        taken = [each for each in taken if each.piece != "serving" or marks[each.end].kind == "piece"]
    sized = sizes_of(marks, mentions, bases)
    is_day = masses_of_a_day(marks)
    if is_day is not None:
        return Clause(bases=(Basis(1.0, None, is_day),))
    said = bool(often.times or often.days or often.slots or often.bare or often.each_meal or often.meals)
    if "limit" in kinds and "daily-dose" not in kinds:
        return Clause(bases=sized, limit=_limit(taken, often))
    if not said and "not-daily" not in kinds:
        pending = taken[0] if len(taken) == 1 and "take" in kinds else None
        unread = bool(taken) and "open" in kinds and "take" in kinds
        return Clause(bases=sized, pending=pending, unread=unread)
    if not taken and any(
        mark.kind == "amount" and opened_by(marks, place) == "take" for place, mark in enumerate(marks)
    ):
        return Clause(bases=sized, unread=True)  # 'take 400 mg daily'
    directs = bool(taken or often.times or often.bare or ("take" in kinds and not bases))
    if "open" in kinds or "not-daily" in kinds:
        return Clause(bases=sized, unread=directs or bool(bases))
    if not taken and bases and (often.times or often.slots or often.days):
        named = [each for each in bases if each.number is not None]
        if named and masses_in(marks) and not often.times:
            taken = []
        elif named:
            taken = named[:1]
            if "serving-size" not in kinds and not masses_in(marks):
                sized = ()
    elif taken and len(bases) == 1 and _said_between(bases[0], taken[0], often):
        taken = [bases[0], *taken]
    intakes = intakes_of(marks, taken, often)
    if intakes is None:
        return Clause(bases=sized, unread=True)
    if not intakes:
        headed = bool(often.days) and any(each.number is None and not each.basis for each in mentions)
        speaks = (
            bool(taken or often.bare or often.times)
            or headed
            or ("take" in kinds and bool(often.days or often.each_meal))
        )
        return Clause(bases=sized, unread=speaks)
    day = total_of_a_day(marks, taken, often)
    if day:
        sized = (*sized, Basis(1.0, None, day))
    alone = not taken and all(each.piece == "serving" for each in intakes)
    return Clause(tuple(intakes), sized, often=alone)


def _said_between(basis: Mention, taken: Mention, often: Often) -> bool:
    """Whether how often stands between: 'serving size: 1 gummy twice daily (2 gummies daily)'."""
    places = [*often.days, *(place for place, _ in often.times)]
    return basis.number is not None and any(basis.end < place < taken.start for place in places)


def combined(pending: Mention, clause: Clause) -> Clause:
    """'2 capsules.' with the clause 'Twice daily.' after it."""
    count = pending.number or Span.exactly(1.0)
    intakes = tuple(intake_of(count, each.times, pending.piece, each.slots) for each in clause.intakes)
    return clause._replace(intakes=intakes, often=False)


def _without_divided(marks: Sequence[Mark]) -> list[Mark]:
    """Without what says into how many intakes the day's pieces are divided: 'in 2 or 3 divided doses'."""
    kinds = [mark.kind for mark in marks]
    if "divided" not in kinds:
        return list(marks)
    place = kinds.index("divided")
    before = place
    if kinds[before - 1 : before] == ["number"]:
        before -= 1
    after = place + 1
    while after < len(kinds) and kinds[after] in ("divided", "number", "times", "word", "per", "to", "or", "and"):
        after += 1
    return [*marks[:before], *marks[after:]]


def _limit(taken: list[Mention], often: Often) -> Intake | None:
    """'Do not exceed 4 tablets a day': one to four, where nothing else says how many."""
    if len(taken) != 1 or taken[0].number is None or not (often.days or often.times):
        return None
    count = taken[0].number
    times = often.times[0][1] if often.times else Span.exactly(1.0)
    return Intake(Span(min(1.0, count.low), count.high * times.high), taken[0].piece, Span.exactly(1.0))
