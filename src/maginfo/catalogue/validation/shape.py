"""The curator's checks: every data file against its record, strictly, and every reference between files.

msgspec judges single values, here one by one, so that every mistake of a file is told at once; what no file can know
alone (a source that does not exist, two forms with one name, a gap in a table of life stages) is checked in
`catalogue.consistency`. `maginfo data check` runs both; the
shipped data passes before it is packaged, so an answer trusts it.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import msgspec

from maginfo.catalogue.store import FOLDERS, TomlFolder
from maginfo.catalogue.validation.problems import Problem, place_in, shown
from maginfo.errors import DataError
from maginfo.model import bibliography as citations
from maginfo.model import constraints, foods, forms, intakes, medicines, rules
from maginfo.model import evidence as claims
from maginfo.model import evidence as signs
from maginfo.model import evidence as uses
from maginfo.model import rules as labels
from maginfo.model import safety as cautions
from maginfo.model import safety as interactions
from maginfo.model.constraints import IsoDate, Text
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

UNQUOTED = ("Invalid value", "Expected newline or end of document after a statement")
"""What the reader of TOML says of text without quotation marks, among other slips."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MISSING = "is missing"
BOUNDS = {"gt": "greater than", "ge": "at least", "le": "at most"}
Place = tuple["str | int", ...]
"""Keys and positions that lead to a value of a table."""


class About(Record):
    """about.toml: the edition of the data as a whole."""

    version: Text
    reviewed: IsoDate
    licence: Text
    disclaimer: Text


FILES: dict[str, type[Record]] = {
    "about": About,
    "sources": citations.Sources,
    "cautions": cautions.Cautions,
    "magnesium": forms.CommonFacts,
    "not_sources": forms.NotSources,
    "signs": signs.Signs,
    "dosing": rules.DosingRules,
    "foods": foods.FoodTable,
    "medicines": medicines.MedicineTable,
    "claims": claims.Claims,
    "label_words": labels.LabelWords,
    "forms": forms.Form,
    "intakes": intakes.Authority,
    "interactions": interactions.InteractionClass,
    "uses": uses.Use,
}
"""The record of each top-level file, and of every file of each folder."""


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, for editors: a citation inherits `checked` from its file, so may lack it."""
    schema, definitions = schemas_of((FILES[kind],))
    if "Citation" in definitions:
        definitions["Citation"]["required"].remove("checked")
    return {"$schema": DIALECT, "$defs": definitions, **schema[0]}


def schemas_of(records: tuple[type[Record], ...]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The JSON Schema of each record, and of every record in them by its name."""
    schemas, definitions = msgspec.json.schema_components(records, ref_template="#/$defs/{name}")
    return list(schemas), definitions


def file_problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with single files of a data folder."""
    store = TomlFolder(folder)
    names = [(kind, kind) for kind in FILES if kind not in FOLDERS]
    names += [(kind, f"{kind}/{name}") for kind in FOLDERS for name in store.ids(kind)]
    for kind, name in names:
        try:
            table = store.read(name)
        except DataError as error:
            yield unreadable(f"{name}.toml", error)
            continue
        yield from table_problems(kind, f"{name}.toml", table)


def unreadable(file: str, error: DataError) -> Problem:
    """A file that is not TOML, with what most often makes it so."""
    path, _, message = error.message.partition(": ")
    file = file if Path(path).suffix != ".csv" else Path(path).name
    unquoted = any(words in message for words in UNQUOTED)
    return Problem(file, "", f'{message}; text stands in quotes: name = "..."' if unquoted else message)


def table_problems(kind: str, file: str, table: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with the table of one file of a kind, a key of `FILES`: all of it, each at its place."""
    found = list(_faults(FILES[kind], table, ()))
    lacks_its_date = (("checked",), MISSING) in found
    for place, message in found:
        # Citations take the file's date: where it is missing, that is said once.
        if not (lacks_its_date and len(place) > 1 and place[-1] == "checked" and message == MISSING):
            yield Problem(file, place_in(table, place), message)


def _faults(kind: Any, value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """What is wrong with a value of a record's field, or with a record's table; and where."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not NoneType)  # TOML has no null
    inner = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        yield from _faults_of_table(kind, value, place)
    elif get_origin(kind) is tuple:
        if not isinstance(value, list):
            yield place, f"should be an array, not {shown(value)}"
        else:
            for position, item in enumerate(value):
                yield from _faults(inner[0], item, (*place, position))
    elif get_origin(kind) is dict:
        if not isinstance(value, dict):
            yield place, f"should be a table, not {shown(value)}"
        else:
            for key, item in value.items():
                yield from _faults(inner[0], key, (*place, key))
                yield from _faults(inner[1], item, (*place, key))
    elif fault := _fault(kind, value):
        yield place, fault


def _faults_of_table(record: type[Record], table: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if not isinstance(table, dict):
        yield place, f"should be a table, not {shown(table)}"
        return
    fields = {each.name: each for each in msgspec.structs.fields(record)}
    for name, field in fields.items():
        if name in table:
            yield from _faults(field.type, table[name], (*place, name))
        elif field.required:
            yield (*place, name), MISSING
    for key in table:
        if key not in fields:
            yield (*place, key), "is not a key of this file; data/README.md lists those there are"


def _fault(kind: Any, value: Any) -> str | None:
    """What is wrong with one text, number or truth value: what is allowed instead."""
    described = msgspec.inspect.type_info(kind)
    carried = described.extra or {} if isinstance(described, msgspec.inspect.Metadata) else {}
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        bare = described.type if isinstance(described, msgspec.inspect.Metadata) else described
        zero = "; what is not known, or not so, is left out" if value == 0 and getattr(bare, "gt", None) == 0 else ""
        return f"should be {_allowed(bare, get_args(kind))}, not {shown(value)}{zero}"
    if constraints.PATTERN in carried and not re.fullmatch(carried[constraints.PATTERN], value):
        return f"write {carried[constraints.WORDS]}, not {shown(value)}"
    try:
        if check := carried.get(constraints.CHECK):
            check(value)
    except ValueError as error:
        return f"{error}, not {shown(value)}"
    return None


def _allowed(kind: Any, words: tuple[Any, ...]) -> str:
    """What a type takes: 'a number greater than 0 and at most 72'; of a Literal, these words."""
    if isinstance(kind, msgspec.inspect.LiteralType):
        *others, last = map(repr, words)
        return f"{', '.join(others)} or {last}"
    if isinstance(kind, msgspec.inspect.BoolType):
        return "true or false"
    if isinstance(kind, msgspec.inspect.StrType):
        return "text in quotation marks" + (" of at least 1 character" if kind.min_length else "")
    bounds = [f"{words} {limit:g}" for name, words in BOUNDS.items() if (limit := getattr(kind, name)) is not None]
    number = "an integer" if isinstance(kind, msgspec.inspect.IntType) else "a number"
    return " ".join([number, " and ".join(bounds)]).rstrip()
