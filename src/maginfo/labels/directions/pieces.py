"""The pieces that a clause names, and what the label's figures are printed for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.directions.often import Often
    from maginfo.labels.directions.words import Mark

_MAX_WORDS = 3
"""Unknown words between a number and its piece: '2 coated vegetarian capsules'."""
_MAX_PIECES = 12
"""More capsules or tablets are a pack's."""
_MAX_MEASURED = 50.0
"""More drops, ml or g are a bottle's, or what food is compared by."""
_SMALL = frozenset({"ml", "g", "drop", "spray"})
_SKIPPED = frozenset({"word", "colon", "and", "dash", "for-whom"})
_OPENS = frozenset({"per", "every", "serving-size"})


class Mention(NamedTuple):
    """Some pieces: '2 capsules', 'per capsule'."""

    start: int
    end: int
    number: Span | None
    piece: str | None
    basis: bool = False
    """Whether the label's figures are of so many."""
    amounts: tuple[float, ...] = ()
    """The masses, mg, that are printed for so many."""
    each: bool = False
    """Whether those masses are of one of them."""


class Basis(NamedTuple):
    """What the label's figures are of."""

    number: float
    piece: str | None
    """None: a day's portion."""
    amounts: tuple[float, ...] = ()


def mentions_in(marks: Sequence[Mark]) -> list[Mention]:
    """All pieces that the marks of a clause name, in order."""
    found: list[Mention] = []
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
                found.append(Mention(place, end, Span(mark.low, mark.high), piece))
                held.update(range(place, end + 1))
        elif mark.kind == "amount" and mark.of == "g" and opened_by(marks, place) in ("take", "serving-size", "per"):
            found.append(Mention(place, place, Span(mark.low / 1000, mark.high / 1000), "g"))
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
                found.append(Mention(place, place + 1, Span(after[0].low, after[0].high), mark.of))
            else:
                found.append(Mention(place, place, None, mark.of))
    found.sort()
    return [_classified(marks, mention) for mention in found]


def opened_by(marks: Sequence[Mark], place: int) -> str:
    """The kind of the mark that a mention goes with, words and brackets passed over."""
    back = place - 1
    while back >= 0 and (marks[back].kind in _SKIPPED or marks[back].kind == "open-bracket") and back >= place - 4:
        back -= 1
    return marks[back].kind if back >= 0 else ""


def _classified(marks: Sequence[Mark], mention: Mention) -> Mention:
    """The mention with whether figures are printed for it, and which."""
    start = mention.start
    basis = opened_by(marks, start) in _OPENS or (start > 0 and _is_divisor(marks, start - 1))
    basis = basis or _goes_on_with_holds(marks, mention.end + 1)
    if mention.number is None and not basis:
        return mention
    attached, each = _in_brackets(marks, mention.end + 1)
    if not basis and not each and _day_before(marks, mention):
        return mention  # the mass may be the day's
    return mention._replace(basis=basis, amounts=attached, each=each)


def _is_divisor(marks: Sequence[Mark], place: int) -> bool:
    """Whether 'a' or a slash stands there behind a mass: '100 mg/capsule', '90 mg of magnesium / capsule'."""
    if marks[place].kind != "slash" and not (marks[place].kind == "and" and marks[place].of == "a"):
        return False
    back = place - 1
    while back >= 0 and marks[back].kind in ("word", "close-bracket") and back >= place - _MAX_WORDS:
        back -= 1
    return back >= 0 and marks[back].kind == "amount"


def _day_before(marks: Sequence[Mark], mention: Mention) -> bool:
    """Whether how often stands before the mention, so that a mass in brackets behind it may be the day's."""
    return any(mark.kind in ("day", "daily-dose") for mark in marks[: mention.start])


def _in_brackets(marks: Sequence[Mark], place: int) -> tuple[tuple[float, ...], bool]:
    """Masses in a bracket that opens at once, '2 capsules (400 mg)', and whether they are of one: '(200 mg each)'."""
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


def _goes_on_with_holds(marks: Sequence[Mark], place: int) -> bool:
    """Whether 'contains', 'provide' or '=' follows, with nothing of how often between."""
    depth, words = 0, 0
    for mark in marks[place:]:
        if mark.kind == "holds":
            return depth == 0
        depth += (mark.kind == "open-bracket") - (mark.kind == "close-bracket")
        if depth == 0 and mark.kind not in ("word", "close-bracket", "colon", "piece"):
            return False
        words += depth == 0
        if words > _MAX_WORDS:
            return False
    return False


def without_equivalents(marks: Sequence[Mark], taken: list[Mention]) -> list[Mention]:
    """Without the second of 'one tablespoon (15 ml)'."""
    kept: list[Mention] = []
    for mention in taken:
        bracketed = mention.start and marks[mention.start - 1].kind == "open-bracket"
        closes = mention.end + 1 < len(marks) and marks[mention.end + 1].kind == "close-bracket"
        if not (kept and bracketed and closes and kept[-1].end == mention.start - 2):
            kept.append(mention)
    return kept


def is_pack(mention: Mention) -> bool:
    """Whether so many pieces are what a pack holds, or none."""
    most = _MAX_MEASURED if mention.piece in _SMALL else _MAX_PIECES
    return mention.number is not None and (mention.number.high > most or mention.number.high <= 0)


def masses_in(marks: Sequence[Mark]) -> tuple[float, ...]:
    """The masses, mg, that the marks print."""
    return tuple(mark.high for mark in marks if mark.kind == "amount")


def sizes_of(marks: Sequence[Mark], mentions: list[Mention], bases: list[Mention]) -> tuple[Basis, ...]:
    """What the figures of a clause are of: one piece where no number stands."""
    found = []
    masses = masses_in(marks)
    shared = masses if len(bases) == 1 else ()
    for place, mention in enumerate(mentions):
        number = mention.number or Span.exactly(1.0)
        before = mentions[place - 1] if place else None
        same = before is not None and before.basis and _stands_in_brackets_behind(marks, mention, before)
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


def _stands_in_brackets_behind(marks: Sequence[Mark], mention: Mention, before: Mention) -> bool:
    """Whether it is the piece before it in another measure: '1 tablespoon (15 ml)', '2.5 g (1/2 teaspoon)'."""
    return (
        mention.number is not None
        and before.end == mention.start - 2
        and marks[mention.start - 1].kind == "open-bracket"
    )


def masses_of_a_day(marks: Sequence[Mark]) -> tuple[float, ...] | None:
    """The masses that are a day's: 'per daily dose (2 capsules) 400 mg', 'magnesium 400 mg a day'; None if none is."""
    for place, mark in enumerate(marks):
        if mark.kind == "daily-dose":
            masses = masses_in(marks[place:])
            if place and marks[place - 1].kind in ("per", "serving-size"):
                return masses or masses_in(marks)
            if masses and any(each.kind in ("holds", "colon") for each in marks[place:]):
                return masses
        if mark.kind == "day" and place and not any(each.kind in ("times", "often") for each in marks):
            back = place - 1
            while back > 0 and marks[back].kind in ("word", "open-bracket") and back >= place - 3:
                back -= 1
            if marks[back].kind == "amount" and opened_by(marks, back) != "take":
                return (marks[back].high,)
    return None


def total_of_a_day(marks: Sequence[Mark], taken: list[Mention], often: Often) -> tuple[float, ...]:
    """Masses printed behind what is taken and how often: '3 x daily 2 tablets (equivalent to 364.8 mg)'."""
    if not taken or not (often.days or often.times):
        return ()
    last = max([taken[-1].end, *often.days, *(place for place, _ in often.times)])
    if any(mark.kind == "per" for mark in marks[last + 1 :]):
        return ()
    behind = marks[last + 1 :]
    opened = bool(behind) and behind[0].kind in ("open-bracket", "holds", "dash", "comma", "word")
    joined = any(mark.kind in ("holds", "open-bracket") for mark in behind[:3])
    return masses_in(behind) if opened and joined else ()
