"""The console script: runs a command and turns whatever happens into one line and an exit status."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from maginfo.errors import MaginfoError

INTERRUPTED = 130
FAULT = 70
PROGRAM = "maginfo"


def main() -> NoReturn:
    """Run the command line and exit with its status.

    Collecting garbage is switched off: one answer makes little, and looking for it while modules are imported takes
    a twentieth of the whole run (benchmarks/startup.py).
    """
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command line; everything it prints has been printed."""
    from typer import Abort
    from typer.exceptions import TyperException

    from maginfo.cli.app import command

    _let_any_character_be_written()
    try:
        status = command().main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
        return status if isinstance(status, int) else 0
    except MaginfoError as error:
        return _report(arguments, error.code, error.message, error.suggestions, error.exit_status)
    except TyperException as error:
        return _report(arguments, "usage", _usage(error), (), error.exit_code)
    except (KeyboardInterrupt, Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return 0
    except Exception as error:  # the last resort: a fault is told, not shown as a traceback
        if os.environ.get("MAGINFO_TRACEBACK"):
            raise
        fault = f"fault of the program: {type(error).__name__}: {error}"
        where = "; see 'Reporting a fault' in the README (MAGINFO_TRACEBACK=1 shows where it happened)"
        return _report(arguments, "fault", fault + where, (), FAULT)


def _usage(error: Exception) -> str:
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    return f"{message.strip().rstrip('.')}; see '{path} --help'"


def _report(arguments: Sequence[str], code: str, message: str, suggestions: tuple[str, ...], status: int) -> int:
    """One plain line on standard error and, where JSON was asked for, the error as JSON on standard output."""
    from maginfo.render.safety import one_line

    line = one_line(message)
    if _wants_json(arguments):
        from maginfo.render.json import render_error

        try:
            sys.stdout.write(render_error(code, line, suggestions))
            sys.stdout.flush()
        except (OSError, AttributeError):
            _discard_output()
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening; the status still tells
        sys.stderr.write(f"{PROGRAM}: {line}\n")
        sys.stderr.flush()
    return status


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether JSON was asked for, told from the words alone: the error may be that they could not be parsed."""
    for position, word in enumerate(arguments):
        if word in ("--json", "-fjson", "--format=json"):
            return True
        if word in ("-f", "--format") and arguments[position + 1 : position + 2] == ["json"]:
            return True
    return False


def _let_any_character_be_written() -> None:
    """A stream whose encoding lacks a character shows it escaped, where Python would fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """After a closed pipe: what is still buffered goes nowhere, so that Python's last flush is quiet."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # there may be no file behind standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
