"""Reports names for which nothing is recorded."""

from typing import Any

import typer

from maginfo.errors import UsageError


def report_unresolved(answer: Any, status: int) -> int:
    """Print a line on standard error for each unresolved name of an answer, and return the exit status.

    The exit status is 2 where a name is unknown, and `status` otherwise: the answer holds for everything else.
    """
    for line in unresolved_lines(answer):
        typer.echo(line, err=True)
    unresolved = getattr(answer, "unresolved", ())
    return UsageError.exit_status if any(name.state == "unknown" for name in unresolved) else status


def unresolved_lines(answer: Any) -> list[str]:
    """Return a line for each unresolved name of an answer."""
    from maginfo.render.control_characters import one_line

    lines = []
    for name in getattr(answer, "unresolved", ()):
        if name.state == "unknown":
            from maginfo.dosing.unresolved import unknown_name_in_words

            line = unknown_name_in_words(name)
        elif name.of_group is not None:
            line = f"'{name.text}' is a group of medicines, {name.of_group}; a medicine's name tells more"
        else:
            line = f"{name.kind} '{name.text}' is known as {name.name}; nobody has looked it up yet"
        lines.append(f"maginfo: {one_line(line)}")
    return lines
