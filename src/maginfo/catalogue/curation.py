"""The curator's checks: every data file against its record, strictly, and every reference between files.

pydantic does the checking of single files; what no file can know alone (a source that does not exist, two forms with
one name, a gap in a table of life stages) is checked in `catalogue.consistency`. `maginfo data check` runs both; the
shipped data passes before it is packaged, so an answer trusts it.
"""

from __future__ import annotations

import json
from dataclasses import field, make_dataclass
from pathlib import Path
from types import GenericAlias
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from maginfo.catalogue import constraints
from maginfo.catalogue.annotations import records_named_by
from maginfo.catalogue.loading import FOLDERS
from maginfo.catalogue.problems import Problem, place_in, shown
from maginfo.catalogue.records import foods, forms, intakes, interactions, labels, rules, signs, uses
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.toml_folder import TomlFolder
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.constraints import IsoDate, Text
    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.citations import Source
    from maginfo.catalogue.records.claims import Claim
    from maginfo.catalogue.records.forms import NotASource

UNQUOTED = ("Invalid value", "Expected newline or end of document after a statement")
"""What the reader of TOML says of text without quotation marks, among other slips."""
STRICT = ConfigDict(extra="forbid", strict=True)


class About(Record):
    """about.toml: the edition of the data as a whole."""

    version: Text
    reviewed: IsoDate
    licence: Text
    disclaimer: Text


class Sources(Record):
    """sources.toml: the bibliography."""

    sources: tuple[Source, ...]


class Claims(Record):
    """claims.toml: what popular articles claim, and what could be traced."""

    checked: IsoDate
    claims: tuple[Claim, ...]


class NotSources(Record):
    """not_sources.toml: names with magnesium in them that are no source of it for a dose."""

    checked: IsoDate
    entries: tuple[NotASource, ...]


class Cautions(Record):
    """cautions.toml: conditions, populations and situations."""

    checked: IsoDate
    cautions: tuple[Caution, ...]


FILES: dict[str, type[Record]] = {
    "about": About,
    "sources": Sources,
    "cautions": Cautions,
    "magnesium": forms.CommonFacts,
    "not_sources": NotSources,
    "signs": signs.Signs,
    "dosing": rules.DosingRules,
    "foods": foods.FoodTable,
    "claims": Claims,
    "label_words": labels.LabelWords,
    "forms": forms.Form,
    "intakes": intakes.Authority,
    "interactions": interactions.InteractionClass,
    "uses": uses.Use,
}
"""The record of each top-level file, and of every file of each folder."""


def as_dataclass(record: type[Record], config: ConfigDict) -> type:
    """The record as a dataclass of the standard library, which pydantic validates with and writes a schema of.

    Each carries the settings itself: pydantic's releases differ in what a list's settings mean for its records.

    Annotations stay the strings they are written as, so that a nested record's name leads to its dataclass in the
    namespace given to pydantic.
    """
    fields: list[Any] = []
    for name in record.fields:
        annotation = record.__annotations__[name]
        has_default = name in record.defaults
        fields.append((name, annotation, field(default=record.defaults[name])) if has_default else (name, annotation))
    made = make_dataclass(record.__name__, fields, frozen=True)
    made.__doc__ = record.__doc__
    made.__pydantic_config__ = config  # type: ignore[attr-defined]  # pydantic's name for them
    return made


def adapter(kind: str) -> TypeAdapter[Any]:
    """The pydantic adapter of a kind of file, a key of `FILES`: it validates a list of exactly one such table."""
    return adapter_of((FILES[kind],), STRICT)


def adapter_of(records: tuple[type[Record], ...], config: ConfigDict) -> TypeAdapter[Any]:
    """The pydantic adapter of a list of one object of each record; what their annotations name is given to it."""
    named, names = records_named_by(records)
    names |= {name: as_dataclass(record, config) for name, record in named.items()}
    made: TypeAdapter[Any] = TypeAdapter(
        GenericAlias(tuple, tuple(as_dataclass(record, config) for record in records)),  # type: ignore[arg-type]  # made at run time
        config=ConfigDict(defer_build=True),
    )
    made.rebuild(_types_namespace=names)
    return made


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, for editors: a citation inherits `checked` from its file, so may lack it."""
    schema = adapter(kind).json_schema()
    definitions = schema["$defs"]
    if "Citation" in definitions:
        definitions["Citation"]["required"].remove("checked")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
        **schema["prefixItems"][0],
    }


def file_problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with single files of a data folder."""
    store = TomlFolder(folder)
    names = [(kind, kind) for kind in FILES if kind not in FOLDERS]
    names += [(kind, f"{kind}/{name}") for kind in FOLDERS for name in store.ids(kind)]
    adapters = {kind: adapter(kind) for kind in {kind for kind, _ in names}}
    for kind, name in names:
        try:
            table = store.read(name)
        except DataError as error:
            yield unreadable(f"{name}.toml", error)
            continue
        yield from table_problems(adapters[kind], f"{name}.toml", table)


def unreadable(file: str, error: DataError) -> Problem:
    """A file that is not TOML, with what most often makes it so."""
    path, _, message = error.message.partition(": ")
    file = file if Path(path).suffix != ".csv" else "foods.csv"
    unquoted = any(words in message for words in UNQUOTED)
    return Problem(file, "", f'{message}; text stands in quotes: name = "..."' if unquoted else message)


def table_problems(checked: TypeAdapter[Any], file: str, table: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with one file's table."""
    try:
        checked.validate_json(json.dumps([table]))
    except ValidationError as error:
        found = [(each["loc"][1:], each) for each in error.errors(include_url=False)]
        lacks_its_date = any(location == ("checked",) and each["type"] == "missing" for location, each in found)
        for location, each in found:
            # Citations take the file's date: where it is missing, that is said once.
            if not (lacks_its_date and len(location) > 1 and location[-1] == "checked" and each["type"] == "missing"):
                yield Problem(file, place_in(table, location), _message(dict(each)))


def _message(error: dict[str, Any]) -> str:
    kind, value = error["type"], error["input"]
    if kind == "unexpected_keyword_argument":
        return "is not a key of this file; data/README.md lists those there are"
    if kind == "missing":
        return "is missing"
    if kind == "string_pattern_mismatch" and error["ctx"]["pattern"] in constraints.SPELLINGS:
        return f"write {constraints.SPELLINGS[error['ctx']['pattern']]}, not {shown(value)}"
    if kind == "value_error":
        return f"{error['ctx']['error']}, not {shown(value)}"
    zero = "; what is not known, or not so, is left out" if kind == "greater_than" and value == 0 else ""
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}, not {shown(value)}{zero}"
