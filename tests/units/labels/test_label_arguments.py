"""The files and folders that `label` is given: those that cannot be read take no answer from the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.cli.label_files import read_files, what_it_names
from maginfo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from maginfo import Catalogue


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    (folder / "locked").mkdir(parents=True)
    (folder / "a.txt").write_text("Magnesium (as citrate) 100 mg", encoding="utf-8")
    return folder


def said(catalogue: Catalogue, *names: object) -> dict[str, tuple[str, str | None]]:
    return {
        os.path.basename(label.file): (label.outcome, label.error)  # noqa: PTH119
        for label in read_files(catalogue, map(str, names)).labels
    }


def test_a_folder_within_that_cannot_be_read_is_told(
    shelf: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = said(catalogue, shelf)
    assert found["a.txt"] == ("amount", None)
    assert found["locked"][0] == "not-read"
    assert "cannot be read" in (found["locked"][1] or "")


def test_a_link_to_nothing_and_a_missing_file_are_told(shelf: Path, catalogue: Catalogue) -> None:
    link = shelf / "gone"
    link.symlink_to(shelf / "nothing")
    assert what_it_names(str(link)) == what_it_names("nosuch.txt") == what_it_names("nosuchdir/") == "missing"
    found = said(catalogue, shelf / "a.txt", link, "nosuch.txt")
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "a.txt": "amount",
        "gone": "not-read",
        "nosuch.txt": "not-read",
    }


def test_a_text_is_no_name() -> None:
    assert what_it_names("Magnesium 100 mg") == what_it_names("Magnesium 100 mg in panel.txt") == "text"


def test_hidden_files_are_not_read_in_a_folder(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / ".hidden").write_text("Magnesium 100 mg", encoding="utf-8")
    with pytest.raises(DataError, match="hidden"):
        said(catalogue, tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.docx", b"PK\x03\x04", "save it as plain text"),
        ("x.rtf", b"{\\rtf1", "save it as plain text"),
        ("x", b"{\\rtf1", "save it as plain text"),
        ("x.xlsx", b"PK\x03\x04", "save its sheet as CSV"),
        ("x.zip", b"PK\x03\x04", "unpack it"),
        ("x.txt.gz", b"\x1f\x8b\x08", "gunzip"),
    ],
)
def test_what_is_no_text_says_what_to_do(
    name: str, content: bytes, why: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    (tmp_path / name).write_bytes(content)
    outcome, error = said(catalogue, tmp_path / name)[name]
    assert outcome == "not-read"
    assert why in (error or "")
