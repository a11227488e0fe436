"""Suggestions for a name that was not found: the name without a typing error, or a longer name with the same words.

Nothing else is suggested: a name that only looks or sounds similar belongs to something else.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MIN_LETTERS = 5
"""Length of the longer word below which no typing error is assumed: CAPD is not COPD."""
TWO_SLIPS_FROM, THREE_SLIPS_FROM = 8, 11
"""Lengths of the shorter word from which two and three typing errors are assumed."""
VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _keys_beside() -> frozenset[tuple[str, str]]:
    """Return the pairs of letters that are next to each other on a keyboard."""
    at = {key: (row, place) for row, keys in enumerate(_ROWS) for place, key in enumerate(keys)}
    return frozenset(
        (one, other)
        for one, (row, place) in at.items()
        for other, (below, across) in at.items()
        if one != other and abs(row - below) <= 1 and abs(place - across) <= 1
    )


BESIDE = _keys_beside()


class _Edit(NamedTuple):
    """One difference: the letter typed and the letter meant, '' for none; both are empty for two letters swapped."""

    place: int
    typed: str
    meant: str
    doubled: bool
    """Whether a double letter was typed for a single one, or a single letter for a double one."""

    @property
    def is_another_consonant(self) -> bool:
        """Whether a consonant was added, left out or replaced, other than by the key next to it."""
        if self.doubled or (self.typed, self.meant) in BESIDE:
            return False
        return any(letter and letter not in VOWELS for letter in (self.typed, self.meant))


def slips(typed: str, meant: str) -> int | None:
    """Count the typing errors that turn the words of `meant` into those of `typed`; both are results of `name_key`.

    Returns None for different words. Words correspond one to one; spaces left out or added count as one error.
    """
    return _slips_of_words(typed.split(), meant.split())


def _slips_of_words(typed: Sequence[str], meant: Sequence[str]) -> int | None:
    if len(typed) != len(meant):
        return 1 if "".join(typed) == "".join(meant) else None
    total = 0
    for one, other in zip(typed, meant, strict=True):
        count = _slips_of_a_word(one, other)
        if count is None:
            return None
        total += count
    return total


def _slips_of_a_word(typed: str, meant: str) -> int | None:
    if typed == meant:
        return 0
    if not _may_start_alike(typed, meant):
        return None  # this answers nine in ten pairs at once
    shorter = min(len(typed), len(meant))
    allowed = 1 + (shorter >= TWO_SLIPS_FROM) + (shorter >= THREE_SLIPS_FROM)
    if (
        max(len(typed), len(meant)) < MIN_LETTERS
        or abs(len(typed) - len(meant)) > allowed
        or any(map(str.isdigit, typed + meant))
    ):
        return None
    if max(len(set(typed) - set(meant)), len(set(meant) - set(typed))) > allowed:
        return None  # each letter that only one of them has takes an edit
    if _is_swapped(typed, meant):
        return 1
    edits = _edits(typed, meant, allowed)
    return len(edits) if edits is not None and _are_slips(edits) else None


def _may_start_alike(typed: str, meant: str) -> bool:
    """Return whether the first letters are equal, next to each other on a keyboard, or swapped with a later letter."""
    first, other = typed[:1], meant[:1]
    return first == other or (first, other) in BESIDE or (first in meant[1:3] and other in typed[1:3])


def _is_swapped(typed: str, meant: str) -> bool:
    """Return whether two letters on either side of a third were swapped: 'xeralto' for Xarelto."""
    if len(typed) != len(meant):
        return False
    places = [place for place, pair in enumerate(zip(typed, meant, strict=True)) if pair[0] != pair[1]]
    if len(places) != 2 or places[1] - places[0] != 2:
        return False
    first, second = places
    return typed[first] == meant[second] and typed[second] == meant[first]


def _edits(typed: str, meant: str, allowed: int, start: int = 0) -> tuple[_Edit, ...] | None:
    """Return the fewest edits, in order, that turn `typed` into `meant`; None if more than `allowed` are needed."""
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    if typed[start:] == meant[start:]:
        return ()
    if not allowed:
        return None
    one, other = typed[start : start + 1], meant[start : start + 1]
    before, after = meant[:start], typed[start + 1 :]
    options = []
    if len(typed) > start + 1 and typed[start : start + 2] == meant[start : start + 2][::-1]:
        options.append((_Edit(start, "", "", False), before + other + one + typed[start + 2 :], start + 2))
    if one and other:
        options.append((_Edit(start, one, other, False), before + other + after, start + 1))
    if other:
        options.append(
            (
                _Edit(start, "", other, other in (meant[start - 1 : start], one)),
                before + other + typed[start:],
                start + 1,
            )
        )
    if one:
        options.append((_Edit(start, one, "", one in (meant[start - 1 : start], other)), before + after, start))
    found = [
        (edit, *rest)
        for edit, mended, following in options
        if (rest := _edits(mended, meant, allowed - 1, following)) is not None
    ]
    return min(found, key=len, default=None)


def _are_slips(edits: tuple[_Edit, ...]) -> bool:
    """Return whether these edits are typing errors; otherwise `typed` is a different word.

    The first letter may only be swapped with the second or replaced by the key next to it, and then the rest must be
    right (abrocitinib is not baricitinib). Two adjacent edits make another syllable, as 'er' and 'o' do in hyper and
    hypo, unless the syllable was left out. Of several edits at most one may concern a consonant (famciclovir is not
    ganciclovir), but one consonant may have moved.
    """
    first = edits[0]
    if first.place == 0:
        is_swap = not (first.typed or first.meant)
        return len(edits) == 1 and (is_swap or (first.typed, first.meant) in BESIDE)
    for one, other in pairwise(edits):
        if other.place - one.place <= 1 and (one.typed or other.typed):
            return False
    consonants = [edit for edit in edits if edit.is_another_consonant]
    moved = len(consonants) == 2 and {each.typed for each in consonants} == {each.meant for each in consonants}
    return len(consonants) <= 1 or moved


MAX_SUGGESTIONS = 3
MAX_TYPED = 200
"""Letters of a text above which it resembles no name; the longest name has fewer."""
MIN_WITHIN_A_NAME = 4
"""Number of letters below which the text is an abbreviation, not a word to look for in longer names."""


def nearest(
    wanted: str,
    names: Iterable[str],
    canonical: dict[str, str] | None = None,
    key: Callable[[str], str] = name_key,
    meaning: Callable[[str], object] | None = None,
) -> tuple[str, ...]:
    """Return up to three of `names` that `wanted` may mean: fewest typing errors first, longer names last.

    `canonical` maps a spelling to the name to show; `key` gives what two spellings of one name have in common. With
    `meaning`, longer names are suggested only if all names with these words have one meaning.
    """
    typed = key(wanted)
    if not 0 < len(typed) <= MAX_TYPED:
        return ()
    words = typed.split()
    whole, longer = [], []
    for name in names:
        meant = key(name)
        others = meant.split()
        count = _slips_of_words(words, others)
        if count is not None:
            whole.append((count, 0, name))
        elif len(others) > len(words) and len(typed) >= MIN_WITHIN_A_NAME:
            count = _slips_within(words, others)
            if count is not None:
                longer.append((count, len(meant), name))
    if meaning is not None and len({meaning(name) for *_, name in (*whole, *longer)}) > 1:
        longer = []
    ranked = (*sorted(whole, key=_rank), *sorted(longer, key=_rank))
    shown = (canonical.get(name, name) if canonical else name for *_, name in ranked)
    return tuple(dict.fromkeys(shown))[:MAX_SUGGESTIONS]


def _rank(candidate: tuple[int, int, str]) -> tuple[int, int]:
    return candidate[:2]


def _slips_within(typed: Sequence[str], meant: Sequence[str]) -> int | None:
    """Count the typing errors between the words typed and words of a longer name; None if the name lacks them."""
    runs = (meant[start : start + len(typed)] for start in range(len(meant) - len(typed) + 1))
    return min((found for run in runs if (found := _slips_of_words(typed, run)) is not None), default=None)
