"""The sources of a page: which of them a statement cites, and how one is described."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING

from maginfo.model.bibliography import DOUBTFUL, SEEN_STRENGTH, Source
from maginfo.model.record import Record
from maginfo.render.document import Piece, SourceMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.model.bibliography import Citation

MAX_NUMBERS = 3
"""Greatest number of sources cited for one statement, whatever the page asks for."""
COPY_MARK = "‡"
"""Written after a work that was read in a copy."""


class References(Record):
    """The sources of a page: chooses the strongest few of each statement; JSON carries all of them."""

    bibliography: Mapping[str, Source]
    at_most: int = 2
    """Greatest number of sources cited for one statement."""

    def cited(self, text: str, citations: Iterable[Citation], at_most: int | None = None) -> tuple[Piece, ...]:
        """Mark the text with its strongest sources."""
        return (Piece(text, self.cite(citations, at_most)),)

    def cite(self, citations: Iterable[Citation], at_most: int | None = None) -> tuple[SourceMark, ...]:
        """Return marks of the strongest of these sources, at most `at_most`."""
        by_strength = sorted(citations, key=self._rank)
        marks = (SourceMark(each.id, each.at, doubtful=self._seen(each) in DOUBTFUL) for each in by_strength)
        return _each_once(marks)[: min(at_most or self.at_most, MAX_NUMBERS)]

    def cite_each(self, groups: Iterable[Iterable[Citation]]) -> tuple[SourceMark, ...]:
        """Return marks for several statements in a line: the strongest source of each, then the next while room is."""
        ranked = [self.cite(group, MAX_NUMBERS) for group in groups]
        turns = (mark for turn in zip_longest(*ranked) for mark in turn if mark is not None)
        return _each_once(turns)[: min(max(self.at_most, len(ranked)), MAX_NUMBERS)]

    def _rank(self, citation: Citation) -> tuple[bool, bool, int, int]:
        """Order citations: no doubt before doubt, then works that can be found, then how well seen, then newest."""
        source, seen = self.bibliography[citation.id], self._seen(citation)
        return seen in DOUBTFUL, not source.can_be_found, SEEN_STRENGTH.index(seen), -(source.year or 0)

    def _seen(self, citation: Citation) -> str:
        return citation.seen or self.bibliography[citation.id].seen


def _each_once(marks: Iterable[SourceMark]) -> tuple[SourceMark, ...]:
    """Return the first mark of each source."""
    first: dict[str, SourceMark] = {}
    for mark in marks:
        first.setdefault(mark.source_id, mark)
    return tuple(first.values())


def describe_source(source: Source, at: str = "") -> tuple[Piece, ...]:
    """Describe a work in a sentence: author or body, year, title, where, identifier, its own address, locators.

    A title that is our description stands in square brackets; `COPY_MARK` ends a work that was read in a copy.
    """
    author = f"{source.authors[0]}{' and others' if len(source.authors) > 1 else ''}" if source.authors else ""
    year = str(source.published_year or "")
    title = source.title.rstrip(".") if source.title_seen else f"[{source.title.rstrip('.')}]"
    parts = [" ".join(part for part in (author, year) if part), title, source.container or ""]
    parts += [source.registration or "", f"doi:{source.doi}" if source.doi else ""]
    named = ". ".join(part for part in parts if part).replace("?. ", "? ")
    end = f" ({source.id})."
    if at:
        end += f" At: {at}."
    if source.read_in_copy:
        end += f" {COPY_MARK}"
    if source.url:
        stop = " " if named.endswith("?") else ". "
        return Piece(f"{named}{stop}"), Piece(source.url, url=source.url), Piece(end)
    unlinked = "" if source.can_be_found else ". No public address known"
    return (Piece(f"{named}{unlinked}{end}"),)
