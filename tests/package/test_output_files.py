"""-o FILE: the format by its suffix, files that cannot be written, and files that stay as they were."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo, RunProgram


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words |= set(re.findall(r"[A-Za-z]{4,}", data))


@pytest.mark.parametrize(
    ("suffix", "form"), [("tsv", "tsv"), ("md", "markdown"), ("markdown", "markdown"), ("txt", "text"), ("TSV", "tsv")]
)
def test_suffix_picks_the_format(suffix: str, form: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / f"forms.{suffix}"
    assert maginfo("list", "--output", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == maginfo("list", "--format", form).out


def test_json_file_holds_the_answer(maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / "forms.json"
    assert maginfo("list", "-o", str(file)) == (0, "", "")
    assert json.loads(file.read_text(encoding="utf-8")) == maginfo("list", "--json").json


def test_format_wins_over_the_suffix(maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / "forms.md"
    assert maginfo("list", "-o", str(file), "-f", "tsv").status == 0
    assert file.read_text(encoding="utf-8") == maginfo("list", "-f", "tsv").out


DRAWN = ("check -d 400", "compare glycinate citrate", "plan -d 2x200mg --drug levothyroxine@07:00")


@pytest.mark.parametrize("line", DRAWN)
def test_page_and_picture_are_written(line: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    for name, begin in (("a.html", "<!DOCTYPE html>"), ("a.htm", "<!DOCTYPE html>"), ("A.SVG", "<svg ")):
        assert maginfo(*line.split(), "-o", str(tmp_path / name)) == (0, "", "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize("line", DRAWN)
@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_page_that_cannot_be_written_leaves_the_old_one(
    suffix: str, line: str, maginfo: RunMaginfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one_line: IsOneLine
) -> None:
    file = tmp_path / f"answer.{suffix}"
    file.write_text("the old one", encoding="utf-8")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = maginfo(*line.split(), "-o", str(file))
    assert (outcome.status, outcome.out, is_one_line(outcome.err)) == (3, "", True)
    assert file.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [file]


NOT_DRAWN = ("list", "show glycinate", "intake", "food spinach", "convert 400", "sources", "interactions cipro", "use")


@pytest.mark.parametrize("line", NOT_DRAWN)
def test_picture_of_what_cannot_be_drawn_is_refused(
    line: str, maginfo: RunMaginfo, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    file = tmp_path / "report.svg"
    outcome = maginfo(*line.split(), "-o", str(file))
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err), outcome.err
    assert "svg" in outcome.err
    assert not file.exists()


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("show glycinate", "Magnesium glycinate (bisglycinate)"),
        ("list", "Every form of magnesium"),
        ("check -d 400", "Magnesium check"),
        ("interactions cipro", "What magnesium does with a medicine, and the hours to keep apart"),
    ],
)
def test_page_stands_under_its_own_title_or_what_its_command_shows(
    line: str, title: str, maginfo: RunMaginfo, tmp_path: Path
) -> None:
    assert maginfo(*line.split(), "-o", str(tmp_path / "a.html")) == (0, "", "")
    assert f"<h1>{title}</h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [*DRAWN, *NOT_DRAWN])
def test_page_says_what_the_text_says(line: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    assert maginfo(*line.split(), "-o", str(tmp_path / "a.html")) == (0, "", "")
    shown = Words((tmp_path / "a.html").read_text(encoding="utf-8")).words
    text = maginfo(*line.split(), "-f", "markdown").out.partition("More:")[0]
    words = set(re.findall(r"[A-Za-z]{4,}", re.sub(r"```text.*?```|maginfo [a-z]+", "", text, flags=re.DOTALL)))
    assert words
    assert words - shown == set()


@pytest.mark.parametrize("place", ["missing/answer.json", ".", "a file/answer.json", "closed/answer.json"])
def test_file_that_cannot_be_written_is_told(
    place: str, maginfo: RunMaginfo, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0o555)
    if place.startswith("closed") and os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("this user may write anywhere")
    outcome = maginfo("check", "-d", "400", "-o", str(tmp_path / place))
    assert (outcome.status, outcome.out) == (3, "")
    assert is_one_line(outcome.err), outcome.err
    assert str(tmp_path / place) in outcome.err
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a file", "closed"]


@pytest.mark.parametrize(("line", "status"), [("show nothing-like-it", 2), ("show glycinate", 3)])
def test_failure_keeps_the_file_that_was_there(
    line: str, status: int, program: RunProgram, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    resource = pytest.importorskip("resource")
    kept = tmp_path / "kept.json"
    kept.write_text("kept", encoding="utf-8")
    done = program(
        *(*line.split(), "-o", str(kept)),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),  # a disk with little left
    )
    assert done.returncode == status
    assert is_one_line(done.stderr), done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["kept.json"]
    assert kept.read_text(encoding="utf-8") == "kept"
