"""Properties: what must hold for any person, dose and name. The same examples on every run, so that a failure stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawn import CATALOGUE, STORE
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo import Catalogue

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=30,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],  # nothing is kept between runs; an example explains itself
    database=None,
    # A run of the command line (the fixture `maginfo`) leaves nothing behind for the next one.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped data."""
    return CATALOGUE


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """The command line, too, parses each data file once and not on every run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("maginfo.catalogue.topics.shipped_store", lambda: STORE)
        yield
