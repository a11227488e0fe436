"""An overlay that is no overlay, or means ill: read within its own folder, never in part, and told in one line."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from shipped import copy_data

from maginfo.catalogue.store import data_folder

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo, RunProgram

FILES = ("about.toml", "cautions.toml", "sources.toml", "forms/x.toml")
DEEP = 20_000


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """An overlay that holds nothing but whose it is."""
    folder = tmp_path / "overlay"
    (folder / "forms").mkdir(parents=True)
    (folder / "about.toml").write_text('name = "Clinic"\n', encoding="utf-8")
    return folder


@pytest.fixture
def refused(maginfo: RunMaginfo, is_one_line: IsOneLine) -> Any:
    """Runs a command with that overlay, which it must refuse, and gives what it says."""

    def run(folder: Path | str, *words: str) -> str:
        outcome = maginfo(*(words or ("check", "--dose", "400")), "--data", str(folder))
        assert (outcome.status, outcome.out, is_one_line(outcome.err)) == (3, "", True), outcome.err[:500]
        assert len(outcome.err) < len(str(folder)) * 2 + 400
        return str(outcome.err)

    return run


def test_an_overlay_that_is_one_is_read(overlay: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("check", "--dose", "400", "--json", "--data", str(overlay))
    assert outcome.json["data_version"].endswith("with Clinic"), outcome.err


@pytest.mark.skipif(os.name != "posix", reason="devices are named as on POSIX systems")
@pytest.mark.parametrize("name", ["/", "/dev", "/dev/null", "/dev/zero", "/proc", "nowhere", "a\nb", "x" * 5_000, "\0"])
def test_what_is_no_overlay_is_refused(name: str, refused: Any) -> None:
    refused(name)


@pytest.mark.parametrize("command", ["check -d 400", "batch doses.csv", "show oxide"])
@pytest.mark.parametrize("name", ["about.toml", "forms/x.toml"])
def test_an_answer_is_not_written_over_the_overlay(
    name: str, command: str, overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, maginfo: RunMaginfo
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doses.csv").write_text("dose\n400\n", encoding="utf-8")
    (overlay / "forms").mkdir(exist_ok=True)
    shutil.copy(data_folder() / "forms" / "oxide.toml", overlay / "forms" / "oxide.toml")
    target = overlay / name.replace("x.toml", "oxide.toml")
    before = target.read_bytes()
    outcome = maginfo(*command.split(), "--data", str(overlay), "-o", str(target))
    assert (outcome.status, outcome.out) == (2, "")
    assert ("batch writes csv" if command.startswith("batch") else "is an input file") in outcome.err
    assert target.read_bytes() == before


@pytest.mark.parametrize("command", ["check -d 400", "batch doses.csv"])
def test_an_overlay_without_a_name_is_refused(command: str, maginfo: RunMaginfo) -> None:
    """An unset variable of a script is not the folder one stands in."""
    outcome = maginfo(*command.split(), "--data", "")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--data names no folder" in outcome.err


def make(kind: str, path: Path) -> None:
    """Put something there that is no file of the folder's own."""
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        links = {"loop": path, "device": "/dev/zero", "missing": path.with_name("gone"), "outside": __file__}
        path.symlink_to(links[kind])


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices of POSIX systems")
@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device", "missing", "outside"])
@pytest.mark.parametrize("file", FILES)
def test_what_is_no_file_of_its_own_is_neither_read_nor_passed_over(
    file: str, kind: str, overlay: Path, refused: Any, maginfo: RunMaginfo
) -> None:
    make(kind, overlay / file)
    said = refused(overlay)
    assert Path(file).name in said
    assert ("outside the folder" in said) == (kind in ("device", "outside"))
    assert maginfo("data", "check", str(overlay)).status == 3


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX systems")
@pytest.mark.parametrize("kind", ["pipe", "loop", "device", "missing"])
def test_a_folder_of_it_that_is_none_is_not_passed_over(kind: str, overlay: Path, refused: Any) -> None:
    (overlay / "forms").rmdir()
    make(kind, overlay / "forms")
    assert "forms" in refused(overlay)


def test_a_folder_that_leads_out_is_refused(overlay: Path, refused: Any, tmp_path: Path) -> None:
    shutil.copytree(data_folder() / "interactions", tmp_path / "elsewhere")
    (overlay / "interactions").symlink_to(tmp_path / "elsewhere")
    assert "outside the folder" in refused(overlay)


def test_links_within_the_folder_are_followed(overlay: Path, maginfo: RunMaginfo) -> None:
    # So do clusters lay out the files that they give to a program.
    (overlay / "..data").mkdir()
    (overlay / "about.toml").rename(overlay / "..data" / "about.toml")
    (overlay / "about.toml").symlink_to("..data/about.toml")
    assert maginfo("list", "--data", str(overlay)).status == 0


def test_a_folder_with_a_slip_of_the_pen_is_told(overlay: Path, refused: Any) -> None:
    (overlay / "interaction").mkdir()
    (overlay / "interaction" / "x.toml").write_text("", encoding="utf-8")
    assert "interaction: is not a folder of an overlay" in refused(overlay)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a = " + "[" * DEEP + "]" * DEEP, "nested too deeply"),
        ("a = " + "{a = " * DEEP + "1" + "}" * DEEP, "nested too deeply"),
        (".".join("a" * DEEP) + " = 1", "nested too deeply"),
        (".".join("a" * 600) + " = 1", "nested too deeply"),
        ("a = " + "[" * 120 + "]" * 120, "nested too deeply"),
        ("[" + ".".join("a" * DEEP) + "]", "nested too deeply"),
        ("a = " + "1" * 100_000, "thousands of digits"),
        ("a = 0x" + "f" * 100_000, "number"),
        ("a = 1e400", "a"),
        ("cautions = [" + '"",' * 100_000 + "]", "more than 30,000 values"),
        ("[[cautions]]\n" * 50_000, "more than 30,000 values"),
        ("a.b=[{},\n" + "{}," * 40_000 + "]", "more than 30,000 values"),
        ('a = "' + "x" * 1_000_000 + '"', "a"),
        ("#" * 5_000_001, "larger than 5 MB"),
        ("\0", "not TOML"),
        (b"\xff", "not UTF-8"),
        ("a = 1".encode("utf-16"), "not UTF-8"),
    ],
    ids=range(17),
)
@pytest.mark.parametrize("file", ["about.toml", "cautions.toml", "forms/x.toml"])
def test_a_hostile_file_is_refused(
    file: str, content: str | bytes, said: str, overlay: Path, refused: Any, maginfo: RunMaginfo
) -> None:
    (overlay / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    told = refused(overlay)
    assert Path(file).name in told
    assert said in told or (file == "about.toml" and "name: is missing" in told)


@pytest.mark.slow
def test_a_hostile_table_of_foods_is_refused(tmp_path: Path, program: RunProgram) -> None:
    data = copy_data(tmp_path / "data")
    foods = data / "foods.csv"
    for kind, said in (
        ("pipe", "is not a regular file"),
        ("device", "is not a regular file"),
        (b"\xff", "is not UTF-8"),
    ):
        if isinstance(kind, bytes):
            foods.unlink()
            foods.write_bytes(kind)
        else:
            make(kind, foods)
        done = program("data", "check", str(data))
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith(f"foods.csv: {said}"), done.stderr


def test_an_owner_s_name_is_shown_and_does_nothing(overlay: Path, maginfo: RunMaginfo) -> None:
    (overlay / "about.toml").write_text('name = "[red]C\\u001b[31m\\u202e <b>"\n', encoding="utf-8")
    for form in ("text", "markdown", "tsv"):
        outcome = maginfo("list", "-f", form, "--data", str(overlay))
        assert outcome.status == 0, outcome.err
        assert not {"\x1b", "\u202e"} & set(outcome.out)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read a folder that is closed to everybody else"
)
@pytest.mark.parametrize("closed", [".", "forms"])
def test_a_closed_folder_is_not_taken_for_an_empty_one(closed: str, overlay: Path, refused: Any) -> None:
    (overlay / closed).chmod(0o300)
    said = refused(overlay)
    (overlay / closed).chmod(0o700)
    assert "cannot be read" in said
