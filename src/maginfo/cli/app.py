"""The command group, which imports the module of a command only when that command runs."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from maginfo.errors import EXIT_STATUSES, UsageError

COMMANDS = {
    "check": "check:app",
    "plan": "plan:app",
    "show": "lookup:show_app",
    "list": "lookup:list_app",
    "compare": "lookup:compare_app",
    "search": "lookup:search_app",
    "convert": "lookup:convert_app",
    "intake": "intake:intake_app",
    "interactions": "safety:interactions_app",
    "cautions": "safety:cautions_app",
    "use": "safety:use_app",
    "claims": "safety:claims_app",
    "food": "intake:food_app",
    "label": "label:app",
    "batch": "batch:app",
    "sources": "data:sources_app",
    "profile": "profile:app",
    "data": "data:data_app",
    "schema": "data:schema_app",
}
"""Each command and its Typer app in `cli.commands` (module:attribute), in the order of the help."""


_STATUSES = "\n".join(f"  {status:<5}{meaning}" for status, meaning in EXIT_STATUSES.items())
EPILOG = f"""\b
Examples:
  maginfo show glycinate
  maginfo check --dose 400 --sex female
  maginfo interactions ciprofloxacin

\b
Exit status:
{_STATUSES}
"""


class LazyGroup(TyperGroup):
    """A group that imports a command when it is named."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # names only, for Typer's "did you mean"

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is Typer's
        """Return every command, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the signature is Typer's
        """Import and return the command of that name; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = get_command(getattr(import_module(f"maginfo.cli.commands.{module}"), attribute))
        command.name = cmd_name
        return command


app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, invoke_without_command=True)


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from maginfo import Catalogue, __version__

    about = Catalogue().about
    typer.echo(f"maginfo {__version__}\ndata {about.version}\nreviewed {about.reviewed}")
    raise typer.Exit


@app.callback(epilog=EPILOG)
def maginfo(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has already ended the program
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
    """Return the group as the parser runs it."""
    return get_command(app)
