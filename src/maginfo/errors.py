"""What can go wrong, each with what was wrong, where, and what would be right.

One base class stands for "show one line, no traceback"; the command line turns a class into an exit status
through `exit_status` and nowhere else.
"""

from __future__ import annotations


def reason_of(error: Exception) -> str:
    """What the system says went wrong, or, where it says nothing, the error itself."""
    return getattr(error, "strerror", None) or str(error)


class MaginfoError(Exception):
    """Anything that is reported in one line."""

    code = "error"
    exit_status = 2

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions


class UsageError(MaginfoError):
    """Options that cannot be used together, or that lack something."""

    code = "usage"
    exit_status = 2


class UnreadableValueError(UsageError):
    """A dose, an age or a number that cannot be read."""

    code = "unreadable-value"


class AnotherSubstanceError(UnreadableValueError):
    """A form's short name that, without the word magnesium, is another substance's."""


class UnknownNameError(UsageError):
    """A form, medicine, condition, authority or source the catalogue does not have.

    Its message ends with the nearest names: an unknown name is never skipped.
    """

    code = "unknown-name"

    def __init__(self, kind: str, name: str, suggestions: tuple[str, ...], listing: str) -> None:
        if suggestions:
            hint = f"did you mean {join_or(suggestions)}?"
        else:
            hint = f"nothing in the catalogue resembles it; see '{listing}'"
        super().__init__(f"unknown {kind} '{name}': {hint}", suggestions)


class NotASourceError(UsageError):
    """A name that holds the word magnesium and means an excipient or another medicine: never a dose."""

    code = "unknown-name"


class FaultError(MaginfoError):
    """Something unforeseen: ours, not the user's."""

    code = "fault"
    exit_status = 70


class DataError(MaginfoError):
    """A data or input file that is invalid: names the file, the place in it and what is allowed there."""

    code = "invalid-data"
    exit_status = 3


class OutputError(MaginfoError):
    """Something could not be written."""

    code = "output"
    exit_status = 3


def join_or(names: tuple[str, ...]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
