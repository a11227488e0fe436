"""The console script: runs a command, and turns every error into a line and an exit status."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys

from maginfo.errors import EXIT_INTERRUPTED, FaultError, MaginfoError, OutputError, UsageError

TYPE_CHECKING = False  # importing typing is costly; without it main can still report a MemoryError
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

PROGRAM = "maginfo"
_MONITORING_TOOL_IDS = 6
"""Tool ids of `sys.monitoring`: 0 to 5."""
SIGNAL_STATUS_BASE = 128
"""Added to a signal's number: the exit status of a program that the signal ended."""
_FILE_OPTIONS = ("-o", "--output", "--data", "--profile", "--dsld")


def main() -> NoReturn:
    """Run the command line and exit with its status.

    Garbage collection is off: one answer leaves little garbage, and looking for it while modules are imported takes
    4 % of `check --json` (16 of 406 million instructions; 6 of 79 ms on the same machine).
    """
    try:
        import gc

        from maginfo.cli.signals import EndedError, end_on_signals

        gc.disable()
        end_on_signals()
        try:
            status = run(sys.argv[1:])
        except EndedError as ended:
            status = SIGNAL_STATUS_BASE + ended.number
    except Exception as error:
        if os.environ.get("MAGINFO_TRACEBACK"):
            raise
        status = _report_plainly(error)
    _exit_now(status)


def _report_plainly(error: Exception) -> int:
    """Report an error that `run` could not report, such as a lack of memory, and return its exit status."""
    line = f"{PROGRAM}: internal error: {type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
    with contextlib.suppress(OSError, MemoryError):
        os.write(2, f"{line}\n".encode(errors="backslashreplace"))
    return FaultError.exit_status


def _exit_now(status: int) -> NoReturn:
    """End the process with that status, without shutting down the interpreter unless a tool observes it.

    All output is written by then. `sys.exit` costs 9 % more of `check --json` (36 of 426 million instructions; 17 of
    90 ms on the same machine). Profilers and coverage write their data at exit, so with them it calls `sys.exit`.
    """
    if _is_observed():
        sys.exit(status)
    for stream in (sys.stderr, sys.stdout):
        with contextlib.suppress(OSError, AttributeError, ValueError):  # closed, or nobody reads: `run` has reported it
            stream.flush()
    os._exit(status)


def _is_observed() -> bool:
    """Return whether a profiler, a tracer or, from Python 3.12 on, a tool of `sys.monitoring` is active."""
    if sys.getprofile() is not None or sys.gettrace() is not None:
        return True
    monitoring = getattr(sys, "monitoring", None)
    return monitoring is not None and any(monitoring.get_tool(tool) is not None for tool in range(_MONITORING_TOOL_IDS))


def run(arguments: Sequence[str]) -> int:
    """Run a command line, print its output and errors, and return its exit status."""
    try:
        return _run(list(arguments))
    except KeyboardInterrupt:
        from maginfo.cli.streams import discard_output

        discard_output()
        return EXIT_INTERRUPTED


def _run(words: list[str]) -> int:
    from maginfo.cli.streams import BufferedStdout

    output = BufferedStdout(sys.stdout)
    failure = None
    try:
        with contextlib.redirect_stdout(output):
            status = _answer(words)
    except Exception as error:  # the last resort: one line, not a traceback
        failure = _failure(error)
        if isinstance(failure, FaultError) and os.environ.get("MAGINFO_TRACEBACK"):
            raise
        status = failure.exit_status
        if _wants_json(words):
            from maginfo.render.formats import render_error

            message = _one_line(failure)
            output.write(render_error(failure.code, message, failure.suggestions, indent=output.isatty()))
    try:
        output.release()
    except OutputError as error:
        failure = failure or error
        status = failure.exit_status
    if failure is not None:
        lines = "".join(f"{line}\n" for line in error_lines(failure))
        with contextlib.suppress(OSError, AttributeError, ValueError):  # stderr may be closed; the status says the same
            sys.stderr.write(lines)
            sys.stderr.flush()
    return status


def _answer(words: list[str]) -> int:
    """Run the command line and return its exit status; errors are raised."""
    _reject_undecoded(words)
    from typer import Abort

    from maginfo.cli.app import command

    try:
        status = command().main(words, prog_name=PROGRAM, standalone_mode=False)
    except Abort:
        return EXIT_INTERRUPTED
    except SystemExit as finished:  # Typer exits this way when a shell requests completions
        status = finished.code
    return status if isinstance(status, int) else 0


def _reject_undecoded(words: list[str]) -> None:
    """Raise UsageError for a word with bytes that the locale cannot decode, unless it names a file."""
    for before, word in zip(["", *words], words, strict=False):
        if word.isascii() or not any("\udc80" <= character <= "\udcff" for character in word):
            continue
        if before in _FILE_OPTIONS or word.startswith(tuple(f"{option}=" for option in _FILE_OPTIONS)):
            continue
        if os.path.lexists(word):
            continue
        shown = os.fsencode(word).decode("ascii", "backslashreplace")
        encoding = sys.getfilesystemencoding()
        raise UsageError(f"'{shown}' contains bytes that are not {encoding}, the encoding of this locale")


def error_lines(error: Exception) -> list[str]:
    """Return what standard error says of an exception: a line for each error that it contains."""
    failure = _failure(error)
    return [f"{PROGRAM}: {_one_line(each)}" for each in getattr(failure, "errors", (failure,))]


def _failure(error: Exception) -> MaginfoError:
    """Return the exception as a MaginfoError: UsageError for a parser error, FaultError for anything unforeseen."""
    if isinstance(error, MaginfoError):
        return error
    format_message = getattr(error, "format_message", None)  # the class has moved between releases of Typer
    if format_message is not None:
        context = getattr(error, "ctx", None)
        option = getattr(error, "option_name", None) or ""
        if option[1:2] and option[1:2] in "0123456789.,":
            return UsageError(f"'{option}...': begins with a minus; amounts must be greater than zero, such as 400 mg")
        path = context.command_path if context is not None else PROGRAM
        complaint = format_message().strip().rstrip(".")
        return UsageError(f"{complaint}{'' if complaint.endswith('?') else ';'} see '{path} --help'")
    where = "see 'Reporting a fault' in the README (MAGINFO_TRACEBACK=1 shows where it happened)"
    return FaultError(f"internal error: {type(error).__name__}: {error}; {where}")


def _one_line(failure: MaginfoError) -> str:
    from maginfo.render.control_characters import one_line

    return one_line(failure.message)


def _wants_json(words: list[str]) -> bool:
    """Return whether the words ask for JSON; they may be words that cannot be parsed."""
    asked = ("--json", "-fjson", "--format=json", "-f=json")
    following = itertools.pairwise(words)
    return any(word in asked for word in words) or any(
        pair in (("-f", "json"), ("--format", "json")) for pair in following
    )
