"""Where an answer is written, in which format, and how much of it."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maginfo.cli.rendering import Rendering
from maginfo.errors import UsageError, join_or
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.render.arrangement import View

FORMATS = ("text", "json", "tsv", "csv", "markdown")
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".tsv": "tsv",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
}
PAGE_SUFFIXES = {".html": "html", ".htm": "html"}
PICTURE_SUFFIX = ".svg"
"""For answers that can be drawn."""
CALENDAR_SUFFIX = ".ics"
STANDARD_OUTPUT = "-"

DETAIL_VARIABLE = "MAGINFO_DETAIL"
DEFAULT_WIDTH, MIN_WIDTH = 80, 20


class DetailAsked(Record):
    """How much of an answer the options ask for."""

    why: bool
    sources: bool
    full: bool

    def view(self) -> "View":
        """Return how much is shown; MAGINFO_DETAIL adds to the options. UsageError for an unknown word in it."""
        from maginfo.render.arrangement import FULL_VIEW, View
        from maginfo.render.document import Depth

        usual = os.environ.get(DETAIL_VARIABLE, "").strip().lower()
        if usual not in ("", "why", "full"):
            raise UsageError(f"{DETAIL_VARIABLE} is '{usual}'; write why or full")
        if self.full or usual == "full":
            return FULL_VIEW
        return View(Depth.WHY if self.why or usual == "why" else Depth.ANSWER, sources=self.sources)


class Destination(Record):
    """Where an answer is written, in which format, and how much of it."""

    format: str
    explicit: bool
    """Whether an option names the format; otherwise the file's suffix or the default decides."""
    output: str | None
    detail: DetailAsked
    width: int | None
    """Columns that an option asks for."""
    terminal: bool
    colour: bool
    unicode: bool
    use_pager: bool
    """Whether a long text goes through a pager on a terminal."""

    @classmethod
    def of(
        cls,
        format_: str | None,
        json_: bool,
        output: str | None,
        no_color: bool,
        width: int | None,
        detail: DetailAsked,
        use_pager: bool,
    ) -> "Destination":
        """Read the options; UsageError if they contradict each other."""
        if format_ is not None and format_ not in FORMATS:
            raise UsageError(f"format '{format_}': write one of {', '.join(FORMATS)}")
        if json_ and format_ not in (None, "json"):
            raise UsageError(f"--json and --format {format_} contradict each other; keep one")
        output = None if output == STANDARD_OUTPUT else output
        chosen = "json" if json_ else format_ or _format_of(output)
        terminal = output is None and sys.stdout.isatty()
        encoding = "utf-8" if output is not None else sys.stdout.encoding
        return cls(
            chosen,
            json_ or format_ is not None,
            output,
            detail,
            width,
            terminal,
            output is None and not no_color and _wants_colour(terminal),
            _can_encode_drawings(encoding),
            use_pager,
        )

    def render(self, rendering: Rendering, heading: str) -> str:
        """Return the answer in the chosen format; an HTML page without a title of its own stands under the heading."""
        from maginfo.render.formats import render_csv, render_json, render_tsv  # --help needs none

        if rendering.style is not None:
            if self.explicit:
                raise UsageError("--style has a format of its own; omit --format and --json")
            return rendering.style
        if self.format == "json":
            return render_json(rendering.data, indent=self.terminal or self.output is not None)
        if self.format in ("tsv", "csv"):
            if rendering.table is None:
                raise UsageError("this answer is not a table; use --format json, markdown or text")
            return (render_tsv if self.format == "tsv" else render_csv)(*rendering.table())
        if self.format == "ics":
            if rendering.calendar is None:
                raise UsageError(f"'{self.output}': only plan writes calendars; {_suffixes_that_work(rendering)}")
            return rendering.calendar()
        if self.format == "svg":
            if rendering.picture is None:
                raise UsageError(f"'{self.output}': svg cannot be written here; {_suffixes_that_work(rendering)}")
            from maginfo.render.pictures.svg import svg_file

            return svg_file(rendering.picture())
        if self.format == "html":
            from maginfo.render.html import render_html

            return render_html((rendering.paper or rendering.page)(), self.detail.view(), heading=heading)
        if self.format not in FORMATS:
            raise UsageError(f"'{self.output}': {self.format} cannot be written; {_suffixes_that_work(rendering)}")
        if rendering.line is not None:
            return rendering.line + "\n"
        from maginfo.render.arrangement import arranged

        blocks = arranged(rendering.page(), self.detail.view())
        if self.format == "markdown":
            from maginfo.render.markdown import render_markdown

            return render_markdown(blocks)
        from maginfo.render.text import MAX_WIDTH, render_text

        return render_text(
            blocks,
            width=self.width or min(_columns(self.terminal) or MAX_WIDTH, MAX_WIDTH),
            colour=self.colour,
            unicode=self.unicode,
            graphics=os.environ.get("MAGINFO_GRAPHICS", "").strip().lower() != "none",
        )

    def write(self, text: str) -> None:
        """Write to the file, whole or not at all, or to standard output, which `cli.main` buffers to the end."""
        if self.output is not None:
            from maginfo.render.files import write_whole

            write_whole(self.output, text)
        elif not self._paged(text):
            sys.stdout.write(text)

    def _paged(self, text: str) -> bool:
        """Show a text that is longer than the terminal in a pager; return whether a pager has shown it."""
        if not (self.terminal and self.use_pager and self.format in ("text", "markdown")):
            return False
        if text.count("\n") < shutil.get_terminal_size().lines:
            return False
        from maginfo.cli.pager import show_in_pager

        return show_in_pager(text)


def write_plain(text: str, output: str | None) -> None:
    """Write a text that is not an answer, such as a schema or a list of figures, to a file or to standard output."""
    if output is None or output == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    from maginfo.render.files import write_whole

    write_whole(output, text)


def _format_of(output: str | None) -> str:
    """Return the format of a file's suffix; for an unknown suffix, the suffix itself."""
    suffix = Path(output).suffix.lower() if output is not None else ""
    known = SUFFIXES | PAGE_SUFFIXES | {PICTURE_SUFFIX: "svg", CALENDAR_SUFFIX: "ics"}
    return known.get(suffix, suffix) or "text"


def _suffixes_that_work(rendering: Rendering) -> str:
    drawn = (PICTURE_SUFFIX,) if rendering.picture is not None else ()
    calendar = (CALENDAR_SUFFIX,) if rendering.calendar is not None else ()
    tables = {suffix for suffix, name in SUFFIXES.items() if name in ("tsv", "csv") and rendering.table is None}
    return f"use {join_or([each for each in (*SUFFIXES, *PAGE_SUFFIXES, *drawn, *calendar) if each not in tables])}"


def _columns(terminal: bool) -> int | None:
    """Return the columns that COLUMNS or the terminal gives; None for a pipe without COLUMNS."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) >= MIN_WIDTH:
        return int(given)
    # Python 3.10 returns 0 for a terminal of unknown width.
    return shutil.get_terminal_size().columns or DEFAULT_WIDTH if terminal else None


def _wants_colour(terminal: bool) -> bool:
    """Follow NO_COLOR, FORCE_COLOR and TERM, in this order."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def _can_encode_drawings(encoding: str) -> bool:
    try:
        "█▒░▓─┤┬–→·".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
