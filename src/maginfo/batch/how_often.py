"""How often a dose is taken, from the columns that say so and those that say when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.amounts import Dose
from maginfo.dosing.written import MAX_TIMES_A_DAY
from maginfo.errors import UnreadableValueError
from maginfo.labels.directions.reader import directions_of

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue

_WHOLE_WITH_POINT = re.compile(r"([0-9]+)\.0+")


class HowOften(NamedTuple):
    """How often a day, or else the words to read with the dose: 2, 'twice daily', 'morning and evening'."""

    times_per_day: int | None = None
    words: str = ""
    may_say_nothing: bool = False
    """Whether the words may say when instead of how often: 'with meals'."""


def read_how_often(catalogue: Catalogue, times: str, when: str = "") -> HowOften:
    """Read a cell of `times`, with what another column says of when.

    Raises UnreadableValueError for what is neither a number nor words, and where the two columns contradict each other.
    """
    often, when = times.strip(), when.strip()
    if not often:
        return HowOften(*_number_or_words(when), may_say_nothing=not _states_how_often(catalogue, when))
    read = HowOften(*_number_or_words(often))
    if when:
        said = _times_in(when)
        if said is None and _states_how_often(catalogue, when):
            raise UnreadableValueError(f"'{when}': cannot read how often; write it like 'twice a day'")
        expected = read.times_per_day or _times_in(read.words) or 1
        if said is not None and said != expected:
            raise UnreadableValueError(f"'{often}' and '{when}' say differently how often it is taken; keep one")
    return read


def read_times_per_day(text: str) -> int | None:
    """Read how often a day; None for an empty cell."""
    written = whole(text)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= MAX_TIMES_A_DAY):
        raise UnreadableValueError(f"times '{written}': write a whole number from 1 to {MAX_TIMES_A_DAY}")
    return int(written)


def _number_or_words(text: str) -> tuple[int | None, str]:
    has_words = any(character.isalpha() for character in text)
    return (None, text) if has_words else (read_times_per_day(text), "")


def _times_in(words: str) -> int | None:
    """Return how often a day the words say; None where they do not or cannot be read."""
    try:
        dose = Dose.parse(f"1 mg {words}")
    except UnreadableValueError:
        return None
    return dose.times_per_day if dose.times_stated and dose.form is None else None


def _states_how_often(catalogue: Catalogue, words: str) -> bool:
    return directions_of(catalogue).states_how_often(words)


def whole(text: str) -> str:
    """Return a whole number as tools write it in a column with gaps, '34.0', without its point; other text stripped."""
    written = text.strip()
    match = _WHOLE_WITH_POINT.fullmatch(written)
    return match[1] if match else written
