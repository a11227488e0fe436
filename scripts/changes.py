"""The small changes that scripts/mutants.py tries: mutmut makes them, here they are named and put in place."""

from __future__ import annotations

import ast
import importlib
import re
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DECORATED = re.compile(r"(?m)^( *)@(property|cached_property|lru_cache\(.*)$")
"""mutmut passes over these functions; as comments the decorators keep their line."""
_HEADING = "from __future__ import annotations\n"


class Change(NamedTuple):
    """One change of one function."""

    place: str
    """'labels/lexing.lex:41'."""
    change: str
    """'low < high → low <= high'."""
    module: str
    owner: str | None
    """The class of a method."""
    function: str
    source: str
    """The changed function, in its class where it has one."""
    lines: frozenset[tuple[str, int]]
    """Of the statement that is changed, with the module: 'labels/lexing'."""


def changes_of(path: Path) -> Iterator[Change]:
    """Every change of the functions of a module that the compiler sees."""
    stem = f"{path.parent.name}/{path.stem}"
    code = _DECORATED.sub(r"\1# \2", path.read_text(encoding="utf-8"))
    wrapper = MetadataWrapper(cst.parse_module(code))
    visitor = MutationVisitor(mutation_operators, get_ignored_lines(str(path), code, wrapper))
    tree = wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    classes = [each for each in tree.body if isinstance(each, cst.ClassDef)]
    owners = {method: owner for owner in classes for method in owner.body.body}
    statements = _statements(ast.parse(code))
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if not isinstance(function, cst.FunctionDef):
            continue
        owner, name = owners.get(function), function.name.value
        changed = deep_replace(function, mutation.original_node, mutation.mutated_node)
        source = _in_class(changed, owner)
        if _compiled(source, name) == _compiled(_in_class(function, owner), name):
            continue
        line = positions[mutation.original_node].start.line
        before, after = (_shown(tree, node) for node in (mutation.original_node, mutation.mutated_node))
        yield Change(
            f"{stem}.{name if owner is None else f'{owner.name.value}.{name}'}:{line}",
            f"{before} → {after}",
            f"maginfo.{path.parent.name}.{path.stem}",
            owner.name.value if owner is not None else None,
            name,
            source,
            frozenset((stem, each) for each in statements[line]),
        )


def put_in_place(change: Change) -> None:
    """The live function gets the changed code and defaults, so that whoever imported it has the changed one."""
    module = importlib.import_module(change.module)
    names = dict(vars(module))
    exec(compile(_HEADING + change.source, "<change>", "exec"), names)
    holder = vars(module) if change.owner is None else vars(getattr(module, change.owner))
    changed = names[change.function] if change.owner is None else vars(names[change.owner])[change.function]
    live, made = _function(holder[change.function]), _function(changed)
    live.__code__, live.__defaults__, live.__kwdefaults__ = made.__code__, made.__defaults__, made.__kwdefaults__


def _function(attribute: Any) -> FunctionType:
    """The plain function in a property, a classmethod or a cache."""
    for within in ("fget", "func", "__func__", "__wrapped__"):
        attribute = getattr(attribute, within, attribute)
    function: FunctionType = attribute
    return function


def _statements(tree: ast.Module) -> dict[int, range]:
    """The lines of the innermost statement, of a compound one its heading, at each line."""
    found: dict[int, range] = {}
    for node in ast.walk(tree):  # outer ones first
        if isinstance(node, ast.stmt) and not isinstance(node, ast.ClassDef):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body and not isinstance(node, ast.FunctionDef) else node.end_lineno or 0
            lines = range(node.lineno, max(last, node.lineno) + 1)
            found.update(dict.fromkeys(lines, lines))
    return found


def _in_class(function: Any, owner: cst.ClassDef | None) -> str:
    whole = function if owner is None else cst.ClassDef(cst.Name(owner.name.value), cst.IndentedBlock([function]))
    return str(cst.Module([]).code_for_node(whole))


def _compiled(source: str, name: str) -> CodeType:
    code = compile(_HEADING + source, "<change>", "exec")
    while code.co_name != name:
        code = next(each for each in code.co_consts if isinstance(each, CodeType))
    return _without_lines(code)


def _without_lines(code: CodeType) -> CodeType:
    constants = tuple(_without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_firstlineno=1, co_linetable=b"", co_consts=constants)


def _shown(tree: cst.Module, node: cst.CSTNode) -> str:
    return " ".join(tree.code_for_node(node).split())
