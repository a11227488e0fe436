"""The pages of `sources`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.model.bibliography import SEEN_STRENGTH
from maginfo.render.document import (
    Block,
    Depth,
    Detail,
    Entry,
    Heading,
    Page,
    Paragraph,
    Piece,
    Table,
)
from maginfo.render.references import COPY_MARK, describe_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.answers.sources import SourceList, SourceReview
    from maginfo.model.bibliography import ReadIn, Source

MAX_OF_A_KIND = 10
"""The most items of one kind that the review lists as text."""
REVIEW_HEADINGS = {
    "unlocated": "backed by no work that can be found",
    "doubtful": "weak or not verified",
    "no-address": "works without address and identifier",
    "inferred-address": "addresses that were not confirmed",
    "copy-only": "works with an address, read in a copy",
    "described-title": "titles of ours",
}


def source_page(answer: SourceList, *, named: bool) -> Page:
    """Describe each source in full; where none was `named`, count them first."""
    number = len(answer.sources)
    heading = Paragraph(f"{number} sources" if number != 1 else "1 source", "strong")
    depth = Depth.ANSWER if named else Depth.FULL
    entries = [_entry(source, depth) for source in answer.sources]
    if named:
        return Page([heading, *entries])
    return Page([heading, _counts(answer), Paragraph(_sums(answer), "dim"), *entries], hints=("maginfo sources ID",))


def _counts(answer: SourceList) -> Table:
    """Make a table of the kinds with one column for each way in which sources were seen."""
    by_kind: dict[str, dict[str, int]] = {}
    for count in answer.counts:
        by_kind.setdefault(count.kind, {})[count.seen] = count.number
    grades = [grade for grade in SEEN_STRENGTH if any(grade in seen for seen in by_kind.values())]
    rows = [
        (kind, *(str(seen.get(grade, "")) for grade in grades), str(sum(seen.values())))
        for kind, seen in by_kind.items()
    ]
    columns = ("Kind", *grades, "all")
    return Table(
        columns, rows, frozenset(range(1, len(columns))), caption="Sources by kind and how well they were seen"
    )


def _sums(answer: SourceList) -> str:
    found = sum(source.can_be_found for source in answer.sources)
    copies = sum(source.read_in_copy for source in answer.sources)
    ours = sum(not source.title_seen for source in answer.sources)
    return (
        f"{found} have an address or identifier of their own; {copies} were read in a copy ({COPY_MARK}); {ours} stand "
        "under a title of ours, in [brackets]. More: maginfo sources ID, maginfo sources --check, --style bibtex."
    )


def _entry(source: Source, depth: Depth) -> Entry:
    """Describe a source in full: the work, how well it was seen, where it was read, and the note."""
    kept = depth if depth is Depth.FULL else Depth.ANSWER
    seen = f"{source.short}; {source.kind}; seen: {source.seen}; checked {source.checked}."
    if source.address == "inferred":
        seen += " The address was not confirmed."
    details = [Detail(seen, depth=kept)]
    details += [Detail(_reading(each), depth=kept) for each in source.read_in]
    if source.note is not None:
        details.append(Detail(source.note, depth=kept))
    return Entry(source.id, describe_source(source), details, "strong", depth=depth)


def _reading(reading: ReadIn) -> tuple[Piece, ...]:
    """Say where a work was read: kind, publisher of the copy, part, day, address."""
    part = f", {reading.part}" if reading.part is not None else ""
    text = f"Read in: {reading.kind} by {reading.by}{part}, {reading.on}"
    if reading.url is None:
        return (Piece(f"{text}."),)
    return Piece(f"{text}: "), Piece(reading.url, url=reading.url)


def review_page(answer: SourceReview) -> Page:
    """List what to look at next, by kind, the most cited first."""
    if not answer.items:
        return Page([Paragraph("Nothing of the bibliography is to be looked at.")])
    return Page(list(_review_blocks(answer)))


def _review_blocks(answer: SourceReview) -> Iterator[Block]:
    for kind, group in groupby(answer.items, key=lambda item: item.kind):
        items = list(group)
        yield Heading(f"{len(items)} {REVIEW_HEADINGS[kind]}")
        for item in items[:MAX_OF_A_KIND]:
            times = "once" if item.citations == 1 else f"{item.citations} times"
            cited = f" Cited {times}." if item.citations else ""
            yield Entry(item.source or "", f"{item.text}.{cited}")
        if len(items) > MAX_OF_A_KIND:
            yield Paragraph(f"and {len(items) - MAX_OF_A_KIND} more; --json has all of them", "dim")
