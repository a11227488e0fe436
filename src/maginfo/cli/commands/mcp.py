"""`maginfo mcp`."""

import gc
import os
import signal
import sys
from importlib.util import find_spec
from typing import NoReturn

import typer

from maginfo.cli.options import AuthorityOption
from maginfo.cli.output import DataOption, open_catalogue
from maginfo.errors import EXIT_INTERRUPTED, UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo mcp
  maginfo mcp --authority efsa
  maginfo mcp --data clinic/
"""
WHAT_IS_SERVED = """
Tools: check_dose, plan_day, look_up, convert, read_label, reference_values; each only reads. Resources:
maginfo://form/ID and maginfo://source/ID. docs/how-to/assistants.md has the settings of three assistants. Needs pip
install 'maginfo[mcp]'.
"""
SDK = "mcp"
ENDING = ("SIGTERM", "SIGHUP")


@app.command(short_help="Serve an assistant (Model Context Protocol)", epilog=f"{WHAT_IS_SERVED}\n{EXAMPLES}")
def mcp(authority: AuthorityOption = None, data: DataOption = None) -> int:
    """Answer the questions of an assistant over standard input and output, as the other commands answer them.

    An assistant starts it; it ends when its input does. No profile and no other file is read, nothing is sent.
    """
    if find_spec(SDK) is None:
        raise UsageError("mcp needs an extra that is not installed: pip install 'maginfo[mcp]'")
    from maginfo.cli.names import split_authorities
    from maginfo.dosing.check import chosen_authorities
    from maginfo.mcp.server import serve

    catalogue = open_catalogue(data)
    authorities = split_authorities(authority)
    if authorities:
        chosen_authorities(catalogue, authorities)
    gc.enable()  # the program runs without it, since it ends after one answer
    _end_at_once()
    if sys.stdin is not None and sys.stdin.isatty():
        typer.echo("maginfo: waiting for an assistant on standard input; Ctrl-C ends", err=True)
    serve(catalogue, authorities)
    return 0


def _end_at_once() -> None:
    """End the process on a signal: a thread that waits for input cannot be stopped, and there is nothing to undo."""

    def interrupted(_number: int, _frame: object) -> NoReturn:
        os._exit(EXIT_INTERRUPTED)

    def ended(number: int, _frame: object) -> NoReturn:
        os._exit(128 + number)

    signal.signal(signal.SIGINT, interrupted)
    for name in ENDING:
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
            signal.signal(getattr(signal, name), ended)
