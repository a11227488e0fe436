"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from maginfo.errors import OutputError


def write_whole(name: str, text: str) -> None:
    """Write the text; a file that was there stays as it was until the new one is complete.

    A link is followed, so that it still points to its file afterwards; a device or a pipe is written to as it is.
    Raises OutputError, naming the file, where that is not possible.
    """
    try:
        path = Path(os.path.realpath(name))
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            _write_through(path, text)
        else:
            _replace(path, text)
    except OSError as error:
        raise OutputError(f"'{name}': cannot be written: {error.strerror}") from error


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _replace(path: Path, text: str) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".maginfo-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
