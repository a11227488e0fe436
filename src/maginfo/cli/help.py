"""The help of a command: what it does, examples, then its options under headings."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from maginfo.cli.contradictions import reject_repeated

DOSE_WORDS = "words"
"""The argument of `check` and `plan` that is a dose."""
OUTPUT = "Output"
HEADINGS = {
    "Dose": (DOSE_WORDS, "dose", "label", "dsld", "form", "compound", "times", "price", "count"),
    "Day": ("wake", "sleep", "meals", "at", "taken", "now"),
    "Person": ("sex", "age", "weight", "pregnant", "lactating", "egfr", "diet", "eat", "profile", "no_profile"),
    "Medicines and conditions": ("drug", "condition"),
    "Whose limits": ("authority", "data"),
    OUTPUT: (
        *("why", "sources", "full", "format_", "json_", "output", "quiet", "fail_on"),
        *("no_color", "width", "no_pager"),
    ),
}
"""Headings of options in the help, with the parameters under each."""
ARGUMENTS, OPTIONS = "Arguments", "Options"
"""The headings of what is in none of `HEADINGS`."""
HELP = "help"
"""The parameter --help, which stands last."""
_HEADING_OF = {name: heading for heading, names in HEADINGS.items() for name in names}


def _heading(parameter: Any) -> str:
    if parameter.param_type_name == "argument" and parameter.name != DOSE_WORDS:
        return ARGUMENTS
    return _HEADING_OF.get(parameter.name, OPTIONS)


class HelpOfCommand:
    """The help of a Typer command, in the order in which people read it."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the usage, what the command does, examples, its commands, and its options under headings."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_epilog(ctx, formatter)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options under the headings of `HEADINGS`."""
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (ARGUMENTS, OPTIONS, *HEADINGS)}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and parameter.name != HELP:
                sections[_heading(parameter)].append(record)
        last = next((heading for heading in reversed(sections) if sections[heading]), OPTIONS)
        sections[last].append(self.get_help_option(ctx).get_help_record(ctx))
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)

    def format_epilog(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # the signature is Typer's
        """Write the epilog at the margin of the sections, so that its own headings are in line with theirs."""
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(self.epilog.strip())


class Command(HelpOfCommand, TyperCommand):
    """A command with this help, which refuses an option that is given two values."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; UsageError where an option that takes one value is given two, except for the output."""
        single = (each for each in self.get_params(ctx) if each.param_type_name == "option" and not each.multiple)
        reject_repeated((each for each in single if _heading(each) != OUTPUT), args)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]  # the parser leaves it out; the message names the command by it
            raise


class Group(HelpOfCommand, TyperGroup):
    """A group of commands with this help."""
