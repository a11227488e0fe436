"""Checks of single files: every key and value of a data file against the fields of its record.

msgspec stops at the first mistake, so it is asked value by value and every mistake of a file is reported at once.
`references` checks the references between files. `maginfo data check` runs both, and the shipped data passes both
before it is packaged, so answers do not validate it again.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin

import msgspec

from maginfo.catalogue.store import TomlFolder, file_names
from maginfo.catalogue.validation.problems import Problem, place_in, shown
from maginfo.errors import DataError, join_or
from maginfo.model import constraints
from maginfo.model.about import About
from maginfo.model.bibliography import SourceRules, Sources
from maginfo.model.conditions import ConditionTable
from maginfo.model.evidence import Claims, Signs, Use
from maginfo.model.foods import FoodTable
from maginfo.model.forms import CommonFacts, Form, NotSources
from maginfo.model.intakes import Authority
from maginfo.model.medicines import MedicineTable, NameWords
from maginfo.model.products import ProductTable
from maginfo.model.record import Record
from maginfo.model.rules import DosingRules, LabelWords
from maginfo.model.safety import Cautions, InteractionClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNQUOTED = ("Invalid value", "Expected newline or end of document after a statement")
"""Messages of the TOML reader for text without quotation marks, among other mistakes."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MISSING = "is missing"
BOUNDS = {"gt": "greater than", "ge": "at least", "le": "at most"}
Place = tuple["str | int", ...]
"""Keys and positions that lead to a value in a table."""


FILES: dict[str, type[Record]] = {
    "about": About,
    "sources": Sources,
    "source_rules": SourceRules,
    "cautions": Cautions,
    "magnesium": CommonFacts,
    "not_sources": NotSources,
    "signs": Signs,
    "dosing": DosingRules,
    "foods": FoodTable,
    "medicines": MedicineTable,
    "name_words": NameWords,
    "conditions": ConditionTable,
    "products": ProductTable,
    "claims": Claims,
    "label_words": LabelWords,
    "forms": Form,
    "intakes": Authority,
    "interactions": InteractionClass,
    "uses": Use,
}
"""The record of each top-level file, and of every file of each folder."""


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, for editors. A citation may omit `checked`: its file gives it."""
    schema, definitions = schemas_of((FILES[kind],))
    if "Citation" in definitions:
        definitions["Citation"]["required"].remove("checked")
    return {"$schema": DIALECT, "$defs": definitions, **schema[0]}


def schemas_of(records: tuple[type[Record], ...]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the JSON Schema of each record, and the schemas of all nested records by name."""
    schemas, definitions = msgspec.json.schema_components(records, ref_template="#/$defs/{name}")
    return list(schemas), definitions


def file_problems(store: TomlFolder, kinds: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of single files of a data folder; `kinds` are keys of `FILES`."""
    for kind, name in file_names(store, kinds):
        try:
            table = store.read(name)
        except DataError as error:
            yield _unreadable(f"{name}.toml", error)
            continue
        yield from table_problems(kind, f"{name}.toml", table)


def _unreadable(file: str, error: DataError) -> Problem:
    """Return the problem of a file that is not TOML, with the most frequent cause."""
    path, _, message = error.message.partition(": ")
    file = file if Path(path).suffix != ".csv" else Path(path).name
    unquoted = any(words in message for words in UNQUOTED)
    return Problem(file, "", f'{message}; put text in quotation marks: name = "..."' if unquoted else message)


def table_problems(kind: str, file: str, table: dict[str, Any]) -> Iterator[Problem]:
    """Yield every problem of one file's table, each with its place; `kind` is a key of `FILES`."""
    found = list(_faults_of_table(FILES[kind], table, ()))
    lacks_its_date = (("checked",), MISSING) in found
    for place, message in found:
        # Citations inherit the date of the file; a missing one is reported once.
        if not (lacks_its_date and len(place) > 1 and place[-1] == "checked" and message == MISSING):
            yield Problem(file, place_in(table, place), message)


class _Type(NamedTuple):
    """The type of a field without `| None`, taken apart once per field and not once per value."""

    kind: Any
    container: type | None
    """A record, tuple or dict; None for a text, a number or a truth value."""
    inner: tuple[_Type, ...]
    """The type of the items of an array; those of the keys and the values of a table."""
    extra: dict[str, Any]
    """The constraints in `Meta.extra`."""


class _Field(NamedTuple):
    type: _Type
    required: bool


def _type_of(kind: Any) -> _Type:
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not NoneType)  # TOML has no null
    if isinstance(kind, type) and issubclass(kind, Record):
        return _Type(kind, Record, (), {})
    if get_origin(kind) in (tuple, dict):
        return _Type(kind, get_origin(kind), tuple(_type_of(each) for each in get_args(kind) if each is not ...), {})
    extra: dict[str, Any] = {}
    for annotation in getattr(kind, "__metadata__", ()):
        extra |= annotation.extra or {}
    return _Type(kind, None, (), extra)


@cache
def _fields_of(record: type[Record]) -> dict[str, _Field]:
    """Return the fields of a record by name."""
    return {each.name: _Field(_type_of(each.type), each.required) for each in msgspec.structs.fields(record)}


def _faults(expected: _Type, value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the place and message of each fault in a value of a field."""
    if expected.container is Record:
        yield from _faults_of_table(expected.kind, value, place)
    elif expected.container is tuple:
        if not isinstance(value, list):
            yield place, f"should be an array, not {shown(value)}"
        else:
            for position, item in enumerate(value):
                yield from _faults(expected.inner[0], item, (*place, position))
    elif expected.container is dict:
        if not isinstance(value, dict):
            yield place, f"should be a table, not {shown(value)}"
        else:
            for key, item in value.items():
                yield from _faults(expected.inner[0], key, (*place, key))
                yield from _faults(expected.inner[1], item, (*place, key))
    elif fault := _fault(expected, value):
        yield place, fault


def _faults_of_table(record: type[Record], table: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if not isinstance(table, dict):
        yield place, f"should be a table, not {shown(table)}"
        return
    fields = _fields_of(record)
    for name, field in fields.items():
        if name in table:
            yield from _faults(field.type, table[name], (*place, name))
        elif field.required:
            yield (*place, name), MISSING
    for key in table:
        if key not in fields:
            yield (*place, key), "is not a key of this file; data/README.md lists the keys"


def _fault(expected: _Type, value: Any) -> str | None:
    """Return the fault of a text, number or truth value, with what is allowed; None if there is none."""
    kind, extra = expected.kind, expected.extra
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        described = msgspec.inspect.type_info(kind)
        bare = described.type if isinstance(described, msgspec.inspect.Metadata) else described
        zero = "; leave out a key without a value" if value == 0 and getattr(bare, "gt", None) == 0 else ""
        return f"should be {_allowed(bare, get_args(kind))}, not {shown(value)}{zero}"
    if constraints.PATTERN in extra and not re.fullmatch(extra[constraints.PATTERN], value):
        return f"write {extra[constraints.WORDS]}, not {shown(value)}"
    try:
        if check := extra.get(constraints.CHECK):
            check(value)
    except ValueError as error:
        return f"{error}, not {shown(value)}"
    return None


def _allowed(kind: Any, words: tuple[Any, ...]) -> str:
    """Return what a type allows: 'a number greater than 0 and at most 72'; `words` are those of a Literal."""
    if isinstance(kind, msgspec.inspect.LiteralType):
        return join_or([*map(repr, words)])
    if isinstance(kind, msgspec.inspect.BoolType):
        return "true or false"
    if isinstance(kind, msgspec.inspect.StrType):
        return "text in quotation marks" + (" of at least 1 character" if kind.min_length else "")
    bounds = [f"{words} {limit:g}" for name, words in BOUNDS.items() if (limit := getattr(kind, name)) is not None]
    number = "an integer" if isinstance(kind, msgspec.inspect.IntType) else "a number"
    return " ".join([number, " and ".join(bounds)]).rstrip()
