"""Options that several commands share."""

from typing import Annotated

import typer

from maginfo.cli import completion

AuthorityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--authority",
        "-a",
        metavar="ID",
        envvar="MAGINFO_AUTHORITY",
        help="Whose values: nam (default), efsa, uk, ... or all.",
        autocompletion=completion.authorities,
    ),
]
