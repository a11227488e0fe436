"""What the names in the annotations of records mean.

Records import what their annotations name for type checkers alone, because an answer needs none of it. What checks
data or writes a schema does: it reads those imports where the record's own module says them.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from maginfo.catalogue.records.building import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


def records_named_by(records: Iterable[type[Record]]) -> tuple[dict[str, type[Record]], dict[str, Any]]:
    """The records that the annotations of these name, and of those, each by its name; and what the other names mean.

    TypeError where a name has no meaning in its module, or two.
    """
    named: dict[str, type[Record]] = {}
    others: dict[str, Any] = {}
    waiting = list(records)
    while waiting:
        record = waiting.pop()
        meanings = _meanings(record.__module__)
        for name in sorted({name for field in record.fields for name in _names_in(record.__annotations__[field])}):
            if name not in meanings:
                raise TypeError(f"{record.__module__}.{record.__name__}: '{name}' is imported nowhere in that module")
            meaning = meanings[name]
            known = others.setdefault(name, meaning)
            if known != meaning:
                raise TypeError(f"'{name}' means {known} and {meaning} in the annotations of one file or answer")
            if isinstance(meaning, type) and issubclass(meaning, Record) and name not in named:
                named[name] = meaning
                waiting.append(meaning)
    return named, {name: meaning for name, meaning in others.items() if name not in named}


def _names_in(annotation: str) -> set[str]:
    """'tuple[Citation, ...] | None' names tuple and Citation; built-in names need no meaning."""
    nodes = ast.walk(ast.parse(annotation, mode="eval"))
    return {node.id for node in nodes if isinstance(node, ast.Name)} - vars(builtins).keys()


@cache
def _meanings(module: str) -> dict[str, Any]:
    """Every name of a module, those that it imports under its `if TYPE_CHECKING:` too."""
    names = dict(vars(sys.modules[module]))
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for each in node.body:
                if isinstance(each, ast.ImportFrom) and each.module is not None:
                    home = import_module(each.module)
                    names.update({alias.asname or alias.name: getattr(home, alias.name) for alias in each.names})
    return names
