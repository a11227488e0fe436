"""The code in docs/recipes does what is written there."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

RECIPES = sorted((Path(__file__).parents[2] / "docs" / "recipes").glob("*.md"))
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LIBRARIES = ("dask", "pandas", "polars")
"""What a block may import that no installation of maginfo brings along."""


def blocks() -> list[Any]:
    """Every block of code, by its page and its place there."""
    return [
        pytest.param(code, id=f"{page.stem} {place}")
        for page in RECIPES
        for place, code in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
    ]


@pytest.mark.parametrize("code", blocks())
@pytest.mark.filterwarnings("default")  # of libraries that are not ours
def test_a_block_runs(code: str) -> None:
    for library in LIBRARIES:
        if re.search(rf"^import {library}\b", code, re.MULTILINE) and find_spec(library) is None:
            pytest.skip(f"the block needs {library}, which is not installed; the extras of pyproject.toml name it")
    exec(compile(code, "recipe", "exec"), {"__name__": "recipe"})


def test_there_are_recipes() -> None:
    assert {"dataframes", "distributed"} <= {page.stem for page in RECIPES}
    assert len(blocks()) == 4
