"""An overlay: a clinic's own products, notes or stricter limits, combined with the unchanged shipped data.

A folder laid out like `data/`, with any of forms/, intakes/, interactions/, uses/, cautions.toml and sources.toml, and
an about.toml that names its owner. A file or entry with the id of a shipped one replaces it. Everything from an overlay
carries its owner's name in every answer, and all of it is validated before anything is answered: an entry that relaxes
a shipped entry is refused.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.store import FOLDERS, Store, Table, TomlFolder
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.validation.problems import Problem

LISTS = ("cautions", "sources")
"""Files that hold a list of titled entries under their own name, which an overlay adds to."""
SHORT_FOR = {
    "cautions": ("short", "title"),
    "interactions": ("short", "name"),
    "uses": ("short", "name"),
    "intakes": ("place", "region"),
}
"""The short name of an entry and the name that stands for it: an overlay may leave the short one out."""


class OverlayFolder(TomlFolder):
    """The files of an overlay; links to files outside its folder are refused."""

    def read(self, name: str) -> Table:
        """Return the table of a file as `TomlFolder` does; DataError for a link to a file outside the folder."""
        path = self.root / f"{name}.toml"
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.root)):
            raise DataError(f"{path}: is a link to a file outside the folder; only files inside an overlay are read")
        return super().read(name)

    def has(self, name: str) -> bool:
        """Return whether the file exists, readable or not: an unreadable one must be reported, not skipped."""
        return os.path.lexists(self.root / f"{name}.toml")

    def kinds(self) -> list[str]:
        """Return the files of entries that the overlay has, and every folder of files."""
        return [*filter(self.has, LISTS), *FOLDERS]


class OverlayStore(Store):
    """The shipped data combined with the folder of an overlay."""

    def __init__(self, base: Store, folder: Path) -> None:
        self._base = base
        self._over = OverlayFolder(folder)
        self.owner = self._owner(folder)
        self._ids = {kind: self._over.ids(kind) for kind in FOLDERS}

    def _owner(self, folder: Path) -> str:
        if not os.path.isdir(folder):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
            wrong = "is not a folder" if os.path.lexists(folder) else "does not exist"
            raise DataError(f"'{folder}': {wrong}; an overlay is a folder like data/")
        owner = self._over.read("about").get("name")
        if not isinstance(owner, str) or not owner.strip():
            raise DataError(f"{folder / 'about.toml'}: name: is missing; it names the owner of the overlay")
        return owner.strip()

    def read(self, name: str) -> Table:
        """Return the overlay's table, labelled, if it has one; for a list file, shipped and overlay entries."""
        folder, _, item = name.partition("/")
        if item and item in self._ids[folder]:
            return self._labelled(folder, self._over.read(name), "name")
        table = self._base.read(name)
        if name == "about":
            return {**table, "version": f"{table['version']} with {self.owner}"}
        if name in LISTS and self._over.has(name):
            own = {entry["id"]: self._labelled(name, entry, "title") for entry in self._over.read(name)[name]}
            shipped = [entry for entry in table[name] if entry["id"] not in own]
            return {**table, name: [*shipped, *own.values()]}
        return table

    def _labelled(self, kind: str, table: Table, key: str) -> Table:
        """Return the table with the owner added to its names, and the bare name as an alias."""
        bare = table[key]
        labelled = {**table, key: f"{bare} [{self.owner}]"}
        if kind in SHORT_FOR:
            short, long = SHORT_FOR[kind]
            shown = table.get(short, table[long])
            labelled[short] = f"{shown} [{self.owner}]" if long == key else shown
        if "aliases" in table or key == "name" or "severity" in table:  # cautions keep their bare title as an alias
            labelled["aliases"] = [*table.get("aliases", ()), bare]
        if "short_name" in table:  # an authority needs no alias: it is looked up by its id only
            labelled["short_name"] = f"{table['short_name']} [{self.owner}]"
            del labelled["aliases"]
        return labelled

    def ids(self, folder: str) -> tuple[str, ...]:
        """Return the ids in the shipped data and in the overlay, sorted."""
        return tuple(sorted({*self._base.ids(folder), *self._ids[folder]}))


def is_overlay(folder: Path) -> bool:
    """Return whether the folder is an overlay: its about.toml names an owner, the shipped one names a version."""
    over = OverlayFolder(folder)
    if not over.has("about"):
        return False
    about = over.read("about")
    return "name" in about and "version" not in about


def overlay_file_problems(folder: Path) -> Iterator[Problem]:
    """Yield the problems of single files of an overlay."""
    from maginfo.catalogue.validation.problems import Problem
    from maginfo.catalogue.validation.shape import file_problems

    over = OverlayFolder(folder)
    allowed = {"about", *LISTS}
    listed = f"an overlay has {', '.join(sorted(allowed))} and {', '.join(FOLDERS)}/"
    try:
        there = sorted(folder.iterdir())
    except OSError as error:
        raise DataError(f"{folder}: cannot be read: {error.strerror}") from error
    for path in there:
        if path.suffix == ".toml" and path.stem not in allowed:
            yield Problem(path.name, "", f"is not a file of an overlay; {listed}")
    for path in there:
        if path.name not in FOLDERS and not path.name.startswith(".") and any(path.glob("*.toml")):
            yield Problem(path.name, "", f"is not a folder of an overlay; {listed}")
    for problem in file_problems(over, over.kinds()):
        if not _is_left_out(problem):
            yield problem
    for key in over.read("about"):
        if key != "name":
            yield Problem("about.toml", key, "is not a key of an overlay's about.toml; its only key is 'name'")


def _is_left_out(problem: Problem) -> bool:
    """Return whether the problem is that an entry has no short name."""
    from maginfo.catalogue.validation.shape import MISSING

    kind = problem.file.removesuffix(".toml").partition("/")[0]
    short, _ = SHORT_FOR.get(kind, ("", ""))
    *_, key = problem.place.split(".")
    return problem.message == MISSING and key == short


def overlay_reference_problems(base: Store, folder: Path) -> Iterator[Problem]:
    """Yield what is inconsistent between the overlay and the shipped data; the overlay's single files must be valid."""
    from maginfo.catalogue.overlay_relaxations import overlay_relaxations
    from maginfo.catalogue.validation.references import consistency_problems

    combined = Catalogue(OverlayStore(base, folder))
    # A replaced record may leave a shipped source uncited.
    yield from consistency_problems(combined, allow_uncited=True)
    yield from overlay_relaxations(Catalogue(base), combined, _replaced(base, OverlayFolder(folder)))


def _replaced(base: Store, over: OverlayFolder) -> Iterator[tuple[str, str]]:
    """Yield topic and id of each shipped record that the overlay replaces."""
    for folder in FOLDERS:
        yield from ((folder, name) for name in over.ids(folder) if name in base.ids(folder))
    if over.has("cautions"):
        shipped = {entry["id"] for entry in base.read("cautions")["cautions"]}
        yield from (("cautions", entry["id"]) for entry in over.read("cautions")["cautions"] if entry["id"] in shipped)


def overlaid(base: Store, folder: Path) -> OverlayStore:
    """Return the base with a valid overlay; DataError for an invalid one, with its first problem and their number."""
    store = OverlayStore(base, folder)
    problems = list(overlay_file_problems(folder)) or list(overlay_reference_problems(base, folder))
    if problems:
        more = f" (and {len(problems) - 1} more; see 'maginfo data check {folder}')" if len(problems) > 1 else ""
        raise DataError(f"{folder}: {problems[0]}{more}")
    return store
