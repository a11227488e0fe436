"""Answers as data: JSON, TSV and CSV."""

from __future__ import annotations

import csv
import io
import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from maginfo.model.bibliography import Citation, Source
from maginfo.model.record import Record
from maginfo.planning.clock import TimeOfDay
from maginfo.render.control_characters import visible_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CITED = {"sources": "citations", "action_sources": "action_citations"}
"""Fields that hold citations, each with the name of the field for their locators."""
DECIMALS = 6
"""Decimals of numbers for programs: enough to lose no value, few enough to hide floating-point noise."""


def plain(value: Any) -> Any:
    """Turn records into mappings, tuples into lists, enumerations into words, times into 'HH:MM'.

    `schema` comes first where the record has one. A record's `sources` become their ids, and `citations` beside them
    says where in each source and when it was compared.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, DECIMALS)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, TimeOfDay):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Record):
        return _record(value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    raise TypeError(f"an answer cannot hold a {type(value).__name__}")


def _record(record: Record) -> dict[str, Any]:
    written: dict[str, Any] = {}
    schema = getattr(record, "SCHEMA", None)
    if schema is not None:
        written["schema"] = schema
    leaves_gaps_out = isinstance(record, Source)
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in CITED and _are_citations(record, name, value):
            written[name] = list(dict.fromkeys(citation.id for citation in value))
            written[CITED[name]] = [_citation(citation) for citation in value]
        elif value is not None or not leaves_gaps_out or name == "url":  # no address is said, as null
            written[name] = plain(value)
    return written


def _are_citations(record: Record, name: str, value: Any) -> bool:
    """Return whether the field holds citations; an empty field counts by its declared type."""
    return holds_citations(value) if value else "Citation" in str(type(record).__annotations__[name])


def holds_citations(value: Any) -> bool:
    """Return whether a field named `sources` holds citations, not ids or whole sources."""
    return all(isinstance(item, Citation) for item in value)


def _citation(citation: Citation) -> dict[str, Any]:
    return {"source": citation.id, "locator": citation.at, "checked": citation.checked, "seen": citation.seen}


ERROR_SCHEMA = "maginfo.error/1"


def render_json(answer: Any, *, indent: bool = False) -> str:
    """Write the answer as JSON, escaped to ASCII: no terminal, pipe or code page can change it.

    `indent` makes it easy to read; compact JSON is faster to write.
    """
    return json.dumps(plain(answer), indent=2 if indent else None) + "\n"


def render_error(code: str, message: str, suggestions: tuple[str, ...]) -> str:
    """Write an error as JSON."""
    error = {"code": code, "message": message, "suggestions": list(suggestions)}
    return json.dumps({"schema": ERROR_SCHEMA, "error": error}, indent=2) + "\n"


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
BETWEEN_ITEMS = ";"


def render_tsv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows under their header as TSV; tabs, line ends and backslashes in a cell are escaped."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(_cell(value) for value in row) for row in rows]
    return "\n".join(lines) + "\n"


def render_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows under their header as CSV; a text that a spreadsheet would run as a formula has an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_spreadsheet_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _spreadsheet_cell(value: Any) -> str:
    text = visible_controls(_written(value))
    is_formula = text[:1] in FORMULA_STARTS and not isinstance(value, (int, float))
    return f"'{text}" if is_formula and text else text


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: Any) -> str:
    return visible_controls(_written(value).translate(_ESCAPES))


def _written(value: Any) -> str:
    """Write one value of a table; '' for an unknown one."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = BETWEEN_ITEMS.join(str(item) for item in value)
    return str(value)


def cells(record: Any, columns: Sequence[str]) -> list[object]:
    """List the fields of a record as `plain` writes them; `X_low` and `X_high` are the ends of the range `X`."""
    written = plain(record)
    ranges = {name: value for name, value in written.items() if isinstance(value, dict)}
    ends = {f"{name}_{end}": value for name, range_ in ranges.items() for end, value in range_.items()}
    return [written.get(column, ends.get(column)) for column in columns]
