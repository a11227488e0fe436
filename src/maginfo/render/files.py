"""Writes a file completely or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from maginfo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


def write_whole(name: str, text: str) -> None:
    """Write the text; raises OutputError, naming the file, where that is not possible."""
    with atomic_writer(name) as stream:
        stream.write(text)


@contextmanager
def atomic_writer(name: str) -> Iterator[TextIO]:
    """Open a stream that replaces the file when the block ends without an error; until then the old file stays.

    A link is followed, and still points to its file afterwards. A device or a pipe is opened by its given name and
    written to directly, since /dev/stdout and the shell's >(...) resolve to no path.
    Raises OutputError, naming the file, where that is not possible.
    """
    try:
        named = Path(name)
        if name.endswith(_SEPARATORS):
            raise OutputError(f"'{name}': cannot be written: that is the name of a folder")
        if "\0" in name:
            raise OutputError(f"'{name}': cannot be written: no file has a NUL in its name")
        if named.exists() and not stat.S_ISREG(named.stat().st_mode):
            with named.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
        else:
            target = Path(os.path.realpath(name))
            if target.is_symlink():
                raise OutputError(f"'{name}': cannot be written: its links lead round in a circle")
            with _replacing(target) as stream:
                yield stream
    except OSError as error:
        raise OutputError(f"'{name}': cannot be written: {error.strerror}") from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".maginfo-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
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
