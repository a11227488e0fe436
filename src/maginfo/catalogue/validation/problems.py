"""Problems that the checks of the data find, and the notation of their places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

KNOWN_BY = ("id", "name", "title", "printed", "topic", "source", "form")
"""Keys that identify a table in an array, the most reliable first."""
MAX_SHOWN = 60
"""Characters of a value or name in a message."""


class Problem(Record):
    """One thing wrong in one file."""

    file: str
    """Relative to the data folder: 'forms/glycinate.toml'."""
    place: str
    """The path inside the file: 'compounds[0] (magnesium oxide).formula'."""
    message: str
    """What is wrong and what is allowed."""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.message}"


def item_place(position: int, item: Any) -> str:
    """Return the place of an item of an array: '[6] (abuabat-2019)', or '[6]' for an item without a name."""
    values = [item.get(key) if isinstance(item, dict) else getattr(item, key, None) for key in KNOWN_BY]
    name = next((value for value in values if value and isinstance(value, str)), None)
    return f"[{position}]" if name is None else f"[{position}] ({_shortened(name)})"


def place_in(table: Any, location: Iterable[str | int]) -> str:
    """Return keys and positions in a table as one text: 'sources[6] (abuabat-2019).kind'."""
    place, value = "", table
    for part in location:
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
            place += item_place(part, value) if isinstance(value, dict) else f"[{part}]"
        else:
            value = value.get(part) if isinstance(value, dict) else None
            place += f".{part}" if place else part
    return place


def shown(value: Any) -> str:
    """Return a value as JSON, shortened to `MAX_SHOWN` characters."""
    return _shortened(json.dumps(value, ensure_ascii=False))


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."
