"""`maginfo data check`: single files first, then what no file can know alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.consistency import consistency_problems
from maginfo.catalogue.curation import Problem, file_problems
from maginfo.catalogue.loading import shipped_store
from maginfo.catalogue.overlay import is_overlay, overlay_problems
from maginfo.catalogue.toml_folder import TomlFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with a data folder; references are only followed where every single file is valid."""
    if is_overlay(folder):
        yield from overlay_problems(shipped_store(), folder)
        return
    found = list(file_problems(folder))
    yield from found
    if not found:
        yield from consistency_problems(TomlFolder(folder))
