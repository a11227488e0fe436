"""Checks that data/CHANGELOG.md has a line for every figure that changed since a revision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maginfo.catalogue.files import read_text
from maginfo.catalogue.names import name_key
from maginfo.catalogue.store import FOLDERS, TomlFolder
from maginfo.catalogue.validation.figures_file import BETWEEN, figures_text, parse_figures
from maginfo.catalogue.validation.problems import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from maginfo.catalogue.validation.figures_file import Figure

CHANGELOG = "CHANGELOG.md"
NAMING = ("id", "name", "short_name", "title", "aliases", "brands", "edition", "region")
"""Fields with the names by which a line of the changelog may mention a record."""
WITHOUT_A_LINE = re.compile(r"(^|\.)(checked|sources\([^()]*\))$")
"""Fields that may change without a line: the day of a comparison, and the locator in a source."""
EDITION = "about.toml"
"""A file without lines of its own: its version is a heading of the changelog."""


def missing_lines(folder: Path, figures_before: str, changelog_before: str) -> Iterator[Problem]:
    """Yield a problem for each record whose figures changed and that no new line of the changelog names.

    `figures_before` and `changelog_before` are the texts of figures.tsv and CHANGELOG.md at the revision compared with.
    A line is new where the older changelog lacks it. It names a record by its id, its name, a name of the entry that
    changed, or by the key: 'oxide, Japan' or 'Korea, upper level' or 'toxic range'; or by its place: 'roles(from)'.
    DataError for a text that cannot be read.
    """
    before, now = parse_figures(figures_before), parse_figures(figures_text(TomlFolder(folder)))
    old_lines = set(_lines(changelog_before))
    new = [line for line in _lines(read_text(folder / CHANGELOG)) if line not in old_lines]
    new_lines = [f" {name_key(line)} " for line in new]
    for record, changes in _changes_by_record(before, now).items():
        names = {*_names_of(record, before), *_names_of(record, now), *_names_in_places(record, changes)}
        by_place = "(" in record[1] and any(record[1] in line for line in new)
        if not by_place and not any(f" {name} " in line for line in new_lines for name in names):
            (file, place), more = changes[0], len(changes) - 1
            change = f"{_value(before, (file, place))} to {_value(now, (file, place))}"
            others = f" (and {more} more)" if more else ""
            yield Problem(file, place, f"changed from {change}{others} and no new line of {CHANGELOG} names it")


def _lines(changelog: str) -> list[str]:
    return [line.strip() for line in changelog.splitlines() if line.startswith("- ")]


def _changes_by_record(
    before: Mapping[tuple[str, str], Figure], now: Mapping[tuple[str, str], Figure]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Group the places that changed by record: a file of a folder, or an entry or table of any other file."""
    changes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for file, place in sorted({*before, *now}):
        if file == EDITION or before.get((file, place)) == now.get((file, place)) or WITHOUT_A_LINE.search(place):
            continue
        changes.setdefault(_record_of(file, place), []).append((file, place))
    return changes


def _record_of(file: str, place: str) -> tuple[str, str]:
    return (file, "") if file.partition("/")[0] in FOLDERS else (file, _first_step(place))


def _first_step(place: str) -> str:
    """Return the first step of a place, brackets and all: 'cautions(dialysis)', 'toxic_range'."""
    depth = 0
    for position, character in enumerate(place):
        depth += (character == "(") - (character == ")")
        if character == "." and not depth:
            return place[:position]
    return place


def _names_of(record: tuple[str, str], figures: Mapping[tuple[str, str], Figure]) -> Iterator[str]:
    """Yield the keys (`name_key`) of the names that a record itself has."""
    file, step = record
    for name in NAMING:
        figure = figures.get((file, f"{step}.{name}" if step else name))
        if figure is not None:
            yield from filter(None, map(name_key, figure.value.split(BETWEEN)))


def _names_in_places(record: tuple[str, str], changes: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the keys of the file's name, where a file is one record, and of the entries that changed."""
    file, step = record
    if not step:
        yield name_key(file.rpartition("/")[2].removesuffix(".toml"))
    for _, place in changes:
        yield from filter(None, map(name_key, re.findall(r"\(([^()]+?)(?: #\d+)?\)", place)))
    if step and "(" not in step:
        yield name_key(step.replace("_", " "))


def _value(figures: Mapping[tuple[str, str], Figure], key: tuple[str, str]) -> str:
    figure = figures.get(key)
    return "none" if figure is None else shown(figure.value)
