"""The page that answers without a network: built, opened in Chromium, and asked what the command line is asked.

Needs npm and Node to build it, Chromium, and axe-core's `axe.min.js` under the name that AXE_CORE holds.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import OVERFLOWING, SCREENS, axe_core, broken_rules, chromium, missing
from page_opened import Opened, Server, opened, serving
from page_questions import ASKED, HOSTILE, Question, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fixture_types import RunMaginfo

pytestmark = pytest.mark.slow  # builds the page and opens a browser

ROOT = Path(__file__).parents[2]
SITE = ROOT / "scripts" / "page" / "site"
COUNT, SEED = 100, 17


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, built once."""
    for program in ("npm", "node"):
        if shutil.which(program) is None:
            missing(f"no '{program}' on the PATH, with which the page is built")
    folder = tmp_path_factory.mktemp("site")
    script = str(ROOT / "scripts" / "build_page.py")
    done = subprocess.run(
        [sys.executable, script, str(folder)], capture_output=True, text=True, timeout=900, check=False
    )
    if "npm pack" in done.stderr:
        missing("Pyodide could not be fetched")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    with serving(site) as one:
        yield one


@pytest.fixture(scope="module")
def page(browser: Any, server: Server) -> Iterator[Opened]:
    """The page, loaded once; the network is off from then on."""
    with opened(browser, server.address) as one:
        one.window.context.set_offline(True)
        yield one


def test_it_is_small(site: Path) -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SITE.iterdir()}
    assert sum(lines.values()) <= 400
    assert max(len(line) for path in SITE.iterdir() for line in path.read_text(encoding="utf-8").splitlines()) < 300
    assert sum(path.stat().st_size for path in site.iterdir()) <= 16_500_000
    assert re.search(r"\{[a-z_]+\}", (site / "index.html").read_text(encoding="utf-8")) is None


def test_every_file_is_loaded_once_and_kept(browser: Any, server: Server, site: Path) -> None:
    start = len(server.requests)
    with opened(browser, server.address) as page:
        asked = server.requests[start:]
        kept = page.window.evaluate("""async () => {
          const names = await caches.keys();
          const keys = await (await caches.open(names[0])).keys();
          return [names.length, keys.map(each => new URL(each.url).pathname)];
        }""")
    large = [path.name for path in site.iterdir() if path.stat().st_size > 100_000]
    assert len(large) == 4
    assert [asked.count(f"/{name}") for name in large] == [1] * 4
    files = {"/" if path.name == "index.html" else f"/{path.name}" for path in site.iterdir()}
    assert (kept[0], set(kept[1])) == (1, files - {"/service-worker.js"})


def test_questions_are_answered_as_on_the_command_line(
    page: Opened, server: Server, maginfo: RunMaginfo, tmp_path: Path
) -> None:
    """HTML and standard error are the same, byte for byte; nothing is asked of the network meanwhile."""
    start = len(server.requests)
    answered = 0
    for number, question in enumerate(questions(COUNT, SEED)):
        target = tmp_path / f"{number}.html"
        expected = maginfo(*question.words(str(target)))
        html = target.read_text(encoding="utf-8") if target.exists() else ""
        assert page.ask(question) == (html, expected.err.strip()), question
        answered += bool(html)
    assert answered > 0.75 * COUNT
    assert server.requests[start:] == []
    assert page.reported == []


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_texts_do_nothing(number: int, page: Opened, server: Server) -> None:
    start = len(server.requests)
    title = page.window.title()
    html, said = page.ask(HOSTILE[number])
    assert html or said.startswith("maginfo: ")
    assert "internal error" not in said
    assert "root:" not in html
    (frame,) = page.window.frames[1:] or [None]
    if frame is not None:
        assert frame.evaluate("() => [document.scripts.length, document.images.length, self.hit]") == [0, 0, None]
    assert page.window.evaluate("() => [document.scripts.length, self.hit]") == [1, None]
    assert page.window.title() == title
    assert (page.reported, server.requests[start:]) == ([], [])
    html, said = page.ask(ASKED[0])
    assert ("50 mg over the limit" in html, said) == (True, "")


def test_it_opens_without_a_network(browser: Any, site: Path) -> None:
    with serving(site) as server, opened(browser, server.address) as page:
        page.window.context.set_offline(True)
        start = len(server.requests)
        page.window.reload()
        page.window.locator("#state", has_text="Ready.").wait_for()
        html, said = page.ask(ASKED[0])
        assert ("50 mg over the limit" in html, said) == (True, "")
        # The browser itself looks whether there is a newer build.
        assert set(server.requests[start:]) <= {"/service-worker.js"}


def integrity(content: bytes) -> str:
    """What the service worker compares a file with."""
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"


def test_a_newer_build_takes_the_place_of_the_old(browser: Any, site: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(site, tmp_path / "site")
    with serving(folder) as server, opened(browser, server.address) as page:
        home, worker = folder / "index.html", folder / "service-worker.js"
        before = home.read_bytes()
        after = before.replace(b"<h1>maginfo</h1>", b"<h1>newer</h1>")
        home.write_bytes(after)
        files = re.sub("[0-9a-f]{16}", "0" * 16, worker.read_text(encoding="utf-8"))
        worker.write_text(files.replace(integrity(before), integrity(after)), encoding="utf-8")
        page.window.reload()
        page.window.evaluate("""async () => {
          const { installing, waiting } = await (await navigator.serviceWorker.ready).update();
          if (!waiting) await new Promise(done => { installing.onstatechange = done; });
        }""")
        assert page.window.locator("h1").text_content() == "maginfo"
        page.window.goto("about:blank")
        page.window.goto(server.address)
        page.window.locator("h1", has_text="newer").wait_for()
        page.window.locator("#state", has_text="Ready.").wait_for()
        names = page.window.evaluate("() => caches.keys()")
        assert [name.rsplit(" ", 1)[1] for name in names] == ["0" * 16]


def test_nothing_is_kept_of_a_question(page: Opened) -> None:
    for question in ASKED:
        page.ask(question)
    kept = page.window.evaluate("""async () => [
      localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
      await navigator.storage.getDirectory().then(async root => (await Array.fromAsync(root.keys())).length),
      (await caches.keys()).length, location.href, history.length,
    ]""")
    assert kept[:6] == [0, 0, "", 0, 0, 1]
    assert (kept[6].count("?"), kept[6].count("#"), kept[7]) == (0, 0, 2)


def test_it_reaches_its_own_files_alone(browser: Any, server: Server, site: Path) -> None:
    """From the page, from the program in it and from an answer, even where somebody else's code runs there."""
    connect = """async address => {
      const ended = (each, ...names) => new Promise(done => {
        for (const name of names) each[name] = done;
        setTimeout(done, 2000);
      });
      await fetch(address).catch(() => {});
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.send();
      await ended(request, "onloadend");
      const socket = new WebSocket(address.replace("http", "ws"));
      await ended(socket, "onclose", "onopen");
      const events = new EventSource(address);
      await ended(events, "onerror", "onopen");
      events.close();
      await import(address + "x.js").catch(() => {});
      navigator.sendBeacon?.(address);
    }"""
    with serving(site) as other, opened(browser, server.address) as page:
        page.ask(ASKED[0])
        for place in (page.window, *page.window.workers):
            place.evaluate(connect, other.address)
        page.window.evaluate(
            """address => {
          const image = new Image();
          image.src = address;
          const frame = document.createElement("iframe");
          frame.src = address;
          document.body.append(image, frame);
        }""",
            other.address,
        )
        page.window.frames[1].evaluate(
            "address => { document.body.innerHTML += `<img src=${address}>`; }", other.address
        )
        page.window.wait_for_timeout(500)
        assert other.requests == []
        run_text = "async () => { await new Promise(done => setTimeout(done)); return new Function('return 1')(); }"
        for place in (page.window, *page.window.workers):
            with pytest.raises(Exception, match="unsafe-eval"):
                place.evaluate(run_text)


def test_an_answer_s_links_work(page: Opened) -> None:
    page.ask(ASKED[0])
    frame = page.window.frames[1]
    frame.locator("a[href='#source-3']").first.click()
    source = frame.locator("#source-3")
    source.wait_for(state="visible")
    assert frame.evaluate("() => location.hash") == "#source-3"
    assert page.window.evaluate("() => scrollY") > 1000
    assert {each.get_attribute("target") for each in frame.locator("#source-3 a").all()} <= {"_blank"}


def test_an_answer_stands_beside_its_own_question_alone(page: Opened) -> None:
    page.ask(ASKED[0])
    window = page.window
    dose, answer = window.locator("textarea[name='--dose']"), window.locator("#answer")
    assert answer.is_visible()
    dose.fill("800 mg")
    assert not answer.is_visible()
    window.locator("button", has_text="Answer").click()
    dose.fill("8000 mg")
    window.locator("#state", has_text="Changed").wait_for()
    assert not answer.is_visible()
    window.locator("button", has_text="Answer").click()
    window.locator("#state", has_text="Answered").wait_for()
    assert "8000" in window.frames[1].locator("main").text_content()
    window.locator("button", has_text="Clear").click()
    assert (answer.is_visible(), dose.input_value()) == (False, "")


def test_a_time_of_day_is_that_of_the_person(browser: Any, server: Server) -> None:
    """Where only --taken is given, the day goes on from now, where the browser is."""
    with opened(browser, server.address, timezone_id="Asia/Kolkata") as page:
        html, said = page.ask(Question("plan", {"--dose": ["200"], "--taken": ["magnesium@00:00"]}))
        hour = page.window.evaluate("() => new Date().toTimeString().slice(0, 2)")
    assert said == ""
    assert re.search(rf"\b{hour}:\d\d\b", html)


def test_it_keeps_the_rules_of_accessibility(browser: Any, server: Server) -> None:
    """Each form with its answer, on a phone in the dark and on a desktop."""
    with opened(browser, server.address, bypass_csp=True) as page:
        page.window.evaluate(axe_core())
        for question in ASKED:
            page.ask(question)
            for screen, scheme in (("phone", "dark"), ("desktop", "light")):
                page.window.set_viewport_size({"width": SCREENS[screen], "height": 800})
                page.window.emulate_media(color_scheme=scheme)
                broken, kept = broken_rules(page.window, iframes=False)  # of answers: test_html_in_browser.py
                assert broken == [], (question.command, screen, scheme)
                assert kept > 20
            for screen, width in SCREENS.items():
                page.window.set_viewport_size({"width": width, "height": 800})
                assert page.window.evaluate(OVERFLOWING) == [False], (question.command, screen)


def test_it_is_used_with_the_keyboard_alone(page: Opened) -> None:
    window = page.window
    window.evaluate("() => { document.getElementById('form').reset(); document.activeElement.blur(); scrollTo(0, 0); }")
    press = window.keyboard.press
    window.locator("h1").click()
    press("Tab")
    assert window.evaluate("() => document.activeElement.value") == "check"
    press("ArrowDown")
    press("ArrowDown")
    press("Tab")
    window.keyboard.type("cipro")
    press("Tab")
    assert window.evaluate("() => document.activeElement.textContent") == "Answer"
    press("Enter")
    window.locator("#state", has_text="Answered").wait_for()
    assert window.evaluate("() => document.activeElement.textContent") == "Answer"
    assert "2 h or more before magnesium" in window.frames[1].locator("main").text_content()
    press("Tab")
    assert window.frames[1].evaluate("() => document.activeElement.className") == "skip"


def test_it_can_be_installed(page: Opened) -> None:
    session = page.window.context.new_cdp_session(page.window)
    manifest = session.send("Page.getAppManifest")
    assert (manifest["errors"], manifest["url"].endswith("/manifest.webmanifest")) == ([], True)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in errors] == ["in-incognito"]  # as every window of these tests is
