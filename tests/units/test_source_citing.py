"""Which sources a page names for a statement, and how it describes a work that was read in a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from shown import text_of

from maginfo.model.bibliography import Citation, ReadIn, Source
from maginfo.render.document import Page, Paragraph, as_written
from maginfo.render.references import References, describe_source

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

COPY = ReadIn(kind="copy", by="a share site", url="https://copies.example/1", on="2026-01-09")


def source(source_id: str, **values: Any) -> Source:
    needed = {"title": "A title", "kind": "reference", "seen": "primary", "checked": "2026-01-09"}
    return Source(id=source_id, **{**needed, **values})


def cited(*sources: Source, at_most: int | None = None, **grades: str) -> list[str]:
    """The ids that a page names for a statement that cites these sources, in their order."""
    references = References({each.id: each for each in sources})
    citations = [
        Citation(id=each.id, at="p. 1", checked="2026-01-09", seen=grades.get(each.id))  # type: ignore[arg-type]
        for each in sources
    ]
    return [mark.source_id for mark in references.cite(citations, at_most)]


def test_a_work_that_can_be_found_goes_before_one_that_was_read_better() -> None:
    nowhere = source("nowhere", seen="copy", read_in=(COPY,))
    by_number = source("number", seen="secondary", registration="PL 1/2")
    by_address = source("address", seen="abstract", url="https://example.org/a")
    assert cited(nowhere, by_number, by_address) == ["address", "number"]


def test_of_two_read_alike_the_newer_goes_first() -> None:
    old = source("old", url="https://example.org/a", year=1997)
    new = source("new", url="https://example.org/b", year=2019)
    assert cited(old, new) == ["new", "old"]


def test_what_was_read_closer_goes_before_what_is_newer() -> None:
    old = source("old", url="https://example.org/a", year=1997)
    new = source("new", url="https://example.org/b", year=2019, seen="abstract")
    assert cited(new, old) == ["old", "new"]


def test_a_doubtful_source_goes_last_wherever_it_stands() -> None:
    weak = source("weak", url="https://example.org/a", seen="weak")
    unverified = source("unverified", url="https://example.org/b")
    copied = source("copied", seen="copy", read_in=(COPY,))
    assert cited(weak, unverified, copied, at_most=3, unverified="unverified") == ["copied", "weak", "unverified"]


@pytest.mark.parametrize("at_most", [3, 4, 20])
def test_a_statement_has_three_numbers_at_most(at_most: int) -> None:
    many = [source(f"s{number}", url=f"https://example.org/{number}") for number in range(6)]
    assert len(cited(*many, at_most=at_most)) == 3


def test_a_work_cited_twice_stands_where_it_is_strongest() -> None:
    one, other = source("one", url="https://example.org/1"), source("other", seen="copy", url="https://example.org/2")
    assert cited(one, other, one) == ["one", "other"]
    references = References({each.id: each for each in (one, other)})
    weak = Citation(id=one.id, at="p. 3", checked="2026-01-09", seen="weak")
    known = [Citation(id=each.id, at="p. 1", checked="2026-01-09") for each in (one, other)]
    assert [mark.source_id for mark in references.cite([weak, *known])] == ["one", "other"]


def test_the_first_statement_in_a_line_keeps_its_work_where_the_others_cite_it_too() -> None:
    works = [source(name, url=f"https://example.org/{name}") for name in "abcd"]
    references = References({each.id: each for each in works})
    first, *others = [Citation(id=each.id, at="p. 1", checked="2026-01-09") for each in works]
    groups = [[first], *([other, first] for other in others)]
    assert [mark.source_id for mark in references.cite_each(groups)] == ["a", "b", "c"]


def test_of_several_statements_in_a_line_each_has_a_number_before_one_has_two() -> None:
    """'Over the limits of A and B' cites a work of each, though both of A's were read better."""
    first, second = source("first", url="https://example.org/a"), source("second", url="https://example.org/b")
    other = source("other", url="https://example.org/c", seen="secondary")
    references = References({each.id: each for each in (first, second, other)})
    groups = [
        [Citation(id=each.id, at="p. 1", checked="2026-01-09") for each in run] for run in ((first, second), (other,))
    ]
    assert [mark.source_id for mark in references.cite_each(groups)] == ["first", "other"]


@pytest.mark.parametrize(
    ("medicine", "cites", "never"),
    [
        ("gemifloxacin", "fdb-quinolone", "lbl-levo-iv"),
        ("dasatinib", "lbl-sprycel", "spc-25343"),
        ("proguanil", "spc-25343", None),
    ],
)
def test_a_medicine_with_hours_of_its_own_cites_the_works_that_give_them(
    medicine: str, cites: str, never: str | None, maginfo: RunMaginfo
) -> None:
    shown = maginfo("interactions", medicine, "--sources").out
    assert f"({cites})" in shown
    assert never is None or f"({never})" not in shown


def test_a_limit_and_an_intake_in_a_row_cite_their_own_works(maginfo: RunMaginfo) -> None:
    shown = maginfo("intake", "-a", "efsa", "--sex", "female", "--age", "34", "--sources").out
    row = next(line for line in shown.splitlines() if "AI 300" in line)
    assert row.count("[") == 2
    assert "(efsa-2015)" in shown
    assert "(efsa-ul-overview)" in shown


def test_line_1_cites_works_that_give_the_limit(maginfo: RunMaginfo) -> None:
    shown = maginfo("check", "300", "-a", "efsa", "--sex", "female", "--sources").out
    assert "300 of 250 mg [1, 2]" in " ".join(shown.split())
    first = shown[shown.index("Sources\n") :]
    assert first.index("(efsa-ul-overview)") < first.index("(efsa-2015)")


def test_a_place_in_a_work_is_named_once(maginfo: RunMaginfo) -> None:
    shown = maginfo("check", "--dose", "400", "--sex", "female", "--sources").out.replace("\n    ", " ")
    line = next(line for line in shown.splitlines() if "(iom-2006)" in line)
    assert line.endswith("At: p. 340, Table 1; scope p. 343.")


def test_a_copy_is_marked_and_not_shown() -> None:
    opinion = source("opinion", seen="copy", url="https://example.org/opinion.pdf", read_in=(COPY,))
    text = as_written(describe_source(opinion, at="table 3"))
    assert text == "A title. https://example.org/opinion.pdf (opinion). At: table 3. ‡"
    read_there = source("opinion", url="https://example.org/opinion.pdf", read_in=(COPY,))
    assert "‡" not in as_written(describe_source(read_there))


def test_the_mark_is_explained_where_it_stands_and_only_there() -> None:
    def page(one: Source) -> str:
        references = References({one.id: one})
        cited = references.cited("A statement", [Citation(id=one.id, at="p. 1", checked="2026-01-09")])
        return text_of(Page([Paragraph(cited)], {one.id: one}))

    assert "‡: read in a copy" in page(source("copied", seen="copy", read_in=(COPY,)))
    assert "‡" not in page(source("opened", url="https://example.org/a"))


def test_a_work_without_any_address_says_so() -> None:
    assert "No public address known" in as_written(describe_source(source("nowhere", seen="copy", read_in=(COPY,))))
    numbered = as_written(describe_source(source("number", registration="PL 1/2")))
    assert "PL 1/2" in numbered
    assert "No public address" not in numbered


def test_no_point_after_a_question() -> None:
    asked = as_written(describe_source(source("asked", title="Does it help?", container="J Help 1:2")))
    assert "Does it help? J Help 1:2" in asked


def test_a_title_of_ours_stands_in_brackets() -> None:
    assert "[A title]" in as_written(describe_source(source("ours", title_seen=False)))
