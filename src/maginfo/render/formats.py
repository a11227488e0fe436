"""Answers as data: JSON, TSV and CSV.

`json`, `csv` and `io` are imported where they are used: text needs none of them (6 of 501 million instructions of
`check`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.model.plain import FORMULA_STARTS, TSV_ESCAPES, plain
from maginfo.render.control_characters import visible_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ERROR_SCHEMA = "maginfo.error/1"


def render_json(answer: Any, *, indent: bool = False) -> str:
    """Write the answer as JSON, escaped to ASCII: no terminal, pipe or code page can change it.

    `indent` makes it easy to read; compact JSON is faster to write.
    """
    import json

    return json.dumps(plain(answer), indent=2 if indent else None) + "\n"


def render_error(code: str, message: str, suggestions: tuple[str, ...], *, indent: bool = False) -> str:
    """Write an error as JSON, as an answer is written."""
    error = {"code": code, "message": message, "suggestions": list(suggestions)}
    return render_json({"schema": ERROR_SCHEMA, "error": error}, indent=indent)


BETWEEN_ITEMS = ";"


def render_tsv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows under their header as TSV; tabs, line ends and backslashes in a cell are escaped."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(_cell(value) for value in row) for row in rows]
    return "\n".join(lines) + "\n"


def render_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows under their header as CSV; a text that a spreadsheet would run as a formula has an apostrophe."""
    import csv
    import io

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_spreadsheet_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _spreadsheet_cell(value: Any) -> str:
    text = visible_controls(_written(value))
    is_formula = text[:1] in FORMULA_STARTS and not isinstance(value, (int, float))
    return f"'{text}" if is_formula else text


def _cell(value: Any) -> str:
    return visible_controls(_written(value).translate(TSV_ESCAPES))


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
