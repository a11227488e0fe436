"""Chromium and axe-core for tests, which skip without them, or fail where BROWSER_TESTS is "required"."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {"small phone": 320, "phone": 360, "tablet": 768, "desktop": 1280, "wide": 1400}

# What Chromium would otherwise ask of the network by itself.
QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
    *("--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"),
)

OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll('body *')].filter(each => each.getClientRects().length);
  const out = shown.filter(each => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && (box.right > wide + 1 || box.left < -1) && !each.closest('.skip');
  });
  return [document.documentElement.scrollWidth > wide, ...out.map(each => each.outerHTML.slice(0, 120))];
}"""


def missing(what: str) -> NoReturn:
    """Skips, or fails where these tests are required."""
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's Chromium, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed (pip install -e '.[test]')")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        missing("no 'chromium' on the PATH, and CHROMIUM does not name one")
    # Chromium's sandbox does not start for root, as whom containers run.
    sandbox = [] if hasattr(os, "geteuid") and os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
        yield running
        running.close()


def axe_core() -> str:
    """axe-core's program."""
    name = os.environ.get("AXE_CORE")
    if not name or not Path(name).is_file():
        missing("AXE_CORE does not name axe-core's axe.min.js (npm pack axe-core)")
    return Path(name).read_text(encoding="utf-8")


def broken_rules(page: Any, **options: Any) -> tuple[list[Any], int]:
    """The rules of accessibility that a page with axe-core breaks, with the elements, and how many it keeps."""
    found = page.evaluate("options => axe.run(options)", {"runOnly": RULES, **options})
    broken = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
    return broken, len(found["passes"])
