"""Find the pieces that a clause names, and the pieces that the label's figures are printed for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span
from maginfo.labels.directions.words import WITH, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_WORDS = 3
"""Unknown words between a number and its piece: '2 coated vegetarian capsules'."""
_MAX_PIECES = 12
"""Capsules or tablets; a larger number is a pack."""
_MAX_MEASURED = 50.0
"""Drops, ml or g; a larger number is a bottle, or a reference such as 100 g."""
_SMALL = frozenset({"ml", "g", "drop", "spray"})
_SKIPPED = frozenset({"word", "colon", "and", "dash", "for-whom"})
_OPENS = frozenset({"per", "every", "serving-size"})
_OF_A_DAY = frozenset({"day", "daily-dose", "times", "often", "hours", "time-of-day", "meals"})


class PieceMention(NamedTuple):
    """Pieces that a clause mentions: '2 capsules', 'per capsule'. `start` and `end` are places of marks."""

    start: int
    end: int
    number: Span | None
    piece: str | None
    basis: bool = False
    """Whether the label's figures are printed for these pieces."""
    amounts: tuple[float, ...] = ()
    """The masses, mg, that are printed beside these pieces."""
    each: bool = False
    """Whether the masses are for one of the pieces."""
    same_as: tuple[float, str] | None = None
    """What one piece is in another measure: 15 ml, for 'one tablespoon (15 ml)'."""


class Basis(NamedTuple):
    """The pieces that the label's figures are printed for, with masses, mg, if they stand beside them."""

    number: float
    piece: str | None
    """None for the portion of a day."""
    amounts: tuple[float, ...] = ()


def mentions_in(marks: Sequence[Mark]) -> list[PieceMention]:
    """Find the pieces that the marks of a clause name, in order."""
    found: list[PieceMention] = []
    held: set[int] = set()
    for place, mark in enumerate(marks):
        if mark.kind == "number":
            end = place + 1
            if end < len(marks) and marks[end].kind == "dash":
                end += 1
            while end < len(marks) and marks[end].kind == "word" and end <= place + _MAX_WORDS:
                end += 1
            if end < len(marks) and (marks[end].kind == "piece" or (marks[end].kind == "serving-size")):
                piece = marks[end].of or "serving"
                found.append(PieceMention(place, end, Span(mark.low, mark.high), piece))
                held.update(range(place, end + 1))
        elif mark.kind == "amount" and mark.of == "g" and opened_by(marks, place) in ("take", "serving-size", "per"):
            found.append(PieceMention(place, place, Span(mark.low / 1000, mark.high / 1000), "g"))
    for place, mark in enumerate(marks):
        if mark.kind == "piece" and place not in held:
            if mark.of == "serving" or (place and place - 1 in held and marks[place - 1].kind == "piece"):
                continue
            after = marks[place + 1 : place + 3]
            if (
                after
                and after[0].kind == "number"
                and (len(after) == 1 or after[1].kind not in ("times", "piece", "word"))
            ):
                found.append(PieceMention(place, place + 1, Span(after[0].low, after[0].high), mark.of))
            else:
                found.append(PieceMention(place, place, None, mark.of))
    found.sort()
    return [_classified(marks, mention) for mention in found]


def opened_by(marks: Sequence[Mark], place: int) -> str:
    """Return the kind of the mark before a mention; words and brackets are skipped."""
    back = place - 1
    while back >= 0 and (marks[back].kind in _SKIPPED or marks[back].kind == "open-bracket") and back >= place - 4:
        back -= 1
    return marks[back].kind if back >= 0 else ""


def _classified(marks: Sequence[Mark], mention: PieceMention) -> PieceMention:
    """Add to a mention whether figures are printed for it, and its masses."""
    start = mention.start
    basis = opened_by(marks, start) in _OPENS or (start > 0 and _is_divisor(marks, start - 1))
    basis = basis or _is_followed_by_holds(marks, mention.end + 1) or _is_a_size(marks, mention)
    if mention.number is None and not basis:
        return mention
    attached, each = _in_brackets(marks, mention.end + 1)
    if not basis and not each and may_be_of_the_day(marks, mention):
        return mention
    return mention._replace(basis=basis, amounts=attached, each=each)


def _is_a_size(marks: Sequence[Mark], mention: PieceMention) -> bool:
    """Return whether counted pieces are those of the figures, by what stands beside them, without a frequency."""
    if mention.number is None:
        return False
    headed = _heads_a_mass(marks, mention.end + 1)
    if not headed and not _explains_a_serving(marks, mention):
        return False
    beside = marks[: mention.start] if headed else marks
    return not any(mark.kind in _OF_A_DAY for mark in beside)


def _heads_a_mass(marks: Sequence[Mark], place: int) -> bool:
    """Return whether a colon follows, and a mass before any frequency or piece: '2 capsules: magnesium 260 mg'."""
    colon = next((at for at in range(place, len(marks)) if marks[at].kind not in ("word", "close-bracket")), len(marks))
    if colon == len(marks) or marks[colon].kind != "colon" or colon > place + _MAX_WORDS:
        return False
    for mark in marks[colon + 1 :]:
        if mark.kind == "amount":
            return True
        if mark.kind == "piece" or mark.kind in _OF_A_DAY:
            return False
    return False


def _explains_a_serving(marks: Sequence[Mark], mention: PieceMention) -> bool:
    """Return whether a serving that is not counted stands right before: 'porção de 4 cápsulas', 'por dose (2)'."""
    back = mention.start - 1
    if back > 1 and [mark.kind for mark in marks[back - 1 : back + 1]] == ["amount", "open-bracket"]:
        back -= 2  # 'porção de 1,2 g (2 cápsulas)'
    if back > 0 and marks[back].kind in ("word", "open-bracket", "colon") and marks[back].of != WITH:
        back -= 1
    named = [(mark.kind, mark.of) for mark in marks[max(0, back - 1) : back + 1]]
    if named[-1:] == [("piece", "serving")]:
        return named[0][0] != "number"
    return [kind for kind, _ in named] in (["per", "take"], ["every", "take"])


def _is_divisor(marks: Sequence[Mark], place: int) -> bool:
    """Return whether the mark is a slash or 'a' after a mass: '100 mg/capsule', '90 mg of magnesium / capsule'."""
    if marks[place].kind != "slash" and not (marks[place].kind == "and" and marks[place].of == "a"):
        return False
    back = place - 1
    while back >= 0 and marks[back].kind in ("word", "close-bracket") and back >= place - _MAX_WORDS:
        back -= 1
    return back >= 0 and marks[back].kind == "amount"


def may_be_of_the_day(marks: Sequence[Mark], mention: PieceMention) -> bool:
    """Return whether a mass in brackets after a mention may be the day's: '3 x daily 2 tablets (equals 364 mg)'.

    That of one piece, '2 x daily 1 sachet (150 mg)', and one right after the bracket, '2 tablets (120 mg)', are theirs.
    """
    beside = marks[mention.end + 1 : mention.end + 3]
    kinds = [mark.kind for mark in beside]
    corresponds = kinds == ["open-bracket", "holds"] and beside[1].of is None
    is_theirs = mention.number == Span.exactly(1.0) or mention.each or kinds == ["open-bracket", "amount"]
    is_after_the_day = any(mark.kind in ("day", "daily-dose") for mark in marks[: mention.start])
    return is_after_the_day and (corresponds or not is_theirs)


def _in_brackets(marks: Sequence[Mark], place: int) -> tuple[tuple[float, ...], bool]:
    """Return the masses in the bracket at `place`: '(400 mg)'; and whether they are for one piece: '(200 mg each)'."""
    if place >= len(marks) or marks[place].kind != "open-bracket":
        return (), False
    found, each = [], False
    for mark in marks[place + 1 :]:
        if mark.kind == "close-bracket":
            break
        if mark.kind == "amount":
            found.append(mark.high)
        each = each or mark.kind in ("per", "every")
    return tuple(found), each and bool(found)


def _is_followed_by_holds(marks: Sequence[Mark], place: int) -> bool:
    """Return whether 'contains', '=' or a word for 'per' that stands behind follows, without a frequency between."""
    depth, words = 0, 0
    for mark in marks[place:]:
        if mark.kind in ("holds", "per-before"):
            return depth == 0
        depth += (mark.kind == "open-bracket") - (mark.kind == "close-bracket")
        if depth == 0 and mark.kind not in ("word", "close-bracket", "colon", "piece"):
            return False
        words += depth == 0
        if words > _MAX_WORDS:
            return False
    return False


def without_equivalents(marks: Sequence[Mark], taken: list[PieceMention]) -> list[PieceMention]:
    """Join the same amount in a second measure to the first: 'one tablespoon (15 ml)'."""
    kept: list[PieceMention] = []
    for mention in taken:
        bracketed = mention.start and marks[mention.start - 1].kind == "open-bracket"
        closes = mention.end + 1 < len(marks) and marks[mention.end + 1].kind == "close-bracket"
        between = marks[kept[-1].end + 1 : mention.start - 1] if kept else []
        if kept and bracketed and closes and all(mark.kind == "word" for mark in between):
            kept[-1] = _with_equivalent(kept[-1], mention)
        else:
            kept.append(mention)
    return kept


def _with_equivalent(mention: PieceMention, other: PieceMention) -> PieceMention:
    """Return a mention with what one piece of it is in the measure of the other, where both are single numbers."""
    if mention.number is None or other.number is None or other.piece is None or mention.number.low <= 0:
        return mention
    if not (mention.number.certain and other.number.certain):
        return mention
    return mention._replace(same_as=(other.number.low / mention.number.low, other.piece))


def counted_in(mentions: Sequence[PieceMention]) -> list[PieceMention]:
    """Return the pieces with a number that is neither that of the figures nor that of a pack."""
    return [each for each in mentions if each.number is not None and not each.basis and not is_pack(each)]


def is_pack(mention: PieceMention) -> bool:
    """Return whether the number, of a range the lower one, is that of a pack; or zero."""
    most = _MAX_MEASURED if mention.piece in _SMALL else _MAX_PIECES
    return mention.number is not None and (mention.number.low > most or mention.number.high <= 0)


def directs_a_pack(marks: Sequence[Mark], mentions: list[PieceMention]) -> bool:
    """Return whether a number as large as a pack's is to be taken: 'take 60 ml'; not 'with 200 ml of water'."""
    for mention in mentions:
        before = marks[mention.start - 1] if mention.start else Mark("")
        if mention.basis or not is_pack(mention) or before.kind == "open-bracket" or before.of == WITH:
            continue
        if mention.piece in _SMALL or opened_by(marks, mention.start) == "take":
            return True
    return False


def masses_in(marks: Sequence[Mark]) -> tuple[float, ...]:
    """Return the masses among the marks, mg."""
    return tuple(mark.high for mark in marks if mark.kind == "amount")


def sizes_of(marks: Sequence[Mark], mentions: list[PieceMention], bases: list[PieceMention]) -> tuple[Basis, ...]:
    """Return the bases of the figures in a clause; a piece without a number counts as one."""
    found = []
    masses = masses_in(marks)
    shared = masses if len(bases) == 1 else ()
    for place, mention in enumerate(mentions):
        number = mention.number or Span.exactly(1.0)
        before = mentions[place - 1] if place else None
        same = before is not None and before.basis and _repeats_in_brackets(marks, mention, before)
        if not number.certain or mention.piece == "serving" or is_pack(mention):
            continue
        if mention.basis:
            column = (masses[bases.index(mention)],) if len(bases) == len(masses) > 1 else shared
            found.append(Basis(number.high, mention.piece, mention.amounts or column))
        elif same:
            found.append(Basis(number.high, mention.piece, mention.amounts or shared))
        elif mention.amounts:
            found.append(Basis(1.0 if mention.each else number.high, mention.piece, mention.amounts))
    return tuple(dict.fromkeys(found))


def _repeats_in_brackets(marks: Sequence[Mark], mention: PieceMention, before: PieceMention) -> bool:
    """Return whether a mention repeats the one before it in another measure: '1 tablespoon (15 ml)'."""
    return (
        mention.number is not None
        and before.end == mention.start - 2
        and marks[mention.start - 1].kind == "open-bracket"
    )


def masses_of_a_day(marks: Sequence[Mark]) -> tuple[float, ...] | None:
    """Return the masses for a day, mg: 'per daily dose (2 capsules) 400 mg', '400 mg a day'; None without any."""
    for place, mark in enumerate(marks):
        if mark.kind == "daily-dose":
            masses = masses_in(marks[place:])
            if place and marks[place - 1].kind in ("per", "serving-size"):
                return masses or masses_in(marks)
            if masses and any(each.kind in ("holds", "colon") for each in marks[place:]):
                return masses
        if mark.kind == "day" and place:
            back = place - 1
            while back > 0 and marks[back].kind in ("word", "open-bracket") and back >= place - 3:
                back -= 1
            if marks[back].kind == "amount" and opened_by(marks, back) != "take":
                return (marks[back].high,)
    return None
