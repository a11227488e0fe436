"""Tables for programs: one header line, tab-separated, no colour, no wrapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.render.plain import plain
from maginfo.render.safety import visible_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
BETWEEN_ITEMS = ";"


def render_tsv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under their header; tabs, line ends and backslashes in a cell are escaped."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(_cell(value) for value in row) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = BETWEEN_ITEMS.join(str(item) for item in value)
    return visible_controls(str(value).translate(_ESCAPES))


def cells(record: Any, columns: Sequence[str]) -> list[object]:
    """Those fields of a record, as `plain` writes them; `X_low` and `X_high` are the ends of the range `X`."""
    written = plain(record)
    ranges = {name: value for name, value in written.items() if isinstance(value, dict)}
    ends = {f"{name}_{end}": value for name, range_ in ranges.items() for end, value in range_.items()}
    return [written.get(column, ends.get(column)) for column in columns]
