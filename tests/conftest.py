"""What every test may use: the catalogue, and the command line run in this process."""

from __future__ import annotations

import gc
import io
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fixture_types import Outcome
from shipped import CATALOGUE, STORE
from typer.main import get_command

from maginfo import Catalogue
from maginfo.catalogue.store import TomlFolder
from maginfo.catalogue.validation import shape
from maginfo.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fixture_types import RunMaginfo

    from maginfo.catalogue.store import Table
    from maginfo.catalogue.validation.problems import Problem

gc.set_threshold(200_000, 50, 100)  # the catalogue stays in memory: 15 % of the time went to looking through it


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped data."""
    return CATALOGUE


@pytest.fixture(scope="session", autouse=True)
def _shipped_data_and_commands_are_made_once() -> Iterator[None]:
    """Commands run in this process are the same and ask the same catalogue; an overlay is laid over the same files."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("topics", "store"):
            patch.setattr(f"maginfo.catalogue.{module}.shipped_store", lambda: STORE)
        patch.setattr("maginfo.cli.output.Catalogue", lambda store=None: Catalogue(store) if store else CATALOGUE)
        patch.setattr("maginfo.cli.app.get_command", cache(get_command))
        yield


@pytest.fixture(scope="module")
def unchanged_files_are_read_once() -> Iterator[None]:
    """Every check of a data folder reads and checks all files, of which a test changes one or two."""
    read, check = TomlFolder.read, shape.table_problems
    tables: dict[tuple[str | bytes, ...], Table] = {}
    problems: dict[tuple[str, int], list[Problem]] = {}

    def read_once(store: TomlFolder, name: str) -> Table:
        paths = [store.root / f"{name}{suffix}" for suffix in (".toml", ".csv")]
        key = (name, *(path.read_bytes() for path in paths if path.exists()))
        if key not in tables:
            tables[key] = read(TomlFolder(store.root), name)
        return tables[key]

    def check_once(kind: str, file: str, table: Table) -> list[Problem]:
        if (file, id(table)) not in problems:
            problems[file, id(table)] = list(check(kind, file, table))
        return problems[file, id(table)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TomlFolder, "read", read_once)
        patch.setattr(shape, "table_problems", check_once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of references and samples that may stand beside the project; without it the test is skipped."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder 'shared' of references and samples does not stand beside the project")
    return folder


@pytest.fixture
def maginfo(monkeypatch: pytest.MonkeyPatch) -> RunMaginfo:
    """Runs the command line: `maginfo("check", "--dose", "400")` gives an Outcome."""
    for name in ("MAGINFO_AUTHORITY", "MAGINFO_PROFILE", "NO_COLOR", "FORCE_COLOR", "MAGINFO_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def outcome(*arguments: str) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = run(arguments)
        return Outcome(status, out.getvalue(), err.getvalue())

    return outcome
