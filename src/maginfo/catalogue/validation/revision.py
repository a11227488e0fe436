"""Files of a data folder as a revision of git holds them, for `maginfo data check --since REV`.

Git is started only when a curator asks for that comparison; beside it, only a pager is ever started. The revision is
passed as data, never as an option or a path: `git cat-file` prints one stored file and runs no filter of the
repository.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from maginfo.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT_S = 60


def text_at(revision: str, folder: Path, name: str) -> str:
    """Return the text that a file of the folder has in a revision: 'main', 'HEAD~1', 'v2.0'.

    Raises UsageError for an invalid revision; DataError where git is missing or the revision has no such file.
    """
    if not revision or revision.startswith("-") or ":" in revision or not revision.isprintable():
        raise UsageError(f"--since '{revision}': write a revision of git, such as main or HEAD~1")
    command = ["git", "-C", str(folder), "cat-file", "blob", f"{revision}:./{name}"]
    try:
        ended = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT_S, check=False)  # noqa: S603  # a list, without a shell
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DataError(f"--since {revision}: git cannot be run: {error}") from error
    if ended.returncode:
        reason = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DataError(f"--since {revision}: {folder / name}: {reason[-1] if reason else 'git cannot show it'}")
    return ended.stdout.decode("utf-8", "replace")
