"""The tests elsewhere: `nox` runs them on every Python that the machine has, `nox -l` lists the rest.

nox -s tests-3.12      one Python; tests-3.15 where that Python and wheels for it can be had
nox -s lowest          the lowest versions that pyproject.toml allows
nox -s newest_typer    beyond the bound on Typer (pyproject.toml says why there is one)
nox -s c_locale        without UTF-8, and without HOME
nox -s audit           known weaknesses of the dependencies
nox -s site [-- DIR]   the documentation as it is published, with the page for browsers in it
nox -s mutation        what no test would notice (hours)
"""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["tests", "lowest", "newest_typer", "c_locale"]
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14", "3.15"]
ALL = ("-m", "slow or not slow")
TESTED = ("pip", "-e", ".[test]")  # pip, which uv leaves out of an environment: tests build and install the wheel


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The whole suite, on each Python that the machine has; one that it lacks is skipped."""
    session.install(*TESTED)
    session.run("pytest", *ALL, *session.posargs)


@nox.session(python="3.10", venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """The lowest versions of what we depend on; test tools as they are."""
    session.install(*TESTED)
    session.install("--resolution", "lowest-direct", "--reinstall", ".")
    session.run("uv", "pip", "uninstall", "mcp")  # it needs a newer pydantic: its tests are skipped here
    session.run("pytest", *ALL, *session.posargs)


@nox.session
def newest_typer(session: nox.Session) -> None:
    """Typer without our upper bound: the command line must work, only slower."""
    session.install(*TESTED)
    session.install("--upgrade", "--no-deps", "typer")
    session.install("typer")
    session.run("pytest", *ALL, "tests/package", "tests/spec", *session.posargs)


@nox.session
def c_locale(session: nox.Session) -> None:
    """A locale without UTF-8 and a home that does not exist: what a test gives to another process is its own affair."""
    session.install(*TESTED)
    inner = ("tests/units", "tests/spec", "tests/bad_data", "tests/bad_profiles")
    session.run("pytest", *inner, *session.posargs, env={"LC_ALL": "C", "PYTHONUTF8": "0", "HOME": "/nonexistent"})


@nox.session
def audit(session: nox.Session) -> None:
    """Known weaknesses of the dependencies; needs the network."""
    session.install("pip-audit", ".")
    session.run("pip-audit")


@nox.session
def site(session: nox.Session) -> None:
    """The documentation as it is published; the page that answers in a browser is its folder `page`."""
    folder = session.posargs[0] if session.posargs else "site"
    session.install("pip", ".[docs]")
    session.run("mkdocs", "build", "--strict", "--site-dir", folder)
    session.run("python", "scripts/build_page.py", f"{folder}/page")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change dosing/ and planning/ in thousands of small ways and list those that no test notices."""
    session.install(*TESTED, "mutmut>=3.8")
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")
