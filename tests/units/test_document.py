"""Blocks of a page: what a writer or a reader of short answers relies on."""

from __future__ import annotations

import itertools
import re

import pytest
from shown import text_of

from maginfo import Catalogue, Dose, Person, TimedDose, check, plan
from maginfo.model.safety import Severity
from maginfo.render.arrangement import FOLDED_VIEW, FULL_VIEW, View, arranged
from maginfo.render.document import (
    Closing,
    Depth,
    Entry,
    Heading,
    NumberedSource,
    Page,
    Paragraph,
    Piece,
    SourceMark,
    action,
    as_written,
    joined,
)
from maginfo.render.pages.check import check_page
from maginfo.render.pages.plan import plan_page

PERSON = Person(sex="male", egfr=25, drugs=("ciprofloxacin",))


def mark(number: int, *, doubtful: bool = False) -> SourceMark:
    return SourceMark(f"source-{number}", "page 1", doubtful, number)


def test_joined_texts_keep_their_citations() -> None:
    one, other = (Piece("one", (mark(1),)),), (Piece("two", (mark(2, doubtful=True),)),)
    assert as_written(joined("; ", [one, other, "three"], end=".")) == "one [1]; two [2?]; three."


def pages(catalogue: Catalogue) -> dict[str, Page]:
    doses = [Dose.parse("4 x 200 mg glycinate")]
    return {
        "check": check_page(check(catalogue, doses, PERSON, ["all"])),
        "plan": plan_page(plan(catalogue, [TimedDose(dose) for dose in doses], (), Person(sex="male", egfr=25))),
    }


@pytest.mark.parametrize("name", ["check", "plan"])
def test_every_danger_and_its_action_are_part_of_the_answer(name: str, catalogue: Catalogue) -> None:
    severe = {severity.value for severity in Severity if severity > Severity.INFO}
    entries = [block for block in pages(catalogue)[name].blocks if isinstance(block, Entry) and block.style in severe]
    assert entries
    for entry in entries:
        assert entry.depth is Depth.ANSWER, entry.title
        assert {detail.depth for detail in entry.details if detail.is_action} <= {Depth.ANSWER}, entry.title


VIEWS = [View(depth, sources=sources) for depth in Depth for sources in (False, True)]


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("name", ["check", "plan"])
def test_a_view_holds_its_depth_and_no_empty_section(name: str, view: View, catalogue: Catalogue) -> None:
    blocks = arranged(pages(catalogue)[name], view)
    of_page = [block for block in blocks if not isinstance(block, (NumberedSource, Paragraph))]
    assert all(block.depth <= view.depth for block in of_page if not isinstance(block, Heading))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        assert not (isinstance(block, Heading) and (following is None or isinstance(following, Heading)))
    assert isinstance(blocks[-1], Closing)
    shown_options = {option.partition(" ")[0] for option in blocks[-1].options}
    assert ("--sources" in shown_options) == (not view.sources)
    assert ("--why" in shown_options) == (view.depth < Depth.WHY)


@pytest.mark.parametrize("name", ["check", "plan"])
def test_each_view_adds_to_the_one_before(name: str, catalogue: Catalogue) -> None:
    page = pages(catalogue)[name]
    blocks = [
        block.replaced(in_full=None, details=tuple(each.replaced(in_full=None) for each in block.details))
        if isinstance(block, Entry)
        else block
        for block in page.blocks
    ]
    held = [text_of(page.replaced(blocks=blocks), View(depth)).splitlines()[:-2] for depth in Depth]
    for less, more in itertools.pairwise(held):
        assert set(less) <= set(more)


def test_a_long_statement_replaces_the_short_one_from_why_on_and_folds_under_it() -> None:
    entry = Entry("1", "Short title", [action("Short.", in_full="Long.")], in_full="Long title")
    shown = {view: text_of(Page([entry]), view) for view in (View(), View(Depth.WHY), FULL_VIEW, FOLDED_VIEW)}
    assert "Short title" in shown[View()]
    assert "Long" not in shown[View()]
    for view in (View(Depth.WHY), FULL_VIEW):
        assert [word in shown[view] for word in ("Long title", "Long.", "Short")] == [True, True, False]
    assert all(word in shown[FOLDED_VIEW] for word in ("Short title", "Short.", "Long title", "Long."))


@pytest.mark.parametrize("name", ["check", "plan"])
def test_numbers_of_sources_begin_at_one_and_each_stands_at_the_end(name: str, catalogue: Catalogue) -> None:
    blocks = arranged(pages(catalogue)[name], View(sources=True))
    listed = [int(block.label) for block in blocks if isinstance(block, NumberedSource)]
    assert listed == list(range(1, len(listed) + 1))
    cited = {
        int(number)
        for number in re.findall(r"(?<=[\[ ])(\d+)\??(?=[],])", text_of(pages(catalogue)[name], View(sources=True)))
    }
    assert set(listed) <= cited
    assert "[1" not in text_of(pages(catalogue)[name], View())
