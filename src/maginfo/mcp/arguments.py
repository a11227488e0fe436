"""Arguments of a tool: their JSON Schema, and how they become options of the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from maginfo.errors import CommandLineError, MaginfoError, UnreadableValueError, UsageError, join_and
from maginfo.model.record import Record
from maginfo.render.control_characters import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_NAME = 200
"""Characters of a name, an amount or a time."""
MAX_TEXT = 10_000
"""Characters of the text of a label."""
MAX_ENTRIES = 20
"""Entries of a list."""
_LINE_BREAKS = re.compile(r"\s*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")
_SHOWN = 40
"""Characters of an unknown argument's name that an error shows."""


class Argument(Record):
    """One argument, named like the option of the command line that takes it."""

    name: str
    hint: str = ""
    max_length: int = MAX_NAME

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its value."""
        return self._described("string")

    def _described(self, kind: str) -> dict[str, Any]:
        return {"type": kind, "description": self.hint} if self.hint else {"type": kind}

    def read(self, value: Any) -> Any:
        """Return the value as the option takes it; UnreadableValueError where it is of another kind or too long."""
        if not isinstance(value, str):
            raise UnreadableValueError(f"{self.name}: write a text")
        if len(value) > self.max_length:
            raise UnreadableValueError(f"{self.name}: {len(value)} characters; at most {self.max_length} are read")
        # A name with line breaks could look like lines of the answer that repeats it; a label has lines of its own.
        return value if self.max_length == MAX_TEXT else _LINE_BREAKS.sub(" ", value)


class Value(Argument):
    """A text that may also come as a number: an age, a weight. Not every client can read a schema of two types."""

    def read(self, value: Any) -> Any:
        """Return the text; a number is written out."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        return super().read(value)


class Flag(Argument):
    """True or false."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its value."""
        return self._described("boolean")

    def read(self, value: Any) -> Any:
        """Return the value if it is true or false."""
        if not isinstance(value, bool):
            raise UnreadableValueError(f"{self.name}: write true or false")
        return value


class Several(Argument):
    """Several texts; a single one may stand alone."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a list of texts."""
        return {"type": "array", "items": super().schema}

    def read(self, value: Any) -> Any:
        """Return the texts as a list, and None for an empty one, like an option that was not given."""
        entries = [value] if isinstance(value, str) else value
        if not isinstance(entries, list):
            raise UnreadableValueError(f"{self.name}: write a list of texts")
        if len(entries) > MAX_ENTRIES:
            raise UnreadableValueError(f"{self.name}: {len(entries)} entries; at most {MAX_ENTRIES} are read")
        return [super(Several, self).read(entry) for entry in entries] or None


def schema_of(arguments: Sequence[Argument], required: Sequence[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema of the arguments of a tool."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {argument.name: argument.schema for argument in arguments},
    }
    return {**schema, "required": list(required)} if required else schema


def read_arguments(arguments: Sequence[Argument], required: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options for the arguments that were given; null counts as not given.

    Raises all errors at once: UsageError for unknown or missing arguments, UnreadableValueError for values.
    """
    known = {argument.name: argument for argument in arguments}
    options: dict[str, Any] = {}
    errors: list[MaginfoError] = []
    for name, value in given.items():
        if name not in known:
            shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
            errors.append(UsageError(f"unknown argument '{one_line(shown)}'; known are {join_and(list(known))}"))
        elif value is not None:
            try:
                options[name] = known[name].read(value)
            except MaginfoError as error:
                errors.append(error)
    errors += [UsageError(f"{name} is missing") for name in required if given.get(name) is None]
    if errors:
        raise errors[0] if len(errors) == 1 else CommandLineError(errors)
    return options
