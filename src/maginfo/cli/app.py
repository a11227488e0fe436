"""The command group, which imports the module of a command only when that command runs."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from maginfo.cli.help import Command, Group
from maginfo.errors import EXIT_STATUSES, UsageError

COMMAND_GROUPS = {
    "Look up": {
        "show": "lookup:show_app",
        "list": "lookup:list_app",
        "compare": "lookup:compare_app",
        "search": "lookup:search_app",
        "interactions": "safety:interactions_app",
        "cautions": "safety:cautions_app",
        "use": "safety:use_app",
        "claims": "safety:claims_app",
        "food": "intake:food_app",
        "intake": "intake:intake_app",
        "sources": "data:sources_app",
        "help": "help:app",
    },
    "Check and plan": {
        "check": "check:app",
        "plan": "plan:app",
        "profile": "profile:app",
        "convert": "lookup:convert_app",
    },
    "Labels and files": {
        "label": "label:app",
        "batch": "batch:app",
    },
    "For programs": {
        "mcp": "mcp:app",
    },
    "For curators": {
        "data": "data:data_app",
        "schema": "data:schema_app",
    },
}
"""Each command under a heading of the help, and its Typer app in `cli.commands` (module:attribute)."""
COMMANDS = {name: place for group in COMMAND_GROUPS.values() for name, place in group.items()}
"""Each command and its Typer app, in the order of the help."""


EXAMPLES = """\b
Examples:
  maginfo glycinate                        whatever has a name: a form,
  maginfo cipro                            a medicine, a condition, a use, a food
  maginfo check 400 mg --sex female        a dose, for one person
  maginfo plan -d 2x200mg --drug levothyroxine@07:00
  maginfo help check                       the help of a command; also check -h
"""


class LazyGroup(Group):
    """A group that imports a command when it is named, and looks up words that are no command."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # names only

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is Typer's
        """Return every command, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the signature is Typer's
        """Import and return the command of that name; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = _with_help(getattr(import_module(f"maginfo.cli.commands.{module}"), attribute))
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names, or that answers on what the words name."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from maginfo.cli.words import with_command

            args = with_command(args, COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings."""
        column = max(map(len, COMMANDS))
        for heading, commands in COMMAND_GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    (name.ljust(column), self.get_command(ctx, name).get_short_help_str(formatter.width - column))
                    for name in commands
                )

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of the program, and the exit statuses."""
        super().format_options(ctx, formatter)
        with formatter.section("Exit status"):
            formatter.write_dl((f"{status:<3}", meaning) for status, meaning in EXIT_STATUSES.items())


def _with_help(app: typer.Typer) -> Any:
    """Return the command or the group of commands of a Typer app, with the help of `cli.help`."""
    app.info.cls = Group
    for command in app.registered_commands:
        if command.cls is TyperCommand:
            command.cls = Command
    return get_command(app)


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    invoke_without_command=True,
    subcommand_metavar="COMMAND|NAME [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from maginfo import Catalogue, __version__

    about = Catalogue().about
    typer.echo(f"maginfo {__version__}\ndata {about.version}\nreviewed {about.reviewed}")
    raise typer.Exit


@app.callback(epilog=EXAMPLES)
def maginfo(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has already ended the program
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help="Print the versions of program and data."
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
