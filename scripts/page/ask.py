"""Run in the page: one question to the command line."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from maginfo.cli.main import run

PAGE = Path("/tmp/answer.html")  # noqa: S108  # in the memory of the page, which has no other files


def ask(words: list[str]) -> tuple[str, str]:
    """Run a command, and return the HTML that it wrote and what it said on standard error; either may be empty."""
    PAGE.unlink(missing_ok=True)
    command, *options = words
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        run([command, "--output", str(PAGE), *options])
    return PAGE.read_text(encoding="utf-8") if PAGE.exists() else "", said.getvalue()
