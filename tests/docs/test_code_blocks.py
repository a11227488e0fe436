"""Every code block of the README and the docs is run, or read by what it is written for.

A block of `sh` may begin with `# status N` (what it ends with, 0 where it does not say) and `# needs: TOOL`.
Blocks of `text` show what a command prints: `scripts/update_examples.py --check` compares them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli
from processes import packaged

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "skills").rglob("*.md")),
]
pytestmark = pytest.mark.slow  # starts processes for every block
FENCE = re.compile(r"^```(?P<language>[a-z]+)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN = ("text",)
INSTALLING = re.compile(r"^(pip install|bash \.ci/run|python scripts/|python benchmarks/)", re.MULTILINE)
"""What sets the project up is run by `.ci/run`, in an environment of its own."""
VARIABLES = {"DOSE": "300", "AGE": "40", "SEX": "female", "DRUG": "levothyroxin"}
LIBRARIES = ("pandas", "polars", "mcp")
"""What a block may import that no installation of maginfo brings along."""
DOSES = "id,dose,age\n1,200 mg,40\n2,100 mg citrate,30\n"


class CodeBlock(NamedTuple):
    """One fenced block."""

    page: Path
    line: int
    language: str
    code: str


def blocks(*languages: str) -> list[pytest.param]:
    """The blocks in these languages, with their places."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            block = CodeBlock(page, text.count("\n", 0, match.start()) + 1, match["language"], match["code"])
            if block.language in languages:
                found.append(pytest.param(block, id=f"{page.relative_to(ROOT)}:{block.line}"))
    return found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The program of this environment first on PATH, and nothing set that would change an answer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGINFO_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {
        **kept,
        **VARIABLES,
        "PATH": path,
        "PYTHONPATH": str(packaged()),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
    }


@pytest.mark.parametrize("block", blocks("sh"))
def test_shell_block_ends_as_it_says(block: CodeBlock, tmp_path: Path, environment: dict[str, str]) -> None:
    if INSTALLING.search(block.code):
        assert block.code.isascii()
        pytest.skip("sets the project up: run by .ci/run")
    for tool in re.findall(r"# needs: (\S+)", block.code):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    stated = re.search(r"^# status (\d+)$", block.code, re.MULTILINE)
    expected = int(stated[1]) if stated else 0
    done = subprocess.run(
        ["bash", "-uo", "pipefail", "-c", block.code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == expected, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("block", blocks("python"))
def test_python_block_runs(block: CodeBlock, tmp_path: Path, environment: dict[str, str]) -> None:
    for library in LIBRARIES:
        if re.search(rf"^import {library}\b", block.code, re.MULTILINE) and find_spec(library) is None:
            pytest.skip(f"the block needs {library}, which is not installed; the extras of pyproject.toml name it")
    done = subprocess.run(
        [sys.executable, "-c", block.code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", blocks("toml"))
def test_toml_block_is_toml(block: CodeBlock) -> None:
    assert tomli.loads(block.code)


@pytest.mark.parametrize("block", blocks("make"))
def test_makefile_stops_where_a_dose_does(block: CodeBlock, tmp_path: Path, environment: dict[str, str]) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    (tmp_path / "Makefile").write_text(block.code, encoding="utf-8")
    (tmp_path / "doses.csv").write_text(DOSES, encoding="utf-8")
    made = subprocess.run(["make"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stderr
    (tmp_path / "doses.csv").write_text(DOSES + "3,900 mg,40\n", encoding="utf-8")
    (tmp_path / "checked.csv").unlink()
    stopped = subprocess.run(["make"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert stopped.returncode != 0


@pytest.mark.parametrize("block", blocks("crontab"))
def test_job_of_a_crontab_is_a_command(block: CodeBlock, tmp_path: Path, environment: dict[str, str]) -> None:
    profile = tmp_path / ".config" / "maginfo" / "profile.toml"
    profile.parent.mkdir(parents=True)
    profile.write_text('[[dose]]\namount = "200 mg"\n\n[person]\nage = "40"\n', encoding="utf-8")
    for line in block.code.splitlines():
        command = line.split(maxsplit=5)[5]
        done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def servers() -> list[pytest.param]:
    """The servers that the settings of assistants start, each of its own place."""
    found = []
    for param in blocks("json"):
        settings = json.loads(param.values[0].code)
        named = settings.get("mcpServers") or settings.get("servers") or {}
        found += [pytest.param(server, id=f"{param.id}:{name}") for name, server in named.items()]
    return found


@pytest.mark.parametrize("server", servers())
def test_settings_of_an_assistant_start_the_server(server: dict[str, Any], environment: dict[str, str]) -> None:
    mcp = pytest.importorskip("mcp", reason="the extra 'mcp' is not installed")
    import anyio

    assert server.pop("type", "stdio") == "stdio"
    program = mcp.StdioServerParameters(**{**server, "env": environment | server.get("env", {})})

    async def tools() -> list[str]:
        async with mcp.Client(program) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert "check_dose" in anyio.run(tools)


def test_there_are_settings_of_three_assistants() -> None:
    assert len(servers()) == 3


def test_there_are_recipes_with_code() -> None:
    of_recipes = [param.values[0].page for param in blocks("python") if param.values[0].page.parent.name == "recipes"]
    assert {"dataframes"} <= {page.stem for page in of_recipes}
    assert len(of_recipes) == 3


def test_no_block_is_of_a_kind_that_nothing_runs() -> None:
    known = {*SHOWN, "sh", "python", "toml", "json", "make", "crontab"}
    for page in PAGES:
        languages = {match["language"] for match in FENCE.finditer(page.read_text(encoding="utf-8"))}
        assert languages <= known, page
