"""What the command line prints, for pages of the documentation."""

from __future__ import annotations

import contextlib
import io

from maginfo.cli.main import run

WIDTH = "88"
"""Columns of the examples."""


def printed(words: list[str]) -> str:
    """What the command line prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        run(words)
    return out.getvalue()
