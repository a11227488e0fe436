"""data/README.md marks with `# *` the keys that must stand: those that the records require, and no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from msgspec.structs import FieldInfo, fields

from maginfo.catalogue.validation.shape import FILES
from maginfo.model.record import Record

README = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^### `(?P<kind>\w+)(?:/ID)?\.toml`(?:(?!^### ).)*?^```toml\n(?P<block>.*?)^```", re.DOTALL | re.MULTILINE
)
KEY = re.compile(r'^(?P<key>\w+) = (?:[^"#]|"[^"]*")*(?P<comment>#.*)?$')
HEADER = re.compile(r"\[+([\w.]+)\]+")


class Key(NamedTuple):
    """One key of the description of a kind of file."""

    record: type[Record]
    name: str
    marked: bool


def fields_of(record: type[Record]) -> dict[str, FieldInfo]:
    return {each.name: each for each in fields(record)}


def record_in(kind: Any) -> type[Record] | None:
    """The record that a field holds, one or any number."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind
    return next((found for each in get_args(kind) if (found := record_in(each))), None)


def table(record: type[Record] | None, path: str) -> type[Record] | None:
    """The record of the table at a path such as 'cautions.escalate'; None where it is no record."""
    for name in path.split("."):
        known = {} if record is None else fields_of(record)
        record = record_in(known[name].type) if name in known else None
    return record


def described() -> list[object]:
    keys = []
    for section in SECTION.finditer(README):
        file = record = FILES[section["kind"]]
        for line in section["block"].splitlines():
            if header := HEADER.match(line):
                record = table(file, header[1])
            elif (key := KEY.match(line)) and record is not None:
                marked = (key["comment"] or "").startswith("# *")
                place = f"{section['kind']}: {record.__name__}.{key['key']}"
                keys.append(pytest.param(Key(record, key["key"], marked), id=place))
    return keys


@pytest.mark.parametrize("key", described())
def test_what_must_stand_is_marked(key: Key) -> None:
    known = fields_of(key.record)
    assert key.name in known
    assert key.marked == known[key.name].required


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in FILES
        if kind not in ("conditions", "foods", "magnesium", "medicines", "name_words", "not_sources")
    ],
)
def test_every_key_that_must_stand_is_described(kind: str) -> None:
    """Of the tables that are described; the other kinds stand in words."""
    keys = [each.values[0] for each in described() if each.id.startswith(f"{kind}: ")]
    assert keys
    for record in {key.record for key in keys}:
        known = fields_of(record)
        tables = {name for name in known if re.search(rf"[\[.]{name}\]", README)}
        required = {name for name, each in known.items() if each.required}
        assert required <= tables | {key.name for key in keys if key.record is record}, record.__name__
