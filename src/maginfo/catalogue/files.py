"""Reads data files from disk: regular files of a limited size, in UTF-8."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from maginfo.errors import DataError, reason_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 5_000_000
"""The largest size of a data file, an overlay's too; the largest shipped one, figures.tsv, has 2.1 million."""
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, max_bytes: int) -> bytes | None:
    """Return the content, at most `max_bytes` + 1 bytes of it; None for a folder, a pipe or a device.

    The file is opened without waiting: a pipe without a writer would block the program forever. Raises OSError, or
    ValueError for a name that no file can have.
    """
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as stream:
        return stream.read(max_bytes + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None


def read_text(path: Path) -> str:
    """Return the text of a data file; DataError if it is no regular file, too large or not UTF-8."""
    try:
        content = read_regular(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read: {reason_of(error)}") from error
    if content is None:
        raise DataError(f"{path}: is not a regular file")
    if len(content) > MAX_BYTES:
        raise DataError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8: byte {error.start}") from error
