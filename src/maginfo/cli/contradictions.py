"""Options of one command line that contradict each other."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from maginfo.errors import UsageError, join_and

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.amounts import Dose


def reject_repeated(options: Iterable[Any], arguments: Sequence[str]) -> None:
    """Raise UsageError where one of the options, each of which takes one value, is given two that differ."""
    options = list(options)
    of_name = {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
    given: dict[str, dict[str, None]] = {}
    for name, value in _given(of_name, list(takewhile(lambda argument: argument != "--", arguments))):
        given.setdefault(of_name[name].name, {})[name if of_name[name].is_flag else f"{name} {value}"] = None
    for option in options:
        written = list(given.get(option.name, ()))
        distinct = {name in option.secondary_opts for name in written} if option.is_flag else written
        if len(distinct) > 1:
            raise UsageError(f"{join_and(written)} contradict each other; keep one")


def _given(of_name: dict[str, Any], arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each of these options in the arguments."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        name, equals, value = argument.partition("=")
        if name in of_name:
            yield name, (value if equals else following).strip()


def overruled(doses: Sequence[Dose], *, form: str | None, compound: bool, times: int | None) -> Iterator[str]:
    """Yield an assumption for an option that fills in what doses leave open, where every dose says something else."""
    said = {
        f"--times {times}": times is not None and all(dose.times_per_day != times for dose in doses),
        "--compound": compound and all(dose.basis != "compound" for dose in doses),
        f"--form {form}": form is not None and all(dose.form != form for dose in doses),
    }
    texts = join_and([f"'{dose.text}'" for dose in doses])
    for option, unused in said.items():
        if doses and unused:
            yield f"{option} not used: {texts} {'says' if len(doses) == 1 else 'say'} otherwise"
