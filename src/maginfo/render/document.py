"""A page before it is text, Markdown or HTML: blocks in reading order.

A command's page is described once (`render.pages`); `render.text`, `render.markdown` and `render.html` write it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from maginfo.model.bibliography import Citation, Source
    from maginfo.render.pictures.picture import Picture

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
class Verdict(Entry):
    """The entry that answers the question: first on its page, and set apart where the output can."""


@dataclass(frozen=True)
class NumberedSource(Entry):
    """A source under the number by which statements cite it."""

    url: str | None = None
    """Its address, which the title holds too."""


@dataclass(frozen=True)
class Table:
    """Columns and rows of text."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    right_aligned: frozenset[int] = frozenset()
    """Positions of columns that hold numbers."""
    caption: str = ""
    """What the table holds, for an output that announces its tables."""


@dataclass(frozen=True)
class Drawing:
    """Lines drawn to a given width, in Unicode or, where the output cannot hold it, in ASCII."""

    draw: Callable[[int, bool], list[list[Segment]]]
    """Called with the width and whether Unicode may be used."""
    picture: Callable[[], Picture] | None = None
    """The same facts as a picture, for an output that can hold one."""


Block: TypeAlias = "Heading | Paragraph | Entry | Table | Drawing"


STRENGTH = ("primary", "abstract", "secondary", "computed", "dataset", "weak", "unverified")
"""How well a source was seen, strongest first."""
DOUBTFUL = ("weak", "unverified")


@dataclass
class References:
    """Numbers for sources in the order they are first cited on a page.

    A page names the strongest few sources of each statement; JSON carries all of them, with their locators.
    """

    bibliography: Mapping[str, Source]
    at_most: int = 2
    """Sources named beside one statement."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, dict[str, None]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation], at_most: int | None = None) -> str:
        """' [1, 3]' for these citations, '' for none; one that is weak or unverified is marked with a question mark."""
        by_strength = sorted(citations, key=lambda citation: STRENGTH.index(self._seen(citation)))
        strongest = list({citation.id: citation for citation in reversed(by_strength)}.values())[::-1][
            : at_most or self.at_most
        ]
        marks = []
        for citation in strongest:
            number = self._numbers.setdefault(citation.id, len(self._numbers) + 1)
            self._locators.setdefault(citation.id, {})[citation.at] = None
            marks.append(f"{number}?" if self._seen(citation) in DOUBTFUL else str(number))
        return f" [{', '.join(marks)}]" if marks else ""

    def _seen(self, citation: Citation) -> str:
        return citation.seen or self.bibliography[citation.id].seen

    def blocks(self) -> list[Block]:
        """The numbered sources, to end the page with."""
        if not self._numbers:
            return []
        blocks: list[Block] = [Heading("Sources")]
        for source_id, number in self._numbers.items():
            at, source = "; ".join(self._locators[source_id]), self.bibliography[source_id]
            blocks.append(NumberedSource(str(number), f"{describe_source(source)} At: {at}.", url=source.url))
        remark = "The strongest sources of each statement; --json has all of them, 'maginfo sources ID' one in full."
        if any(self.bibliography[source_id].seen in DOUBTFUL for source_id in self._numbers):
            remark += " A question mark: a weak source, or a statement that could not be verified in it."
        return [*blocks, Paragraph(remark, "dim")]


def describe_source(source: Source) -> str:
    """One source in a sentence: author or body, year, title, where, identifier and address."""
    author = f"{source.authors[0]}{' and others' if len(source.authors) > 1 else ''}" if source.authors else ""
    year = str(source.year) if source.year is not None else ""
    parts = [" ".join(part for part in (author, year) if part), source.title.rstrip("."), source.container or ""]
    if source.doi:
        parts.append(f"doi:{source.doi}")
    parts.append(source.url or "")
    return ". ".join(part for part in parts if part) + f" ({source.id})."
