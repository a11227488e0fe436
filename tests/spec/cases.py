"""Reads the tables of the specification; `scripts/site_pages.py` makes a page of them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def expanded(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The case itself, or one case for each of its rows."""
    rest = {key: value for key, value in case.items() if key != "each"}
    for row in case.get("each", [{}]):
        yield _filled(rest, row) if row else rest


def _filled(value: Any, row: dict[str, Any]) -> Any:
    """The value with every `{column}` replaced; a text that is nothing else takes the column's own type."""
    if isinstance(value, dict):
        return {_filled(key, row): _filled(item, row) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, row) for item in value]
    if not isinstance(value, str):
        return value
    if value[:1] == "{" and value[-1:] == "}" and value[1:-1] in row:
        return row[value[1:-1]]
    return re.sub(r"\{(\w+)\}", lambda found: _written(row[found[1]]), value)


def _written(value: Any) -> str:
    return shlex.join(value) if isinstance(value, list) else str(value)
