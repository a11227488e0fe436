"""Facts that people write among conditions: an age ('my 4 year old') and an eGFR ('eGFR 45')."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from maginfo.catalogue.names import APOSTROPHES
from maginfo.model.ages import MAX_YEARS, read_age_band
from maginfo.model.constraints import EGFR_BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.model.safety import Caution

_DAYS_IN_A_MONTH = (28, 31)
"""The fewest and the most."""
_WHO = (
    r"(?:\s*(?:baby|infant|newborn|toddler|child|kid|boy|girl|son|daughter|man|woman|lady|gentleman|male|female"
    r"|m|f|person|patient))?"
)
_COUNT = r"(?P<count>\d{1,3})"
_UNIT = r"(?P<unit>y(?:ea)?rs?|y|mo(?:nth)?s?|m|w(?:ee)?ks?|days?)"
_AGE = re.compile(
    r"(?:(?:i am|im|i m|my|our|a|an|the|is|he is|she is|now|baby|child|infant|toddler|newborn|patient)\s+)*"
    rf"(?:{_COUNT}\s*{_UNIT}(?:\s*old|\s*/?\s*o|\s+of\s+age){_WHO}"
    rf"|aged?\s+(?P<count2>\d{{1,3}})(?:\s*(?P<unit2>y(?:ea)?rs?|mo(?:nth)?s?|w(?:ee)?ks?|days?))?"
    rf"|(?:elderly|senior|man|woman)\s+(?P<count3>\d{{1,3}})(?:\s*(?P<unit3>y(?:ea)?rs?))?"
    rf"|(?:baby|infant|toddler|child|kid|boy|girl)\s+(?P<count4>\d{{1,3}})\s*(?P<unit4>y(?:ea)?rs?|mo(?:nth)?s?|w(?:ee)?ks?))"
)
_COUNTS, _UNITS = ("count", "count2", "count3", "count4"), ("unit", "unit2", "unit3", "unit4")
_EGFR = re.compile(
    r"(?:(?:my|the|current|last|latest)\s+)*e?gfr\s*(?:is|was|of|at|=|:)?\s*(?P<figure>\d{1,3}(?:[.,]\d+)?)"
    r"\s*(?:ml\s*(?:/|per)\s*min(?:ute)?(?:\s*(?:/|per)\s*1[.,]73\s*m\s*(?:2|²|\^2)?)?)?"
)
_WITHOUT_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
_BETWEEN_WORDS = str.maketrans(dict.fromkeys("-‐‑‒–—−", " ") | {".": None})
"""Every hyphen and dash as a space; stops are left out."""
_COMPARED = re.compile(r"[<>≤≥]")


class Stated(NamedTuple):
    """A fact about a person; every field is None where no fact is stated."""

    ages: str | None = None
    """A band as `read_age_band` reads it: '4 y', '0-1 mo'."""
    egfr: float | None = None
    """In mL/min/1.73 m2."""


NOTHING_STATED = Stated()


def stated(text: str) -> Stated:
    """Return the age or the eGFR that the text states and nothing else; a range or a comparison states none."""
    if not any(map(str.isdigit, text)):
        return NOTHING_STATED
    written = " ".join(text.casefold().translate(_WITHOUT_APOSTROPHES).split())
    if (found := _EGFR.fullmatch(written)) is not None:
        figure = float(found["figure"].replace(",", "."))
        return Stated(egfr=figure) if figure <= EGFR_BOUNDS[1] else NOTHING_STATED
    found = _AGE.fullmatch(written.translate(_BETWEEN_WORDS))
    if found is None:
        return NOTHING_STATED
    count, unit = (next(filter(None, found.group(*names)), None) for names in (_COUNTS, _UNITS))
    return Stated(ages=_band(int(count or 0), unit or "y"))


def _band(count: int, unit: str) -> str | None:
    """Return the completed months or years of '3 months' and '6 weeks'; None for more years than people live."""
    if unit.startswith("y"):
        return f"{count} y" if count <= MAX_YEARS else None
    if unit.startswith("m"):
        return f"{count} mo"
    days = count * 7 if unit.startswith("w") else count
    longest, shortest = _DAYS_IN_A_MONTH[1], _DAYS_IN_A_MONTH[0]
    low, high = days // longest, (days + (6 if unit.startswith("w") else 0)) // shortest
    return f"{low} mo" if low == high else f"{low}-{high} mo"


def compares(text: str) -> bool:
    """Return whether a name says 'less than' or 'more than' by a sign, which its key leaves out."""
    return _COMPARED.search(text) is not None


def caution_of(fact: Stated, cautions: Iterable[Caution]) -> Caution | None:
    """Return the first caution that this age or eGFR switches on; None if none does."""
    for caution in cautions:
        when = caution.applies_when
        if when is None:
            continue
        ages = when.ages if caution.kind == "population" else None
        if fact.ages is not None and ages is not None and read_age_band(ages).overlaps(read_age_band(fact.ages)):
            return caution
        if when.includes_egfr(fact.egfr):
            return caution
    return None
