"""The manual page, from the program's own help: the wheel carries it (hatch_build.py)."""

from __future__ import annotations

import inspect
import sys
from typing import Any

from typer import Context

from maginfo import __version__
from maginfo.cli.app import command
from maginfo.errors import EXIT_STATUSES

DESCRIPTION = (
    "Looks up magnesium supplements and checks a dose for a person, offline. It keeps apart the magnesium itself and"
    " the compound it is bound in, and the intake that food and supplements together should reach and the limit that"
    " supplements alone should not pass. Every figure comes with its source. It displays and cites; it is not advice."
)
NAMES = (
    "Words that are no command are looked up: a form as by show, a medicine or a class as by interactions, a condition"
    " as by cautions, a use as by use, a food as by food; other words are searched for."
)
DOSES = (
    "[N x] AMOUNT [UNIT] [FORM] [elemental|compound] [HOW OFTEN]",
    "Units: mg (taken where none is written), g, mcg, mmol, mEq. A comma followed by exactly three digits is refused:"
    " it has two readings. Elemental is assumed where nothing says compound.",
)
ENVIRONMENT = {
    "MAGINFO_AUTHORITY": "whose values are compared with, where --authority is not given",
    "MAGINFO_DATA": "an overlay, where --data is not given",
    "MAGINFO_PROFILE": "a profile, where --profile is not given",
    "NO_COLOR": "no colour",
    "MAGINFO_TRACEBACK": "an internal error shows its traceback",
}


def man_page() -> str:
    """The page in the man macros."""
    group = command()
    context = Context(group, info_name="maginfo", **group.context_settings)
    lines = [
        f'.TH MAGINFO 1 "" "maginfo {__version__}" "User Commands"',
        ".SH NAME",
        "maginfo \\- magnesium supplements looked up, and a dose checked for a person",
        ".SH SYNOPSIS",
        ".B maginfo",
        "COMMAND|NAME [OPTIONS]",
        ".SH DESCRIPTION",
        _text(DESCRIPTION),
        ".PP",
        _text(NAMES),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(context):
        lines += _command(group.get_command(context, name), context, f"maginfo {name}")
    lines += [".SH DOSES", *(f".PP\n{_text(sentence)}" for sentence in DOSES)]
    lines += [
        ".SH EXIT STATUS",
        *_terms({str(status): meaning for status, meaning in EXIT_STATUSES.items()}),
        ".SH ENVIRONMENT",
        *_terms(ENVIRONMENT),
    ]
    return "\n".join(lines) + "\n"


def _command(found: Any, parent: Context, path: str) -> list[str]:
    context = Context(found, info_name=path, parent=parent)
    usage = " ".join(found.collect_usage_pieces(context))
    lines = [f".SS {_text(f'{path} {usage}')}", _text(inspect.cleandoc(found.help or ""))]
    for parameter in found.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            lines += [".TP", f"\\fB{_text(record[0])}\\fR", _text(record[1])]
    if found.epilog:
        lines += [".PP", ".nf", _text(found.epilog.replace("\b", "").strip()), ".fi"]
    for name in getattr(found, "list_commands", lambda _: ())(context):
        lines += _command(found.get_command(context, name), context, f"{path} {name}")
    return lines


def _terms(described: dict[str, str]) -> list[str]:
    return [line for term, text in described.items() for line in (".TP", f"\\fB{_text(term)}\\fR", _text(text))]


def _text(text: str) -> str:
    """Text that the macros take for nothing else."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line.startswith(".") else line for line in escaped.splitlines() if line.strip())


if __name__ == "__main__":
    sys.stdout.write(man_page())
