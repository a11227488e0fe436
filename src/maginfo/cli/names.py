"""Names as one option gives them: several with commas, medicines with times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from maginfo.catalogue.catalogue import Catalogue

_TIME = r"\d{1,2}(?::\d\d)?\s*(?:am|pm)?\s*"
_BETWEEN_NAMES = re.compile(rf",(?!(?<=\d,)\d)(?!\s*{_TIME}(?:,|$))", re.IGNORECASE)
"""A comma that stands neither within a number, as in '0,5 mg', nor before a time, as in 'NAME@08:00, 20:00'."""

_JOINED = re.compile(r"\s+(?:and|with|plus)\s+|\s*[&+;]\s*", re.IGNORECASE)


def split_medicines(catalogue: Catalogue, texts: Iterable[str]) -> list[str]:
    """Return each medicine of these texts, with its times if it has any; a name that contains a comma stays whole."""

    def is_one(name: str) -> bool:
        parts = catalogue.resolve_medicine(name)
        return len(parts) == 1 and parts[0].state != "unknown"

    return [name for text in texts for name in _split(text, is_one)]


def split_conditions(catalogue: Catalogue, texts: Iterable[str]) -> list[str]:
    """Return each condition of these texts; a name that contains a comma or an 'and' stays whole."""

    def is_one(name: str) -> bool:
        return catalogue.resolve_condition(name).state != "unknown"

    return [name for text in texts for each in _split(text, is_one) for name in _joined(each, is_one)]


def _joined(text: str, is_one: Callable[[str], bool]) -> list[str]:
    """Return both of 'diabetes and kidney disease'; the text as it is where a part of it, alone, is not known."""
    parts = [part for part in _JOINED.split(text) if part]
    return parts if len(parts) > 1 and not is_one(text) and all(map(is_one, parts)) else [text]


def split_authorities(texts: Iterable[str] | None) -> list[str]:
    """Return each authority of these texts; a text without one stays, to be refused."""
    pieces = ([piece.strip() for piece in text.split(",") if piece.strip()] or [text] for text in texts or ())
    return [name for each in pieces for name in each]


def without_times(text: str) -> tuple[str, str]:
    """Split 'levothyroxine@07:00' into the name and the times; the times are empty where there are none."""
    name, _, times = text.partition("@")
    return name.strip(), times.strip()


def name_alone(text: str) -> str:
    """Return the name of 'levothyroxine@07:00'; the text as it is where it has no name."""
    return without_times(text)[0] or text


def _split(text: str, is_one: Callable[[str], bool]) -> list[str]:
    name = without_times(text)[0]
    if "," not in text or (text.count("@") <= 1 and "," in name and is_one(name)):
        return [text.strip()]
    pieces = [piece.strip() for piece in _BETWEEN_NAMES.split(text)]
    return [piece for piece in pieces if piece] or [text]
