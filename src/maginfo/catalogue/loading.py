"""Where the data is, and how its files become tables: the one place of the catalogue that touches files.

In a source tree or an editable install the TOML files of `data/` are read as they are. A wheel carries them too,
for people to read, beside a compiled copy: the same tables as JSON, one file each, and an index of names, because
parsing TOML would cost more than the rest of an answer. Both give equal tables; a test compares them.
"""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from maginfo.catalogue.names import build_index
from maginfo.catalogue.records.severities import Severity
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Table = dict[str, Any]

PACKAGE = "maginfo"
PACKAGED = "data"
COMPILED = "compiled"
FOLDERS = ("forms", "intakes", "interactions", "uses")
_LIMIT_HEADING = ("id", "name", "short_name", "region", "edition", "year", "checked", "upper_limit")
_LIMIT_STAGE = ("ages", "printed", "sex", "state", "upper_limit_mg", "upper_limit_mg_per_kg")


class Store(Protocol):
    """Gives the tables of the data files by name, and the excerpts that an answer needs of many files at once."""

    def read(self, name: str) -> Table:
        """The table of that file: 'cautions', 'forms/glycinate'."""

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of 'forms', 'intakes', 'interactions' or 'uses', sorted."""

    def excerpt(self, name: str) -> Table:
        """One of `EXCERPTS`."""

    def sources(self, ids: Iterable[str]) -> dict[str, Table]:
        """Those entries of the bibliography, by id; an id that it lacks is left out."""


MOST_BYTES = 5_000_000
"""Of one data file, an overlay's too; the largest of ours has a quarter of a million."""


class TomlFolder:
    """The data as people edit it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> Table:
        """The table of that file, ready for building; DataError where it is missing or is not TOML."""
        import tomli

        path = self.root / f"{name}.toml"
        try:
            if path.exists() and not path.is_file():
                raise DataError(f"{path}: is not a regular file")
            if path.exists() and path.stat().st_size > MOST_BYTES:
                raise DataError(f"{path}: more than {MOST_BYTES // 1_000_000} MB; no data file is so large")
            table = tomli.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise DataError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise DataError(f"{path}: is not UTF-8: byte {error.start}") from error
        except tomli.TOMLDecodeError as error:
            raise DataError(f"{path}: is not TOML: {error}") from error
        except RecursionError as error:
            raise DataError(f"{path}: is nested too deeply") from error
        except ValueError as error:
            raise DataError(f"{path}: cannot be read: {error}") from error
        if name == "foods":
            table["foods"] = read_foods(self.root / "foods.csv")
        return prepare(table)

    def ids(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, sorted."""
        return tuple(sorted(path.stem for path in (self.root / folder).glob("*.toml")))

    def excerpt(self, name: str) -> Table:
        """Made anew from the files: a source tree is edited between two runs."""
        return EXCERPTS[name](self)

    def sources(self, ids: Iterable[str]) -> dict[str, Table]:
        """Those entries of the bibliography, by id; an id that it lacks is left out."""
        tables = {table["id"]: table for table in self.read("sources")["sources"]}
        return {source_id: tables[source_id] for source_id in ids if source_id in tables}


class CompiledPackage:
    """The data as a wheel carries it: read through the package's loader, so that a zip serves as well."""

    def read(self, name: str) -> Table:
        """The table of that file."""
        if name == "sources":
            return {"sources": [json.loads(line) for line in _packaged("sources.jsonl").splitlines()]}
        table: Table = json.loads(_packaged(f"{name}.json"))
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
        text = _packaged("sources.jsonl")
        return {source_id: json.loads(text[slice(*places[source_id])]) for source_id in ids if source_id in places}


def _packaged(resource: str) -> bytes:
    content = pkgutil.get_data(PACKAGE, f"{PACKAGED}/{COMPILED}/{resource}")
    if content is None:
        raise DataError(f"the installed package lacks '{resource}': install maginfo again")
    return content


def _listing(store: Store) -> Table:
    """The names of every folder's files."""
    return {folder: list(store.ids(folder)) for folder in FOLDERS}


def _names(store: Store) -> Table:
    """Every name of forms and medicines, with what it means."""
    forms = {form: store.read(f"forms/{form}") for form in store.ids("forms")}
    groups = {group: store.read(f"interactions/{group}") for group in store.ids("interactions")}
    return build_index(forms, groups).to_table()


def _limits(store: Store) -> Table:
    """The upper limits of every authority that sets one: what a check compares other authorities by."""
    authorities = [store.read(f"intakes/{name}") for name in store.ids("intakes")]
    return {"authorities": [_limits_of(authority) for authority in authorities if "upper_limit" in authority]}


def _limits_of(authority: Table) -> Table:
    heading = {key: value for key, value in authority.items() if key in _LIMIT_HEADING}
    stages = [{key: value for key, value in stage.items() if key in _LIMIT_STAGE} for stage in authority["life_stages"]]
    return {**heading, "life_stages": stages}


def _uses(store: Store) -> Table:
    """Every use without its studies: what a form's card says of it."""
    uses = [store.read(f"uses/{name}") for name in store.ids("uses")]
    return {"uses": [{key: value for key, value in use.items() if key != "studies"} for use in uses]}


def _interactions(store: Store) -> Table:
    """The severity of each interaction class, and the forms it concerns."""
    groups = {name: store.read(f"interactions/{name}") for name in store.ids("interactions")}
    return {name: {"severity": _gravest(group), "forms": group["forms"]} for name, group in groups.items()}


def _gravest(group: Table) -> str:
    """The severity of the gravest medicine of a class."""
    severities = [group["severity"], *(member.get("severity") for member in group.get("members", ()))]
    return max(Severity(severity) for severity in severities if severity is not None).value


def _dose_claims(store: Store) -> Table:
    """The claims that are an amount a day."""
    return {"claims": [claim for claim in store.read("claims")["claims"] if "daily_low_mg" in claim]}


def _claim_topics(store: Store) -> Table:
    """The ids of the claims that concern each topic."""
    topics: dict[str, list[str]] = {}
    for claim in store.read("claims")["claims"]:
        for topic in claim.get("topics", ()):
            topics.setdefault(topic, []).append(claim["id"])
    return topics


EXCERPTS: dict[str, Callable[[Store], Table]] = {
    "listing": _listing,
    "names": _names,
    "limits": _limits,
    "uses": _uses,
    "interactions": _interactions,
    "dose-claims": _dose_claims,
    "claim-topics": _claim_topics,
}
"""What one answer needs of many files, made from them; a wheel carries each as one file."""


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
    return TomlFolder(folder) if folder is not None else CompiledPackage()


def prepare(table: Table) -> Table:
    """A parsed TOML table as JSON would hold it: dates as ISO text, the file's `checked` on each of its citations."""
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
    """The rows of foods.csv as tables; DataError with the line where one cannot be read."""
    import csv

    foods: list[Table] = []
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            foods.extend(_food(row) for row in csv.DictReader(stream, strict=True))
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except (KeyError, ValueError, AttributeError, csv.Error) as error:
        line = len(foods) + 2
        raise DataError(f"{path}: line {line}: {error}; data/README.md describes the columns") from error
    return foods


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


def compile_data(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a wheel's compiled data, as (name, content)."""
    store = TomlFolder(folder)
    for path in sorted(folder.glob("*.toml")):
        if path.stem != "sources":
            yield f"{path.stem}.json", _json(store.read(path.stem))
    for topic in FOLDERS:
        for name in store.ids(topic):
            yield f"{topic}/{name}.json", _json(store.read(f"{topic}/{name}"))
    for name, made in EXCERPTS.items():
        yield f"excerpts/{name}.json", _json(made(store))
    lines, places, position = [], {}, 0
    for source in store.read("sources")["sources"]:
        line = _json(source)
        places[source["id"]] = [position, position + len(line)]
        position += len(line) + 1
        lines.append(line)
    yield "sources.jsonl", "\n".join(lines)
    yield "excerpts/source-places.json", _json(places)


def _json(table: Table) -> str:
    """Compact and in ASCII, so that a place in the text is a place in the file."""
    return json.dumps(table, separators=(",", ":"))
