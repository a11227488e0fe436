"""Blocks of a page: what a writer or a reader of short answers relies on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo import Catalogue, Dose, Person, TimedDose, check, plan
from maginfo.model.safety import Severity
from maginfo.render.document import Depth, Entry, Heading, NumberedSource, Piece, SourceNumber, as_written, joined
from maginfo.render.pages.check import check_page
from maginfo.render.pages.plan import plan_page

if TYPE_CHECKING:
    from maginfo.render.document import Block

PERSON = Person(sex="male", egfr=25, drugs=("ciprofloxacin",))


def test_joined_texts_keep_their_citations() -> None:
    one, other = (Piece("one", (SourceNumber(1),)),), (Piece("two", (SourceNumber(2, doubtful=True),)),)
    assert as_written(joined("; ", [one, other, "three"], end=".")) == "one [1]; two [2?]; three."


def pages(catalogue: Catalogue) -> dict[str, list[Block]]:
    doses = [Dose.parse("4 x 200 mg glycinate")]
    return {
        "check": check_page(check(catalogue, doses, PERSON, ["all"])),
        "plan": plan_page(plan(catalogue, [TimedDose(dose) for dose in doses], (), Person(sex="male", egfr=25))),
    }


@pytest.mark.parametrize("name", ["check", "plan"])
def test_every_danger_and_its_action_are_part_of_the_answer(name: str, catalogue: Catalogue) -> None:
    severe = {severity.value.upper() for severity in Severity if severity > Severity.INFO}
    entries = [block for block in pages(catalogue)[name] if isinstance(block, Entry) and block.label in severe]
    assert entries
    for entry in entries:
        assert entry.depth is Depth.ANSWER, entry.title
        assert {detail.depth for detail in entry.details if detail.is_action} <= {Depth.ANSWER}, entry.title


@pytest.mark.parametrize("name", ["check", "plan"])
def test_a_heading_is_as_deep_as_the_first_block_of_its_section_to_be_shown(name: str, catalogue: Catalogue) -> None:
    heading, lowest = None, {}
    for block in pages(catalogue)[name]:
        if isinstance(block, Heading):
            heading = block
        elif heading is not None and heading.text != "Sources":
            lowest[heading] = min(lowest.get(heading, Depth.FULL), block.depth)
    assert lowest
    assert {each.text: each.depth for each in lowest} == {each.text: depth for each, depth in lowest.items()}


def test_sources_are_behind_their_depth(catalogue: Catalogue) -> None:
    sources = [block for block in pages(catalogue)["check"] if isinstance(block, NumberedSource)]
    assert sources
    assert {source.depth for source in sources} == {Depth.SOURCES}
    pieces = [piece for source in sources for piece in source.title if isinstance(piece, Piece)]
    assert {piece.url for piece in pieces if "://" in piece.text} == {piece.text for piece in pieces if piece.url}
