"""The overlay of a clinic, for each test to use or to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clinic import ABOUT, CAUTIONS, FORM, SOURCES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A small, valid overlay."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "about.toml").write_text(ABOUT, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "cautions.toml").write_text(CAUTIONS, encoding="utf-8")
    (tmp_path / "forms" / "north-sachet.toml").write_text(FORM, encoding="utf-8")
    return tmp_path
