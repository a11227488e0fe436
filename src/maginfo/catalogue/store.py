"""The data files: TOML and CSV as people edit them, or the JSON that a wheel carries."""

from __future__ import annotations

import abc
import os
import pkgutil
import stat
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from maginfo.errors import DataError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, max_bytes: int) -> bytes | None:
    """Return the content, at most `max_bytes` + 1 bytes of it; None for a folder, a pipe or a device.

    The file is opened without waiting: a pipe without a writer would block the program forever. Raises OSError, or
    ValueError for a name that no file can have.
    """
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as stream:
        return stream.read(max_bytes + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None


T = TypeVar("T")
Table = dict[str, Any]

PACKAGED = "data"
FOLDERS = ("forms", "intakes", "interactions", "uses")


class Store(abc.ABC):
    """The data by topic: one file such as 'cautions', or all files of a folder such as 'forms'."""

    @abc.abstractmethod
    def read(self, name: str) -> Table:
        """Return the table of one file: 'cautions', 'forms/glycinate'."""

    @abc.abstractmethod
    def ids(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files of a folder, sorted."""

    def tables(self, topic: str) -> Table:
        """Return the table of a topic's file, or the tables of its folder by file name, sorted."""
        if topic in FOLDERS:
            return {name: self.read(f"{topic}/{name}") for name in self.ids(topic)}
        return self.read(topic)

    def records(self, topic: str, kind: type[T]) -> T:
        """Return a topic as a record, or as a dict of records if it is a folder."""
        import msgspec  # imported here because it is not installed when a wheel is built

        return msgspec.convert(self.tables(topic), kind)


def _read_packaged(name: str) -> bytes:
    """Return the content of a compiled file of this package, which may be in a zip.

    `importlib.resources` could read it too, but would add 14 million instructions to the 390 million of
    `check --json`.
    """
    content = pkgutil.get_data("maginfo", f"{PACKAGED}/compiled/{name}")
    if content is None:
        raise OSError(f"the package cannot read its file '{name}'")
    return content


class CompiledPackage(Store):
    """The data compiled to one JSON file a topic, as a wheel carries it."""

    def __init__(self, read_file: Callable[[str], bytes] = _read_packaged) -> None:
        """`read_file` returns the content of a file by its name; OSError if it is missing."""
        self._read_file = read_file

    def read(self, name: str) -> Table:
        """Return the table of one file."""
        topic, _, item = name.partition("/")
        table: Table = self.tables(topic)[item] if item else self.tables(topic)
        return table

    def ids(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files of a folder, sorted."""
        return tuple(self.tables(folder))

    @cache  # noqa: B019  # there is one store, and it lives as long as the program
    def tables(self, topic: str) -> Table:
        """Return the table of a topic's file, or the tables of its folder by file name, sorted."""
        return self.records(topic, Table)

    def records(self, topic: str, kind: type[T]) -> T:
        """Return a topic as `Store.records` does, decoded from JSON in one step."""
        import msgspec

        try:
            content = self._read_file(f"{topic}.json")
        except OSError as error:
            raise DataError(f"the installed package lacks '{topic}.json': install maginfo again") from error
        return msgspec.json.decode(content, type=kind)


def source_tree() -> Path | None:
    """Return the `data/` folder of the source tree that this package runs from; None in a wheel."""
    package = Path(__file__).parents[1]
    root = package.parents[1] / "data"
    return root if package.parent.name == "src" and (root / "about.toml").is_file() else None


def data_folder() -> Path:
    """Return the folder of the TOML files."""
    return source_tree() or Path(__file__).parents[1] / PACKAGED


def shipped_store() -> Store:
    """Return the store of the data that came with this program."""
    folder = source_tree()
    if folder is None:
        return CompiledPackage()
    return TomlFolder(folder)


MAX_BYTES = 5_000_000
"""The largest size of a data file, an overlay's too; the largest shipped file has 250,000 bytes."""
MAX_VALUES = 20_000
"""The most values in a data file, counting tables and arrays: each may be reported. Shipped files have up to 5,000."""
MAX_DEPTH = 50
MAX_NUMBER = 2**63
"""Whole numbers in TOML are below it."""


class TomlFolder(Store):
    """The data as people edit it; each file is parsed once, when it is first read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._parsed: dict[str, Table] = {}

    def read(self, name: str) -> Table:
        """Return the table of a file, as `prepare` makes it; DataError for a missing file or one that is not TOML."""
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        return self._parsed[name]

    def _parse(self, name: str) -> Table:
        import tomli

        path = self.root / f"{name}.toml"
        text = read_text(path)
        try:
            table = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            raise DataError(f"{path}: is not TOML: {error}") from error
        except RecursionError as error:
            raise DataError(f"{path}: is nested too deeply") from error
        except ValueError as error:
            raise DataError(f"{path}: contains a number with thousands of digits") from error
        _refuse_excess(path, table)
        if name == "foods":
            table["foods"] = read_foods(self.root / "foods.csv")
        if name == "medicines":
            table["medicines"] = read_medicines(self.root / "medicines.csv")
        if name == "conditions":
            table["conditions"] = read_conditions(self.root / "conditions.csv")
        return prepare(table)

    def ids(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files of a folder, sorted; none without a folder. DataError if it cannot be read."""
        path = self.root / folder
        try:
            found = list(path.iterdir())
        except OSError as error:
            if not os.path.lexists(path):
                return ()
            raise DataError(f"{path}: cannot be read: {reason_of(error)}") from error
        return tuple(sorted(each.stem for each in found if each.suffix == ".toml"))


def read_text(path: Path) -> str:
    """Return the text of a data file; DataError if it is no regular file, too large or not UTF-8."""
    try:
        content = read_regular(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read: {reason_of(error)}") from error
    if content is None:
        raise DataError(f"{path}: is not a regular file")
    if len(content) > MAX_BYTES:
        raise DataError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8: byte {error.start}") from error


def _refuse_excess(path: Path, table: Table) -> None:
    """Raise DataError for a table that is too large or too deep for the checks that follow."""
    inside: list[Any] = [table]
    count = depth = 0
    while inside:
        count += len(inside)
        depth += 1
        if count > MAX_VALUES:
            raise DataError(f"{path}: has more than {MAX_VALUES:,} values, the limit for a data file")
        if depth > MAX_DEPTH:
            raise DataError(f"{path}: is nested too deeply")
        if any(isinstance(value, int) and abs(value) >= MAX_NUMBER for value in inside):
            raise DataError(f"{path}: contains a number of more than 64 bits")
        holders = [value.values() if isinstance(value, dict) else value for value in inside if _holds_more(value)]
        inside = [value for held in holders for value in held]


def _holds_more(value: Any) -> bool:
    return isinstance(value, (dict, list))


def prepare(table: Table) -> Table:
    """Return a TOML table with dates as ISO text, and the file's `checked` on every citation without its own."""
    checked = _plain(table.get("checked"), None)
    prepared: Table = _plain(table, checked)
    return prepared


def _plain(value: Any, checked: str | None) -> Any:
    if isinstance(value, dict):
        plain = {key: _plain(item, checked) for key, item in value.items()}
        if checked is not None and "at" in plain and "id" in plain:
            plain.setdefault("checked", checked)
        return plain
    if isinstance(value, list):
        return [_plain(item, checked) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def read_foods(path: Path) -> list[Table]:
    """Return the rows of foods.csv as tables; DataError with the line number of a row that cannot be read."""
    return _rows(path, _food)


def read_medicines(path: Path) -> list[Table]:
    """Return the rows of medicines.csv as tables; DataError with the line number of a row that cannot be read."""
    return _rows(path, _medicine)


def read_conditions(path: Path) -> list[Table]:
    """Return the rows of conditions.csv as tables; DataError with the line number of a row that cannot be read."""
    return _rows(path, _condition)


def _rows(path: Path, made: Callable[[dict[str, str]], Table]) -> list[Table]:
    import csv
    import io

    tables: list[Table] = []
    text = read_text(path)
    try:
        tables.extend(made(row) for row in csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (KeyError, ValueError, AttributeError, csv.Error) as error:
        line = len(tables) + 2
        raise DataError(f"{path}: line {line}: {error}; data/README.md describes the columns") from error
    return tables


def _food(row: dict[str, str]) -> Table:
    portions = [portion.rpartition("=") for portion in row["portions"].split(";") if portion]
    return {
        "id": row["id"],
        "name": row["name"],
        "mg_per_100g": float(row["mg_per_100g"]),
        "release": row["release"],
        "usda_number": row["usda_number"],
        "usda_description": row["usda_description"],
        "aliases": [alias for alias in row["aliases"].split(";") if alias],
        "portions": [{"name": name, "g": float(grams)} for name, _, grams in portions],
    }


def _medicine(row: dict[str, str]) -> Table:
    return {
        "name": row["name"],
        "kind": row["kind"],
        "what": row["what"],
        "atc": _items(row["atc"]),
        "names": [_marked(item, "used_in") for item in _items(row["names"])],
        "brands": [_marked(item, "sold_in") for item in _items(row["brands"])],
        "abbreviations": _items(row["abbreviations"]),
        "ingredients": _items(row["ingredients"]),
        "also": [_meaning(item) for item in _items(row["also"])],
        "sources": _items(row["sources"]),
    }


def _condition(row: dict[str, str]) -> Table:
    table = {
        "name": row["name"],
        "state": row["state"],
        "names": [name.partition("[")[0] for name in _items(row["names"])],
        "sources": _items(row["sources"]),
    }
    return table | {key: row[key] for key in ("use", "looked", "note") if row[key]}


def _items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


def _marked(item: str, key: str) -> Table:
    """Read a name with its languages or countries: 'Tylenol[US,CA]'."""
    name, bracket, codes = item.removesuffix("]").rpartition("[")
    if not (bracket and item.endswith("]")):
        raise ValueError(f"'{item}' lacks its language or country in brackets, as in Tylenol[US]")
    return {"name": name, key: codes.split(",")}


def _meaning(item: str) -> Table:
    name, equals, medicine = item.partition("=")
    if not equals:
        raise ValueError(f"'{item}' lacks the other medicine, as in Benadryl=acrivastine")
    return {"name": name, "medicine": medicine}
