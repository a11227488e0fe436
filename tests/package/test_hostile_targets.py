"""`--output` on links, devices and folders: the file that is meant is replaced whole, or nothing is, in one line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo

if os.name != "posix":
    pytest.skip("links, pipes and devices of POSIX systems", allow_module_level=True)

COMMANDS = (("check", "-d", "400", "-o"), ("schema", "check", "-o"), ("batch", "doses.csv", "-o"))
NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a folder that is closed to everybody else")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with links of every kind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doses.csv").write_text("dose\n400\n", encoding="utf-8")
    (tmp_path / "file").write_text("before", encoding="utf-8")
    (tmp_path / "to file").symlink_to("file")
    (tmp_path / "to nothing yet").symlink_to("new")
    (tmp_path / "to no folder").symlink_to("missing/new")
    (tmp_path / "round").symlink_to("and round")
    (tmp_path / "and round").symlink_to("round")
    (tmp_path / "to full device").symlink_to("/dev/full")
    (tmp_path / "to null").symlink_to("/dev/null")
    (tmp_path / "inner").mkdir()
    (tmp_path / "to folder").symlink_to("inner")
    return tmp_path


def tree(folder: Path) -> dict[str, str]:
    """What is there: names, with where links lead and what files hold."""
    return {
        path.name: str(path.readlink()) if path.is_symlink() else path.read_text() if path.is_file() else ""
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    "name",
    [
        *("to no folder", "round", "to full device", "to folder", "inner", "inner/", "new/", "file/", "file/x", ""),
        *("/dev/full", "/dev/null/x", "/proc/version", "x" * 300, "nul\0", "missing/\x1b[31m\u202e"),
    ],
)
def test_what_cannot_be_written_changes_nothing(
    name: str, command: tuple[str, ...], folder: Path, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    before = tree(folder)
    outcome = maginfo(*command, name)
    assert (outcome.status, outcome.out) == (3, "")
    assert is_one_line(outcome.err.removeprefix("maginfo: 1 row: 1 checked (major 1), 0 rejected\n")), outcome.err
    assert not {"\x1b", "\u202e", "\0"} & set(outcome.err)
    assert tree(folder) == before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(("name", "written"), [("to file", "file"), ("to nothing yet", "new"), ("to null", None)])
def test_a_link_is_followed_and_stays(
    name: str, written: str | None, command: tuple[str, ...], folder: Path, maginfo: RunMaginfo
) -> None:
    before = tree(folder)
    assert maginfo(*command, name).status == 0
    after = tree(folder)
    changed = {each for each in after if after[each] != before.get(each)}
    assert changed == ({written} if written else set())
    assert written is None or len(after[written]) > 20


@pytest.mark.parametrize("linked", ["hard", "symbolic"])
def test_what_is_read_is_not_written_over_by_another_name(linked: str, folder: Path, maginfo: RunMaginfo) -> None:
    link = folder / "answer.csv"
    link.hardlink_to("doses.csv") if linked == "hard" else link.symlink_to("doses.csv")
    outcome = maginfo("batch", "doses.csv", "-o", "answer.csv")
    assert (outcome.status, outcome.out) == (2, "")
    assert "is an input file" in outcome.err
    assert (folder / "doses.csv").read_text(encoding="utf-8") == "dose\n400\n"


@NOT_ROOT
def test_a_closed_folder_is_told(folder: Path, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    (folder / "inner").chmod(0o500)
    outcome = maginfo("check", "-d", "400", "-o", "inner/new.json")
    (folder / "inner").chmod(0o700)
    assert (outcome.status, outcome.out, is_one_line(outcome.err)) == (3, "", True)
    assert list((folder / "inner").iterdir()) == []
