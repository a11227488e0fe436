"""The shipped data as every test asks for it: parsed once, whoever asks."""

from __future__ import annotations

from maginfo import Catalogue
from maginfo.catalogue.store import TomlFolder, data_folder

STORE = TomlFolder(data_folder())
CATALOGUE = Catalogue(STORE)
