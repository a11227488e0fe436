"""The data files: TOML and CSV as people edit them, or the JSON that a wheel carries."""

from __future__ import annotations

import abc
import os
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from maginfo.errors import DataError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


T = TypeVar("T")
Table = dict[str, Any]

PACKAGED = "data"
FOLDERS = ("forms", "intakes", "interactions", "uses")
BY_ID = {"sources": "id", "medicines": "name"}
"""Topics with a list of records, and the key that identifies one: a wheel holds the list as a table by that key."""


class RecordsById(Mapping[str, T]):
    """Records by id, each made from its table or its JSON when it is first asked for.

    An answer cites about twenty of 1,100 sources: making those alone takes 18 million instructions less than making
    all (of 414 million of `check --json`). Of 2,751 medicines it names a few: 18 ms less of 190.
    """

    def __init__(self, unread: Mapping[str, Any], read: Callable[[Any], T]) -> None:
        self._unread = unread
        self._read = cache(lambda key: read(unread[key]))

    def __getitem__(self, key: str) -> T:
        return self._read(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._unread)

    def __len__(self) -> int:
        return len(self._unread)

    def __repr__(self) -> str:
        return repr(dict(self))


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
        return msgspec.convert(self.tables(topic), kind)

    def heading(self, topic: str, kind: type[T]) -> T:
        """Return a topic of `BY_ID` as a record without its list."""
        return msgspec.convert({key: value for key, value in self.tables(topic).items() if key != topic}, kind)

    def records_by_id(self, topic: str, kind: type[T]) -> Mapping[str, T]:
        """Return the records of the list in a topic of `BY_ID`, by that key; of two with one key, the last."""
        tables = {table[BY_ID[topic]]: table for table in self.tables(topic)[topic]}
        return RecordsById(tables, lambda table: msgspec.convert(table, kind))

    def derived(self, name: str, kind: type[T], work_out: Callable[[], T]) -> T:  # noqa: ARG002  # a wheel has it
        """Return a record that follows from the data and takes long to work out; a wheel carries it ready-made."""
        return work_out()


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
        tables: Table = msgspec.json.decode(self._content(topic))
        return {**tables, topic: list(tables[topic].values())} if topic in BY_ID else tables

    def records(self, topic: str, kind: type[T]) -> T:
        """Return a topic as `Store.records` does, decoded from JSON in one step but for those of `BY_ID`."""
        if topic in BY_ID:
            return super().records(topic, kind)
        return msgspec.json.decode(self._content(topic), type=kind)

    def heading(self, topic: str, kind: type[T]) -> T:
        """Return a topic as `Store.heading` does, without decoding its list."""
        parts = self._parts(topic)
        return msgspec.convert({key: msgspec.json.decode(part) for key, part in parts.items() if key != topic}, kind)

    def records_by_id(self, topic: str, kind: type[T]) -> Mapping[str, T]:
        """Return the records of a topic as `Store.records_by_id` does, each decoded when it is first asked for."""
        unread = msgspec.json.decode(self._parts(topic)[topic], type=dict[str, msgspec.Raw])
        return RecordsById(unread, msgspec.json.Decoder(kind).decode)

    def _parts(self, topic: str) -> dict[str, msgspec.Raw]:
        """Return the values under the keys of a topic's file, each still in JSON."""
        return msgspec.json.decode(self._content(topic), type=dict[str, msgspec.Raw])

    def derived(self, name: str, kind: type[T], work_out: Callable[[], T]) -> T:  # noqa: ARG002  # see `Store`
        """Return a record as `Store.derived` does, decoded from JSON.

        `label --json` takes 456 million instructions with it, and 820 without.
        """
        return self.records(name, kind)

    def _content(self, topic: str) -> bytes:
        try:
            return self._read_file(f"{topic}.json")
        except OSError as error:
            raise DataError(f"the installed package lacks '{topic}.json': install maginfo again") from error


def file_names(store: Store, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return kind and name of each file of these kinds, which are files or folders: ('forms', 'forms/oxide')."""
    return [
        (kind, name)
        for kind in kinds
        for name in ([f"{kind}/{item}" for item in store.ids(kind)] if kind in FOLDERS else [kind])
    ]


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


MAX_VALUES = 30_000
"""The most values in a data file, counting tables and arrays: each may be reported. The largest has some 16,000."""
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

        from maginfo.catalogue.csv_tables import CSV_TABLES
        from maginfo.catalogue.files import read_text

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
        if name in CSV_TABLES:
            table[name] = CSV_TABLES[name](self.root / f"{name}.csv")
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
