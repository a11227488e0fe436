"""Reading the labels of files and folders: what is a file, what is no text, and what can be done about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from maginfo.catalogue.files import read_regular
from maginfo.cli.label_input import read_text_file
from maginfo.errors import DataError, MaginfoError, UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.collection import FileLabel, LabelFiles
    from maginfo.labels.contents import FoundLabel

MAX_FILES = 10_000
"""Files of one command; a folder with more is none of labels."""
SUFFIXES = (
    ".txt", ".text", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".pdf", ".png", ".jpg",
    ".jpeg", ".gif", ".webp", ".heic", ".tif", ".tiff", ".bmp",
)  # fmt: skip
"""Suffixes by which a text is a file's name, even if there is no such file."""
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".parquet")
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
)
_WHAT_TO_DO = {
    "pdf": "is a PDF, and only text is read: 'pdftotext -layout FILE' writes the text of one to FILE.txt",
    "image": "is an image, and only text is read: type what is printed, or let a program for text recognition write it "
    "('tesseract FILE FILE' writes FILE.txt), and compare its figures with the picture",
    "table": "is a table: 'maginfo batch FILE' reads a row as a dose or a label",
}
_HEAD = 16


def is_file(text: str) -> bool:
    """Return whether an argument names a file or folder; DataError where it looks like a name and there is none."""
    try:
        if os.path.exists(text):  # noqa: PTH110  # Path.exists raises for names that are too long
            return True
    except ValueError:  # a NUL
        return False
    words = text.split()
    if len(words) == 1 and text.lower().endswith(SUFFIXES):
        raise DataError(f"'{text}': there is no such file")
    return False


def read_files(catalogue: Catalogue, names: Iterable[str]) -> LabelFiles:
    """Read the labels of files and of all files in folders; a file that cannot be read is an entry with the reason."""
    from maginfo.labels.collection import collected

    return collected(catalogue, (label for name in _files(names) for label in _labels(catalogue, name)))


def _files(names: Iterable[str]) -> list[str]:
    """Return the files, with those of folders in order; hidden ones are left out."""
    found: list[str] = []
    for name in names:
        found += _inside(name) if os.path.isdir(name) else [name]  # noqa: PTH112
        if len(found) > MAX_FILES:
            raise UsageError(f"more than {MAX_FILES:,} files; name a folder of labels")
    if not found:
        raise DataError(f"{', '.join(map(repr, names))}: contains no file")
    return list(dict.fromkeys(found))


def _inside(folder: str) -> list[str]:
    found: list[str] = []
    try:
        for path, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            found += [str(Path(path) / each) for each in sorted(files) if not each.startswith(".")]
            if len(found) > MAX_FILES:
                break
    except OSError as error:
        raise DataError(f"'{folder}': cannot be read: {reason_of(error)}") from error
    return found


def _raise(error: OSError) -> None:
    raise error


def _labels(catalogue: Catalogue, name: str) -> Iterator[FileLabel]:
    from maginfo.labels.collection import FileLabel
    from maginfo.labels.contents import labels_in

    try:
        _reject_what_is_no_text(name)
        found = labels_in(read_text_file(name))
    except MaginfoError as error:
        yield FileLabel(name, "not-read", error=error.message)
        return
    yield from (_read(catalogue, name, label) for label in found)


def _read(catalogue: Catalogue, name: str, label: FoundLabel) -> FileLabel:
    """Return the entry of one label; of a record that is none, with the reason."""
    from maginfo.labels.collection import FileLabel, label_of_file
    from maginfo.labels.contents import read_found

    try:
        return label_of_file(catalogue, name, label.place, read_found(catalogue, label))
    except MaginfoError as error:
        return FileLabel(name, "not-read", label.place, error=error.message)


def _reject_what_is_no_text(name: str) -> None:
    """Raise DataError for an image, a PDF or a table, with what to do instead."""
    kind = "table" if name.lower().endswith(TABLES) else None
    if kind is None:
        try:
            head = read_regular(Path(name), _HEAD)
        except (OSError, ValueError) as error:
            raise DataError(f"cannot be read: {reason_of(error)}") from error
        if head is None:
            raise DataError("is not a regular file; 'maginfo label -' reads standard input")
        kind = next((each for magic, each in _MAGIC if head.startswith(magic)), None)
        if kind is None and (head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")):
            kind = "image"
    if kind is not None:
        raise DataError(_WHAT_TO_DO[kind])
