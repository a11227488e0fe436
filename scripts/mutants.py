"""Changes the program in thousands of small ways and counts those that no test notices (`nox -s mutation`).

    python scripts/mutants.py [--sample PERCENT] [--most-seconds S] [--children N] [-o FILE] [PLACE…]

PLACE is the beginning of a place, `labels`, `labels/lexing` or `labels/lexing.lex`; both packages where none is named.
Printed are the changes that survived, by place, then the figures by package. tests/mutants.md says of survivors why.

mutmut makes the changes (scripts/changes.py), this file tries them: mutmut's own loop starts pytest anew for each,
which takes seconds with thousands of cases to collect, keeps what was cached before the change, and passes over
properties. Here pytest collects once. Every change is tried in a fork, which swaps the code of one function and runs
the tests that come by the changed lines until one fails. What is computed while modules are imported is not changed.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import inspect
import json
import os
import pickle
import pkgutil
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol
from changes import Change, changes_of, put_in_place

import maginfo
from maginfo import Catalogue
from maginfo.catalogue import loading, topics
from maginfo.catalogue.compiling import EXCERPTS
from maginfo.labels import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "properties"))
from drawn import STORE  # noqa: E402  # the shipped data, each file parsed once

PACKAGES = ("dosing", "labels")
TESTS = ("tests/units", "tests/spec", "tests/properties", "tests/bad_profiles")
EXAMPLES = 10
"""Of a property: fewer than the suite draws, because each is drawn again for every change on its way."""
SEED = 6
MOST_BYTES = 4_000_000_000
KILLED, SURVIVED, TIMED_OUT, UNTESTED = "killed", "survived", "timed out", "no tests"


class Loop:
    """In place of pytest's loop over the tests: one over the changes."""

    def __init__(self, changes: Sequence[Change], arguments: argparse.Namespace) -> None:
        self.changes = changes
        self.arguments = arguments
        self.results: list[tuple[str, str, str]] = []
        self.seconds: dict[str, float] = {}
        self.at: dict[tuple[str, int], set[str]] = defaultdict(set)

    def pytest_collection_finish(self) -> None:
        """Everything is imported and the data read before the first fork, and nothing computed from it is kept."""
        from hypothesis import settings

        settings.register_profile("mutants", settings.default, max_examples=EXAMPLES)
        settings.load_profile("mutants")
        for _, name, _ in pkgutil.walk_packages(maginfo.__path__, "maginfo."):
            if not name.endswith("__main__"):
                importlib.import_module(name)
        for each in gc.get_objects():
            if isinstance(each, functools._lru_cache_wrapper):
                each.cache_clear()
        _read_everything_once()
        gc.freeze()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measures the tests, then tries every change."""
        self.by_id = {item.nodeid: item for item in session.items}
        with tempfile.TemporaryDirectory() as scratch:
            self.scratch = Path(scratch)
            self._measure(session.items)
            self._try_all()
        return True

    def _measure(self, items: Sequence[pytest.Item]) -> None:
        """Which tests come by which line, and how long each takes."""
        count = self.arguments.children
        places = [self.scratch / f"measured{start}" for start in range(count)]
        children = [
            self._fork(functools.partial(_measure, items[start::count], place)) for start, place in enumerate(places)
        ]
        for child, place in zip(children, places, strict=True):
            os.waitpid(child, 0)
            for test, (seconds, lines) in pickle.loads(place.read_bytes()).items():
                self.seconds[test] = seconds
                for line in lines:
                    self.at[line].add(test)
        _say(f"{len(self.seconds)} tests, {len(self.changes)} changes")

    def _tests_for(self, change: Change) -> list[str]:
        """The tests on the changed lines: quick ones sooner, mixed; as many as the time allows."""
        draw = random.Random(SEED)
        tests = sorted(set().union(*(self.at[line] for line in change.lines)))
        chosen: list[str] = []
        spent = 0.0
        for test in sorted(tests, key=lambda test: (self.seconds[test] + 0.005) * (0.2 + draw.random())):
            spent += self.seconds[test]
            if spent > self.arguments.most_seconds and chosen:
                break
            chosen.append(test)
        return chosen

    def _try_all(self) -> None:
        waiting = list(reversed(self.changes))
        running: dict[int, tuple[Change, float, Path]] = {}
        while waiting or running:
            while waiting and len(running) < self.arguments.children:
                change = waiting.pop()
                tests = self._tests_for(change)
                if not tests:
                    self._tell(UNTESTED, change)
                    continue
                place = self.scratch / f"killer{len(waiting)}"
                child = self._fork(functools.partial(self._try, change, tests, place))
                deadline = time.monotonic() + 20 + 5 * sum(self.seconds[test] for test in tests)
                running[child] = (change, deadline, place)
            for child, (change, deadline, place) in list(running.items()):
                late = time.monotonic() > deadline
                if late:
                    os.kill(child, signal.SIGKILL)
                done, status = os.waitpid(child, 0 if late else os.WNOHANG)
                if done:
                    del running[child]
                    by = place.read_text(encoding="utf-8") if place.is_file() else ""
                    self._tell(TIMED_OUT if late else KILLED if status else SURVIVED, change, by)
            time.sleep(0.004)

    def _tell(self, outcome: str, change: Change, by: str = "") -> None:
        self.results.append((outcome, change.place, change.change))
        if self.arguments.output:
            row = {"outcome": outcome, "place": change.place, "change": change.change, "by": by}
            with self.arguments.output.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        if len(self.results) % 500 == 0:
            _say(f"{len(self.results)}: {dict(Counter(outcome for outcome, _, _ in self.results))}")

    def _try(self, change: Change, tests: Sequence[str], place: Path) -> int:
        """1 where a test fails on the changed program; one that eats memory without end fails, too."""
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        pytest.Function.repr_failure = lambda *_, **__: "failed"  # type: ignore[method-assign]  # nobody reads it
        put_in_place(change)
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            if _fails(self.by_id[test], self.by_id[following] if following is not None else None):
                place.write_text(test, encoding="utf-8")
                return 1
        return 0

    def _fork(self, work: Callable[[], int]) -> int:
        """The process that does the work, with a folder of its own for what tests write, and no output."""
        child = os.fork()
        if child:
            return child
        status = 70
        try:
            folder = self.scratch / f"tmp{os.getpid()}"
            folder.mkdir()
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
            os.dup2(os.open(os.devnull, os.O_RDWR), 1)
            status = work()
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os._exit(status)


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    item._initrequest()  # type: ignore[attr-defined]
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _measure(items: Sequence[pytest.Item], place: Path) -> int:
    """Writes seconds and lines by test."""
    files = {str(path): f"{path.parent.name}/{path.stem}" for path in _files()}
    seen: set[tuple[str, int]] = set()

    def in_function(frame: Any, event: str, _: object) -> Any:
        if event == "line":
            seen.add((files[frame.f_code.co_filename], frame.f_lineno))
        return in_function

    def at_call(frame: Any, _: str, argument: object) -> Any:
        return in_function(frame, "line", argument) if frame.f_code.co_filename in files else None

    caches = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    measured: dict[str, tuple[float, set[tuple[str, int]]]] = {}
    for item, following in zip(items, [*items[1:], None], strict=True):
        _forget(caches)
        seen.clear()
        begun = time.process_time()
        threading.settrace(at_call)
        sys.settrace(at_call)
        failed = _fails(item, following)
        sys.settrace(None)
        if failed:
            _say(f"fails on the program as it is, left out: {item.nodeid}")
            continue
        measured[item.nodeid] = (time.process_time() - begun, set(seen))
    place.write_bytes(pickle.dumps(measured))
    return 0


def _forget(caches: Sequence[Any]) -> None:
    """A test comes by the lines that made what it is given from memory, too: doses that were read, labels' words."""
    for cache in caches:
        if (cache.__module__ or "").startswith("maginfo."):
            cache.cache_clear()
    text._READERS.clear()


def _read_everything_once() -> None:
    """Every catalogue of the shipped data begins with all of it: none of its code is among what is changed."""
    for path in STORE.root.rglob("*.toml"):
        STORE.read(path.relative_to(STORE.root).with_suffix("").as_posix())
    for name in EXCERPTS:
        STORE.excerpt(name)
    for module in (loading, topics):
        vars(module)["shipped_store"] = lambda: STORE
    warm, made = Catalogue(STORE), Catalogue.__init__
    for name in dir(Catalogue):
        if isinstance(inspect.getattr_static(Catalogue, name), functools.cached_property):
            getattr(warm, name)

    def with_everything_read(self: Catalogue, *given: Any) -> None:
        made(self, *given)
        if not given:
            vars(self).update(vars(warm))

    Catalogue.__init__ = with_everything_read  # type: ignore[assignment,method-assign]  # of this process alone


def _files() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / "src" / "maginfo" / package).glob("*.py"))]


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


def main() -> int:
    """0 where the run came to its end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("places", nargs="*", default=PACKAGES, metavar="PLACE")
    parser.add_argument(
        "--sample", type=float, default=100.0, metavar="PERCENT", help="of the changes, by a fixed seed"
    )
    parser.add_argument("--most-seconds", type=float, default=6.0, metavar="S", help="of tests for one change")
    parser.add_argument("--children", type=int, default=2, metavar="N", help="processes at a time")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="one JSON object a change, as they are tried")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    draw = random.Random(SEED)
    named = {each.split(".")[0] for each in arguments.places}
    files = [path for path in _files() if any(f"{path.parent.name}/{path.stem}".startswith(name) for name in named)]
    every = (change for path in files for change in changes_of(path))
    wanted = [change for change in every if change.place.startswith(tuple(arguments.places))]
    changes = [change for change in wanted if draw.random() * 100 < arguments.sample]
    draw.shuffle(changes)  # so that the figures on the way say something of the whole
    loop = Loop(changes, arguments)
    status = pytest.main(["-q", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS], plugins=[loop])
    for outcome, place, change in sorted(loop.results):
        if outcome != KILLED:
            print(f"{outcome:9}  {place}  {change}")
    for package in PACKAGES:
        counts = Counter(outcome for outcome, place, _ in loop.results if place.startswith(package))
        noticed = 100 * (counts[KILLED] + counts[TIMED_OUT]) / (counts.total() or 1)
        print(f"{package}: {counts.total()} changes, {noticed:.1f} % noticed: {dict(counts)}")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
