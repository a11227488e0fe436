"""Pages as text, for tests of what a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.arrangement import FULL_VIEW, View, arranged
from maginfo.render.text import render_text

if TYPE_CHECKING:
    from maginfo.render.document import Page

SHORT_VIEW = View()
WIDE = 10_000
"""Columns that wrap nothing."""


def text_of(page: Page, view: View = FULL_VIEW, width: int = WIDE) -> str:
    return render_text(arranged(page, view), width=width, colour=False)
