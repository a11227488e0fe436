"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from maginfo.errors import OutputError
from maginfo.render.files import write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="rights, links and pipes of POSIX")


def names(folder: Path) -> list[str]:
    """What is left in a folder, half-written files with it."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    write_whole(str(path), "310–320 mg\n")
    assert path.read_bytes() == "310–320 mg\n".encode()
    assert names(tmp_path) == ["report.md"]


@posix
def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "ours"), "text")
    (tmp_path / "anybodys").touch()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


@posix
def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("a longer text that was here before")
    path.chmod(0o600)
    write_whole(str(path), "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["report.json"]


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_on_the_way_leaves_what_was_there(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_text("before")

    def no_space(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(failing, no_space)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(str(path), "after")
    assert path.read_text() == "before"
    assert names(tmp_path) == ["report.json"]


def test_an_interrupted_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.json"
    path.write_text("before")

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(str(path), "after")
    assert path.read_text() == "before"
    assert names(tmp_path) == ["report.json"]


def test_text_that_cannot_be_encoded_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("before")
    with pytest.raises((OutputError, UnicodeEncodeError)):
        write_whole(str(path), "lone \ud800")
    assert path.read_text() == "before"
    assert names(tmp_path) == ["report.json"]


@posix
@pytest.mark.parametrize("exists", [True, False], ids=["to a file", "to nothing yet"])
def test_a_link_still_points_to_its_file(exists: bool, tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "report.md", tmp_path / "latest.md"
    target.parent.mkdir()
    if exists:
        target.write_text("before")
    link.symlink_to(target)
    write_whole(str(link), "after")
    assert link.is_symlink()
    assert target.read_text() == "after"


def test_a_device_is_written_to_as_it_is() -> None:
    write_whole(os.devnull, "text")
    assert Path(os.devnull).is_char_device()


@posix
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_whole(str(pipe), "310–320\n")
    reader.join(timeout=10)
    assert received == ["310–320\n"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["missing/report.md", ".", "", "file/report.md"])
def test_what_cannot_be_written_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("a file, not a folder")
    with pytest.raises(OutputError) as refusal:
        write_whole(name, "text")
    assert f"'{name}'" in refusal.value.message
    assert names(tmp_path) == ["file"]


def test_the_longest_name_a_folder_takes_is_taken(tmp_path: Path) -> None:
    path = tmp_path / ("r" * 252 + ".md")
    write_whole(str(path), "text")
    assert path.read_text() == "text"


def test_lines_end_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "report.tsv"
    write_whole(str(path), "one\ttwo\n1\t2\n")
    assert path.read_bytes() == b"one\ttwo\n1\t2\n"
