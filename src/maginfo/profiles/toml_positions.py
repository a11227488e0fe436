"""The line of each key of a TOML text.

TOML parsers return plain tables without positions. This module only finds where one statement ends and the next begins;
the parser reads each statement.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str | int, ...]

DEPTH = 4
"""The greatest depth of keys that get a line: a value in a table of an array of tables, and one level more."""
_TOKEN = re.compile(
    r'''"""(?:\\[\s\S]|(?!""")[^\\])*"{3,5}'''
    r"""|'''(?:(?!''')[\s\S])*'{3,5}"""
    r'''|"(?:\\.|[^"\\\n])*"'''
    r"""|'[^'\n]*'"""
    r"""|\#[^\n]*|[\[{]|[\]}]|\n"""
)
_DEEPER, _SHALLOWER = ("[", "{"), ("]", "}")


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield every header or key with its value, and the line on which it begins; comment lines are yielded unchanged.

    The text must be one that the parser accepts, so that brackets and quotation marks are balanced.
    """
    depth, begin, line, lines = 0, 0, 1, 1
    for token in _TOKEN.finditer(text):
        lines += token[0].count("\n")
        if token[0] in _DEEPER:
            depth += 1
        elif token[0] in _SHALLOWER:
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            yield line, text[begin : token.end()]
            begin, line = token.end(), lines
    yield line, text[begin:]


def lines_of(text: str) -> dict[Path, int]:
    """Return the line of each key by its path, such as ('dose', 1, 'times'); tables of an array count from 0.

    The line of a table is that of its header, or of the first key that creates it. Values nested in a value of several
    lines have the line on which that value begins.
    """
    lines: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    here: Path = ()
    for line, statement in statements(text):
        table = tomli.loads(statement)
        if statement.lstrip().startswith("["):
            here = _header(table, counts)
            for length in range(1, min(len(here), DEPTH) + 1):
                lines.setdefault(here[:length], line)
        else:
            for path in _paths(table, here):
                lines.setdefault(path, line)
    return lines


def _header(table: dict[str, Any], counts: Counter[Path]) -> Path:
    """Return the path of the statements under a header; a header of an array of tables increments its count."""
    path: Path = ()
    inner: Any = table
    while inner and len(path) <= DEPTH:
        key, inner = next(iter(inner.items()))
        path = (*path, key)
        if isinstance(inner, list):
            counts[path] += 1
            inner = {}
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path


def _paths(value: Any, here: Path) -> Iterator[Path]:
    if len(here) > DEPTH:
        return
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*here, key)
        yield from _paths(item, (*here, key))
