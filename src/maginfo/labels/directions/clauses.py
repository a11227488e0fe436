"""Read one clause of a label: the pieces a day, and the pieces that the figures are printed for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span
from maginfo.labels.directions.frequency import frequency_in
from maginfo.labels.directions.hints import Hints, hints_in, is_with
from maginfo.labels.directions.intakes import Intake, intake_of, intakes_of
from maginfo.labels.directions.pieces import (
    Basis,
    counted_in,
    directs_a_pack,
    is_pack,
    masses_in,
    masses_of_a_day,
    may_be_of_the_day,
    mentions_in,
    opened_by,
    sizes_of,
    without_equivalents,
)
from maginfo.labels.directions.words import MAXIMUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.frequency import Frequency
    from maginfo.labels.directions.pieces import PieceMention
    from maginfo.labels.directions.words import Mark

_OF_A_DIVISION = frozenset({"divided", "number", "times", "word", "per", "to", "or", "and", "comma", "time-of-day"})


class Clause(NamedTuple):
    """The intakes, bases and masses of one clause."""

    intakes: tuple[Intake, ...] = ()
    bases: tuple[Basis, ...] = ()
    limit: Intake | None = None
    """The intake that is named as a maximum: 'do not exceed 4 tablets a day'."""
    unread: bool = False
    """Whether it mentions pieces or times a day in a way that is not understood."""
    pending: PieceMention | None = None
    """Pieces to take, without a frequency."""
    frequency_alone: bool = False
    """Whether it states a frequency without pieces: 'twice daily'."""
    amounts: tuple[float, ...] = ()
    """The masses in it, mg."""
    hints: Hints = Hints()
    """What it hints at, if it gives no intake and no pieces."""

    @property
    def directs(self) -> bool:
        """Whether it gives an intake or pieces to take, or may do so."""
        return bool(self.intakes) or self.limit is not None or self.unread or self.pending is not None


def read_clause(marks: Sequence[Mark]) -> Clause:
    """Read the marks of one clause, which is for one group of people."""
    clause = _with_masses_of_a_day(_read(_without_divided(marks)), marks)
    hints = Hints() if clause.directs else hints_in(marks, frequency_in(marks, mentions_in(marks)))
    return clause._replace(amounts=masses_in(marks), hints=hints)


def _with_masses_of_a_day(clause: Clause, marks: Sequence[Mark]) -> Clause:
    """Add the portion of a day that masses are printed for; without an intake beside it, that is all a clause says."""
    masses = masses_of_a_day(marks)
    if masses is None:
        return clause
    portion = Basis(1.0, None, masses)
    return clause._replace(bases=(*clause.bases, portion)) if clause.intakes else Clause(bases=(portion,))


def _read(marks: Sequence[Mark]) -> Clause:
    kinds = [mark.kind for mark in marks]
    mentions = mentions_in(marks)
    frequency = frequency_in(marks, mentions)
    bases = [each for each in mentions if each.basis]
    taken = _taken_in(marks, mentions)
    packs = {mention.start for mention in mentions if is_pack(mention)}
    # 'at least 250 ml' of water leaves nothing open.
    is_open = any(kind == "open" and place + 1 not in packs for place, kind in enumerate(kinds))
    sized = sizes_of(marks, mentions, bases)
    if ("limit" in kinds and "daily-dose" not in kinds) or _begins_with_a_limit(marks):
        return Clause(bases=sized, limit=_limit(taken, frequency))
    if not frequency.is_stated and "not-daily" not in kinds:
        directs = "take" in kinds or (len(taken) == 1 and is_with(marks, taken[0].end + 1))
        pending = taken[0] if len(taken) == 1 and directs else None
        unread = bool(taken) and is_open and "take" in kinds
        return Clause(bases=sized, pending=pending, unread=unread)
    if not taken and (_takes_a_mass(marks) or directs_a_pack(marks, mentions)):
        return Clause(bases=sized, unread=True)
    if is_open or "not-daily" in kinds:
        directs = bool(taken or frequency.times or frequency.bare or ("take" in kinds and not bases))
        return Clause(bases=sized, unread=directs or bool(bases))
    if not taken and bases and (frequency.times or frequency.slots or frequency.days):
        taken, sized = _taken_as_sized(marks, bases, sized, frequency)
    elif taken and len(bases) == 1 and _stated_between(bases[0], taken[0], frequency):
        taken = [bases[0], *taken]
    intakes = intakes_of(marks, taken, frequency)
    if intakes is None:
        return Clause(bases=sized, unread=True)
    if not intakes and not taken and not (frequency.days or frequency.each_meal):
        intakes = _at_each_slot(hints_in(marks, frequency).slots)
    if not intakes:
        return Clause(bases=sized, unread=_speaks_of_a_day(marks, mentions, taken, frequency))
    if len(taken) == 1:
        intakes = [intake._replace(same_as=taken[0].same_as) for intake in intakes]
    masses = _masses_after_intake(marks, taken, frequency)
    if masses:
        sized = (*sized, Basis(1.0, None, masses))
    alone = not taken and all(each.piece == "serving" for each in intakes)
    return Clause(tuple(intakes), sized, frequency_alone=alone)


def names_a_limit(mark: Mark) -> bool:
    """Return whether a mark is a word for what should not be gone over, or for the most."""
    return mark.kind == "limit" or (mark.kind == "up-to" and mark.of == MAXIMUM)


def _begins_with_a_limit(marks: Sequence[Mark]) -> bool:
    return any(names_a_limit(mark) for mark in marks[:1])


def _taken_in(marks: Sequence[Mark], mentions: list[PieceMention]) -> list[PieceMention]:
    """Return the counted pieces that are taken; servings are left out where other pieces are counted."""
    taken = without_equivalents(marks, counted_in(mentions))
    if any(each.piece != "serving" for each in taken):
        return [each for each in taken if each.piece != "serving" or marks[each.end].kind == "piece"]
    return taken


def _takes_a_mass(marks: Sequence[Mark]) -> bool:
    """Return whether a mass is to be taken, not pieces: 'take 400 mg daily'."""
    return any(mark.kind == "amount" and opened_by(marks, place) == "take" for place, mark in enumerate(marks))


def _taken_as_sized(
    marks: Sequence[Mark], bases: list[PieceMention], sized: tuple[Basis, ...], frequency: Frequency
) -> tuple[list[PieceMention], tuple[Basis, ...]]:
    """Return the pieces taken and the pieces of the figures, where one count may be both: 'per 2 capsules daily'."""
    named = [each for each in bases if each.number is not None]
    if not named or (masses_in(marks) and not frequency.times):
        return [], sized
    is_of_a_figure = any(mark.kind == "serving-size" for mark in marks) or bool(masses_in(marks))
    return named[:1], sized if is_of_a_figure else ()


def _speaks_of_a_day(
    marks: Sequence[Mark], mentions: list[PieceMention], taken: list[PieceMention], frequency: Frequency
) -> bool:
    """Return whether a clause without an understood intake still mentions a day."""
    if taken or frequency.bare or frequency.times:
        return True
    if frequency.days and any(each.number is None and not each.basis for each in mentions):
        return True
    return any(mark.kind == "take" for mark in marks) and bool(frequency.days or frequency.each_meal)


def _stated_between(basis: PieceMention, taken: PieceMention, frequency: Frequency) -> bool:
    """Return whether a frequency stands between two counts: 'serving size: 1 gummy twice daily (2 gummies daily)'."""
    places = [*frequency.days, *(place for place, _ in frequency.times)]
    return basis.number is not None and any(basis.end < place < taken.start for place in places)


def combined(pending: PieceMention, clause: Clause) -> Clause:
    """Combine pieces without a frequency with the next clause: '2 capsules.', 'Twice daily.'."""
    count = pending.number or Span.exactly(1.0)
    intakes = tuple(intake_of(count, each.times, pending.piece, each.slots) for each in clause.intakes)
    return clause._replace(intakes=intakes, frequency_alone=False)


def _without_divided(marks: Sequence[Mark]) -> list[Mark]:
    """Remove the division of a day's pieces into intakes: 'in 2 or 3 divided doses', 'par jour en 2 prises'."""
    kinds = [mark.kind for mark in marks]
    place = kinds.index("divided") if "divided" in kinds else _counted_division(kinds)
    if place is None:
        return list(marks)
    before = place - (kinds[place - 1 : place] == ["word"])  # 'in 2 lub 3 dawkach podzielonych'
    before = before - 1 if kinds[before - 1 : before] == ["number"] else place
    after = place + 1
    while after < len(kinds) and kinds[after] in _OF_A_DIVISION:
        after += 1
    return [*marks[:before], *marks[after:]]


def _counted_division(kinds: Sequence[str]) -> int | None:
    """Return the place of 'times' that divide a day's pieces: a preposition stands between them and the day."""
    for place in (place for place, kind in enumerate(kinds) if kind == "times"):
        *before, joint, number = ["", "", "", "", *kinds[:place]][-4:]
        is_joined = joint in ("per", "and", "word") and number == "number"
        after_the_day = before[1] == "day" or before == ["day", "comma"]
        if is_joined and after_the_day and "piece" in kinds[:place] and kinds[place + 1 : place + 2] != ["day"]:
            return place
    return None


def _limit(taken: list[PieceMention], frequency: Frequency) -> Intake | None:
    """Read a maximum as a range from one piece: 'do not exceed 4 tablets a day' is one to four."""
    if not (frequency.days or frequency.times) or len(taken) > 1:
        return None
    if taken:
        count, piece = taken[0].number, taken[0].piece
    elif frequency.bare:
        count, piece = frequency.bare[0][1], None
    else:
        count, piece = Span.exactly(1.0) if frequency.times else None, "serving"
    if count is None:
        return None
    times = frequency.times[0][1] if frequency.times else Span.exactly(1.0)
    return Intake(Span(min(1.0, count.low), count.high * times.high), piece, Span.exactly(1.0))


def _at_each_slot(slots: Sequence[str]) -> list[Intake]:
    """Read 'with breakfast and dinner' as one serving, or one at each; an empty list for a single time of the day."""
    servings = Span(1.0, float(len(slots)))
    return [Intake(servings, "serving", servings, frozenset(slots))] if len(slots) > 1 else []


def _masses_after_intake(marks: Sequence[Mark], taken: list[PieceMention], frequency: Frequency) -> tuple[float, ...]:
    """Return the masses, mg, after the pieces and their frequency: '3 x daily 2 tablets (equivalent to 364.8 mg)'."""
    if not taken or not (frequency.days or frequency.times):
        return ()
    last = max([taken[-1].end, *frequency.days, *(place for place, _ in frequency.times)])
    of_the_pieces = last == taken[-1].end and not may_be_of_the_day(marks, taken[-1])
    if of_the_pieces or any(mark.kind == "per" for mark in marks[last + 1 :]):
        return ()
    behind = marks[last + 1 :]
    opened = bool(behind) and behind[0].kind in ("open-bracket", "holds", "dash", "comma", "word")
    joined = any(mark.kind in ("holds", "open-bracket") for mark in behind[:4])
    return masses_in(behind) if opened and joined else ()
