"""`maginfo profile`: a file that says who a person is and what they take."""

import os
from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.output import DataOption, answering, open_catalogue
from maginfo.cli.rendering import Rendering
from maginfo.errors import DataError, UsageError
from maginfo.render import pages

EXAMPLES = """\b
Examples:
  maginfo profile new me.toml
  maginfo profile check me.toml
  maginfo profile show me.toml
  maginfo check --profile me.toml --dose 400
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FileArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE]",
        help="Without it: the file that MAGINFO_PROFILE names, or profile.toml in the user's configuration folder.",
    ),
]


@app.callback(invoke_without_command=True, short_help="A person, doses and medicines in a file", epilog=EXAMPLES)
def profile(context: typer.Context) -> None:
    """A file that says who a person is and what they take: write a new one, show it, check it.

    Only a profile named with --profile or MAGINFO_PROFILE is used in an answer. Options win over it: doses or labels
    on the command line replace its doses, --diet its diet; --drug, --condition and --eat add to it.

    It is health data: a new file can be read by its owner alone, and nothing of it leaves the machine.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_status)


@app.command(
    short_help="Write a commented profile to fill in",
    epilog="\b\nExamples:\n  maginfo profile new\n  maginfo profile new me.toml\n",
)
def new(file: FileArgument = None) -> int:
    """Write a commented profile to fill in, for its owner alone (mode 0600), and print where; never over a file."""
    from maginfo.cli.profile_files import write_new
    from maginfo.render.control_characters import one_line

    name, is_default = _place(file)
    write_new(name, with_folder=is_default)
    typer.echo(one_line(name))
    return 0


@app.command(
    short_help="Show what a profile says",
    epilog="\b\nExamples:\n  maginfo profile show me.toml\n  maginfo profile show me.toml --json\n",
)
@answering
def show(catalogue: Catalogue, file: FileArgument = None) -> Rendering:
    """Show what a profile says, as it is understood."""
    from maginfo.answers.profile import profile_answer
    from maginfo.cli.profile_files import open_profile

    name = _place(file)[0]
    answer = profile_answer(catalogue, open_profile(catalogue, name))

    return Rendering(
        answer,
        lambda: pages.profile.profile_page(answer),
        lambda: (pages.profile.COLUMNS, pages.profile.profile_rows(answer)),
        read=(name,),
    )


@app.command(short_help="List what is wrong with a profile", epilog="\b\nExample:\n  maginfo profile check me.toml\n")
def check(file: FileArgument = None, data: DataOption = None) -> int:
    """List everything that is wrong with a profile, with its line; status 3 if anything is."""
    from maginfo.cli.profile_files import read_text, readable_by_others
    from maginfo.profiles.reading import profile_problems, unknown_names
    from maginfo.render.control_characters import one_line

    name = _place(file)[0]
    text, catalogue = read_text(name), open_catalogue(data)
    problems = [*profile_problems(text, catalogue), *unknown_names(text, catalogue)]
    for problem in sorted(problems, key=lambda problem: problem.line or 0):
        typer.echo(one_line(f"{name}: {problem}"), err=True)
    if readable_by_others(name):
        typer.echo(one_line(f"{name}: others can read it; 'chmod 600' keeps health data to its owner"), err=True)
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        raise DataError(f"{name}: {count} found; 'maginfo profile new' writes a file that explains every key")
    typer.echo(one_line(f"{name}: no problem found"))
    return 0


def _place(file: str | None) -> tuple[str, bool]:
    """Return the profile to use, and whether it is the default one."""
    from maginfo.cli.environment import PROFILE_ENV_VAR
    from maginfo.cli.profile_files import default_place

    named = file or os.environ.get(PROFILE_ENV_VAR)
    return (named, False) if named else (default_place(), True)
