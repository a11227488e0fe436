"""The tools of the server: each answers by the command of the command line that it names."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from maginfo.cli.commands import check, intake, label, lookup, plan, safety
from maginfo.cli.words import command_for
from maginfo.errors import UsageError
from maginfo.mcp.answer import OUTPUT_SCHEMA, RATED_SCHEMA
from maginfo.mcp.arguments import MAX_TEXT, Argument, Flag, Several, Value, read_arguments, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.cli.output import Rendering


@dataclass(frozen=True)
class Tool:
    """One tool: what it is for, what it takes, and how it is answered."""

    name: str
    description: str
    arguments: Sequence[Argument]
    answer: Callable[..., Rendering]
    """Called with the catalogue and the options that were given."""
    required: Sequence[str] = ()
    output_schema: dict[str, Any] = field(default_factory=lambda: OUTPUT_SCHEMA)

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return schema_of(self.arguments, self.required)

    def call(self, catalogue: Catalogue, given: Mapping[str, Any], authorities: Sequence[str] = ()) -> Rendering:
        """Answer as the command does, with its errors; `authorities` are used where the arguments name none."""
        options = read_arguments(self.arguments, self.required, given)
        if authorities and any(argument.name == "authority" for argument in self.arguments):
            options["authority"] = options.get("authority") or list(authorities)
        return self.answer(catalogue, **options)


def rendering_of(command: Callable[..., int], catalogue: Catalogue, **options: Any) -> Rendering:
    """Call the function of a command with its options, and return its answer without writing it."""
    function: Callable[..., Rendering] = inspect.unwrap(command)
    return function(catalogue, **options)


def _check(catalogue: Catalogue, **options: Any) -> Rendering:
    return rendering_of(check.check, catalogue, **options, no_profile=True)


def _plan(catalogue: Catalogue, **options: Any) -> Rendering:
    return rendering_of(plan.plan, catalogue, **options, no_profile=True)


def _look_up(catalogue: Catalogue, text: str) -> Rendering:
    words = text.strip()
    if not words:
        raise UsageError("there is no word to look up: write a name, such as glycinate")
    command, option = _LOOK_UP[command_for(catalogue, words)]
    return rendering_of(command, catalogue, **{option: [words]})


_LOOK_UP: dict[str, tuple[Callable[..., int], str]] = {
    "show": (lookup.show, "form"),
    "interactions": (safety.interactions, "drug"),
    "cautions": (safety.cautions, "condition"),
    "use": (safety.use, "name"),
    "food": (intake.food, "text"),
    "search": (lookup.search, "text"),
}
"""Each command that looks a name up, with the option that takes the name."""


def _convert(catalogue: Catalogue, **options: Any) -> Rendering:
    return rendering_of(lookup.convert, catalogue, **options)


def _read_label(catalogue: Catalogue, text: str) -> Rendering:
    return label.of_text(catalogue, text)


def _reference_values(catalogue: Catalogue, **options: Any) -> Rendering:
    return rendering_of(intake.intake, catalogue, **options)


_PERSON = (
    Argument("sex"),
    Value("age", "34, 8mo"),
    Flag("pregnant"),
    Flag("lactating"),
)
_AUTHORITY = Several("authority", "nam, efsa, uk, all")
_PATIENT = (*_PERSON, Value("weight"), Value("egfr"), Several("condition"), _AUTHORITY)

TOOLS = (
    Tool(
        "check_dose",
        "Check a day's magnesium doses for a person: limits, medicines, conditions",
        (
            Several("dose", "400 mg citrate; 2x200mg"),
            Several("label", max_length=MAX_TEXT),
            Several("drug"),
            Value("diet", "mg, or usual"),
            Several("eat", "spinach:100g"),
            *_PATIENT,
        ),
        _check,
        output_schema=RATED_SCHEMA,
    ),
    Tool(
        "plan_day",
        "When to take magnesium apart from medicines",
        (
            Several("dose"),
            Several("drug", "NAME@07:00"),
            Argument("wake"),
            Argument("sleep"),
            Several("meals"),
            Several("at"),
            *_PATIENT,
        ),
        _plan,
        output_schema=RATED_SCHEMA,
    ),
    Tool(
        "look_up",
        "What is known of a form, medicine, condition, use or food, by any name",
        (Argument("text"),),
        _look_up,
        ("text",),
    ),
    Tool(
        "convert",
        "An amount as elemental, compound, mmol, mEq, % of daily values",
        (Argument("amount"), Argument("form"), Flag("compound")),
        _convert,
        ("amount",),
    ),
    Tool(
        "read_label",
        "Elemental magnesium by a label's text",
        (Argument("text", max_length=MAX_TEXT),),
        _read_label,
        ("text",),
    ),
    Tool("reference_values", "Recommended intakes and upper limits", (*_PERSON, _AUTHORITY), _reference_values),
)
BY_NAME = {tool.name: tool for tool in TOOLS}
