"""The articles that the project started from: every section of each is answered, as seeds.md beside this file says."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo import Catalogue

PAGE = Path(__file__).with_name("seeds.md")
SECTIONS_AT_LEAST = {
    "article-nerve-pain-guide": 10,
    "article-neuropathy-post": 5,
    "article-medication-page": 7,
    "article-uses-and-benefits": 11,
    "article-mineral-balance": 17,
}
"""How many headings each article has, its opening with them."""


class Answer(NamedTuple):
    """A row of the table."""

    article: str
    section: str
    command: str
    says: tuple[str, ...]


def rows() -> list[Answer]:
    """The table as a reader of Markdown takes it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(PAGE.read_text(encoding="utf-8"))
    cells = [
        "".join(child.content for child in token.children or ())
        for before, token in pairwise(tokens)
        if before.type == "td_open"
    ]
    return [
        Answer(article, section, command, tuple(word.strip() for word in says.split(";")))
        for article, section, command, says in zip(*(iter(cells),) * 4, strict=True)
    ]


ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.article}: {row.section}: {row.command}")
def test_the_section_is_answered(row: Answer, maginfo: RunMaginfo) -> None:
    words = shlex.split(row.command)
    assert words[0] == "maginfo"
    outcome = maginfo(*words[1:], "--full")
    assert (outcome.status, outcome.err) == (0, "")
    # The bibliography under an answer names titles, which are no answer.
    answer = " ".join(re.split(r"(?m)^Sources$", outcome.out)[0].casefold().split())
    assert all(row.says), "a row without words would hold for any answer"
    assert [word for word in row.says if word.casefold() not in answer] == []


def test_every_section_of_which_a_claim_is_recorded_has_an_answer(catalogue: Catalogue) -> None:
    answered = {(row.article, row.section) for row in ROWS}
    assert {(claim.article, claim.section) for claim in catalogue.claims} <= answered


@pytest.mark.parametrize("article", SECTIONS_AT_LEAST)
def test_no_article_and_no_section_is_left_out(article: str, catalogue: Catalogue) -> None:
    assert article in catalogue.source_ids
    assert len({row.section for row in ROWS if row.article == article}) >= SECTIONS_AT_LEAST[article]


def test_no_row_stands_twice() -> None:
    assert len(ROWS) == len({row[:3] for row in ROWS})
    assert {row.article for row in ROWS} == set(SECTIONS_AT_LEAST)


@pytest.mark.parametrize("article", SECTIONS_AT_LEAST)
def test_sections_are_headings_of_the_article(article: str, shared: Path) -> None:
    """All of them are lines of one of the articles, whatever marks stand round them there."""
    named = {row.section for row in ROWS if row.article == article} - {"opening"}
    for path in (shared / "seeds").iterdir():
        lines = {line.strip(" #*-:.") for line in path.read_text(encoding="utf-8").splitlines()}
        if named <= lines:
            return
    pytest.fail(f"no article has all of {sorted(named)}")
