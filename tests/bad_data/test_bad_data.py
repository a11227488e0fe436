"""Deliberately broken data: every mistake of cases.toml is found, and told with file, place and what is allowed."""

from __future__ import annotations

import datetime
import filecmp
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.catalogue.store import TomlFolder, data_folder
from maginfo.catalogue.validation import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fixture_types import RunMaginfo

    from maginfo.catalogue.validation.problems import Problem

CASES = tomli.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data, made once."""
    folder = tmp_path_factory.mktemp("bad") / "data"
    return Path(shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("compiled")))


@pytest.fixture(scope="module", autouse=True)
def _unchanged_files_are_parsed_and_checked_once() -> Iterator[None]:
    """Every check reads all files, of which a case changes one or two."""
    parse = TomlFolder.read

    @cache
    def parsed(root: Path, name: str, modified_ns: tuple[int, ...]) -> dict[str, Any]:
        return parse(TomlFolder(root), name)

    def read(store: TomlFolder, name: str) -> dict[str, Any]:
        path = store.root / f"{name}.toml"
        if not path.exists():
            return parse(store, name)
        rows = path.with_suffix(".csv")
        return parsed(store.root, name, tuple(each.stat().st_mtime_ns for each in (path, rows) if each.exists()))

    check = shape.table_problems
    checked: dict[tuple[str, int], list[Problem]] = {}

    def table_problems(kind: str, file: str, table: dict[str, Any]) -> list[Problem]:
        if (file, id(table)) not in checked:
            checked[file, id(table)] = list(check(kind, file, table))
        return checked[file, id(table)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TomlFolder, "read", read)
        patch.setattr(shape, "table_problems", table_problems)
        yield


@pytest.fixture
def data(copied: Path) -> Iterator[Path]:
    """The copy of the shipped data, to break; what a test changes is put back after it."""
    copied_files = [path for path in copied.rglob("*") if path.is_file()]
    yield copied
    for copy in copied_files:
        original = data_folder() / copy.relative_to(copied)
        if not (copy.exists() and filecmp.cmp(original, copy)):
            shutil.copy2(original, copy)


def edit(data: Path, case: dict[str, Any]) -> None:
    """Makes the mistake in the copy."""
    path = data / case["file"]
    before = path.read_text(encoding="utf-8")
    # A case that no longer fits the shipped file would test nothing, or something else.
    assert before.count(case["replace"]) == 1, f"{case['file']} changed: mend 'replace' of this case"
    after = before.replace(case["replace"], case["with"])
    path.write_text(after, encoding=case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_mistake_is_told(case: dict[str, Any], data: Path, maginfo: RunMaginfo) -> None:
    edit(data, case)
    outcome = maginfo("data", "check", str(data))
    assert outcome.status == 3, outcome.err or "no problem found"
    assert outcome.out == ""
    problems = outcome.err.splitlines()[:-1]
    complete = [line for line in problems if all(word in line for word in case["words"])]
    assert complete, f"no line holds all of {case['words']}:\n{outcome.err}"


def test_untouched_copy_is_valid(data: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("data", "check", "--today", "2026-12-01", str(data))
    assert (outcome.status, outcome.err) == (0, "")


def test_mistakes_of_several_files_are_told_at_once(data: Path, maginfo: RunMaginfo) -> None:
    titles = ("a number in quotation marks", "a severity that is not on the scale", "a PMID with its prefix")
    chosen = [case for case in CASES if case["title"] in titles]
    for case in chosen:
        edit(data, case)
    outcome = maginfo("data", "check", str(data))
    assert outcome.status == 3
    assert len(chosen) == len(titles)
    for case in chosen:
        assert case["file"] in outcome.err
    assert "3 problems" in outcome.err.splitlines()[-1]


def test_that_references_are_not_followed_yet_is_told(data: Path, maginfo: RunMaginfo) -> None:
    """A curator who mends the one line that is told may meet others afterwards."""
    later = "checks across files run once every file is valid"
    source = next(case for case in CASES if case["title"] == "a source that the bibliography does not have")
    edit(data, source)
    assert later not in maginfo("data", "check", str(data)).err
    edit(data, next(case for case in CASES if case["title"] == "a severity that is not on the scale"))
    outcome = maginfo("data", "check", str(data))
    assert later in outcome.err.splitlines()[-1]
    assert "ms-mg0" not in outcome.err


def test_missing_date_of_a_file_is_told_once(data: Path, maginfo: RunMaginfo) -> None:
    """Every citation takes it, and each would miss it."""
    path = data / "forms" / "oxide.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("checked = 2026-11-22\n", "", 1), encoding="utf-8")
    told = [line for line in maginfo("data", "check", str(data)).err.splitlines() if "oxide.toml" in line]
    assert told == ["forms/oxide.toml: checked: is missing"]


def test_day_of_the_edition_has_come_whatever_the_clock_says(
    data: Path, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine whose clock is behind is no reason to refuse the data."""

    class Behind(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return datetime.datetime(1970, 1, 1, tzinfo=tz)

    monkeypatch.setattr("maginfo.catalogue.validation.house_rules.datetime.datetime", Behind)
    assert maginfo("data", "check", str(data)).status == 0


@pytest.mark.parametrize("name", ["about", "cautions", "dosing", "magnesium", "signs", "sources"])
def test_missing_file_is_told(name: str, data: Path, maginfo: RunMaginfo) -> None:
    (data / f"{name}.toml").unlink()
    outcome = maginfo("data", "check", str(data))
    assert outcome.status == 3, outcome.err or "no problem found"
    assert f"{name}.toml" in outcome.err


def test_folder_without_data_is_not_valid(tmp_path: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("data", "check", str(tmp_path))
    assert outcome.status == 3, outcome.err or "no problem found"


@pytest.mark.parametrize("name", ["no-such-folder", "a-file.toml"])
def test_what_is_no_folder_is_told(name: str, tmp_path: Path, maginfo: RunMaginfo) -> None:
    (tmp_path / "a-file.toml").write_text('id = "oxide"\n', encoding="utf-8")
    outcome = maginfo("data", "check", str(tmp_path / name))
    assert outcome.status == 3
    assert outcome.out == ""
    assert name in outcome.err
    assert "folder" in outcome.err
