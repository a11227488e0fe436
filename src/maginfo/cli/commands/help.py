"""`maginfo help`."""

from typing import Annotated, Any

import typer

from maginfo.cli import completion
from maginfo.errors import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo help
  maginfo help check
  maginfo help profile new
"""


@app.command(short_help="The help of a command", epilog=EXAMPLES)
def help_(
    context: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help="A command.", autocompletion=completion.commands),
    ] = None,
) -> int:
    """The help of a command, or of the whole program."""
    shown: Any = context.find_root()
    for word in command or ():
        within = getattr(shown.command, "get_command", None)
        found = within(shown, word) if within is not None else None
        if found is None:
            raise UsageError(f"no command '{word}'; see '{shown.command_path} --help'")
        shown = type(context)(found, info_name=word, parent=shown)
    typer.echo(shown.get_help())
    return 0
