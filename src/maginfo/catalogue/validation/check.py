"""`maginfo data check`: single files first, then references between files, rules of the edition, and figures.tsv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.due import OldComparison, current_day, old_comparisons, tables_of
from maginfo.catalogue.overlay import (
    OverlayFolder,
    is_overlay,
    overlay_file_problems,
    overlay_reference_problems,
)
from maginfo.catalogue.store import TomlFolder, shipped_store
from maginfo.catalogue.validation.conditions import condition_table_problems
from maginfo.catalogue.validation.figures_file import recorded_figures, stale_figures
from maginfo.catalogue.validation.house_rules import edition_problems
from maginfo.catalogue.validation.medicines import medicine_table_problems
from maginfo.catalogue.validation.problems import Problem
from maginfo.catalogue.validation.products import product_problems
from maginfo.catalogue.validation.references import consistency_problems
from maginfo.catalogue.validation.shape import FILES, file_problems
from maginfo.catalogue.validation.sources import source_problems
from maginfo.model.record import Record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


class Checked(Record):
    """The result of checking a data folder."""

    problems: tuple[Problem, ...]
    references_followed: bool
    """Whether references between files were checked: only if every single file is valid."""
    old: tuple[OldComparison, ...] = ()
    """Entries not compared with their sources for twelve months, the oldest first; empty if there are problems."""


def check_folder(folder: Path, today: date | None = None) -> Checked:
    """Return the problems of a data folder or an overlay, and its entries that are old on `today` (default: now).

    In a folder that is otherwise valid, an outdated figures.tsv is a problem; a missing one is not.
    """
    overlay = is_overlay(folder)
    store = OverlayFolder(folder) if overlay else TomlFolder(folder)
    found = tuple(overlay_file_problems(folder) if overlay else file_problems(store, FILES))
    if found:
        return Checked(found, references_followed=False)
    if isinstance(store, OverlayFolder):
        between = tuple(overlay_reference_problems(shipped_store(), folder))
        kinds = store.kinds()
    else:
        catalogue = Catalogue(store)
        between = (
            *consistency_problems(catalogue),
            *medicine_table_problems(catalogue),
            *condition_table_problems(catalogue),
            *product_problems(catalogue),
            *edition_problems(store, catalogue),
            *source_problems(catalogue),
        )
        recorded = None if between else recorded_figures(folder)
        if recorded is not None:
            between = tuple(stale_figures(store, recorded))
        kinds = list(FILES)
    old = () if between else old_comparisons(tables_of(store, kinds), today or current_day())
    return Checked(between, references_followed=True, old=old)
