"""The curator's checks: every data file against its record, strictly, and every reference between files.

pydantic does the checking of single files; what no file can know alone (a source that does not exist, two forms with
one name, a gap in a table of life stages) is checked in `catalogue.consistency`. `maginfo data check` runs both; the
shipped data passes before it is packaged, so an answer trusts it.
"""

from __future__ import annotations

import json
from dataclasses import field, make_dataclass
from types import GenericAlias
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from maginfo.catalogue import constraints
from maginfo.catalogue.loading import FOLDERS
from maginfo.catalogue.records import (
    cautions,
    citations,
    claims,
    foods,
    forms,
    intakes,
    interactions,
    labels,
    rules,
    signs,
    uses,
)
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.toml_folder import TomlFolder
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

    from maginfo.catalogue.constraints import IsoDate, Text
    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.citations import Source
    from maginfo.catalogue.records.claims import Claim
    from maginfo.catalogue.records.forms import NotASource

STRICT = ConfigDict(extra="forbid", strict=True)

MODULES = (constraints, citations, forms, intakes, cautions, interactions, rules, signs, uses, foods, claims, labels)


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


def as_dataclass(record: type[Record]) -> type:
    """The record as a dataclass of the standard library, which pydantic validates with and writes a schema of.

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
    return made


def namespace(modules: Iterable[ModuleType]) -> dict[str, Any]:
    """What the annotations of these modules' records mean to pydantic: every record by its name, as a dataclass."""
    names: dict[str, Any] = {}
    for module in modules:
        for name, value in vars(module).items():
            if not name.startswith("_"):
                is_record = isinstance(value, type) and issubclass(value, Record) and value is not Record
                names[name] = as_dataclass(value) if is_record else value
    return names


_NAMESPACE = namespace(MODULES)


def adapter(kind: str) -> TypeAdapter[Any]:
    """The pydantic adapter of a kind of file, a key of `FILES`: it validates a list of exactly one such table.

    The list carries the strictness down to every nested record; the names that the records' annotations use are
    given here, because the records import them for type checkers only.
    """
    return adapter_of((as_dataclass(FILES[kind]),), STRICT, _NAMESPACE)


def adapter_of(classes: tuple[type, ...], config: ConfigDict, names: dict[str, Any]) -> TypeAdapter[Any]:
    """The pydantic adapter of a list of one object of each class, their annotations read with these names."""
    made: TypeAdapter[Any] = TypeAdapter(
        GenericAlias(tuple, classes),  # type: ignore[arg-type]  # a tuple type made at run time
        config=ConfigDict(**config, defer_build=True),
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


class Problem(Record):
    """One thing wrong in one file."""

    file: str
    """Relative to the data folder: 'forms/glycinate.toml'."""
    place: str
    """The path inside the file: 'compounds[0].formula'."""
    message: str
    """What is wrong and what is allowed."""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.message}"


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
            yield Problem(f"{name}.toml", "", error.message.split(": ", 1)[-1])
            continue
        yield from table_problems(adapters[kind], f"{name}.toml", table)


def table_problems(checked: TypeAdapter[Any], file: str, table: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with one file's table."""
    try:
        checked.validate_json(json.dumps([table]))
    except ValidationError as error:
        for each in error.errors(include_url=False):
            yield Problem(file, _place(each["loc"][1:]), _message(dict(each)))


def _place(location: tuple[str | int, ...]) -> str:
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f"[{part}]"
        else:
            place += f".{part}" if place else part
    return place


def _message(error: dict[str, Any]) -> str:
    kind = error["type"]
    if kind == "unexpected_keyword_argument":
        return "is not a key of this file; data/README.md lists those there are"
    if kind == "missing":
        return "is missing"
    value = json.dumps(error["input"], ensure_ascii=False)
    shown = value if len(value) <= 60 else f"{value[:57]}..."
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}, not {shown}"
