"""Builds the wheel and the sdist of this source tree, and installs them in environments of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli

PROJECT = Path(__file__).parents[2]
NOT_SOURCE = (".git", ".hypothesis", ".*_cache", ".venv", "venv", "__pycache__", "build", "dist", "*.egg-info")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


class Environment(NamedTuple):
    """A virtual environment, used from a folder that is not the project's."""

    folder: Path
    elsewhere: Path

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / SCRIPTS / "python")

    def run(self, *words: str, zipped: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A command of the environment; with `zipped`, that wheel stands before everything installed."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MAGINFO"))}
        surroundings |= {"PYTHONUTF8": "1"}
        if zipped is not None:
            surroundings["PYTHONPATH"] = str(zipped)
        return subprocess.run(
            words, capture_output=True, text=True, encoding="utf-8", cwd=self.elsewhere, env=surroundings, check=False
        )

    def maginfo(self, *words: str, zipped: Path | None = None) -> subprocess.CompletedProcess[str]:
        """`python -m maginfo` with these words."""
        return self.run(self.python, "-m", "maginfo", *words, zipped=zipped)


class Installation(NamedTuple):
    """Everything that is built, once a session."""

    source: Path
    wheel: Path
    sdist: Path
    wheel_of_sdist: Path
    wheel_of_copy: Path
    installed: Environment
    editable: Environment


def call(*words: str | Path) -> None:
    """Run a build step; its output is shown where it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}:\n{done.stdout}{done.stderr}"


def pip(*words: str | Path) -> None:
    """The pip of the environment that runs the tests."""
    call(sys.executable, "-m", "pip", "--disable-pip-version-check", *words)


def environment(folder: Path, *requirements: str | Path) -> Environment:
    """A new environment that holds these requirements and what they depend on."""
    call(sys.executable, "-m", "venv", "--without-pip", folder)
    elsewhere = folder.with_name(f"{folder.name} elsewhere")
    elsewhere.mkdir()
    made = Environment(folder, elsewhere)
    pip("--python", made.python, "install", "--no-compile", *requirements)
    return made


def copy_of_another_day(source: Path, copy: Path) -> Path:
    """The same files with other dates and other rights."""
    shutil.copytree(source, copy)
    for path in sorted(copy.rglob("*")):
        os.utime(path, (1_580_608_800, 1_580_608_800))
        path.chmod(0o700 if path.is_dir() else 0o600)
    return copy


def build(folder: Path) -> Installation:
    """The wheel and the sdist of a copy of this source tree, and both ways to install it."""
    source = folder / "source"
    shutil.copytree(PROJECT, source, ignore=shutil.ignore_patterns(*NOT_SOURCE))
    project = tomli.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    # The build makes the manual page from the program's own help, so the program's dependencies must be there as well;
    # hatchling installs with 'editables' what is editable.
    needed = (*project["build-system"]["requires"], *project["project"]["dependencies"], "editables")
    builder = environment(folder / "builder", *needed)

    def wheel_of(tree: Path, name: str) -> Path:
        pip(
            *("--python", builder.python, "wheel", "--no-deps", "--no-build-isolation", "--check-build-dependencies"),
            *("--wheel-dir", folder / name, tree),
        )
        return next((folder / name).iterdir())

    wheel = wheel_of(source, "wheel")
    write_sdist = (
        f"import os; from hatchling.build import build_sdist; os.chdir({str(source)!r}); build_sdist('../sdist')"
    )
    call(builder.python, "-c", write_sdist)
    sdist = next((folder / "sdist").iterdir())
    unpacked = folder / "unpacked"
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    wheel_of_sdist = wheel_of(next(unpacked.iterdir()), "wheel of sdist")
    copy = copy_of_another_day(source, folder / "kopie von gestern")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        patch.setenv("PYTHONHASHSEED", "7")
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        wheel_of_copy = wheel_of(copy, "wheel of copy")
    pip("--python", builder.python, "install", "--no-build-isolation", "--no-compile", "--editable", source)
    return Installation(
        source=source,
        wheel=wheel,
        sdist=sdist,
        wheel_of_sdist=wheel_of_sdist,
        wheel_of_copy=wheel_of_copy,
        installed=environment(folder / "installed", wheel),
        editable=builder,
    )
