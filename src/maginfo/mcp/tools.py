"""The tools of the server: each answers by the command of the command line that it names."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from maginfo.cli.commands import check, intake, label, lookup, plan, safety
from maginfo.cli.rendering import Rendering
from maginfo.cli.words import COMMAND_OF, asked_in, read_as
from maginfo.errors import UsageError
from maginfo.mcp.answer import OUTPUT_SCHEMA, RATED_SCHEMA
from maginfo.mcp.arguments import MAX_TEXT, Argument, Flag, Several, Value, read_arguments, schema_of
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maginfo.catalogue.catalogue import Catalogue


class Tool(Record):
    """One tool: what it is for, what it takes, and how it is answered."""

    name: str
    description: str
    arguments: Sequence[Argument]
    answer: Callable[..., Rendering]
    """Called with the catalogue and the options that were given."""
    required: Sequence[str] = ()
    rated: bool = False
    """Whether an answer has a severity."""

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return schema_of(self.arguments, self.required)

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer's data."""
        return RATED_SCHEMA if self.rated else OUTPUT_SCHEMA

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
    question = asked_in(catalogue, words)
    if question.kind == "intake":
        person = {"sex": question.sex, "age": question.age, "pregnant": question.pregnant}
        answer = rendering_of(intake.intake, catalogue, **person, lactating=question.lactating)
    else:
        command, option = _LOOK_UP[COMMAND_OF[question.kind]]
        answer = rendering_of(command, catalogue, **{option: list(question.names)})
    return answer.replaced(notes=(read_as(question),)) if question.is_question else answer


_LOOK_UP: dict[str, tuple[Callable[..., int], str]] = {
    "show": (lookup.show, "form"),
    "compare": (lookup.compare, "form"),
    "interactions": (safety.interactions, "drug"),
    "cautions": (safety.cautions, "condition"),
    "use": (safety.use, "name"),
    "food": (intake.food, "text"),
    "search": (lookup.search, "text"),
}
"""Each command that looks a name up, with the option that takes the name."""


def _convert(catalogue: Catalogue, amount: str, **options: Any) -> Rendering:
    return rendering_of(lookup.convert, catalogue, amount=[amount], **options)


def _read_label(catalogue: Catalogue, text: str) -> Rendering:
    return label.of_text(catalogue, text)


def _reference_values(catalogue: Catalogue, **options: Any) -> Rendering:
    return rendering_of(intake.intake, catalogue, **options)


_PERSON = (
    Argument("sex"),
    Value("age", "8mo"),
    Flag("pregnant"),
    Flag("lactating"),
)
_AUTHORITY = Several("authority", "nam, uk, all")
_PATIENT = (*_PERSON, Value("weight"), Value("egfr"), Several("condition"), _AUTHORITY)

TOOLS = (
    Tool(
        "check_dose",
        "A day's magnesium checked for a person: limits, medicines, conditions",
        (
            Several("dose", "2x200mg citrate"),
            Several("label", max_length=MAX_TEXT),
            Several("drug"),
            Value("diet", "mg, or usual"),
            Several("eat", "spinach:100g"),
            *_PATIENT,
        ),
        _check,
        rated=True,
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
            Several("taken"),
            Argument("now"),
            *_PATIENT,
        ),
        _plan,
        rated=True,
    ),
    Tool(
        "look_up",
        "A form, medicine, condition, use or food, by any name",
        (Argument("text"),),
        _look_up,
        ("text",),
    ),
    Tool(
        "convert",
        "An amount in other units and as % of daily values",
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
