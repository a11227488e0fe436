"""Writes data/figures.tsv: every figure, name, hour, grade, identifier and status of the data, one per line.

Each line has the file, the place in it, the value and the ids of its sources. The type of a field decides whether it is
listed: sentences (`Prose`, `Quotation`) are not. A reviewer sees a changed figure as one changed line, whatever moved
around it. The order of the entries in a file is not recorded.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from maginfo.catalogue.files import read_text
from maginfo.catalogue.store import TomlFolder, file_names
from maginfo.catalogue.validation.problems import Problem
from maginfo.catalogue.validation.shape import FILES
from maginfo.errors import DataError
from maginfo.model.bibliography import Citation, Source
from maginfo.model.conditions import Condition
from maginfo.model.constraints import prose_of
from maginfo.model.foods import Food
from maginfo.model.intakes import Authority, LifeStage
from maginfo.model.medicines import Medicine
from maginfo.model.plain import TSV_ESCAPES
from maginfo.model.products import Maker
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FIGURES_FILE = "figures.tsv"
COLUMNS = ("file", "place", "value", "sources")
ROWS = (Citation, Source, Food, Maker)
"""Records that take one line: their fields as 'key=value', joined by '; '."""
IDENTIFYING = (
    *("id", "label", "name", "title", "edition", "brand", "region", "topic", "source", "form", "ages", "severity"),
    "role",
    *("names", "signs"),
)
"""Fields that identify a record in an array, the most reliable first."""
BETWEEN = " | "
"""Joins the values of an array."""
COLUMN_TABLES = {
    "average_requirement_mg": "average_requirement",
    "recommended_mg": "recommended",
    "recommended_increment_mg": "recommended",
    "upper_limit_mg": "upper_limit",
    "upper_limit_mg_per_kg": "upper_limit",
}
"""The table of an authority that gives the sources of a column of its life stages."""


MAX_STALE = 20
"""The number of differing lines of an outdated figures.tsv that are shown."""


class Figure(NamedTuple):
    """One line of the record of figures."""

    file: str
    """Relative to the data folder: 'intakes/nam.toml'."""
    place: str
    """Keys of the file, with the ids or names of entries in brackets: 'life_stages(female 19-30 y).upper_limit_mg'."""
    value: str
    sources: str
    """Ids of the sources, with the grade (`seen`) where a citation has its own: 'iom-1997, nih-ods (secondary)'."""


def figures_of(store: TomlFolder) -> list[Figure]:
    """Return the figures of a data folder, sorted by file and place; DataError for a file that is not valid."""
    return sorted(figure for _, name in file_names(store, FILES) for figure in figures_of_file(store, name))


def figures_of_file(store: TomlFolder, name: str) -> list[Figure]:
    """Return the figures of one file, such as 'cautions' or 'forms/oxide'; DataError where it is not valid.

    Foods are figures of foods.csv, and come with 'foods'.
    """
    try:
        record = msgspec.convert(store.read(name), FILES[name.partition("/")[0]])
    except msgspec.ValidationError as error:
        raise DataError(f"{store.root / name}.toml: {error}; 'maginfo data check' lists every problem") from error
    return list(_FileReader(f"{name}.toml", record).figures())


def figures_text(store: TomlFolder) -> str:
    """Return the content of figures.tsv for a data folder: a header, then one figure per line, separated by tabs."""
    lines = ("\t".join(cell.translate(TSV_ESCAPES) for cell in row) for row in (COLUMNS, *figures_of(store)))
    return "".join(f"{line}\n" for line in lines)


def parse_figures(text: str) -> dict[tuple[str, str], Figure]:
    """Read figures.tsv by file and place; DataError for a line without four cells."""
    figures: dict[tuple[str, str], Figure] = {}
    for number, line in enumerate(text.split("\n")[1:-1], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise DataError(f"{FIGURES_FILE}: line {number}: has {len(cells)} cells, not {len(COLUMNS)}")
        figure = Figure(*cells)
        figures[figure.file, figure.place] = figure
    return figures


def recorded_figures(folder: Path) -> str | None:
    """Return the text of a folder's figures.tsv; None if there is none. DataError for one that cannot be read."""
    path = folder / FIGURES_FILE
    return read_text(path) if path.exists() else None


def stale_figures(store: TomlFolder, recorded: str) -> Iterator[Problem]:
    """Yield what differs between a recorded text and the figures of the folder: the first `MAX_STALE` lines of it."""
    current = figures_text(store)
    if recorded == current:
        return
    before, now = parse_figures(recorded), parse_figures(current)
    command = f"'maginfo data figures {store.root} -o {store.root / FIGURES_FILE}' updates it"
    differing = [key for key in sorted({*before, *now}) if before.get(key) != now.get(key)]
    for key in differing[:MAX_STALE]:
        change = f"the record has {_shown(before.get(key))}, the data has {_shown(now.get(key))}"
        yield Problem(FIGURES_FILE, f"{key[0]}: {key[1]}", f"is not current: {change}; {command}")
    if not differing[MAX_STALE:] and differing:
        return
    rest = f"{len(differing) - MAX_STALE} more lines differ" if differing else "its header or its order differs"
    yield Problem(FIGURES_FILE, "", f"is not current: {rest}; {command}")


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "no value"
    return f"'{figure.value}'" + (f" [{figure.sources}]" if figure.sources else "")


class _FileReader:
    """Lists the figures of one file's record."""

    def __init__(self, file: str, record: Record) -> None:
        self._file = file
        self._record = record
        self._checked = getattr(record, "checked", None)

    def figures(self) -> Iterator[Figure]:
        return self._of_record(self._record, "", "")

    def _of_record(self, record: Record, place: str, sources: str) -> Iterator[Figure]:
        own = _source_ids(record) or sources
        for name, default in _recorded_fields(type(record)):
            value = getattr(record, name)
            inside = f"{place}.{name}" if place else name
            if isinstance(value, Record):
                yield from self._of_record(value, inside, own)
            elif isinstance(value, tuple) and value and isinstance(value[0], Record):
                yield from self._of_array(value, inside, own)
            elif isinstance(value, dict):
                for key, item in value.items():
                    yield Figure(self._file, f"{inside}.{key}", _written(item), own)
            elif value != default:
                yield Figure(self._file, inside, _written(value), self._column_sources(record, name) or own)

    def _of_array(self, records: tuple[Record, ...], place: str, sources: str) -> Iterator[Figure]:
        seen: dict[str, int] = {}
        for record in records:
            key = _key_of(record)
            seen[key] = seen.get(key, 0) + 1
            inside = f"{place}({key})" if seen[key] == 1 else f"{place}({key} #{seen[key]})"
            if isinstance(record, (Condition, Medicine)):  # the tables have one line each
                continue
            if isinstance(record, Food):
                yield Figure("foods.csv", inside, self._row(record), "")
            elif isinstance(record, ROWS):
                yield Figure(self._file, inside, self._row(record), "")
            else:
                yield from self._of_record(record, inside, sources)

    def _row(self, record: Record) -> str:
        """Return the fields of a record; the day of a citation only where it is not the day of its file."""
        cells = []
        for name, default in _recorded_fields(type(record)):
            value = getattr(record, name)
            inherited = isinstance(record, Citation) and name == "checked" and value == self._checked
            if name != "id" and value != default and not inherited:
                cells.append(f"{name}={_written(value)}")
        return "; ".join(cells)

    def _column_sources(self, record: Record, name: str) -> str:
        """Return the sources of the table that a life stage's value was copied from, where the row has none."""
        if not isinstance(record, LifeStage) or record.sources or not isinstance(self._record, Authority):
            return ""
        table = getattr(self._record, COLUMN_TABLES.get(name, ""), None)
        return _source_ids(table) if table is not None else ""


@cache
def _recorded_fields(record: type[Record]) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a record that hold no sentences, each with its default."""
    fields = msgspec.structs.fields(record)
    return tuple((each.name, each.default) for each in fields if prose_of(each.type) is None)


def _source_ids(record: Record) -> str:
    """Return the ids of a record's own sources, each once; '' if it has none."""
    cited: Iterable[Citation] = getattr(record, "sources", ())
    if any(not isinstance(each, Citation) for each in cited):
        return ""
    ids = [each.id + (f" ({each.seen})" if each.seen else "") for each in cited]
    article, study = getattr(record, "article", None), getattr(record, "source", None)
    return ", ".join(dict.fromkeys([*ids, *filter(None, (article, study))]))


def _key_of(record: Record) -> str:
    """Return what identifies a record among several: its id or name, else the id of its first source; '' for none."""
    for name in IDENTIFYING:
        value = getattr(record, name, None)
        if value:
            return _written(value)
    cited = getattr(record, "sources", ())
    return cited[0].id if cited else ""


def _written(value: Any) -> str:
    """Return a value as text, numbers in full: 250, 0.14096, true, 'a | b'; a record in an array as its fields."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, tuple):
        return BETWEEN.join(map(_written, value))
    if isinstance(value, Record):
        return " ".join(_written(getattr(value, name)) for name in value.__struct_fields__)
    return str(value)
