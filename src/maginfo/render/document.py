"""A page before it is text or Markdown: blocks in reading order.

A command's page is described once (`render.pages`); `render.text` and `render.markdown` write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maginfo.catalogue.records.citations import Citation, Source

Segment: TypeAlias = tuple[str, str]
"""Text and the name of its style; '' is plain."""


@dataclass(frozen=True)
class Heading:
    """A title (level 1) or a section (2, 3)."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text, with an optional style for all of it."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Entry:
    """A labelled statement with what belongs under it: a finding, a caution, a question."""

    label: str
    """Stands first, in its style: a severity, a topic."""
    title: str
    details: Sequence[str] = ()
    style: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows of text."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    right_aligned: frozenset[int] = frozenset()
    """Positions of columns that hold numbers."""


@dataclass(frozen=True)
class Drawing:
    """Lines drawn to a given width, in Unicode or, where the output cannot hold it, in ASCII."""

    draw: Callable[[int, bool], list[list[Segment]]]
    """Called with the width and whether Unicode may be used."""


Block: TypeAlias = "Heading | Paragraph | Entry | Table | Drawing"


@dataclass
class References:
    """Numbers for sources in the order they are first cited on a page."""

    bibliography: Mapping[str, Source]
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, dict[str, None]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> str:
        """' [1, 3]' for these citations, '' for none; a weakly seen one is marked with a question mark."""
        marks: dict[str, None] = {}
        for citation in citations:
            number = self._numbers.setdefault(citation.id, len(self._numbers) + 1)
            self._locators.setdefault(citation.id, {})[citation.at] = None
            seen = citation.seen or self.bibliography[citation.id].seen
            marks[f"{number}?" if seen in ("weak", "unverified") else str(number)] = None
        return f" [{', '.join(marks)}]" if marks else ""

    def blocks(self) -> list[Block]:
        """The numbered sources, to end the page with."""
        if not self._numbers:
            return []
        blocks: list[Block] = [Heading("Sources")]
        for source_id, number in self._numbers.items():
            locators = "; ".join(self._locators[source_id])
            blocks.append(Entry(f"{number}", describe_source(self.bibliography[source_id]), [f"at: {locators}"]))
        if any(
            (source := self.bibliography[source_id]).seen in ("weak", "unverified") for source_id in self._numbers
        ):
            blocks.append(Paragraph("[n?] marks a source that is weak, or a statement that could not be verified there.", "dim"))
        return blocks


def describe_source(source: Source) -> str:
    """One source in one line: body or authors, title, container, year, identifier, address."""
    parts = [", ".join(source.authors), source.title, source.container or "", str(source.year or "")]
    if source.doi:
        parts.append(f"doi:{source.doi}")
    if source.pmid:
        parts.append(f"PMID {source.pmid}")
    parts.append(source.url or "")
    return ". ".join(part for part in parts if part) + f" ({source.id}; seen: {source.seen}; checked {source.checked})"
