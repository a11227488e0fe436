"""Words without a command: `maginfo cipro` is read as `maginfo interactions cipro`."""

from __future__ import annotations

import os
import shlex
from itertools import takewhile
from typing import TYPE_CHECKING

import typer

from maginfo.cli.environment import DATA_ENV_VAR
from maginfo.errors import UnknownWordsError, UnreadableValueError, UsageError, join_or

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.answers.questions import Asked, AskedKind
    from maginfo.catalogue.catalogue import Catalogue

COMMAND_OF: dict[AskedKind, str] = {
    "form": "show",
    "forms": "compare",
    "medicine": "interactions",
    "condition": "cautions",
    "use": "use",
    "food": "food",
    "intake": "intake",
    "text": "search",
}
"""The command that answers on each kind of thing."""
OTHER_WORDS = {"version": "--version", "usage": "--help"}
"""Words that people write for an option of the program."""


def with_command(arguments: Sequence[str], commands: Iterable[str]) -> list[str]:
    """Return the arguments of a command line whose first word is no command, preceded by the command they mean.

    The words up to the first option are one name. Raises UsageError for a misspelled command, UnknownWordsError for a
    dose, a mistyped name, and words that nothing mentions.
    """
    words = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    options = list(arguments[len(words) :])
    text = " ".join(words).strip()
    if not text:
        raise UsageError("there is no word to look up: write a name, such as 'maginfo glycinate'; see 'maginfo --help'")
    from maginfo.answers.naming import kind_of
    from maginfo.cli.output import open_catalogue

    catalogue = open_catalogue(_overlay(options))
    if kind_of(catalogue, text) == "text":
        _reject_misspelled_command(catalogue, words[0], text, commands)
    question = asked_in(catalogue, text)
    if question.is_question:
        typer.echo(f"maginfo: {read_as(question)}", err=True)
    return [*command_line(question), *options]


def asked_in(catalogue: Catalogue, text: str) -> Asked:
    """Return what the words ask about; UnknownWordsError as in `with_command`."""
    from maginfo.answers.questions import asked

    question = asked(catalogue, text)
    if question.kind == "text":
        _reject_unknown(catalogue, text)
    return question


def command_line(question: Asked) -> list[str]:
    """Return the command that answers a question, with its names and options."""
    options = [f"--{state}" for state in ("pregnant", "lactating") if getattr(question, state)]
    for name, value in (("--sex", question.sex), ("--age", question.age)):
        options += [name, value] if value is not None else []
    return [COMMAND_OF[question.kind], *question.names, *options]


def read_as(question: Asked) -> str:
    """Return how a question was read: the command that answers it, and those for what else it names."""
    from maginfo.render.control_characters import one_line

    line = f"read as: {shlex.join(['maginfo', *command_line(question)])}"
    others = [shlex.join(["maginfo", COMMAND_OF[kind], name]) for kind, name in question.others]
    return one_line(f"{line}; for what else it names: {', '.join(others)}" if others else line)


def _reject_unknown(catalogue: Catalogue, text: str) -> None:
    """Raise UnknownWordsError for words that name nothing where a search is not what they ask for."""
    from maginfo.answers.naming import suggestions
    from maginfo.answers.search import is_mentioned, search

    amount = _dose_in(text)
    to_check = f" To check a dose: maginfo check {amount}" if amount else ""
    searched = f" To search for it: maginfo search {text}"
    if amount == text:
        raise UnknownWordsError(f"'{text}' is a dose and names nothing.{to_check}.{searched}")
    if is_mentioned(catalogue, text):
        return
    meant = suggestions(catalogue, text)
    if meant:
        quoted = ((kind, [f"'{name}'" for name in names]) for kind, names in meant.items())
        listed = "; or ".join(f"the {kind} {join_or(names)}" for kind, names in quoted)
        every = tuple(dict.fromkeys(name for each in meant.values() for name in each))
        raise UnknownWordsError(f"nothing is called '{text}': did you mean {listed}?{searched}", every)
    if not search(catalogue, text).hits:
        hint = to_check or " For the commands: maginfo --help"
        raise UnknownWordsError(
            f"nothing is called '{text}' and nothing mentions it; that does not mean that nothing is known.{hint}"
        )


def _dose_in(text: str) -> str | None:
    """Return the text where all of it is a dose, or else the first amount in it with its unit; None without one."""
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.dose_words import amount_in

    try:
        dose = Dose.parse(text)
    except UnreadableValueError:
        return amount_in(text)
    return text if dose.form is None and dose.unit_stated else amount_in(text)


def _overlay(options: Sequence[str]) -> str | None:
    """Return the folder of --data, or of MAGINFO_DATA; None where there is neither."""
    folder = os.environ.get(DATA_ENV_VAR) or None
    for option, following in zip(options, [*options[1:], ""], strict=False):
        if option == "--data":
            folder = following
        elif option.startswith("--data="):
            folder = option.removeprefix("--data=")
    return folder


def _reject_misspelled_command(catalogue: Catalogue, word: str, text: str, commands: Iterable[str]) -> None:
    """Raise UsageError if the first word is a misspelled command, and no word that the data uses: 'how', 'foot'."""
    typed = word.casefold()
    meant = (OTHER_WORDS[typed],) if typed in OTHER_WORDS else tuple(each for each in commands if _is_like(typed, each))
    if not meant:
        return
    from maginfo.answers.search import is_mentioned

    plural = any(typed.removesuffix("s") == each.removesuffix("s") for each in meant)
    if typed not in OTHER_WORDS and not plural and is_mentioned(catalogue, word):
        return
    searched = "" if typed in OTHER_WORDS else f" To search for it: maginfo search {text}"
    raise UsageError(f"no command '{word}': did you mean {join_or(meant)}?{searched}", meant)


def _is_like(typed: str, command: str) -> bool:
    """Return whether the word is the command with one letter wrong, or with the slips of a long word."""
    from maginfo.catalogue.suggestions import slips

    shorter = min(len(typed), len(command))
    same = next((place for place in range(shorter) if typed[place] != command[place]), shorter)
    ours, theirs = typed[same:], command[same:]
    one_letter = ours[1:] == theirs[1:] or ours[1:] == theirs or ours == theirs[1:]
    swapped = ours[:2] == theirs[1::-1] and ours[2:] == theirs[2:]
    return one_letter or swapped or slips(typed, command) is not None
