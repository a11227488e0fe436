"""Properties: what must hold for any person, dose and name. The same examples on every run, so that a failure stays."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import settings

from maginfo import Catalogue
from maginfo.catalogue.loading import TomlFolder, data_folder

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("repeatable")


class ReadOnce(TomlFolder):
    """The shipped data, each file parsed once: a property asks for it hundreds of times."""

    @cache  # noqa: B019  # as long as the test run
    def read(self, name: str) -> dict[str, Any]:
        return super().read(name)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped data."""
    return Catalogue(ReadOnce(data_folder()))
