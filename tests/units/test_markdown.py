"""Pages as Markdown, read back by a parser that is not ours: nothing that a user typed becomes markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.cautions import caution_list
from maginfo.answers.forms import form_card
from maginfo.answers.interactions import interaction_answer
from maginfo.answers.precautions import precautions
from maginfo.render.arrangement import FULL_VIEW, arranged
from maginfo.render.document import Block, Detail, Drawing, Entry, Heading, Paragraph, Table, as_written
from maginfo.render.markdown import render_markdown
from maginfo.render.pages.cautions import caution_page
from maginfo.render.pages.check import check_page
from maginfo.render.pages.interactions import interaction_page
from maginfo.render.pages.show import show_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from maginfo.render.document import Page

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

TYPED = [
    "plain words",
    "*a* **b** ***c***",
    "_a_ __b__ a_b_c",
    "`code` ``code``",
    "[text](https://example.org)",
    "![image](x.png)",
    "[a]: https://example.org",
    "<b>bold</b> <script>alert(1)</script>",
    "<!-- comment -->",
    "<https://example.org>",
    "# heading",
    "a #",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "2016. A year",
    "> quote",
    "| a | b |",
    "a|b\\|c",
    "~~~",
    "```",
    "~~gone~~",
    "---",
    "***",
    "===",
    "\\",
    "a\\*b",
    "&amp; &copy; &#35;",
    "a & b",
    "a\nb",
    "a\n\n# b",
    "a  \nb",
    "    four spaces",
    "\ttab",
    "“quotes” – dash · µg 中文",
]


def parsed(blocks: list[Block]) -> list[Token]:
    return PARSER.parse(render_markdown(blocks))


def kinds(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.type != "inline"]


def inlines(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def words(tokens: list[Token]) -> str:
    """What a reader sees, in one line."""
    seen = (token.content if token.type in ("text", "fence") else " " for token in [*tokens, *inlines(tokens)])
    return " ".join("".join(seen).split())


def as_shown(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("typed", TYPED)
class TestWhatAUserTyped:
    """Text of a user is shown as typed, anywhere on a page."""

    def test_paragraph(self, typed: str) -> None:
        tokens = parsed([Paragraph(typed)])
        assert kinds(tokens) == ["paragraph_open", "paragraph_close"]
        assert {token.type for token in inlines(tokens)} == {"text"}
        assert words(tokens) == as_shown(typed)

    @pytest.mark.parametrize("level", [1, 2])
    def test_heading(self, typed: str, level: int) -> None:
        tokens = parsed([Heading(typed, level)])
        assert kinds(tokens) == ["heading_open", "heading_close"]
        assert tokens[0].tag == f"h{level}"
        assert {token.type for token in inlines(tokens)} == {"text"}
        assert words(tokens) == as_shown(typed)

    def test_entry(self, typed: str) -> None:
        tokens = parsed([Entry("MAJOR", typed, [Detail(typed), Detail(typed)])])
        item = ["list_item_open", "paragraph_open", "paragraph_close", "list_item_close"]
        assert kinds(tokens) == ["bullet_list_open", *item, "bullet_list_close"]
        assert {token.type for token in inlines(tokens)} <= {"text", "strong_open", "strong_close", "hardbreak"}
        assert words(tokens) == as_shown(f"MAJOR {typed} {typed} {typed}")

    def test_label_of_an_entry(self, typed: str) -> None:
        tokens = parsed([Entry(typed, "A title")])
        assert {token.type for token in inlines(tokens)} == {"text", "strong_open", "strong_close"}
        assert words(tokens) == as_shown(f"{typed} A title")

    def test_table(self, typed: str) -> None:
        tokens = parsed([Table(("Dose", typed), [(typed, "400"), ("1", typed)], frozenset({1}))])
        assert [kinds(tokens).count(kind) for kind in ("table_open", "tr_open", "th_open", "td_open")] == [1, 3, 2, 4]
        assert {token.type for token in inlines(tokens)} == {"text"}
        cells = [words([token]) for token in tokens if token.type == "inline"]
        assert cells == [as_shown(cell) for cell in ("Dose", typed, typed, "400", "1", typed)]

    def test_drawing(self, typed: str) -> None:
        line = typed.replace("\n", " ")
        tokens = parsed([Drawing(lambda _width, _unicode: [[(f"400 {line}", "dose")], [("end", "")]], list)])
        assert kinds(tokens) == ["fence"]
        assert words(tokens) == as_shown(f"400 {line} end")


def test_control_characters_are_visible() -> None:
    text = render_markdown([Paragraph("a\x1b[31mb\u202ec"), Entry("x\x07", "y\x9b")])
    assert not {"\x1b", "\u202e", "\x07", "\x9b"} & set(text)


def pages(catalogue: Catalogue) -> Iterator[tuple[str, Page]]:
    doses = [Dose.parse("400 mg glycinate"), Dose.parse("1 g Epsom salt compound")]
    person = Person(sex="female", age=70, egfr=48, drugs=("ciprofloxacin", "warfarin"), conditions=("diabetes",))
    yield "check", check_page(check(catalogue, doses, person, ["all"]))
    yield "cautions", caution_page(caution_list(catalogue))
    yield (
        "interactions",
        interaction_page(interaction_answer(catalogue, ["ciprofloxacin", "Isentress"])),
    )
    for form_id in catalogue.form_ids:
        card = form_card(catalogue, catalogue.find_form(form_id))
        yield f"show {form_id}", show_page(card, precautions(catalogue, card))


def test_every_page_reads_back_as_its_blocks(catalogue: Catalogue) -> None:
    allowed = {"text", "strong_open", "strong_close", "hardbreak", "softbreak"}
    for name, page in pages(catalogue):
        blocks = arranged(page, FULL_VIEW)
        tokens = parsed(blocks)
        counted = [token.type for token in tokens]
        assert counted.count("list_item_open") == sum(isinstance(block, Entry) for block in blocks), name
        assert counted.count("heading_open") == sum(isinstance(block, Heading) for block in blocks), name
        assert counted.count("table_open") == sum(isinstance(block, Table) for block in blocks), name
        assert counted.count("fence") == sum(isinstance(block, Drawing) for block in blocks), name
        assert {token.type for token in inlines(tokens)} <= allowed, name
        seen = words(tokens)
        for block in blocks:
            if isinstance(block, Paragraph):
                assert as_shown(as_written(block.text)) in seen, name
            elif isinstance(block, Entry):
                texts = (as_written(block.title), *(as_written(detail.text) for detail in block.details))
                assert all(as_shown(text) in seen for text in texts), name
