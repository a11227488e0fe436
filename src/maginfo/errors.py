"""Errors of the program, and the exit statuses of the command line.

    MaginfoError
    ├── CommandLineError              several of the following, in one command line
    ├── UsageError                    contradicting or missing options
    │   ├── UnreadableValueError      a dose, an age, a number
    │   │   └── AnotherSubstanceError a short name of another substance
    │   ├── UnknownNameError          a name that the catalogue does not have
    │   ├── UnknownWordsError         words without a command that name nothing
    │   ├── NotASourceError           an excipient or a medicine, never a dose
    │   └── NotOneFormError           a product with several salts or an unknown one
    ├── DataError                     an invalid data or input file
    ├── OutputError                   output that cannot be written
    └── FaultError                    an internal error

Every message says what was wrong, where, and what would be right. The command line shows it in one line, without a
traceback, and ends with the `exit_status` of the class.
"""

from __future__ import annotations

TYPE_CHECKING = False  # without typing, which is a large library to load
if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_OK = 0
EXIT_FINDING = 1
EXIT_USAGE = 2
EXIT_DATA = 3
EXIT_FAULT = 70
EXIT_INTERRUPTED = 130
EXIT_STATUSES = {
    EXIT_OK: "answered",
    EXIT_FINDING: "answered, and a finding reached --fail-on",
    EXIT_USAGE: "wrong usage, an unknown name, a value that cannot be read",
    EXIT_DATA: "invalid data or input, rejected rows of a batch, or output not written",
    EXIT_FAULT: "an internal error",
    EXIT_INTERRUPTED: "interrupted",
}
"""Every exit status of the command line with its meaning, for the help, the manual page and the documentation."""


def reason_of(error: Exception) -> str:
    """Return the system's message for an error; the text of the error if there is none."""
    return getattr(error, "strerror", None) or str(error)


class MaginfoError(Exception):
    """Base class of the errors that are reported in one line."""

    code = "error"
    exit_status = EXIT_USAGE

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions


class CommandLineError(MaginfoError):
    """Several errors in the values of one command line; the message joins theirs with '; '."""

    def __init__(self, errors: Sequence[MaginfoError]) -> None:
        suggestions = dict.fromkeys(each for error in errors for each in error.suggestions)
        super().__init__("; ".join(error.message for error in errors), tuple(suggestions))
        self.errors = tuple(errors)
        self.code = errors[0].code if len({error.code for error in errors}) == 1 else UsageError.code
        self.exit_status = min(error.exit_status for error in errors)


class UsageError(MaginfoError):
    """Options that cannot be used together, or that lack something."""

    code = "usage"
    exit_status = EXIT_USAGE


class UnreadableValueError(UsageError):
    """A dose, an age or a number that cannot be read."""

    code = "unreadable-value"


class AnotherSubstanceError(UnreadableValueError):
    """A short name of a form that means another substance without the word magnesium: 'creatine'."""


class UnknownNameError(UsageError):
    """A form, medicine, condition, authority or source that the catalogue does not have.

    The message ends with the nearest names; without any, with all of `choices`, or the command that lists them; with
    `known_as` in place of them all, where another command knows the name.
    """

    code = "unknown-name"

    def __init__(
        self,
        kind: str,
        name: str,
        suggestions: tuple[str, ...],
        listing: str,
        choices: tuple[str, ...] = (),
        known_as: str | None = None,
    ) -> None:
        if known_as is not None:
            hint = f"it is known as a {known_as}; see '{listing}'"
        elif suggestions:
            hint = f"did you mean {join_or(suggestions)}?"
        elif choices:
            hint = f"write one of {join_or(choices)}"
        else:
            hint = f"nothing in the catalogue resembles it; see '{listing}'"
        super().__init__(f"unknown {kind} '{name}': {hint}", suggestions or choices)


class UnknownWordsError(UsageError):
    """Words that name nothing, and that may be a mistyped name or are mentioned nowhere."""

    code = "unknown-name"


class NotASourceError(UsageError):
    """A name with the word magnesium in it that means an excipient or another medicine, never a dose."""

    code = "unknown-name"


class NotOneFormError(UsageError):
    """A product with several salts or an unknown one, where one form is asked for."""

    code = "unknown-name"


class FaultError(MaginfoError):
    """An error of the program, not of the user."""

    code = "fault"
    exit_status = EXIT_FAULT


class DataError(MaginfoError):
    """A data or input file that is invalid: names the file, the place in it and what is allowed there."""

    code = "invalid-data"
    exit_status = EXIT_DATA


class OutputError(MaginfoError):
    """Output that could not be written."""

    code = "output"
    exit_status = EXIT_DATA


def join_or(names: Sequence[str]) -> str:
    """Return the names as text: 'a', 'a or b', 'a, b or c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def join_and(names: Sequence[str]) -> str:
    """Return the names as text: 'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
