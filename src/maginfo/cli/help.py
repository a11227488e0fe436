"""The help of a command: what it does, examples, then its options under headings."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

HEADINGS = {
    "Dose": ("words", "dose", "label", "dsld", "form", "compound", "times", "price", "count"),
    "Day": ("wake", "sleep", "meals", "at"),
    "Person": ("sex", "age", "weight", "pregnant", "lactating", "egfr", "diet", "eat", "profile", "no_profile"),
    "Medicines and conditions": ("drug", "condition"),
    "Whose limits": ("authority", "data"),
    "Output": (
        *("why", "sources", "full", "format_", "json_", "output", "quiet", "fail_on"),
        *("no_color", "width", "no_pager"),
    ),
}
"""Headings of options in the help, with the parameters under each."""
OPTIONS = "Options"
"""The heading of the options that belong to one command alone."""
HELP = "help"
"""The parameter --help, which stands last."""
_HEADING_OF = {name: heading for heading, names in HEADINGS.items() for name in names}


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
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (OPTIONS, *HEADINGS)}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and parameter.name != HELP:
                sections[_HEADING_OF.get(parameter.name, OPTIONS)].append(record)
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
    """A command with this help."""


class Group(HelpOfCommand, TyperGroup):
    """A group of commands with this help."""
