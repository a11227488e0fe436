"""The shipped data as every test asks for it: parsed once, whoever asks."""

from __future__ import annotations

import shutil
from pathlib import Path

from maginfo import Catalogue
from maginfo.catalogue.store import TomlFolder, data_folder

STORE = TomlFolder(data_folder())
CATALOGUE = Catalogue(STORE)


def copy_data(folder: Path) -> Path:
    """Copies the shipped data, as people edit it, to a new folder, and returns the folder."""
    return Path(shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("compiled")))
