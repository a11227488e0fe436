"""Rows of JSON Lines: an object a line, with the names of the columns as its keys."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from maginfo.batch.blocks import in_parts, rows_at_once
from maginfo.batch.columns import MOST_COLUMNS, PRODUCT, READ, Columns, is_product_heading
from maginfo.batch.lines import FaultyLine
from maginfo.batch.values import cell_text
from maginfo.errors import DataError, UnreadableValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.lines import Lines
    from maginfo.batch.tables import Row

LOOKED_AHEAD = 1_000
"""Rows whose keys make the columns of a table."""
MOST_KEYS = 1_000
"""Of a table: every row has a cell for each of them, however few it has itself."""
MOST_AHEAD = 4_000_000
"""Bytes that are looked at ahead: they are held, as objects, till the first row is answered."""
SHOWN = 1_000
"""Characters of a line that is no object."""
Parsed = tuple[dict[str, Any], str | None]
"""An object, and why it is not read, where it is not."""


class Objects:
    """A stream of JSON Lines, as rows under columns.

    The columns are the keys of the first `LOOKED_AHEAD` objects, or of fewer that are long. A later object with
    another key cannot be written among them and is rejected, unless no table is written (`open_ended`).
    """

    def __init__(self, lines: Lines, *, open_ended: bool = False, headings: frozenset[str] = frozenset()) -> None:
        """Reads ahead, `headings` as for `Columns`.

        Raises DataError where there is no row, or none of those has a dose.
        """
        self._blocks = ([_parsed(line) for line in block if line.strip()] for block in lines.blocks())
        self._open_ended = open_ended
        self._headings = headings
        self._ahead: list[list[Parsed]] = []
        keys: dict[str, None] = {}
        rows = self._looked_at = 0
        for block in self._blocks:
            self._ahead.append(block)
            rows += len(block)
            for found, _ in block:
                keys.update(dict.fromkeys(found))
            self._looked_at = min(rows, LOOKED_AHEAD)
            if rows >= LOOKED_AHEAD or len(keys) > MOST_COLUMNS or lines.bytes_read > MOST_AHEAD:
                break
        if not rows:
            raise DataError(f"'{lines.name}': is empty; every line holds an object with a 'dose'")
        if not keys:  # nothing but rows that are rejected: each is answered in its place
            keys["dose"] = None
        if open_ended and Columns(list(keys), lines.name, headings):
            known = {key.strip().casefold() for key in keys}
            keys.update(dict.fromkeys(name for name in READ if name not in known and name != PRODUCT))
        self.columns = Columns(list(keys), lines.name, headings)
        if not open_ended and len(keys) > MOST_KEYS:
            raise DataError(
                f"'{lines.name}': has more than {MOST_KEYS:,} different keys; no table is so wide, but --format json "
                "has an answer for every row"
            )
        self._places = {key: (place, key.strip().casefold()) for place, key in enumerate(keys)}

    def blocks(self) -> Iterator[list[Row]]:
        """The rows, as they come in."""
        at_once = rows_at_once(len(self._places))
        for block in chain(self._ahead, self._blocks):
            for part in in_parts(block, at_once):
                yield [self._row(found, fault) for found, fault in part]

    def _row(self, found: dict[str, Any], fault: str | None) -> Row:
        cells = [""] * len(self._places)
        late = False
        for key, value in found.items():
            known = self._places.get(key)
            if known is None:
                late = True
                continue
            place, name = known
            try:
                cells[place] = cell_text(name, value) if name in READ else _as_written(value)
            except UnreadableValueError as error:
                cells[place] = _as_written(value)
                fault = fault or error.message
        if fault is None and late:
            fault = self._late_key(found)
        return cells, None, fault

    def _late_key(self, found: dict[str, Any]) -> str | None:
        for key in found:
            if key not in self._places and (
                not self._open_ended or key.strip().casefold() in READ or is_product_heading(key, self._headings)
            ):
                return (
                    f"has the key '{key}', which none of the first {self._looked_at} rows has, so that there is no "
                    "column for it; write it in the first row, or answer with --format json"
                )
        return None


def _parsed(line: str) -> Parsed:
    if isinstance(line, FaultyLine):
        return {}, f"{line.reason}: {line.strip()[:SHOWN]}"
    try:
        found = json.loads(line, object_pairs_hook=_object)
    except RecursionError:
        return {}, "is nested too deeply to be read"
    except ValueError as error:
        reason = getattr(error, "msg", None) or str(error)
        return {}, f"is not JSON ({reason}): {line.strip()[:SHOWN]}"
    if not isinstance(found, dict):
        return {}, f'is not an object such as {{"dose": "400 mg"}}: {line.strip()[:SHOWN]}'
    return found, None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one key is there twice")
    return found


def _as_written(value: Any) -> str:
    """The value of a column that is passed on."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
