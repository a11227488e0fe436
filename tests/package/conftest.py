"""The program in a process of its own, as a shell, a pipe and a terminal meet it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from processes import MAGINFO, surroundings

import maginfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fixture_types import IsOneLine, RunOnTerminal, RunProgram, RunShell


@pytest.fixture(scope="session", autouse=True)
def _program_is_this_trees() -> None:
    """Stops where another tree than this would be tested; a wheel made of this tree may be: `nox -s lowest`."""
    ours = Path(__file__).resolve().parents[2] / "src" / "maginfo"
    package = Path(maginfo.__file__).parent
    written = re.search(r'^__version__ = "(.*)"', (ours / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    is_another_tree = package.resolve() != ours and package.parent.name == "src"
    if is_another_tree or written is None or maginfo.__version__ != written[1]:
        how = f"install this tree: pip install -e {ours.parents[1]}"
        pytest.fail(f"{package}, maginfo {maginfo.__version__}, is another tree's or version's; {how}", pytrace=False)


@pytest.fixture(scope="session")
def is_one_line() -> IsOneLine:
    """Tells whether standard error holds one plain line of the program and nothing else."""
    return lambda err: err.startswith("maginfo: ") and err.index("\n") == len(err) - 1


@pytest.fixture(scope="session")
def program() -> RunProgram:
    """Runs `maginfo` with these words; `env` is set for it, the rest goes to `subprocess.run`."""

    def run(*words: str, env: Mapping[str, str] | None = None, **how: Any) -> subprocess.CompletedProcess[str]:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"} | how
        return subprocess.run([*MAGINFO, *words], env=surroundings(**env or {}), timeout=60, check=False, **streams)

    return run


@pytest.fixture(scope="session")
def shell() -> RunShell:
    """Runs a script of the shell in which "$@" is `maginfo` with these words."""

    def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", "-c", script, "sh", *MAGINFO, *words]
        return subprocess.run(
            command, env=surroundings(), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )

    return run


@pytest.fixture(scope="session")
def on_terminal() -> RunOnTerminal:
    """Runs `maginfo` with these words and gives what it sends to the terminal that it stands on."""

    def run(*words: str, **env: str) -> str:
        controlling, terminal = os.openpty()
        settings = surroundings(TERM="xterm-256color", **env) if "TERM" not in env else surroundings(**env)
        sent = b""
        with subprocess.Popen([*MAGINFO, *words], env=settings, stdout=terminal, stderr=subprocess.PIPE) as running:
            os.close(terminal)
            try:
                while part := os.read(controlling, 65536):
                    sent += part
            except OSError:
                pass  # so Linux tells that the other side has closed
            _, err = running.communicate(timeout=60)
        os.close(controlling)
        assert (running.returncode, err) == (0, b"")
        return sent.decode("utf-8").replace("\r\n", "\n")

    return run
