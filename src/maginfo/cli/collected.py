"""Collects the errors in the values of one command line, so that all of them are reported at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

from maginfo.errors import CommandLineError, MaginfoError

if TYPE_CHECKING:
    from collections.abc import Callable

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class ErrorCollector:
    """Calls readers and keeps the errors that they raise."""

    def __init__(self) -> None:
        self._errors: dict[str, MaginfoError] = {}

    def read(
        self, reader: Callable[Arguments, Value], *arguments: Arguments.args, **options: Arguments.kwargs
    ) -> Value | None:
        """Return what the reader returns; None if it raises a MaginfoError, which is kept."""
        try:
            return reader(*arguments, **options)
        except MaginfoError as error:
            self.add(error)
            return None

    def add(self, error: MaginfoError) -> None:
        """Keep an error; one that says the same as another is kept once."""
        self._errors.setdefault(error.message, error)

    def raise_all(self) -> None:
        """Raise the error that was kept, or CommandLineError with all of them; do nothing if there is none."""
        errors = tuple(self._errors.values())
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise CommandLineError(errors)
