"""Reading labels from the command line: a text, lines of standard input, or the file of a label record."""

from __future__ import annotations

import os
import re
import sys
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

from maginfo.errors import DataError, UnreadableValueError, UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.labels.collection import LabelFiles
    from maginfo.labels.reading import LabelReading

MAX_BYTES = 20_000_000
"""The largest file or standard input; label records have some hundred kilobytes."""
STANDARD_INPUT = "-"
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
_SIZE = f"{MAX_BYTES // 1_000_000} MB"


def read_label_text(catalogue: Catalogue, text: str) -> LabelReading:
    """Read one label of one or several lines; UnreadableValueError where there is no text."""
    from maginfo.labels import read_label

    if not text.strip():
        raise UnreadableValueError("the label is empty: write what is printed on it, or - to read standard input")
    reading: LabelReading = read_label(catalogue, text)
    return reading


def read_standard_input() -> str:
    """Return the text of standard input."""
    return _standard_input("standard input")


def read_label_lines(catalogue: Catalogue, text: str) -> LabelReading:
    """Read each line of standard input as a label of its own; blank lines are skipped.

    A single line is read as one label. The amounts of several lines are not added: they may be several products.
    """
    from maginfo.labels import read_line
    from maginfo.labels.reading import LabelReading

    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip()]
    if not lines:
        raise UsageError("standard input contains no line of a label")
    if len(lines) == 1:
        return read_label_text(catalogue, lines[0])
    read = tuple(read_line(catalogue, line) for line in lines)
    return LabelReading.of_lines(*read)


def read_dsld_file(catalogue: Catalogue, name: str) -> LabelReading:
    """Read the NIH DSLD label record in a file ('-' is standard input); DataError for any other file."""
    from maginfo.labels import read_dsld

    if not name.strip():
        raise UsageError("--dsld names no file")
    shown = "standard input" if name == STANDARD_INPUT else f"'{name}'"
    text = _standard_input(shown) if name == STANDARD_INPUT else _file(name, shown)
    try:
        reading: LabelReading = read_dsld(catalogue, text)
    except DataError as error:
        raise DataError(f"{shown}: {error.message}") from error
    return reading


def doses_of_labels(
    catalogue: Catalogue, texts: Iterable[str], files: Iterable[str], *, times_per_day: int | None
) -> tuple[list[Dose], tuple[str, ...]]:
    """Return the doses of label texts and of label records, one for each, with the assumptions made on reading them."""
    from maginfo.labels.doses import dose_from_label, label_assumptions

    named = [(read_label_text(catalogue, text), text) for text in texts]
    for file in files:
        reading = read_dsld_file(catalogue, file)
        named.append((reading, f"{file} ({reading.title})" if reading.title is not None else file))
    doses = [dose_from_label(reading, name=name, times_per_day=times_per_day) for reading, name in named]
    said = [label_assumptions(reading, name=name, times_per_day=times_per_day) for reading, name in named]
    return doses, tuple(chain.from_iterable(said))


def read_label_paragraphs(catalogue: Catalogue) -> LabelFiles:
    """Read labels of standard input, separated by blank lines."""
    from maginfo.labels import read_label
    from maginfo.labels.collection import collected, label_of_file

    paragraphs = [each for each in _BLANK_LINES.split(_standard_input("standard input")) if each.strip()]
    if not paragraphs:
        raise UsageError("standard input contains no label")
    return collected(
        catalogue,
        [
            label_of_file(catalogue, "standard input", f"label {number}", read_label(catalogue, paragraph))
            for number, paragraph in enumerate(paragraphs, 1)
        ],
    )


def read_text_file(name: str) -> str:
    """Return the text of a file; DataError, without the file's name, where it is none of text."""
    shown = f"'{name}'"
    try:
        return _file(name, shown)
    except DataError as error:
        raise DataError(error.message.removeprefix(f"{shown}: ")) from error


def _standard_input(shown: str) -> str:
    if sys.stdin is None:
        raise DataError(f"{shown} is closed")
    stream = getattr(sys.stdin, "buffer", None)
    try:
        return _text(stream, shown) if stream is not None else sys.stdin.read(MAX_BYTES)
    except (OSError, ValueError) as error:
        _refuse(shown, error)


def _file(name: str, shown: str) -> str:
    try:
        with open(name, "rb", opener=_without_waiting) as stream:  # Path.open takes none
            return _text(stream, shown)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        _refuse(shown, error)


def _without_waiting(name: str, flags: int) -> int:
    """Open a file without waiting: a pipe that nobody writes to reads as empty and does not block the program."""
    if not hasattr(os, "O_NONBLOCK"):
        return os.open(name, flags)
    handle = os.open(name, flags | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return handle


def _text(stream: BinaryIO, shown: str) -> str:
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DataError(f"{shown}: more than {_SIZE}; no label is so long")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text: byte {error.start + 1} is 0x{content[error.start]:02x}; save it as UTF-8"
        raise DataError(f"{shown}: {message}") from None


def _refuse(shown: str, error: Exception) -> NoReturn:
    reason = reason_of(error)
    raise DataError(f"{shown}: cannot be read: {reason}") from error
