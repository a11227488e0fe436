"""The answers of `sources`: the bibliography, its counts, and what of it to look at next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Literal

from maginfo.catalogue.validation.references import every_record
from maginfo.catalogue.validation.sources import (
    described_titles,
    inferred_addresses,
    unlocated_entries,
    without_address,
)
from maginfo.model.answer import Answer
from maginfo.model.bibliography import DOUBTFUL, SEEN_STRENGTH, Source, cited_in
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue


class SourceCount(Record):
    """The number of sources of one kind, seen in one way."""

    kind: str
    seen: str
    number: int


class SourceList(Answer):
    """`maginfo sources`."""

    SCHEMA: ClassVar[str] = "maginfo.sources/1"
    sources: tuple[Source, ...]
    counts: tuple[SourceCount, ...]
    """By kind, the most frequent first, and within it by how well they were seen."""
    data_version: str


def source_list(catalogue: Catalogue, ids: Iterable[str] = ()) -> SourceList:
    """Return the sources with these ids, or all; UnknownNameError for an id that the bibliography does not have."""
    wanted = tuple(ids) or catalogue.source_ids
    sources = tuple(catalogue.bibliography(wanted).values())
    return SourceList(sources, _counts(sources), catalogue.about.version)


def _counts(sources: Iterable[Source]) -> tuple[SourceCount, ...]:
    counted = Counter((source.kind, source.seen) for source in sources)
    kinds = Counter[str]()
    for (kind, _), number in counted.items():
        kinds[kind] += number
    order = sorted(counted, key=lambda each: (-kinds[each[0]], each[0], SEEN_STRENGTH.index(each[1])))
    return tuple(SourceCount(kind, seen, counted[kind, seen]) for kind, seen in order)


ReviewKind = Literal["unlocated", "doubtful", "no-address", "inferred-address", "copy-only", "described-title"]
"""What stands on no work that can be found; a doubtful source; a work without an address or identifier, with an
unconfirmed address, that was read in a copy although it has an address, or under a title of ours."""


class SourceReviewItem(Record):
    """One thing of the bibliography to look at."""

    kind: ReviewKind
    source: str | None
    """The id of the source; null for an entry of another file."""
    citations: int
    """How often it is cited."""
    text: str


class SourceReview(Answer):
    """`maginfo sources --check`."""

    SCHEMA: ClassVar[str] = "maginfo.sources-check/1"
    items: tuple[SourceReviewItem, ...]
    """By kind, the most urgent kind first, and within it the most cited first."""
    data_version: str


def source_review(catalogue: Catalogue) -> SourceReview:
    """Return what a curator should look at next in the bibliography."""
    return SourceReview(tuple(_review_items(catalogue)), catalogue.about.version)


def _review_items(catalogue: Catalogue) -> Iterator[SourceReviewItem]:
    for entry in unlocated_entries(catalogue):
        yield SourceReviewItem(
            "unlocated", None, 0, f"{entry}: backed by no work that has its own address or identifier"
        )
    sources = tuple(source for source in catalogue.recorded_sources if source.kind != "article")
    cited = _citations(catalogue)
    groups: tuple[tuple[ReviewKind, Iterable[Source], str], ...] = (
        ("doubtful", (source for source in sources if source.seen in DOUBTFUL), "is weak or was not verified"),
        ("no-address", without_address(sources), "has neither address nor identifier"),
        ("inferred-address", inferred_addresses(sources), "has an address that was not confirmed"),
        ("copy-only", _read_in_copies(sources), "has an address of its own and was read in a copy"),
        ("described-title", described_titles(sources), "stands under a title of ours"),
    )
    for kind, found, words in groups:
        for source in sorted(found, key=lambda each: (-cited[each.id], each.id)):
            yield SourceReviewItem(kind, source.id, cited[source.id], f"{source.title} {words}")


def _read_in_copies(sources: Iterable[Source]) -> Iterator[Source]:
    return (source for source in sources if source.read_in_copy and source.own_address is not None)


def _citations(catalogue: Catalogue) -> Counter[str]:
    """Count the citations of each source."""
    cited: Counter[str] = Counter()
    for _, record in every_record(catalogue):
        cited.update(cited_in(record))
    return cited
