"""The page in Chromium, served by this machine, asked by its form."""

from __future__ import annotations

import functools
import http.server
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from page_questions import Question

PATIENCE_MS = 120_000
# Fills in the form and sends it; gives the page that is shown, as text, and the lines above it.
ASK = """async ([command, typed]) => {
  const form = document.getElementById("form"), state = document.getElementById("state");
  form.reset();
  await new Promise(done => setTimeout(done));
  form.elements.command.value = command;
  form.dispatchEvent(new Event("change"));
  for (const [name, text] of Object.entries(typed)) {
    const field = [...form.elements].find(each => each.name === name && !each.closest("[hidden]"));
    if (field.type === "checkbox") field.checked = true; else field.value = text;
  }
  window.shown = undefined;
  const answered = new Promise(done => new MutationObserver((_, watch) => {
    if (/^(Answered|No answer)/.test(state.textContent)) { watch.disconnect(); done(); }
  }).observe(state, { childList: true }));
  form.requestSubmit();
  await answered;
  const frame = document.getElementById("page");
  const isThere = page => page?.URL === window.address && page.readyState === "complete";
  while (!isThere(frame.contentDocument)) await new Promise(done => setTimeout(done, 5));
  return [await window.shown.text(), document.getElementById("said").textContent];
}"""
KEEP_WHAT_IS_SHOWN = """(() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => {
    window.shown = blob;
    return window.address = make.call(URL, blob);
  };
})()"""


class Server(NamedTuple):
    """Serves a folder on this machine, and lists what it is asked for."""

    address: str
    requests: list[str]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    requests: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            requests.append(self.path)

        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{server.server_port}/", requests)
        server.shutdown()


class Opened(NamedTuple):
    """The page in a browser's window, with what it reported."""

    window: Any
    reported: list[str]

    def ask(self, question: Question) -> tuple[str, str]:
        """What is shown: the HTML of the answer, and the lines above it."""
        html, said = self.window.evaluate(ASK, [question.command, question.typed])
        return html, said


@contextmanager
def opened(browser: Any, address: str, **settings: Any) -> Iterator[Opened]:
    context = browser.new_context(**settings)
    context.add_init_script(KEEP_WHAT_IS_SHOWN)
    window = context.new_page()
    reported: list[str] = []
    window.on("console", lambda message: reported.append(message.text))
    window.on("pageerror", lambda error: reported.append(str(error)))
    window.on("dialog", lambda dialog: reported.append(dialog.message))
    window.set_default_timeout(PATIENCE_MS)
    window.goto(address)
    window.locator("#state", has_text="Ready.").wait_for()
    yield Opened(window, reported)
    context.close()
