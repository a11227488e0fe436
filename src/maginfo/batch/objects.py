"""Rows of JSON Lines and of arrays of JSON objects, chunk by chunk."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from maginfo.batch.arrays import json_rows
from maginfo.batch.columns import INPUT_COLUMNS, MAX_COLUMNS, Columns
from maginfo.batch.places import ReadAs, is_read
from maginfo.batch.rows import read_cell
from maginfo.batch.streams import FaultyLine, in_chunks, max_rows_in_chunk
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.input import Row
    from maginfo.batch.streams import Lines

MAX_LOOKAHEAD_ROWS = 1_000
"""The keys of these first rows are the columns of a table."""
MAX_KEYS = 1_000
"""Columns of a table from JSON Lines; every row has a cell for each of them."""
MAX_LOOKAHEAD_BYTES = 4_000_000
"""Bytes of the first rows; their objects are in memory until the first row is checked."""
MAX_SHOWN_LENGTH = 1_000
"""Characters shown of a line that is not an object."""
Parsed = tuple[dict[str, Any], str | None]
"""An object, and why it cannot be read, or None if it can."""


class Objects:
    """A stream of JSON Lines, as rows under columns.

    The columns are the keys of the first `MAX_LOOKAHEAD_ROWS` objects, or of fewer if these are long. A later object
    with another key has no column for it and is rejected, unless the output is not a table (`open_ended`).
    """

    def __init__(self, lines: Lines, *, open_ended: bool = False, read_as: ReadAs = ReadAs()) -> None:  # noqa: B008
        """Read the first rows.

        Raises DataError if there is no row, or no dose in the first rows.
        """
        self._blocks = ([_parsed(line) for line in block if line.strip()] for block in json_rows(lines))
        self._open_ended = open_ended
        self._lookahead: list[list[Parsed]] = []
        keys: dict[str, None] = {}
        rows = self._lookahead_count = 0
        for block in self._blocks:
            self._lookahead.append(block)
            rows += len(block)
            for found, _ in block:
                keys.update(dict.fromkeys(found))
            self._lookahead_count = min(rows, MAX_LOOKAHEAD_ROWS)
            if rows >= MAX_LOOKAHEAD_ROWS or len(keys) > MAX_COLUMNS or lines.bytes_read > MAX_LOOKAHEAD_BYTES:
                break
        if not rows:
            raise DataError(f"'{lines.name}': is empty; every line holds an object with a 'dose'")
        if not keys:  # every row is rejected, each in its place
            keys["dose"] = None
        self.columns = Columns(list(keys), lines.name, read_as, open_ended=open_ended)
        keys.update(dict.fromkeys(self.columns.names))
        self._read_as = read_as
        fields = dict(self.columns.read_by_other_name)
        if not open_ended and len(keys) > MAX_KEYS:
            raise DataError(
                f"'{lines.name}': has more than {MAX_KEYS:,} different keys; no table is so wide, but --format json "
                "has an answer for every row"
            )
        self._places = {key: (place, fields.get(key, key.strip().casefold())) for place, key in enumerate(keys)}

    def blocks(self) -> Iterator[list[Row]]:
        """Yield the rows as they arrive."""
        at_once = max_rows_in_chunk(len(self._places))
        for block in chain(self._lookahead, self._blocks):
            for part in in_chunks(block, at_once):
                yield self.columns.without_contradictions([self._row(found, fault) for found, fault in part])

    def _row(self, found: dict[str, Any], fault: str | None) -> Row:
        cells = [""] * len(self._places)
        late = False
        for key, value in found.items():
            known = self._places.get(key)
            if known is None:
                late = True
                continue
            place, name = known
            cells[place], unreadable = read_cell(name, value)
            fault = fault or unreadable
        if fault is None and late:
            fault = self._late_key(found)
        return cells, None, fault

    def _late_key(self, found: dict[str, Any]) -> str | None:
        for key in found:
            if key not in self._places and (not self._open_ended or is_read(key, self._read_as, INPUT_COLUMNS)):
                return (
                    f"has the key '{key}', which none of the first {self._lookahead_count} rows has, so that there is "
                    "no column for it; write it in the first row, or answer with --format json"
                )
        return None


def _parsed(line: str) -> Parsed:
    if isinstance(line, FaultyLine):
        return {}, f"{line.reason}: {line.strip()[:MAX_SHOWN_LENGTH]}"
    try:
        found = json.loads(line, object_pairs_hook=_object)
    except RecursionError:
        return {}, "is nested too deeply to be read"
    except ValueError as error:
        reason = getattr(error, "msg", None) or str(error)
        return {}, f"is not JSON ({reason}): {line.strip()[:MAX_SHOWN_LENGTH]}"
    if not isinstance(found, dict):
        return {}, f'is not an object such as {{"dose": "400 mg"}}: {line.strip()[:MAX_SHOWN_LENGTH]}'
    return found, None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one key is there twice")
    return found
