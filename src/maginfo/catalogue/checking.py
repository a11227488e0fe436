"""`maginfo data check`: single files first, then what no file can know alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.consistency import consistency_problems
from maginfo.catalogue.curation import file_problems
from maginfo.catalogue.edition import edition_problems
from maginfo.catalogue.loading import shipped_store
from maginfo.catalogue.overlay import is_overlay, overlay_file_problems, overlay_reference_problems
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.toml_folder import TomlFolder

if TYPE_CHECKING:
    from pathlib import Path

    from maginfo.catalogue.problems import Problem


class Checked(Record):
    """What was found in a data folder."""

    problems: tuple[Problem, ...]
    references_followed: bool
    """Whether what lies between files was looked at: only where every single file is valid."""


def check_folder(folder: Path) -> Checked:
    """What is wrong with a data folder or an overlay."""
    overlay = is_overlay(folder)
    found = tuple(overlay_file_problems(folder) if overlay else file_problems(folder))
    if found:
        return Checked(found, references_followed=False)
    if overlay:
        return Checked(tuple(overlay_reference_problems(shipped_store(), folder)), references_followed=True)
    store = TomlFolder(folder)
    between = (*consistency_problems(store), *edition_problems(store, Catalogue(store)))
    return Checked(between, references_followed=True)
