"""A page independent of its format (text, Markdown or HTML): blocks in reading order.

A command's page is described once (`render.pages`); `render.text`, `render.formats` and `render.html` write it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, TypeAlias

from maginfo.model.bibliography import DOUBTFUL, SEEN_STRENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from maginfo.model.bibliography import Citation, Source
    from maginfo.model.safety import Severity
    from maginfo.render.pictures.picture import Picture

Segment: TypeAlias = tuple[str, str]
"""Text and the name of its style; '' is plain."""


class Depth(IntEnum):
    """How much of the answer a reader asks for; a short answer holds the blocks of the first depth only.

    A block without a depth of its own belongs to ANSWER; a detail of an entry belongs to WHY.
    """

    ANSWER = 1
    """The answer, how the question was understood, and every danger by name with its action."""
    WHY = 2
    """Details and evidence, conflicts between sources, notes, the values of each authority."""
    SOURCES = 3
    """The bibliography."""
    FULL = 4
    """Everything else that is known: names, chemistry, articles' claims."""


@dataclass(frozen=True)
class SourceNumber:
    """The number of a source on its page."""

    number: int
    doubtful: bool = False
    """Whether the source is weak, or the statement could not be verified in it."""

    def __str__(self) -> str:
        return f"{self.number}?" if self.doubtful else str(self.number)


@dataclass(frozen=True)
class Piece:
    """A piece of text, with the sources it cites and the address it links to."""

    text: str
    citations: tuple[SourceNumber, ...] = ()
    """Written after the text, in square brackets."""
    url: str | None = None
    """Address to link the text to."""

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(map(str, self.citations))}]" if self.citations else self.text


Text: TypeAlias = "str | tuple[Piece, ...]"
"""Words of a block; a str cites nothing."""


def pieces_of(text: Text) -> tuple[Piece, ...]:
    """Return the pieces of a text; a str is one piece."""
    return (Piece(text),) if isinstance(text, str) else text


def as_written(text: Text) -> str:
    """Write the text as one string, with the numbers of its sources."""
    return text if isinstance(text, str) else "".join(map(str, text))


def joined(separator: str, texts: Iterable[Text], end: str = "") -> Text:
    """Join the texts with the separator between them and `end` after the last."""
    pieces: list[Piece] = []
    for text in texts:
        pieces += [Piece(separator), *pieces_of(text)] if pieces else pieces_of(text)
    return (*pieces, Piece(end))


@dataclass(frozen=True)
class Heading:
    """A title (level 1) or a section (2, 3)."""

    text: str
    level: int = 2
    depth: Depth = Depth.ANSWER
    """Depth of the section that the heading opens."""


@dataclass(frozen=True)
class Paragraph:
    """Running text, with an optional style for all of it."""

    text: Text
    style: str = ""
    depth: Depth = Depth.ANSWER


@dataclass(frozen=True)
class Detail:
    """A statement under the title of an entry."""

    text: Text
    is_action: bool = False
    """Whether the statement is an action; writers mark it with an arrow."""
    depth: Depth = Depth.WHY


ARROW = "→ "
"""Written before an action."""


def detail_line(detail: Detail) -> str:
    """Write the detail as one string; an action begins with an arrow."""
    return f"{ARROW if detail.is_action else ''}{as_written(detail.text)}"


class EntryKind(Enum):
    """What an entry is in a list."""

    LABELLED = "labelled"
    """A title with a meaningful label: a severity, a topic, a number."""
    POINT = "point"
    """A statement of a plain list, with a bullet for its label."""


@dataclass(frozen=True)
class Entry:
    """A labelled statement with its details: a finding, a caution, a question."""

    label: str
    """Severity, topic or bullet; written first, in the style of the entry."""
    title: Text
    details: Sequence[Detail] = ()
    style: str = ""
    kind: EntryKind = EntryKind.LABELLED
    depth: Depth = Depth.ANSWER
    """Depth of label and title; each detail has a depth of its own."""


@dataclass(frozen=True)
class Verdict(Entry):
    """The entry that answers the question: first on its page, and set apart where the output can."""


@dataclass(frozen=True)
class NumberedSource(Entry):
    """A source of the page; its label is the number by which statements cite it."""


BULLET, DASH = "·", "–"


def point(text: Text, *, bullet: str = BULLET, depth: Depth = Depth.ANSWER) -> Entry:
    """Make a statement of a plain list."""
    return Entry(bullet, text, kind=EntryKind.POINT, depth=depth)


def action(text: Text, depth: Depth = Depth.ANSWER) -> Detail:
    """Make the detail that says what to do about an entry."""
    return Detail(text, is_action=True, depth=depth)


def severity_entry(severity: Severity, title: Text, details: Iterable[Detail], depth: Depth = Depth.ANSWER) -> Entry:
    """Make an entry with the severity as its label and its style."""
    return Entry(severity.value.upper(), title, tuple(details), severity.value, depth=depth)


@dataclass(frozen=True)
class Table:
    """Columns and rows of text."""

    columns: Sequence[Text]
    rows: Sequence[Sequence[Text]]
    right_aligned: frozenset[int] = frozenset()
    """Positions of columns that hold numbers."""
    caption: str = ""
    """What the table holds, for an output that announces its tables."""
    depth: Depth = Depth.ANSWER


@dataclass(frozen=True)
class Drawing:
    """Lines drawn to a given width, in Unicode or, where the output cannot hold it, in ASCII."""

    draw: Callable[[int, bool], list[list[Segment]]]
    """Called with the width and whether Unicode may be used."""
    picture: Callable[[], Picture] | None = None
    """The same facts as a picture, for an output that can hold one."""
    depth: Depth = Depth.ANSWER


Block: TypeAlias = "Heading | Paragraph | Entry | Table | Drawing"


MAX_NUMBERS = 3
"""Greatest number of sources cited for one statement, whatever the page asks for."""
COPY_MARK = "‡"
"""Written after a work that was read in a copy."""


@dataclass
class References:
    """Numbers for sources in the order they are first cited on a page.

    A page names the strongest few sources of each statement; JSON carries all of them, with their locators.
    """

    bibliography: Mapping[str, Source]
    at_most: int = 2
    """Greatest number of sources cited for one statement."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, dict[str, None]] = field(default_factory=dict)

    def cited(self, text: str, citations: Iterable[Citation], at_most: int | None = None) -> tuple[Piece, ...]:
        """Add the numbers of its strongest sources to the text."""
        return (Piece(text, self.cite(citations, at_most)),)

    def cite(self, citations: Iterable[Citation], at_most: int | None = None) -> tuple[SourceNumber, ...]:
        """Number the strongest of these sources and list their locators under Sources."""
        by_strength = sorted(citations, key=self._rank)
        strongest = list({citation.id: citation for citation in reversed(by_strength)}.values())[::-1][
            : min(at_most or self.at_most, MAX_NUMBERS)
        ]
        numbers = []
        for citation in strongest:
            number = self._numbers.setdefault(citation.id, len(self._numbers) + 1)
            self._locators.setdefault(citation.id, {})[citation.at] = None
            numbers.append(SourceNumber(number, doubtful=self._seen(citation) in DOUBTFUL))
        return tuple(numbers)

    def _rank(self, citation: Citation) -> tuple[bool, bool, int, int]:
        """Order citations: no doubt before doubt, then works that can be found, then how well seen, then newest."""
        source, seen = self.bibliography[citation.id], self._seen(citation)
        return seen in DOUBTFUL, not source.can_be_found, SEEN_STRENGTH.index(seen), -(source.year or 0)

    def _seen(self, citation: Citation) -> str:
        return citation.seen or self.bibliography[citation.id].seen

    def blocks(self) -> list[Block]:
        """List the numbered sources, for the end of the page."""
        if not self._numbers:
            return []
        depth = Depth.SOURCES
        blocks: list[Block] = [Heading("Sources", depth=depth)]
        for source_id, number in self._numbers.items():
            at = "; ".join(self._locators[source_id])
            title = describe_source(self.bibliography[source_id], at)
            blocks.append(NumberedSource(str(number), title, depth=depth))
        remark = "The strongest sources of each statement; --json has all of them, 'maginfo sources ID' one in full."
        if any(self.bibliography[source_id].seen in DOUBTFUL for source_id in self._numbers):
            remark += " A question mark: a weak source, or a statement that could not be verified in it."
        if any(self.bibliography[source_id].read_in_copy for source_id in self._numbers):
            remark += f" {COPY_MARK}: read in a copy, not at this address; 'maginfo sources ID' names it."
        return [*blocks, Paragraph(remark, "dim", depth)]


def describe_source(source: Source, at: str = "") -> tuple[Piece, ...]:
    """Describe a work in a sentence: author or body, year, title, where, identifier, its own address, locators.

    A title that is our description stands in square brackets; `COPY_MARK` ends a work that was read in a copy.
    """
    author = f"{source.authors[0]}{' and others' if len(source.authors) > 1 else ''}" if source.authors else ""
    year = str(source.year or "") if source.revised is None else source.revised[:4]
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
