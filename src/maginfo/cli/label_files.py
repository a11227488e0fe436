"""Reading the labels of files and folders: what is a file, what is no text, and what can be done about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
_SUFFIXES_OF = {
    "table": (".csv", ".tsv", ".parquet"),
    "workbook": (".xlsx", ".xls", ".ods"),
    "document": (".docx", ".doc", ".odt", ".rtf", ".pages"),
}
"""Suffixes of files that hold no plain text, by what these are."""
SUFFIXES = (
    ".txt", ".text", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".pdf", ".png", ".jpg", ".jpeg", ".gif",
    ".webp", ".heic", ".tif", ".tiff", ".bmp", ".zip", ".gz", ".7z", ".rar",
    *(suffix for suffixes in _SUFFIXES_OF.values() for suffix in suffixes),
)  # fmt: skip
"""Suffixes by which a text is a file's name, even if there is no such file."""
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"PK\x03\x04", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "gzip"),
)
_WHAT_TO_DO = {
    "pdf": "is a PDF, and only text is read: 'pdftotext -layout FILE' writes the text of one to FILE.txt",
    "image": "is an image, and only text is read: type what is printed, or let a program for text recognition write it "
    "('tesseract FILE FILE' writes FILE.txt), and compare its figures with the picture",
    "table": "is a table: 'maginfo batch FILE' reads a row as a dose or a label",
    "workbook": "is a workbook of a spreadsheet: save its sheet as CSV, which 'maginfo batch FILE' reads",
    "document": "is a document of a word processor, and only text is read: save it as plain text (.txt)",
    "archive": "is a packed file: unpack it, and name the folder of its files",
    "gzip": "is packed by gzip: 'gunzip FILE' unpacks it",
}
_HEAD = 16


def what_it_names(text: str) -> Literal["file", "missing", "text"]:
    """Return whether an argument names a file or folder, one that is not there, or is the text of a label."""
    try:
        if os.path.exists(text):  # noqa: PTH110  # Path.exists raises for names that are too long
            return "file"
        if os.path.lexists(text):  # a link to nothing
            return "missing"
    except ValueError:  # a NUL
        return "text"
    is_name = len(text.split()) == 1 and text.lower().endswith(SUFFIXES)
    return "missing" if is_name or text.endswith(("/", os.sep)) else "text"


def read_files(catalogue: Catalogue, names: Iterable[str]) -> LabelFiles:
    """Read the labels of files and of all files in folders; a file that cannot be read is an entry with the reason."""
    from maginfo.labels.collection import collected

    found = _files(names)
    return collected(catalogue, (label for name, fault in found.items() for label in _labels(catalogue, name, fault)))


def _files(names: Iterable[str]) -> dict[str, str | None]:
    """Return the files, with those of folders in order, and why a folder within cannot be read; without hidden ones."""
    found: dict[str, str | None] = {}
    hidden = 0
    for name in names:
        if not os.path.isdir(name):  # noqa: PTH112
            found.setdefault(name, None)
            continue
        for path, fault in _inside(name):
            if Path(path).name.startswith("."):
                hidden += 1
            else:
                found.setdefault(path, fault)
            if len(found) > MAX_FILES:
                raise UsageError(f"more than {MAX_FILES:,} files; name a folder of labels")
    if not found:
        only = " but hidden ones, which are not read in a folder; name them one by one" if hidden else ""
        raise DataError(f"{', '.join(map(repr, names))}: contains no file{only}")
    return found


def _inside(folder: str) -> Iterator[tuple[str, str | None]]:
    """Yield the files in a folder and in those within, and folders that cannot be read, each with the reason."""
    faults: list[OSError] = []
    for path, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        yield from ((str(Path(path) / each), None) for each in sorted(files))
    yield from ((str(error.filename or folder), f"cannot be read: {reason_of(error)}") for error in faults)


def read_text(catalogue: Catalogue, name: str, text: str) -> LabelFiles:
    """Read the labels of a text as of a file of that name; DataError where it holds none."""
    from maginfo.labels.collection import collected
    from maginfo.labels.contents import labels_in

    return collected(catalogue, [_read(catalogue, name, label) for label in labels_in(text)])


def _labels(catalogue: Catalogue, name: str, fault: str | None) -> Iterator[FileLabel]:
    from maginfo.labels.collection import FileLabel
    from maginfo.labels.contents import labels_in

    try:
        if fault is not None:
            raise DataError(fault)
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
    """Raise DataError for an image, a PDF, a table or another file that is no text, with what to do instead."""
    lowered = name.lower()
    kind = next((each for each, suffixes in _SUFFIXES_OF.items() if lowered.endswith(suffixes)), None)
    if kind is None or not Path(name).is_file():
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
