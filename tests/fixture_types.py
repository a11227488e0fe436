"""What the fixtures that run the program are called with, and what they give: types for the tests that use them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping


class Outcome(NamedTuple):
    """Exit status and output of a command line that ran in the process of the tests."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


class RunMaginfo(Protocol):
    """The fixture `maginfo`: runs a command line in the process of the tests."""

    def __call__(self, *arguments: str) -> Outcome: ...


class RunProgram(Protocol):
    """The fixture `program`: runs `maginfo` in a process of its own; `how` goes to `subprocess.run`."""

    def __call__(
        self, *words: str, env: Mapping[str, str] | None = None, **how: Any
    ) -> subprocess.CompletedProcess[str]: ...


class RunShell(Protocol):
    """The fixture `shell`: runs a script in which "$@" stands for `maginfo` with these words."""

    def __call__(self, script: str, *words: str) -> subprocess.CompletedProcess[str]: ...


class RunOnTerminal(Protocol):
    """The fixture `on_terminal`: runs `maginfo` on a terminal and returns what it sends there."""

    def __call__(self, *words: str, **env: str) -> str: ...


class IsOneLine(Protocol):
    """The fixture `is_one_line`: whether standard error holds one line of the program and nothing else."""

    def __call__(self, err: str) -> bool: ...
