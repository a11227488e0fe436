"""Where the data is, and how its files become tables: the one place of the catalogue that touches files.

In a source tree or an editable install the TOML files of `data/` are read as they are. A wheel carries them too,
for people to read, beside a compiled copy: the same tables as JSON, one file each, and an index of names, because
parsing TOML would cost more than the rest of an answer. Both give equal tables; a test compares them.
"""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from maginfo.catalogue.names import NameIndex, build_index
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

Table = dict[str, Any]

PACKAGE = "maginfo"
PACKAGED = "data"
COMPILED = "compiled"
FOLDERS = ("forms", "intakes", "interactions", "uses")
_LIMIT_KEYS = ("ages", "printed", "sex", "state", "upper_limit_mg", "upper_limit_mg_per_kg")


class Store(Protocol):
    """Gives the tables of the data files by name: 'sources', 'forms/glycinate'."""

    def read(self, name: str) -> Table:
        """The table of that file."""

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of 'forms', 'intakes', 'interactions' or 'uses', sorted."""

    def index(self) -> NameIndex:
        """Every name of forms and medicines, with what it means."""

    def limits(self) -> list[Table]:
        """The upper limits of every authority that sets one, without the rest of its table."""


class TomlFolder:
    """The data as people edit it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> Table:
        """The table of that file, ready for building; DataError where it is missing or is not TOML."""
        import tomli

        path = self.root / f"{name}.toml"
        try:
            text = path.read_text(encoding="utf-8")
            table = tomli.loads(text)
        except OSError as error:
            raise DataError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise DataError(f"{path}: is not UTF-8: byte {error.start}") from error
        except tomli.TOMLDecodeError as error:
            raise DataError(f"{path}: is not TOML: {error}") from error
        return prepare(table)

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""
        return tuple(sorted(path.stem for path in (self.root / folder).glob("*.toml")))

    def index(self) -> NameIndex:
        """Made anew from all forms and interactions: a source tree is edited between two runs."""
        return build_index(
            {form: self.read(f"forms/{form}") for form in self.ids("forms")},
            {group: self.read(f"interactions/{group}") for group in self.ids("interactions")},
        )


    def limits(self) -> list[Table]:
        """Taken from the authorities' files."""
        return [limits_of(self.read(f"intakes/{name}")) for name in self.ids("intakes")]


class CompiledPackage:
    """The data as a wheel carries it: read through the package's loader, so that a zip serves as well."""

    def __init__(self) -> None:
        self._listing: Table | None = None

    def read(self, name: str) -> Table:
        """The table of that file."""
        table: Table = json.loads(_packaged(f"{PACKAGED}/{COMPILED}/{name}.json"))
        return table

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""
        if self._listing is None:
            self._listing = self.read("listing")
        return tuple(self._listing[folder])

    def index(self) -> NameIndex:
        """As it was compiled."""
        return NameIndex.from_table(self.read("names"))

    def limits(self) -> list[Table]:
        """As they were compiled."""
        limits: list[Table] = self.read("limits")["authorities"]
        return limits


def _packaged(resource: str) -> bytes:
    content = pkgutil.get_data(PACKAGE, resource)
    if content is None:
        raise DataError(f"the installed package lacks '{resource}': install maginfo again")
    return content


def source_tree() -> Path | None:
    """The `data/` folder of the source tree this package runs from; None in a wheel."""
    root = Path(__file__).parents[3] / "data"
    return root if (root / "about.toml").is_file() else None


def data_folder() -> Path:
    """Where the TOML files are."""
    return source_tree() or Path(__file__).parents[1] / PACKAGED


def shipped_store() -> Store:
    """The store of the data that came with this program."""
    folder = source_tree()
    return TomlFolder(folder) if folder is not None else CompiledPackage()


def prepare(table: Table) -> Table:
    """A parsed TOML table as JSON would hold it: dates as ISO text, the file's `checked` on each of its citations."""
    checked = table.get("checked")
    stamp = checked.isoformat() if hasattr(checked, "isoformat") else checked
    prepared: Table = _plain(table, stamp)
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


def limits_of(authority: Table) -> Table:
    """An authority's table with its upper limits alone: what a check compares other authorities by."""
    heading = {key: value for key, value in authority.items() if key not in ("note", "sources", "superseded")}
    stages = [
        {key: value for key, value in stage.items() if key in _LIMIT_KEYS} for stage in authority.get("life_stages", ())
    ]
    for unneeded in ("recommended", "average_requirement"):
        heading.pop(unneeded, None)
    return {**heading, "life_stages": stages}


def compile_data(folder: Path) -> Iterator[tuple[str, Table]]:
    """Every table that a wheel carries, as (name, table); the build writes each to `compiled/NAME.json`."""
    store = TomlFolder(folder)
    for path in sorted(folder.glob("*.toml")):
        yield path.stem, store.read(path.stem)
    for topic in FOLDERS:
        for name in store.ids(topic):
            yield f"{topic}/{name}", store.read(f"{topic}/{name}")
    yield "listing", {topic: list(store.ids(topic)) for topic in FOLDERS}
    yield "names", store.index().to_table()
    yield "limits", {"authorities": store.limits()}
