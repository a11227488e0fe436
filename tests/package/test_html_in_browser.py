"""The pages in a browser: on a phone, a desktop and paper, in light and in dark, with nothing loaded from outside.

Needs Chromium, and axe-core's `axe.min.js` under the name that AXE_CORE holds; `.ci/run` brings both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from browsing import OVERFLOWING, SCREENS, axe_core, broken_rules, chromium

from maginfo import Catalogue, Dose, Person, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fixture_types import RunProgram

pytestmark = pytest.mark.slow  # opens a browser

ANSWERS = {
    "one dose": ("check", "-d", "400", "--sex", "female"),
    "three products, two medicines, eGFR 48": (
        *("check", "-d", "2 x 200 mg glycinate", "-d", "250 mg oxide compound", "-d", "400 mg citrate"),
        *("--sex", "female", "--age", "34", "--diet", "260", "--egfr", "48"),
        *("--drug", "levothyroxine", "--drug", "ciprofloxacin"),
    ),
    "a child": ("check", "-d", "90", "--age", "5", "--weight", "18"),
    "every authority": ("check", "-d", "1000 mg glycinate compound", "--authority", "all"),
    "a plan": (
        *("plan", "-d", "2x200mg", "--drug", "levothyroxine@07:00"),
        *("--drug", "ciprofloxacin@08:00", "--drug", "ciprofloxacin@20:00"),
    ),
    "a plan without room": ("plan", "-d", "400", *(f"--drug=ciprofloxacin@{hour:02}:00" for hour in range(0, 24, 4))),
    "a profile with its day": ("check", "--profile", "PROFILE"),
    "two forms": ("compare", "glycinate", "citrate"),
    "seven forms": ("compare", "glycinate", "citrate", "oxide", "threonate", "malate", "taurate", "chloride"),
    "products with prices": (
        *("compare", "-d", "400 mg oxide compound", "--price", "9.90 EUR", "--count", "120"),
        *("-d", "500 mg glycinate compound", "--price", "20 GBP", "--count", "60"),
    ),
    "a form": ("show", "glycinate"),
    "every class of medicines": ("interactions",),
    "some medicines": ("interactions", "ciprofloxacin", "levothyroxine", "raltegravir"),
    "every authority's values": ("intake", "--authority", "all", "--sex", "female"),
    "uses": ("use",),
    "a label": ("label", "Magnesium (as magnesium citrate) 150 mg 36%"),
}
DRAWN = ("check", "plan", "compare")
"""Commands whose answers hold a picture."""
PROFILE = """
[person]
sex = "female"
age = 62
egfr = 48
diet = "usual"

[[dose]]
name = "Multivitamin <with> \\"minerals\\" Pneumonoultramicroscopicsilicovolcanoconiosis-free-and-unbreakable"
amount = 100
form = "oxide"
at = ["08:00"]
price = "12.90 EUR"
count = 90

[[dose]]
name = "Evening sleep powder"
amount = "2 g glycinate compound"
at = ["21:00"]

[[dose]]
name = "Antacid"
amount = "400 mg hydroxide compound"
times = 2

[[drug]]
name = "levothyroxine"
at = ["07:00"]

[[drug]]
name = "ciprofloxacin"
at = ["08:00", "20:00"]

[plan]
wake = "06:30"
sleep = "23:00"
meals = ["08:00", "13:00", "19:00"]
"""
LONGER = ("every authority", "seven forms", "a profile with its day")
"""Answers that take more than two sheets; the profile's takes three since it names every free time of the day."""
ON_TWO_SHEETS = tuple(name for name, words in ANSWERS.items() if words[0] in DRAWN and name not in LONGER)
SMALLEST_LETTERS_PX = 12

SMALL_LETTERS = """least => [...document.querySelectorAll('body *')]
  .filter(each => each.getClientRects().length && [...each.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter(each => parseFloat(getComputedStyle(each).fontSize) < least)
  .map(each => each.outerHTML.slice(0, 120))"""
OVERLAPPING = """() => [...document.querySelectorAll('figure > svg')].filter(svg => svg.getClientRects().length)
  .flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    return boxes.flatMap(([words, one], index) => boxes.slice(index + 1)
      .filter(([_, other]) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 4 && other.top < one.bottom - 4)
      .map(([others]) => `${words} / ${others}`));
  })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_core()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, program: RunProgram) -> dict[str, Path]:
    """Every answer as a page, written by the program."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "me.toml").write_text(PROFILE, encoding="utf-8")
    written = {}
    for number, (name, words) in enumerate(ANSWERS.items()):
        written[name] = folder / f"{number}.html"
        given = [str(folder / "me.toml") if word == "PROFILE" else word for word in words]
        done = program(*given, "-o", str(written[name]))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return written


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    """Opens pages; fails if one asked the network for anything or reported an error."""
    contexts, reported = [], []

    def open_page(name: str, **settings: Any) -> Any:
        # The page forbids scripts; axe-core is one.
        context = browser.new_context(bypass_csp=True, **settings)
        contexts.append(context)
        context.route("**/*", lambda route: route.continue_() if route.request.url == address else route.abort())
        page = context.new_page()
        address = pages[name].as_uri()
        page.on(
            "request", lambda request: reported.append(request.url) if request.url not in (address, "data:,") else None
        )
        page.on("console", lambda message: reported.append(message.text))
        page.on("pageerror", lambda error: reported.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert reported == []


@pytest.mark.parametrize("name", ANSWERS)
def test_page_fits_every_screen(name: str, opened: Any) -> None:
    page = opened(name)
    for unfolded in (False, True):
        page.evaluate("open => document.querySelectorAll('details').forEach(each => { each.open = open })", unfolded)
        fits_every_screen(page, unfolded)
    assert bool(page.query_selector_all("figure")) == (ANSWERS[name][0] in DRAWN)


def fits_every_screen(page: Any, unfolded: bool) -> None:
    """Pictures that are folded away show nothing; of the others, one layout of two is shown."""
    for screen, width in SCREENS.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOWING) == [False], screen
        assert page.evaluate(SMALL_LETTERS, SMALLEST_LETTERS_PX) == [], screen
        assert page.evaluate(OVERLAPPING) == [], screen
        for figure in page.query_selector_all("figure"):
            shown = [each.is_visible() for each in figure.query_selector_all("svg[role=img]")].count(True)
            assert shown == 1 or (shown == 0 and not unfolded)


@pytest.mark.parametrize("name", ANSWERS)
def test_page_keeps_the_rules_of_accessibility(name: str, opened: Any, axe: str) -> None:
    page = opened(name)
    page.evaluate(axe)
    for screen, scheme in (("phone", "dark"), ("desktop", "light")):
        page.set_viewport_size({"width": SCREENS[screen], "height": 800})
        page.emulate_media(color_scheme=scheme)
        broken, kept = broken_rules(page)
        assert broken == [], (screen, scheme)
        assert kept > 10


def test_dark_page_is_dark_and_paper_is_not(opened: Any) -> None:
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    page = opened("one dose", color_scheme="dark")
    assert sum(map(int, re.findall(r"\d+", page.evaluate(ground)))) < 150
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ON_TWO_SHEETS)
def test_page_is_printed_on_two_sheets(name: str, opened: Any) -> None:
    page = opened(name)
    for size in ("A4", "Letter"):
        assert 1 <= sheets(page.pdf(format=size)) <= 2, size


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_is_cut_on_paper(name: str, opened: Any) -> None:
    a4_less_margins = 794 - 84
    page = opened(name, viewport={"width": a4_less_margins, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate(OVERFLOWING) == [False]
    assert page.evaluate(OVERLAPPING) == []


def sheets(pdf: bytes) -> int:
    """Pages of a PDF as Chromium writes it, with its page objects readable."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_number_leads_to_its_source_in_a_notebook_s_frame_too(browser: Any, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    notebook.write_text(check(Catalogue(), [Dose.parse("400 mg")], Person())._repr_html_(), encoding="utf-8")
    page = browser.new_page()
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    frame.locator("a[href='#source-1']").first.click()
    frame.locator("#source-1").wait_for(state="visible")
    assert frame.evaluate("() => location.hash") == "#source-1"


def test_keyboard_reaches_the_answer_first(opened: Any) -> None:
    page = opened("one dose")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("class") == "skip"
    assert focused.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "answer"
