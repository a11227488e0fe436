"""A place to write a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Writes a profile and gives its name."""

    def write(text: str) -> str:
        path = tmp_path / "me.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
