"""The output of every command that answers: its options, and how an answer is made and written."""

import inspect
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import update_wrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.destination import FORMATS, Destination, DetailAsked
from maginfo.cli.environment import DATA_ENV_VAR
from maginfo.cli.rendering import Rendering
from maginfo.cli.unresolved import report_unresolved
from maginfo.errors import UsageError

FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; the suffix picks the format."),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colour, like NO_COLOR.")]
DataOption = Annotated[
    str | None,
    typer.Option("--data", metavar="DIR", envvar=DATA_ENV_VAR, help="An overlay: a clinic's own products and limits."),
]
WidthOption = Annotated[
    int | None,
    typer.Option("--width", metavar="N", min=20, max=1000, help="Width of the text, in columns."),
]
WhyOption = Annotated[bool, typer.Option("--why", help="Also reasons, evidence, disagreement.")]
SourcesOption = Annotated[bool, typer.Option("--sources", help="Also the source of each statement.")]
FullOption = Annotated[bool, typer.Option("--full", help="All that is known.")]
NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Do not use a pager.")]


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


def answering(function: Callable[..., Rendering]) -> Callable[..., int]:
    """Turn a function that returns a `Rendering` into a command: add the output options, and write the answer.

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
        destination = Destination.of(format_, json_, output, no_color, width, detail, use_pager=not no_pager)
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
