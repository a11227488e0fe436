"""Profiles as a person keeps them: written for their owner alone, never over a file, found from any folder."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunProgram, RunShell

POSIX = pytest.mark.skipif(os.name != "posix", reason="the rights of a file are those of POSIX systems")
NOT_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write into a folder that is closed to everybody else"
)
PRODUCT = '[person]\nsex = "female"\n[[dose]]\nname = "Powder"\namount = "2 x 200 mg citrate"\n'


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_a_new_profile_is_its_owners_alone(umask: str, shell: RunShell, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    done = shell(f'umask {umask}; "$@"', "profile", "new", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}\n", "")
    assert mode_of(path) == 0o600
    assert path.read_text(encoding="utf-8").startswith("# A profile for maginfo")


def test_a_new_profile_is_valid_and_others_cannot_read_it(program: RunProgram, tmp_path: Path) -> None:
    program("profile", "new", "me.toml", cwd=tmp_path)
    done = program("profile", "check", "me.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "me.toml: no problem found\n", "")


def test_a_file_that_is_there_is_never_overwritten(program: RunProgram, is_one_line: IsOneLine, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(PRODUCT, encoding="utf-8")
    done = program("profile", "new", str(path))
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)
    assert "already exists" in done.stderr
    assert path.read_text(encoding="utf-8") == PRODUCT


@POSIX
def test_a_link_is_not_followed_to_a_new_file(program: RunProgram, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
    done = program("profile", "new", "link.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert not (tmp_path / "elsewhere.toml").exists()


@POSIX
def test_others_who_may_read_it_are_told_of(program: RunProgram, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(PRODUCT, encoding="utf-8")
    for mode, told in ((0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o666, True)):
        path.chmod(mode)
        done = program("profile", "check", str(path))
        assert (done.returncode, done.stdout) == (0, f"{path}: no problem found\n")
        assert ("others can read it" in done.stderr) is told, oct(mode)


@POSIX
def test_without_a_name_it_stands_in_the_users_folder(program: RunProgram, tmp_path: Path) -> None:
    settings = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    done = program("profile", "new", env=settings)
    path = tmp_path / "settings" / "maginfo" / "profile.toml"
    if sys.platform == "darwin":
        path = tmp_path / "Library" / "Application Support" / "maginfo" / "profile.toml"
    assert (done.returncode, done.stdout) == (0, f"{path}\n")
    assert (mode_of(path), mode_of(path.parent)) == (0o600, 0o700)
    assert program("profile", "check", env=settings).stdout == f"{path}: no problem found\n"
    assert str(path) in program("profile", "show", "--width", "300", env=settings).stdout
    assert program("profile", "new", env=settings).returncode == 3


@POSIX
def test_what_stands_there_changes_no_answer_unasked(program: RunProgram, tmp_path: Path) -> None:
    settings = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    before = program("check", "--dose", "400", "--json", env=settings)
    folder = tmp_path / "settings" / "maginfo"
    folder.mkdir(parents=True)
    (folder / "profile.toml").write_text(PRODUCT, encoding="utf-8")
    assert program("check", "--dose", "400", "--json", env=settings).stdout == before.stdout


@POSIX
@pytest.mark.parametrize("words", [("new",), ("show",), ("check",)])
def test_without_a_home_folder_a_name_is_needed(
    words: tuple[str, ...], program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    done = program("profile", *words, env={"HOME": "", "XDG_CONFIG_HOME": ""}, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)
    assert "name a file" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none/me.toml", "a-file/me.toml", ".", "x" * 5000])
def test_where_nothing_can_be_written_is_told(
    name: str, program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    done = program("profile", "new", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]


@NOT_ROOT
def test_a_closed_folder_is_told(program: RunProgram, is_one_line: IsOneLine, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        done = program("profile", "new", "me.toml", cwd=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert done.returncode == 3
    assert is_one_line(done.stderr)


def test_a_profile_is_found_from_where_one_stands(program: RunProgram, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "me.toml").write_text(PRODUCT, encoding="utf-8")
    for folder, name in ((tmp_path, "me.toml"), (tmp_path / "below", "../me.toml")):
        done = program("check", "--profile", name, "--json", cwd=folder)
        assert [dose["name"] for dose in json.loads(done.stdout)["doses"]] == ["Powder"]
    assert program("check", "--profile", "me.toml", cwd=tmp_path / "below").returncode == 3


def test_a_default_profile_is_used_told_and_left_out(program: RunProgram, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(PRODUCT, encoding="utf-8")
    default = {"MAGINFO_PROFILE": str(path)}
    answer = json.loads(program("check", "--json", env=default).stdout)
    assert (answer["person"]["sex"], answer["doses"][0]["name"]) == ("female", "Powder")
    assert any(str(path) in assumption for assumption in answer["assumptions"])
    answer = json.loads(program("check", "--json", "--sex", "male", "--dose", "100", env=default).stdout)
    assert (answer["person"]["sex"], [dose["text"] for dose in answer["doses"]]) == ("male", ["100"])
    assert program("check", "--no-profile", env=default).returncode == 2
    assert program("profile", "show", env=default).stdout.startswith(f"Profile {path}")


def test_no_answer_shows_more_of_a_broken_profile_than_its_mistake(program: RunProgram, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('[person]\nconditions = ["dialysis"]\negfr = 9\nage = "x"\n', encoding="utf-8")
    for words in (("check", "--profile", str(path), "--dose", "1"), ("profile", "check", str(path))):
        done = program(*words)
        assert done.returncode == 3
        assert "line 4" in done.stderr
        assert "dialysis" not in done.stdout + done.stderr


def test_json_without_a_profile_imports_nothing_of_profiles(program: RunProgram, tmp_path: Path) -> None:
    code = (
        "import sys; from maginfo.cli.main import run; status = run(sys.argv[1:]); "
        "print(status, *sorted(name for name in sys.modules if 'profile' in name or name in "
        "('platformdirs', 'maginfo.planning.planner')), file=sys.stderr)"
    )
    script = tmp_path / "imports.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), "check", "--dose", "400", "--json"],
        env={**os.environ, "MAGINFO_PROFILE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "0\n"


@pytest.mark.parametrize(
    "words", [("check", "--dose", "100"), ("plan", "--dose", "100"), ("compare", "citrate", "oxide")]
)
@pytest.mark.parametrize("name", ["", "  "])
def test_a_profile_without_a_name_is_refused(
    name: str, words: tuple[str, ...], program: RunProgram, is_one_line: IsOneLine
) -> None:
    """An unset variable of a script is not a person without medicines."""
    done = program(*words, "--profile", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)
    assert "--profile names no file" in done.stderr


@pytest.mark.parametrize("command", ["check", "plan", "compare", "profile show"])
def test_an_answer_is_not_written_over_its_profile(
    command: str, program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    path = tmp_path / "me.toml"
    path.write_text(PRODUCT, encoding="utf-8")
    asked = ["profile", "show", str(path)] if command == "profile show" else [command, "--profile", str(path)]
    another = ["--dose", "100 mg oxide"] if command == "compare" else []
    done = program(*asked, *another, "-o", "me.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)
    assert "is an input file" in done.stderr
    assert path.read_text(encoding="utf-8") == PRODUCT


def test_an_answer_is_not_written_over_the_default_profile(program: RunProgram, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(PRODUCT, encoding="utf-8")
    done = program("check", "-o", str(path), env={"MAGINFO_PROFILE": str(path)})
    assert done.returncode == 2
    assert path.read_text(encoding="utf-8") == PRODUCT
