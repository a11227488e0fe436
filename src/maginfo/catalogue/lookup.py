"""What a name that was not found may have meant: a slip of the hand, or a longer name that the words stand in.

Where neither is so nothing is suggested: a name that merely looks or sounds alike is another thing's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.catalogue.slips import slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NEAREST = 3
SHORTEST_IN_A_NAME = 4
"""Letters below which what was typed is an abbreviation, and no word to look for in longer names."""


def nearest(
    wanted: str,
    names: Iterable[str],
    canonical: dict[str, str] | None = None,
    key: Callable[[str], str] = name_key,
    meaning: Callable[[str], object] | None = None,
) -> tuple[str, ...]:
    """Up to three of `names` that `wanted` may have meant, those with the fewest slips first, longer names last.

    `canonical` maps a spelling to the name to show; `key` gives what two spellings of one name have in common. With
    `meaning`, longer names are suggested only where all that hold the words mean one thing: potassium is in several.
    """
    typed = key(wanted)
    if not typed:
        return ()
    whole, longer = [], []
    for name in names:
        meant = key(name)
        count = slips(typed, meant)
        if count is not None:
            whole.append((count, 0, name))
        elif (count := _slips_within(typed, meant)) is not None:
            longer.append((count, len(meant), name))
    if meaning is not None and len({meaning(name) for *_, name in (*whole, *longer)}) > 1:
        longer = []
    ranked = (*sorted(whole, key=_rank), *sorted(longer, key=_rank))
    shown = (canonical.get(name, name) if canonical else name for *_, name in ranked)
    return tuple(dict.fromkeys(shown))[:NEAREST]


def _rank(candidate: tuple[int, int, str]) -> tuple[int, int]:
    return candidate[:2]


def _slips_within(typed: str, meant: str) -> int | None:
    """How many slips make words of a longer name into those typed; None where they do not stand in it."""
    if len(typed) < SHORTEST_IN_A_NAME:
        return None
    words, count = meant.split(), len(typed.split())
    runs = (" ".join(words[start : start + count]) for start in range(len(words) - count + 1))
    return min((found for run in runs if (found := slips(typed, run)) is not None), default=None)
