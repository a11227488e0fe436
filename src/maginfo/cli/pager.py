"""A pager for a text that is longer than the terminal."""

import os
import shlex
import shutil
import subprocess  # noqa: TID251  # a pager is the one program that is started, and the reader chooses it

DEFAULT_PAGER = ("less", "-FIRX")
_NO_PAGER = ("", "cat")


def show_in_pager(text: str) -> bool:
    """Show the text in MAGINFO_PAGER, PAGER or less; return False where none of them can be started.

    The command is split into words and run without a shell. A pager that is left before the end is not an error.
    """
    asked = os.environ.get("MAGINFO_PAGER", os.environ.get("PAGER"))
    try:
        words = shlex.split(asked) if asked is not None else list(DEFAULT_PAGER)
    except ValueError:  # a quotation mark without its pair
        return False
    if not words or words[0] in _NO_PAGER or shutil.which(words[0]) is None:
        return False
    try:
        subprocess.run(words, input=text.encode(), check=False)  # noqa: S603  # the reader's own choice of pager
    except OSError:
        return False
    return True
