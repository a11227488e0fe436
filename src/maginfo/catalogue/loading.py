"""Where the data is, and how its files become tables.

In a source tree or an editable install the TOML files of `data/` are read as they are (`toml_folder`). A wheel carries
them too, for people to read, beside the same tables as JSON, a file each, and excerpts of several (`compiling`):
parsing TOML would cost more than the rest of an answer. Both give equal tables; a test compares them.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

Table = dict[str, Any]

PACKAGED = "data"
COMPILED = "compiled"
FOLDERS = ("forms", "intakes", "interactions", "uses")
_LOADER: Any = __spec__.loader


class Store(Protocol):
    """Gives the tables of the data files by name, and the excerpts that an answer needs of many files at once."""

    def read(self, name: str) -> Table:
        """The table of that file: 'cautions', 'forms/glycinate'."""

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of 'forms', 'intakes', 'interactions' or 'uses', sorted."""

    def excerpt(self, name: str) -> Table:
        """One of `compiling.EXCERPTS`."""

    def sources(self, ids: Iterable[str]) -> dict[str, Table]:
        """Those entries of the bibliography, by id; an id that it lacks is left out."""


class CompiledPackage:
    """The data as a wheel carries it: read through what loaded this package, so that a zip serves as well.

    That is what `pkgutil.get_data` does, without its imports.
    """

    def __init__(self, package: str = os.path.dirname(os.path.dirname(__file__))) -> None:  # noqa: PTH120  # a loader takes text
        self._folder = os.path.join(package, PACKAGED, COMPILED)  # noqa: PTH118  # a loader takes text

    def read(self, name: str) -> Table:
        """The table of that file."""
        if name == "sources":
            return {"sources": [json.loads(line) for line in self._content("sources.jsonl").splitlines()]}
        table: Table = json.loads(self._content(f"{name}.json"))
        return table

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""
        return tuple(self.excerpt("listing")[folder])

    @cache  # noqa: B019  # there is one store, and it lives as long as the program
    def excerpt(self, name: str) -> Table:
        """As it was compiled."""
        return self.read(f"excerpts/{name}")

    def sources(self, ids: Iterable[str]) -> dict[str, Table]:
        """Those entries, cut out of the text: an answer cites a few of hundreds, and parsing all would cost more."""
        places = self.read("excerpts/source-places")
        text = self._content("sources.jsonl")
        return {source_id: json.loads(text[slice(*places[source_id])]) for source_id in ids if source_id in places}

    def _content(self, resource: str) -> bytes:
        path = os.path.join(self._folder, *resource.split("/"))  # noqa: PTH118  # a loader takes text
        try:
            content: bytes = _LOADER.get_data(path)
        except OSError as error:
            raise DataError(f"the installed package lacks '{resource}': install maginfo again") from error
        return content


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
