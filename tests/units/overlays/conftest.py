"""The overlay of a clinic, for each test to use or to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clinic import write_overlay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A small, valid overlay."""
    return write_overlay(tmp_path)
