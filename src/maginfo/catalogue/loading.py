"""Where the data is, and how its files become records.

In a source tree or an editable install the TOML files of `data/` are read as they are (`toml_folder`). A wheel carries
them too, for people to read, beside the same tables as JSON, a file a topic (`compiling`): parsing TOML would cost more
than the rest of an answer. Both give equal records; a test compares them.
"""

from __future__ import annotations

import abc
import os
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from maginfo.errors import DataError

T = TypeVar("T")
Table = dict[str, Any]

PACKAGED = "data"
_COMPILED = os.path.join(os.path.dirname(os.path.dirname(__file__)), PACKAGED, "compiled")  # noqa: PTH118, PTH120
_LOADER: Any = __spec__.loader
FOLDERS = ("forms", "intakes", "interactions", "uses")


class Store(abc.ABC):
    """Gives the data by topic: a file such as 'cautions', or every file of a folder such as 'forms'."""

    @abc.abstractmethod
    def read(self, name: str) -> Table:
        """The table of one file: 'cautions', 'forms/glycinate'."""

    @abc.abstractmethod
    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""

    def tables(self, topic: str) -> Table:
        """The table of a topic's file, or of every file of its folder by name, sorted."""
        if topic in FOLDERS:
            return {name: self.read(f"{topic}/{name}") for name in self.ids(topic)}
        return self.read(topic)

    def records(self, topic: str, kind: type[T]) -> T:
        """A topic as a record, or as a dict of records where it is a folder."""
        import msgspec  # here, for a wheel is built without it

        return msgspec.convert(self.tables(topic), kind)


class CompiledPackage(Store):
    """The data as a wheel carries it: read through what loaded this package, so that a zip serves as well.

    `importlib.resources` does the same for 3 ms more of the 61 that `check --json` takes.
    """

    def __init__(self, folder: str = _COMPILED) -> None:
        self._folder = folder

    def read(self, name: str) -> Table:
        """The table of one file."""
        topic, _, item = name.partition("/")
        table: Table = self.tables(topic)[item] if item else self.tables(topic)
        return table

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""
        return tuple(self.tables(folder))

    @cache  # noqa: B019  # there is one store, and it lives as long as the program
    def tables(self, topic: str) -> Table:
        """The table of a topic's file, or of every file of its folder by name, sorted."""
        return self.records(topic, Table)

    def records(self, topic: str, kind: type[T]) -> T:
        """A topic as a record, or as a dict of records where it is a folder; read from JSON in one step."""
        import msgspec

        try:
            content = _LOADER.get_data(os.path.join(self._folder, f"{topic}.json"))  # noqa: PTH118  # a loader takes text
        except OSError as error:
            raise DataError(f"the installed package lacks '{topic}.json': install maginfo again") from error
        return msgspec.json.decode(content, type=kind)


def source_tree() -> Path | None:
    """The `data/` folder of the source tree this package runs from; None in a wheel."""
    package = Path(__file__).parents[1]
    root = package.parents[1] / "data"
    return root if package.parent.name == "src" and (root / "about.toml").is_file() else None


def data_folder() -> Path:
    """Where the TOML files are."""
    return source_tree() or Path(__file__).parents[1] / PACKAGED


def shipped_store() -> Store:
    """The store of the data that came with this program."""
    folder = source_tree()
    if folder is None:
        return CompiledPackage()
    from maginfo.catalogue.toml_folder import TomlFolder

    return TomlFolder(folder)
