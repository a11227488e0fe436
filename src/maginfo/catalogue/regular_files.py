"""Reading a file that somebody names: within bounds, and without waiting for what is none."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, most_bytes: int) -> bytes | None:
    """The content, one byte more than `most_bytes` where there is more; None for a folder, a pipe or a device.

    The file is opened without waiting: a pipe without a writer would keep the program for ever. Raises OSError, or
    ValueError for a name that no file can have.
    """
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as stream:
        return stream.read(most_bytes + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
