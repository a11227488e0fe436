"""What a name that was not found may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

RESEMBLANCE = 70.0
"""Out of 100: below it two names are taken for different words, not for a slip of the pen."""
NEAREST = 3


SAME_MEDICINE = 0.88
"""Jaro-Winkler: two medicines may end alike and be nothing alike, so only a shared beginning counts as a slip."""


def nearest_medicine(wanted: str, names: Iterable[str]) -> tuple[str, ...]:
    """Up to three medicines that `wanted` may be a misspelling of; never one that merely sounds like it."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    keys = {name: name_key(name) for name in names}
    scorer = JaroWinkler.normalized_similarity
    found = process.extract(name_key(wanted), keys, scorer=scorer, score_cutoff=SAME_MEDICINE, limit=NEAREST)
    return tuple(name for _, _, name in found)


def nearest(wanted: str, names: Iterable[str], canonical: dict[str, str] | None = None) -> tuple[str, ...]:
    """Up to three names that resemble `wanted`, nearest first; `canonical` maps a spelling to the name to show.

    rapidfuzz does the comparing; it is imported here, because only a name that was not found needs it.
    """
    from rapidfuzz import fuzz, process

    keys = {name: name_key(name) for name in names}
    found = process.extract(name_key(wanted), keys, scorer=fuzz.WRatio, score_cutoff=RESEMBLANCE, limit=12)
    shown = (canonical.get(name, name) if canonical else name for _, _, name in found)
    return tuple(dict.fromkeys(shown))[:NEAREST]
