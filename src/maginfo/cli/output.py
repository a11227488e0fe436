"""What every answering command shares: the options of its output, and writing it."""

import inspect
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.errors import UsageError
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.render.pictures.picture import Picture

FORMATS = ("text", "json", "tsv", "markdown")
SUFFIXES = {".json": "json", ".tsv": "tsv", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
STANDARD_OUTPUT = "-"
DEFAULT_WIDTH = 80
DRAWN_SUFFIXES = {".html": "html", ".htm": "html", ".svg": "svg"}
"""Of answers that have a picture: a page with it, and the picture alone."""

FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="|".join(FORMATS), help="How to write the answer (default: text)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write there, whole or not at all; its suffix picks the format."
    ),
]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="No colour; NO_COLOR in the environment does the same.")
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data", metavar="DIR", envvar="MAGINFO_DATA", help="An overlay: a clinic's own products and limits."
    ),
]
WidthOption = Annotated[int | None, typer.Option("--width", metavar="N", min=20, max=1000, help="Columns of the text.")]


Page = list[Any]
"""Blocks of `maginfo.render.document`, which is imported where a page is made."""
TableRows = tuple[Sequence[str], Iterable[Sequence[object]]]
"""Columns and the rows under them."""


def open_catalogue(overlay: str | None) -> Catalogue:
    """The shipped data, or the shipped data with that folder laid over it.

    Raises DataError where the folder is not valid, UsageError where it has no name: an unset variable of a script is
    not the folder one stands in.
    """
    if overlay is None:
        return Catalogue()
    if not overlay.strip():
        raise UsageError("--data names no folder")
    from maginfo.catalogue.overlay import overlaid
    from maginfo.catalogue.store import shipped_store

    return Catalogue(overlaid(shipped_store(), Path(overlay)))


class Rendering(Record):
    """An answer with the ways to show it; only the one asked for is made."""

    answer: Any
    page: Callable[[], Page]
    """The page, for text and Markdown."""
    table: Callable[[], TableRows] | None = None
    """Columns and rows, where the answer is a table."""
    status: int = 0
    line: str | None = None
    """The whole text answer, where one line was asked for."""
    style: str | None = None
    """The whole answer in a style of its own, whatever the file is called; an explicit format contradicts it."""
    picture: "Callable[[], Picture] | None" = None
    """The answer to scale, where it can be drawn: alone, or on a page."""
    heading: str = ""
    """Of that page."""
    paper: Callable[[], Page] | None = None
    """What that page holds, where it is more than `page`."""
    read: tuple[str, ...] = ()
    """Files that the answer was made from, which it must not take the place of."""


def answering(function: Callable[..., Rendering]) -> Callable[..., int]:
    """A command from a function that answers: adds the output options, writes the answer, returns the exit status.

    The function takes the catalogue first and its own parameters after it.
    """
    shared = {
        "data": DataOption,
        "format_": FormatOption,
        "json_": JsonOption,
        "output": OutputOption,
        "no_color": NoColorOption,
        "width": WidthOption,
    }
    own = list(inspect.signature(function).parameters.values())[1:]
    keyword_only = inspect.Parameter.KEYWORD_ONLY
    added = [
        inspect.Parameter(
            name, keyword_only, default=False if name in ("json_", "no_color") else None, annotation=annotation
        )
        for name, annotation in shared.items()
    ]

    @wraps(function)
    def command(**values: Any) -> int:
        chosen = {name: values.pop(name) for name in shared}
        overlay = chosen.pop("data")
        catalogue = open_catalogue(overlay)
        destination = Destination.of(**chosen)
        rendering = function(catalogue, **values)
        reject_overwriting_input(destination.output, rendering.read, overlay)
        destination.write(destination.render(rendering))
        return rendering.status

    command.__signature__ = inspect.Signature([each.replace(kind=keyword_only) for each in own] + added)  # type: ignore[attr-defined]  # which Typer reads
    command.__annotations__ = {each.name: each.annotation for each in (*own, *added)}
    return command


def reject_overwriting_input(output: str | None, read: Iterable[str], overlay: str | None) -> None:
    """UsageError where the answer would be written over a file that it was made from."""
    if output is None or not os.path.isfile(output):  # noqa: PTH113  # Path.is_file raises for long names
        return
    of_the_overlay = Path(overlay).rglob("*.toml") if overlay is not None else ()
    for name in (*read, *of_the_overlay):
        with suppress(OSError, ValueError, RuntimeError):  # a name that is no file, as - for standard input
            if Path(name).expanduser().samefile(output):
                raise UsageError(f"'{name}' is read and would be written over; name another file for the answer")


class Destination(Record):
    """Where an answer goes, and as what."""

    format: str
    explicit: bool
    """Whether the format was asked for, and not told from a file's name or taken by default."""
    output: str | None
    width: int | None
    terminal: bool
    colour: bool
    unicode: bool

    @classmethod
    def of(
        cls, format_: str | None, json_: bool, output: str | None, no_color: bool, width: int | None
    ) -> "Destination":
        """From the options; UsageError where they contradict each other."""
        if format_ is not None and format_ not in FORMATS:
            raise UsageError(f"format '{format_}': write one of {', '.join(FORMATS)}")
        if json_ and format_ not in (None, "json"):
            raise UsageError(f"--json and --format {format_} contradict each other; keep one")
        output = None if output == STANDARD_OUTPUT else output
        chosen = "json" if json_ else format_ or _format_of(output) or "text"
        terminal = output is None and sys.stdout.isatty()
        colour = terminal and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        encoding = "utf-8" if output is not None else sys.stdout.encoding
        # Python 3.10 passes on the 0 of a terminal that does not say how wide it is.
        columns = width or ((shutil.get_terminal_size().columns or DEFAULT_WIDTH) if terminal else None)
        return cls(chosen, json_ or format_ is not None, output, columns, terminal, colour, _holds_drawings(encoding))

    def render(self, rendering: Rendering) -> str:
        """The answer in the chosen format."""
        if rendering.style is not None:
            if self.explicit:
                raise UsageError("--style has a format of its own; leave --format and --json out")
            return rendering.style
        if self.format == "json":
            from maginfo.render.formats import render_json

            return render_json(rendering.answer, indent=self.terminal or self.output is not None)
        if self.format == "tsv":
            from maginfo.render.formats import render_tsv

            if rendering.table is None:
                raise UsageError("this answer is not a table; use --format json, markdown or text")
            return render_tsv(*rendering.table())
        if self.format in DRAWN_SUFFIXES.values():
            return self._drawn(rendering)
        if rendering.line is not None:
            return rendering.line + "\n"
        if self.format == "markdown":
            from maginfo.render.formats import render_markdown

            return render_markdown(rendering.page())
        from maginfo.render.text import render_text

        return render_text(rendering.page(), width=self.width, colour=self.colour, unicode=self.unicode)

    def _drawn(self, rendering: Rendering) -> str:
        """A page or a picture; UsageError where this answer has none."""
        if rendering.picture is None:
            raise UsageError(
                f"'{self.output}': {self.format} is written by check, compare and plan; use {', '.join(SUFFIXES)}"
            )
        if self.format == "svg":
            from maginfo.render.pictures.svg import svg_file

            return svg_file(rendering.picture())
        from maginfo.render.html import render_html

        return render_html((rendering.paper or rendering.page)(), heading=rendering.heading)

    def write(self, text: str) -> None:
        """To standard output, which `cli.main` holds until all is said, or to the file, whole or not at all."""
        if self.output is not None:
            from maginfo.render.files import write_whole

            write_whole(self.output, text)
        else:
            sys.stdout.write(text)


def _format_of(output: str | None) -> str | None:
    if output is None:
        return None
    return (SUFFIXES | DRAWN_SUFFIXES).get(Path(output).suffix.lower())


def _holds_drawings(encoding: str) -> bool:
    try:
        "█░▓─┤┬–→·".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
