"""maginfo where little can be relied on: no home, no folder, nothing that can be written, old code pages."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from processes import MAGINFO

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo, RunProgram, RunShell

POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell and the rights of POSIX systems")
ASKED = ("check --dose 400 --sex female", "show glycinate --json", "batch doses.csv", "profile check me.toml")
CODE_PAGES = ("ascii", "latin-1", "cp437", "cp850", "cp932", "cp1252", "cp1251", "utf-16")
PROFILE = '[person]\nsex = "female"\n[[dose]]\nname = "Pulver – µ"\namount = "400"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table and a profile."""
    (tmp_path / "doses.csv").write_text("dose,sex\n400,female\n", encoding="utf-8")
    (tmp_path / "me.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "me.toml").chmod(0o600)
    return tmp_path


@pytest.fixture(scope="module")
def usual(program: RunProgram, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is answered where nothing is missing."""
    folder = tmp_path_factory.mktemp("usual")
    (folder / "doses.csv").write_text("dose,sex\n400,female\n", encoding="utf-8")
    (folder / "me.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "me.toml").chmod(0o600)
    return {line: program(*line.split(), cwd=folder).stdout for line in ASKED}


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize(
    "setting",
    [
        *("unset HOME", "HOME=/nonexistent", "HOME=", "TMPDIR=/nonexistent", "unset PATH", "LC_ALL=xx_YY.junk"),
        *("COLUMNS=0", "COLUMNS=1", "COLUMNS=junk", "TERM=", "MAGINFO_DATA= MAGINFO_PROFILE="),
    ],
)
def test_settings_that_are_missing_or_junk_change_nothing(
    setting: str, usual: dict[str, str], folder: Path, shell: RunShell
) -> None:
    for line in ASKED[:1] if setting.startswith(("COLUMNS", "TERM", "LC_ALL")) else (ASKED[0], ASKED[2]):
        done = shell(f"cd '{folder}' && export {setting}; \"$@\"".replace("export unset", "unset"), *line.split())
        assert (done.returncode, done.stdout) == (0, usual[line]), done.stderr


@POSIX
def test_a_folder_that_is_gone_is_no_matter(usual: dict[str, str], tmp_path: Path, shell: RunShell) -> None:
    script = f"mkdir '{tmp_path}/gone' && cd '{tmp_path}/gone' && rmdir ../gone && \"$@\""
    done = shell(script, *ASKED[0].split())
    assert (done.returncode, done.stdout, done.stderr) == (0, usual[ASKED[0]], "")
    (tmp_path / "gone").mkdir(exist_ok=True)
    (tmp_path / "gone").rmdir()
    refused = shell(script, "check", "-d", "400", "-o", "answer.json")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (3, "", 1)


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", "<&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("line", "status"), [("check --dose 400", 0), ("label -", 3), ("batch -", 3), ("label --dsld -", 3)]
)
def test_streams_that_are_closed_are_no_fault(line: str, status: int, closed: str, shell: RunShell) -> None:
    done = shell(f'"$@" {closed}', *line.split())
    assert done.returncode == (3 if ">&- 2" in closed else status)
    assert done.stderr.count("\n") == (1 if status and "2>&-" not in closed else 0)


def wherever_read_only(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """The command where nothing can be written; the test is skipped where no such place can be made."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs unshare to make a file system read-only")
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    inside = [unshare, "--map-root-user", "--mount", "sh", "-c", script, str(folder)]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a file system read-only for one program")
    settings = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(
        [*inside, *command], capture_output=True, text=True, encoding="utf-8", check=False, env=settings
    )


@POSIX
def test_a_read_only_file_system_is_enough_to_answer(
    usual: dict[str, str], folder: Path, is_one_line: IsOneLine
) -> None:
    for line in (ASKED[0], ASKED[2], ASKED[3]):
        done = wherever_read_only(folder, *MAGINFO, *line.split())
        assert (done.returncode, done.stdout) == (0, usual[line]), done.stderr
    for words in (("check", "-d", "400", "-o", "answer.json"), ("profile", "new", "new.toml")):
        done = wherever_read_only(folder, *MAGINFO, *words)
        assert (done.returncode, done.stdout, is_one_line(done.stderr)) == (3, "", True)
        assert "Read-only file system" in done.stderr


def numbers(text: str) -> list[str]:
    """The figures of a text in their order, whatever stands between them."""
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})", " ", text))


@pytest.mark.slow
@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_no_figure_is_lost_on_a_code_page(
    encoding: str, program: RunProgram, folder: Path, usual: dict[str, str]
) -> None:
    forms = itertools.cycle(("text", "markdown", "tsv", "json"))
    for how, form in zip(("strict", ""), itertools.islice(forms, CODE_PAGES.index(encoding), None), strict=False):
        words = ("check", "--profile", "me.toml", "--authority", "all", "--format", form)
        env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": f"{encoding}:{how}" if how else encoding}
        done = program(*words, env=env, cwd=folder, encoding=encoding)
        assert (done.returncode, done.stderr) == (0, "")
        there = program(*words, cwd=folder)
        if form == "json":
            assert json.loads(done.stdout) == json.loads(there.stdout)
        assert numbers(done.stdout) == numbers(there.stdout)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (PROFILE.encode("utf-8-sig"), 0),
        (PROFILE.replace("\n", "\r\n").encode(), 0),
        (PROFILE.encode("utf-16"), 3),
        (PROFILE.encode("cp1252"), 3),
    ],
    ids=["byte order mark", "returns", "UTF-16", "cp1252"],
)
def test_a_profile_of_another_editor_is_read_or_refused(
    content: bytes, status: int, folder: Path, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    (folder / "me.toml").write_bytes(content)
    outcome = maginfo("profile", "show", str(folder / "me.toml"), "--json")
    assert outcome.status == status, outcome.err
    if status:
        assert is_one_line(outcome.err)
        assert "is not UTF-8 text; save it as UTF-8" in outcome.err
    else:
        assert outcome.json["doses"][0]["dose"]["name"] == "Pulver – µ"


@POSIX
def test_health_data_leaves_no_trace(folder: Path, program: RunProgram) -> None:
    places = {name: str(folder / name.casefold()) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    for place in places.values():
        (folder / place).mkdir()
    before = sorted(folder.rglob("*"))
    for line in ("check --profile me.toml", "plan --profile me.toml", "batch doses.csv", "profile show me.toml"):
        assert program(*line.split(), cwd=folder, env=places).returncode == 0
    assert sorted(folder.rglob("*")) == before


SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


@POSIX
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_leaves_no_file_behind(name: str, tmp_path: Path) -> None:
    number = getattr(signal, name)
    words = (*MAGINFO, "batch", "-", "-o", "answer.csv")
    # A shell that starts the tests in the background has these signals ignored, and every process inherits that.
    how: Any = {"cwd": tmp_path, "preexec_fn": lambda: signal.signal(number, signal.SIG_DFL)}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, **how) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        # No pipe holds this much: when all of it is written, the program has read rows, so it has begun its file.
        running.stdin.write(b"dose,note\n" + (b"400," + b"x" * 10_000 + b"\n") * 200)
        running.stdin.flush()
        assert [each.name[:9] for each in tmp_path.iterdir()] == [".maginfo-"]
        running.send_signal(number)
        assert running.wait() == 128 + number
        assert running.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_signal_that_is_ignored_stays_ignored() -> None:
    script = (
        "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "from maginfo.cli.signals import end_on_signals; end_on_signals(); os.kill(os.getpid(), signal.SIGTERM)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", range(14_000, 40_000, 2_000))
def test_memory_that_is_too_little_is_a_fault_in_one_line(kilobytes: int) -> None:
    import resource

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))

    how: Any = {"capture_output": True, "text": True, "check": False, "preexec_fn": few}
    if subprocess.run([sys.executable, "-c", "import runpy, re"], **how).returncode:
        pytest.skip("Python itself does not start")
    try:
        done = subprocess.run([*MAGINFO, "check", "--dose", "400", "--quiet"], timeout=30, **how)
    except subprocess.TimeoutExpired:
        pytest.skip("Python 3.11 tries for ever where no memory is left for its own handler of the error")
    assert done.returncode in (0, 70), done.stderr
    assert done.stderr.count("\n") == (1 if done.returncode else 0), done.stderr


@POSIX
@pytest.mark.parametrize(
    "words", [("check", "-d", b"400\xff"), ("label", b"Magnesium \xff 100 mg"), ("search", b"\xff"), (b"\xff",)]
)
@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_an_argument_that_cannot_be_decoded_is_told(
    words: tuple[Any, ...], as_json: bool, locale: dict[str, str], is_one_line: IsOneLine
) -> None:
    command = [*MAGINFO, *words, *(["--json"] if as_json else [])]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **locale})
    told = done.stderr.decode()
    assert (done.returncode, is_one_line(told)) == (2, True), told
    assert "\\xff" in told
    assert bool(done.stdout) == as_json
    if as_json:
        assert json.loads(done.stdout)["error"]["code"] == "usage"


@POSIX
def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/\xff.csv"
    Path(os.fsdecode(named)).write_text("dose\n400\n", encoding="utf-8")
    done = subprocess.run([*MAGINFO, "batch", named, "-o", named + b".out.csv"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
