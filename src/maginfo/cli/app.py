"""The command group: a command's module is imported when that command runs, so no answer pays for another."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from maginfo.errors import UsageError

COMMANDS = {
    "check": "check",
    "plan": "plan",
    "show": "show",
    "list": "list_",
    "compare": "compare",
    "search": "search",
    "convert": "convert",
    "intake": "intake",
    "interactions": "interactions",
    "cautions": "cautions",
    "use": "use",
    "claims": "claims",
    "food": "food",
    "label": "label",
    "batch": "batch",
    "sources": "sources",
    "profile": "profile",
    "data": "data",
    "schema": "schema",
}
"""Each command and the module of this package that holds it as `app`; the order is that of the help."""


EPILOG = """\b
Examples:
  maginfo show glycinate
  maginfo check --dose 400 --sex female
  maginfo interactions ciprofloxacin

\b
Exit status:
  0    answered
  1    answered, and a finding reached --fail-on
  2    wrong usage, an unknown name, a value that cannot be read
  3    invalid data or input, or output that could not be written
  70   a fault of the program
  130  interrupted
"""


class LazyGroup(TyperGroup):
    """A group whose commands are imported by name."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # names only, for "did you mean"

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is Typer's
        """Every command, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the signature is Typer's
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"maginfo.cli.{COMMANDS[cmd_name]}")
        command = get_command(module.app)
        command.name = cmd_name
        return command


app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, invoke_without_command=True)


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from maginfo import Catalogue, __version__

    about = Catalogue().about
    typer.echo(f"maginfo {__version__}\ndata {about['version']}\nreviewed {about['reviewed']}")
    raise typer.Exit


@app.callback(epilog=EPILOG)
def maginfo(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has ended the program where it was asked for
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the versions of program and data."
        ),
    ] = False,
) -> None:
    """Magnesium supplements looked up, and a dose checked for a person: offline, with the source of every figure."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_status)


def command() -> Any:
    """The group as the parser runs it."""
    return get_command(app)
