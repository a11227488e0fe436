"""Pages as HTML, read back by a parser: nothing that a user typed becomes markup, and nothing is loaded."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.compare import compare_forms
from maginfo.model.bibliography import Source
from maginfo.render.arrangement import FULL_VIEW, View
from maginfo.render.control_characters import in_markup
from maginfo.render.document import (
    Block,
    Depth,
    Detail,
    Drawing,
    Entry,
    Heading,
    Page,
    Paragraph,
    Piece,
    SourceMark,
    Table,
    Verdict,
    action,
    point,
)
from maginfo.render.html import render_html
from maginfo.render.pages.check import check_page
from maginfo.render.pages.lookup import illustrated_compare_page
from maginfo.render.pictures.picture import Mark, Panel, Picture, Tick, Track

TYPED = [
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "]]> --> <!-- <![CDATA[",
    "&amp; &lt; &#0; &",
    "{{ 7 * 7 }} {% raw %}",
    "\x1b[31m\x00\x07\x9b",
    "a\u202eb\u2066c\u200bd\u2028e",
    "\ufffe\uffff\ud800",
    "W" * 400,
    "漢字" * 60,
]
ELEMENTS = {
    *("html", "head", "meta", "link", "title", "style", "body", "header", "main", "footer", "section", "div"),
    *("h1", "h2", "p", "span", "strong", "b", "a", "ul", "ol", "li", "figure", "pre"),
    *("details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "defs", "pattern", "line", "rect", "path", "circle", "text"),
}
LOADING = ("src", "srcset", "data", "poster", "background", "action", "xlink:href")


class Read(HTMLParser):
    """A page's elements in their order, each with its attributes and the text inside it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any], list[str]]] = []
        self._open: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in ("meta", "link"):
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        for position in self._open:
            self.elements[position][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return [" ".join("".join(text).split()) for name, _, text in self.elements if name == tag]


def picture(text: str) -> Picture:
    marks = (Mark("sure", 0, 0.5), Mark("unsure", 0.5, 0.7), Mark("limit", 0.8, 0.8))
    panel = Panel(text, (Tick(0, "0"), Tick(1, text)), (Track(text, text, marks),), (0.7,))
    return Picture("gauge", text, (text,), (panel,), (("sure", text),), text)


def source(text: str = "A work", url: str | None = None) -> Source:
    return Source("a-source", text, "study", "primary", "2026-12-01", url=url)


MARK = SourceMark("a-source", "page 1")


def html_of(*blocks: Block, cited: Source | None = None, heading: str = "x", view: View = FULL_VIEW) -> str:
    bibliography = {"a-source": cited} if cited is not None else {}
    return render_html(Page(blocks, bibliography), view, heading=heading)


def page_of(text: str) -> str:
    """A page that has the text in all places that hold text."""
    return html_of(
        Verdict(text, text, style="major"),
        Paragraph((Piece(text, (MARK,)),)),
        Drawing(lambda _width, _unicode: [], list, lambda: picture(text)),
        Drawing(lambda _width, _unicode: [[(text, "")]], list),
        Table((text, text), [(text, text)], caption=text),
        Heading(text),
        Entry(text, text, [Detail(text), action(text)], "avoid"),
        point(text),
        Heading(text, depth=Depth.WHY),
        Paragraph(text, depth=Depth.WHY),
        cited=source(text, f"https://example.org/{text}"),
        heading=text,
    )


def outline(read: Read) -> list[str]:
    """The elements in their order, without those that more words make more of in a picture."""
    return [tag for tag, _, _ in read.elements if tag not in ("text", "title")]


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_shown_and_does_nothing(typed: str) -> None:
    page = page_of(typed)
    read = Read(page)
    assert {tag for tag, _, _ in read.elements} <= ELEMENTS
    assert outline(read) == outline(Read(page_of("plain")))
    attributes = [(name, value) for _, attrs, _ in read.elements for name, value in attrs.items()]
    assert [name for name, _ in attributes if name.startswith("on") or name in LOADING] == []
    shown = " ".join(in_markup(typed).split())
    assert shown in read.texts("h1")
    assert sum(shown in text for text in read.texts("p")) == 7  # verdict, summary, title, two details, a reason
    assert shown in read.texts("caption")
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", page) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://a.org", ""])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    read = Read(html_of(Paragraph((Piece("A source. "), Piece(url, url=url), Piece(" (x).")))))
    assert [attrs["href"] for tag, attrs, _ in read.elements if tag == "a"] == ["#answer"]


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Any:
    doses = [Dose.parse("2 x 200 mg glycinate"), Dose.parse("250 mg oxide compound")]
    person = Person(sex="female", egfr=48, drugs=("levothyroxine", "ciprofloxacin"))
    return check(catalogue, doses, person, ["nam"], diet_mg=260.0)


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue, report: Any) -> dict[str, str]:
    compared = compare_forms(catalogue, ["glycinate", "citrate", "threonate"])
    return {
        "check": render_html(check_page(report), FULL_VIEW, heading="Magnesium check"),
        "compare": render_html(illustrated_compare_page(compared), FULL_VIEW, heading="Magnesium forms side by side"),
    }


@pytest.mark.parametrize("name", ["check", "compare"])
class TestOfPages:
    """What every page has."""

    def test_it_loads_and_runs_nothing(self, name: str, pages: dict[str, str]) -> None:
        read = Read(pages[name])
        assert not {"script", "iframe", "object", "img", "image", "use", "form"} & {each[0] for each in read.elements}
        assert [attrs["href"] for tag, attrs, _ in read.elements if tag == "link"] == ["data:,"]
        styles = "".join(read.texts("style"))
        assert "@import" not in styles
        assert set(re.findall(r"url\(([^)]*)\)", pages[name])) <= {
            f"#{kind}-{room}-{hatched}"
            for hatched in ("unsure", "beyond")
            for kind in ("gauge", "bars")
            for room in ("narrow", "wide")
        }
        policy = next(attrs for tag, attrs, _ in read.elements if "http-equiv" in attrs)
        assert policy["content"].startswith("default-src 'none';")

    def test_its_outline_is_one_title_and_sections(self, name: str, pages: dict[str, str]) -> None:
        read = Read(pages[name])
        assert len(read.texts("h1")) == 1
        assert "Notes" in read.texts("h2")
        assert any(text.startswith("Sources (") for text in read.texts("summary"))
        assert next(attrs for tag, attrs, _ in read.elements if tag == "html")["lang"] == "en"
        assert [len(read.texts(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]

    def test_every_name_within_it_is_there_once(self, name: str, pages: dict[str, str]) -> None:
        read = Read(pages[name])
        names = [attrs["id"] for _, attrs, _ in read.elements if "id" in attrs]
        assert len(names) == len(set(names))
        wanted = [attrs["href"][1:] for _, attrs, _ in read.elements if attrs.get("href", "").startswith("#")]
        wanted += [each for _, attrs, _ in read.elements for each in attrs.get("aria-labelledby", "").split()]
        assert set(wanted) <= set(names)

    def test_tables_say_what_they_hold(self, name: str, pages: dict[str, str]) -> None:
        read = Read(pages[name])
        assert all(read.texts("caption"))
        assert len(read.texts("caption")) == len(read.texts("table"))
        assert {attrs.get("scope") for tag, attrs, _ in read.elements if tag == "th"} == {"col", "row"}

    def test_pictures_are_described(self, name: str, pages: dict[str, str]) -> None:
        read = Read(pages[name])
        outer = [attrs for tag, attrs, _ in read.elements if tag == "svg" and "role" in attrs]
        assert [attrs["role"] for attrs in outer] == ["img", "img"]
        assert all(len(text) > 40 for text in read.texts("desc"))

    def test_it_holds_all_that_text_says(self, name: str, pages: dict[str, str], catalogue: Catalogue) -> None:
        shown = " ".join(Read(pages[name]).texts("footer"))
        assert catalogue.about.disclaimer in shown
        assert catalogue.about.version in shown


def test_page_of_check_says_what_the_report_says(report: Any, pages: dict[str, str]) -> None:
    shown = " ".join(Read(pages["check"]).texts("main"))
    # Limits of other authorities are listed together, by their titles.
    findings = [finding for finding in report.findings if finding.code != "above-other-authority"]
    for statement in (*findings, *report.cautions, *report.doses):
        texts = [getattr(statement, name, None) for name in ("title", "detail", "action", "text")]
        assert [text for text in texts if text and text not in shown] == []
    assert [id_ for id_ in re.findall(r"\(([a-z0-9-]+)\)\. At:", shown) if id_ not in report.bibliography] == []
    assert len(re.findall(r"\. At: ", shown)) > 5


def test_same_answer_is_the_same_page(report: Any, pages: dict[str, str]) -> None:
    assert render_html(check_page(report), FULL_VIEW, heading="Magnesium check") == pages["check"]


def test_sixty_doses_are_all_there(catalogue: Catalogue) -> None:
    doses = [Dose.parse(f"{number} mg citrate") for number in range(1, 61)]
    page = render_html(check_page(check(catalogue, doses, Person())), FULL_VIEW, heading="x")
    assert set(Read(page).texts("th")) >= {f"{number} mg citrate" for number in range(1, 61)}


def test_numbers_link_to_the_sources() -> None:
    read = Read(html_of(Paragraph((Piece("Cited", (MARK, SourceMark("a-source", "p. 2", True))),)), cited=source()))
    assert [attrs["href"] for tag, attrs, _ in read.elements if tag == "a"] == ["#answer", *["#source-1"] * 2]
    assert "Cited [1, 1?]" in read.texts("p")


def test_what_looks_like_a_citation_or_a_bullet_is_none() -> None:
    read = Read(html_of(Entry("·", "Typed [1]", [Detail("→ typed")]), cited=source()))
    assert [attrs["href"] for tag, attrs, _ in read.elements if tag == "a"] == ["#answer"]
    classes = {attrs.get("class") for _, attrs, _ in read.elements}
    assert "entries" in classes
    assert not {"points", "action"} & classes


@pytest.mark.parametrize(
    ("view", "unfolded"),
    [(View(), 0), (View(Depth.WHY), 2), (View(sources=True), 1), (FULL_VIEW, 3)],
    ids=["short", "why", "sources", "full"],
)
def test_what_was_asked_for_is_unfolded(view: View, unfolded: int) -> None:
    page = html_of(
        Entry("MAJOR", (Piece("A danger", (MARK,)),), [Detail("A reason")], "major"),
        Heading("Reasons", depth=Depth.WHY),
        Paragraph("More", depth=Depth.WHY),
        cited=source(),
        view=view,
    )
    folds = [attrs for tag, attrs, _ in Read(page).elements if tag == "details"]
    assert len(folds) == 3
    assert sum("open" in attrs for attrs in folds) == unfolded
