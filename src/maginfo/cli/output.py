"""The output of every command that answers: its options, and the one writer of all formats."""

import inspect
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.unresolved import report_unresolved
from maginfo.errors import UsageError, join_or
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.render.arrangement import View
    from maginfo.render.document import Page
    from maginfo.render.pictures.picture import Picture

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

FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there; its suffix picks the format."),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colour, as NO_COLOR does.")]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data", metavar="DIR", envvar="MAGINFO_DATA", help="An overlay: a clinic's own products and limits."
    ),
]
WidthOption = Annotated[
    int | None,
    typer.Option("--width", metavar="N", min=20, max=1000, help="Columns of the text."),
]
WhyOption = Annotated[bool, typer.Option("--why", help="Also reasons, evidence, disagreement.")]
SourcesOption = Annotated[bool, typer.Option("--sources", help="Also the source of each statement.")]
FullOption = Annotated[bool, typer.Option("--full", help="All that is known.")]
NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Long text without a pager.")]
DETAIL_VARIABLE = "MAGINFO_DETAIL"
DEFAULT_WIDTH, MIN_WIDTH = 80, 20

TableRows: TypeAlias = "tuple[Sequence[str], Iterable[Sequence[object]]]"
"""Columns and the rows under them."""


def open_catalogue(overlay: str | None) -> Catalogue:
    """Return the shipped data, with the overlay in that folder on top if one is given.

    Raises DataError for an invalid overlay, UsageError for an empty name: an unset variable of a script does not mean
    the current folder.
    """
    if overlay is None:
        return Catalogue()
    if not overlay.strip():
        raise UsageError("--data names no folder")
    from maginfo.catalogue.overlay import overlaid
    from maginfo.catalogue.store import shipped_store

    return Catalogue(overlaid(shipped_store(), Path(overlay)))


class Rendering(Record):
    """The data that a command answers with, and how to show it; only the chosen format is made."""

    data: Any
    page: "Callable[[], Page]"
    """Makes the page for text, Markdown and HTML."""
    table: Callable[[], TableRows] | None = None
    """Makes the columns and rows of TSV; None if the answer is not a table."""
    status: int = 0
    """The exit status."""
    line: str | None = None
    """The text output in one line (--quiet), in place of the page."""
    style: str | None = None
    """The whole output in a format of its own (--style), whatever the file is called."""
    picture: "Callable[[], Picture] | None" = None
    """Draws the answer to scale, for SVG and HTML; None if it cannot be drawn."""
    heading: str | None = None
    """Title of the HTML page, if it has none of its own; else what the command's help says it shows."""
    paper: "Callable[[], Page] | None" = None
    """Makes the page for HTML if it holds more than `page`."""
    calendar: Callable[[], str] | None = None
    """Writes the answer as a calendar file; None if it has no times of day."""
    read: tuple[str, ...] = ()
    """Input files, which the output must not overwrite."""


def table_of(records: Iterable[object], columns: Sequence[str]) -> TableRows:
    """Return the columns and a row for each record, with its fields as cells."""
    from maginfo.render.formats import cells

    return columns, [cells(record, columns) for record in records]


def answering(function: Callable[..., Rendering]) -> Callable[..., int]:
    """Make a command of a function that returns a `Rendering`: add the output options, and write the answer.

    The function takes the catalogue first and its own options after it; the command returns the exit status. Typer
    reads options from a signature, so the command has the signature of the function, followed by the output options.
    """

    def command(
        *,
        data: DataOption = None,
        format_: FormatOption = None,
        json_: JsonOption = False,
        output: OutputOption = None,
        why: WhyOption = False,
        sources: SourcesOption = False,
        full: FullOption = False,
        width: WidthOption = None,
        no_color: NoColorOption = False,
        no_pager: NoPagerOption = False,
        **own_options: Any,
    ) -> int:
        catalogue = open_catalogue(data)
        detail = DetailAsked(why=why, sources=sources, full=full)
        destination = Destination.of(format_, json_, output, no_color, width, detail, pages=not no_pager)
        rendering = function(catalogue, **own_options)
        reject_overwriting_input(destination.output, rendering.read, data)
        destination.write(destination.render(rendering, rendering.heading or _subject(function)))
        return report_unresolved(rendering.data, rendering.status)

    _, *own = inspect.signature(function).parameters.values()
    *added, _ = inspect.signature(command).parameters.values()
    options = [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own), *added]
    update_wrapper(command, function)
    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]  # Python reads it, mypy does not know it
    command.__annotations__ = {each.name: each.annotation for each in options}
    return command


def _subject(function: Callable[..., Rendering]) -> str:
    """Return the first clause of a command's help: 'Magnesium in foods, per 100 g and per household portion'."""
    return re.split(r"[.:;](?:\s|$)", inspect.getdoc(function) or "", maxsplit=1)[0]


def reject_overwriting_input(output: str | None, read: Iterable[str], overlay: str | None) -> None:
    """Raise UsageError if the output would overwrite an input file."""
    if output is None or not os.path.isfile(output):  # noqa: PTH113  # Path.is_file raises for long names
        return
    overlay_files = Path(overlay).rglob("*.toml") if overlay is not None else ()
    for name in (*read, *overlay_files):
        with suppress(OSError, ValueError, RuntimeError):  # the name may not be a file: '-' is standard input
            if Path(name).expanduser().samefile(output):
                raise UsageError(f"'{name}' is an input file; choose another output file")


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
    pages: bool
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
        pages: bool,
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
            _holds_drawings(encoding),
            pages,
        )

    def render(self, rendering: Rendering, heading: str) -> str:
        """Return the answer in the chosen format; an HTML page without a title of its own stands under the heading."""
        from maginfo.render.formats import render_csv, render_json, render_tsv  # --help needs none

        if rendering.style is not None:
            if self.explicit:
                raise UsageError("--style has a format of its own; leave --format and --json out")
            return rendering.style
        if self.format == "json":
            return render_json(rendering.data, indent=self.terminal or self.output is not None)
        if self.format in ("tsv", "csv"):
            if rendering.table is None:
                raise UsageError("this answer is not a table; use --format json, markdown or text")
            return (render_tsv if self.format == "tsv" else render_csv)(*rendering.table())
        if self.format == "ics":
            if rendering.calendar is None:
                raise UsageError(f"'{self.output}': a calendar is written by plan; {_suffixes_that_work(rendering)}")
            return rendering.calendar()
        if self.format == "svg":
            if rendering.picture is None:
                raise UsageError(f"'{self.output}': svg is not written here; {_suffixes_that_work(rendering)}")
            from maginfo.render.pictures.svg import svg_file

            return svg_file(rendering.picture())
        if self.format == "html":
            from maginfo.render.html import render_html

            return render_html((rendering.paper or rendering.page)(), self.detail.view(), heading=heading)
        if self.format not in FORMATS:
            raise UsageError(f"'{self.output}': {self.format} is not written; {_suffixes_that_work(rendering)}")
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
        if not (self.terminal and self.pages and self.format in ("text", "markdown")):
            return False
        if text.count("\n") < shutil.get_terminal_size().lines:
            return False
        from maginfo.cli.pager import show_in_pager

        return show_in_pager(text)


def write_plain(text: str, output: str | None) -> None:
    """Write a text that is no answer, such as a schema or a list of figures, to a file or to standard output."""
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


def _holds_drawings(encoding: str) -> bool:
    try:
        "█▒░▓─┤┬–→·".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
