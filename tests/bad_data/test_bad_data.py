"""Deliberately broken data: every mistake of cases.toml is found, and told with file, place and what is allowed."""

from __future__ import annotations

import datetime
import filecmp
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from shipped import copy_data

from maginfo.catalogue.store import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fixture_types import Outcome, RunMaginfo

pytestmark = pytest.mark.usefixtures("unchanged_files_are_read_once")
SHIPPED = data_folder()
FILES = [path.relative_to(SHIPPED) for path in SHIPPED.rglob("*") if path.is_file() and path.parent.name != "compiled"]
CASES: list[dict[str, Any]] = tomli.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data, made once."""
    return copy_data(tmp_path_factory.mktemp("bad") / "data")


@pytest.fixture
def data(copied: Path) -> Iterator[Path]:
    """The copy of the shipped data, to break; what a test changes is put back after it."""
    yield copied
    mend(copied)


def mend(data: Path) -> None:
    """Puts back the files that differ from the shipped data."""
    for name in FILES:
        if not ((data / name).exists() and filecmp.cmp(SHIPPED / name, data / name)):
            shutil.copy2(SHIPPED / name, data / name)


def edit(data: Path, case: dict[str, Any]) -> None:
    """Makes the mistake in the copy."""
    path = data / case["file"]
    before = path.read_text(encoding="utf-8")
    # A case that no longer fits the shipped file would test nothing, or something else.
    assert before.count(case["replace"]) == 1, f"{case['file']} changed: mend 'replace' of this case"
    after = before.replace(case["replace"], case["with"])
    path.write_text(after, encoding=case.get("encoding", "utf-8"))


def is_told(case: dict[str, Any], outcome: Outcome) -> bool:
    """Whether one line of the problems holds all words of the case."""
    return any(all(word in line for word in case["words"]) for line in outcome.err.splitlines()[:-1])


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Checks of broken data, by the titles of the cases that they report."""
    return {}


def check_together(cases: list[dict[str, Any]], data: Path, maginfo: RunMaginfo) -> dict[str, Outcome]:
    """Check the data with the first mistake and one mistake in each other file; return the outcome by reported case.

    Checks across files run once every file is valid: where no mistake is reported, the first is made again, alone.
    """
    together: dict[str, dict[str, Any]] = {}
    for case in cases:
        together.setdefault(case["file"], case)
    try:
        for case in together.values():
            edit(data, case)
        outcome = maginfo("data", "check", str(data))
    finally:
        mend(data)
    told = [case for case in together.values() if is_told(case, outcome)]
    if not told and len(together) > 1:
        return check_together(cases[:1], data, maginfo)
    return {case["title"]: outcome for case in told or cases[:1]}


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_mistake_is_told(case: dict[str, Any], outcomes: dict[str, Outcome], copied: Path, maginfo: RunMaginfo) -> None:
    while case["title"] not in outcomes:
        waiting = [each for each in (case, *CASES) if each["title"] not in outcomes]
        outcomes |= check_together(waiting, copied, maginfo)
    outcome = outcomes[case["title"]]
    assert outcome.status == 3, outcome.err or "no problem found"
    assert outcome.out == ""
    assert is_told(case, outcome), f"no line holds all of {case['words']}:\n{outcome.err}"


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
