"""A page independent of its format (text, Markdown or HTML): blocks in reading order.

A command's page is described once (`render.pages`); `render.text`, `render.markdown` and `render.html` write it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, TypeAlias

from maginfo.model.bibliography import Source
from maginfo.model.record import Record
from maginfo.render.pictures.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.model.safety import Severity

Segment: TypeAlias = tuple[str, str]
"""Text and the name of its style; '' is plain."""


class Depth(IntEnum):
    """How much of an answer a reader asks for.

    A block without a depth of its own belongs to ANSWER; a detail of an entry belongs to WHY.
    """

    ANSWER = 1
    """The answer, how the question was understood, and every danger by name with its action."""
    WHY = 2
    """Details and evidence, conflicts between sources, notes, the values of each authority, articles' claims."""
    FULL = 3
    """Everything else that is known: names, chemistry, identifiers."""


class SourceMark(Record):
    """A source cited by a statement; `render.arrangement` numbers the marks of the blocks that are shown."""

    source_id: str
    at: str
    """The locator: table, page, section."""
    doubtful: bool = False
    """Whether the source is weak, or the statement could not be verified in it."""
    number: int = 0
    """The number of the source on its page, from 1; 0 before it has one."""

    def __str__(self) -> str:
        return f"{self.number}?" if self.doubtful else str(self.number)


class Piece(Record):
    """A piece of text, with the sources it cites and the address it links to."""

    text: str
    citations: tuple[SourceMark, ...] = ()
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


class Heading(Record):
    """A title (level 1) or a section (2, 3)."""

    text: str
    level: int = 2
    depth: Depth = Depth.ANSWER
    """Depth of the section that the heading opens."""


class Paragraph(Record):
    """Running text, with an optional style for all of it."""

    text: Text
    style: str = ""
    depth: Depth = Depth.ANSWER


class Detail(Record):
    """A statement under the title of an entry."""

    text: Text
    is_action: bool = False
    """Whether the statement says what is done."""
    depth: Depth = Depth.WHY
    in_full: Text | None = None
    """The longer statement that a view of WHY or deeper shows in place of `text`, if there is one."""


class EntryKind(Enum):
    """What an entry is in a list."""

    LABELLED = "labelled"
    """A title with a meaningful label: a severity, a topic, a number."""
    POINT = "point"
    """A statement of a plain list, with a bullet for its label."""


class Entry(Record):
    """A labelled statement with its details: a finding, a caution, a question."""

    label: str
    """Severity, topic or bullet; written first, in the style of the entry."""
    title: Text
    details: Sequence[Detail] = ()
    style: str = ""
    kind: EntryKind = EntryKind.LABELLED
    depth: Depth = Depth.ANSWER
    """Depth of label and title; each detail has a depth of its own."""
    in_full: Text | None = None
    """The longer title, as in `Detail`."""


class Verdict(Entry):
    """The entry that answers the question: first on its page, and set apart where the output supports it."""


class Standing(Entry):
    """Authorities grouped by how the total compares with their limits; a list of its own."""


class Danger(Entry):
    """A danger that everybody is told, whatever the person said; a list of its own, never emphasised."""


class Emergency(Entry):
    """Signs that need immediate help; a list of its own."""


class NumberedSource(Entry):
    """A source of the page; its label is the number by which statements cite it."""


BULLET, DASH = "·", "–"


def point(text: Text, *, bullet: str = BULLET, depth: Depth = Depth.ANSWER) -> Entry:
    """Make a statement of a plain list."""
    return Entry(bullet, text, kind=EntryKind.POINT, depth=depth)


def action(text: Text, depth: Depth = Depth.ANSWER, in_full: Text | None = None) -> Detail:
    """Make the detail that says what to do about an entry."""
    return Detail(text, is_action=True, depth=depth, in_full=in_full)


def severity_entry(
    severity: Severity,
    title: Text,
    details: Iterable[Detail],
    depth: Depth = Depth.ANSWER,
    in_full: Text | None = None,
) -> Entry:
    """Make an entry with the severity as its label and its style."""
    return Entry(severity_label(severity), title, tuple(details), severity.value, depth=depth, in_full=in_full)


def severity_label(severity: Severity) -> str:
    """Write a severity as a label: 'MAJOR'; 'info' is not emphasised."""
    return severity.value.upper() if severity.value != "info" else "info"


class Table(Record):
    """Columns and rows of text."""

    columns: Sequence[Text]
    rows: Sequence[Sequence[Text]]
    right_aligned: frozenset[int] = frozenset()
    """Positions of columns of numbers."""
    caption: str = ""
    """What the table shows, for an output that announces its tables."""
    depth: Depth = Depth.ANSWER


class Drawing(Record):
    """Lines drawn to a given width, in Unicode or, where the output cannot show it, in ASCII."""

    draw: Callable[[int, bool], list[list[Segment]]]
    """Called with the width and whether Unicode may be used."""
    words: Callable[[], Sequence[str]]
    """Returns the same facts in words, for screen readers."""
    picture: Callable[[], Picture] | None = None
    """The same facts as a picture, for an output that can show one."""
    depth: Depth = Depth.ANSWER


class Closing(Record):
    """The last lines of a page: the disclaimer, and how to see more."""

    note: str
    """The disclaimer and the version of the data."""
    options: tuple[str, ...] = ()
    """Options that show more: '--why', '--sources (16)'."""
    hints: tuple[str, ...] = ()
    """Suggested next commands: 'Medicines: --drug NAME'."""
    depth: Depth = Depth.ANSWER


Block: TypeAlias = "Heading | Paragraph | Entry | Table | Drawing | Closing"


def at_depth(blocks: Iterable[Block], depth: Depth) -> list[Block]:
    """Return the blocks, and the details of their entries, with this depth in place of their own."""
    return [
        block.replaced(depth=depth, details=tuple(detail.replaced(depth=depth) for detail in block.details))
        if isinstance(block, Entry)
        else block.replaced(depth=depth)
        for block in blocks
    ]


class Page(Record):
    """An answer as blocks in reading order, of every depth, with the sources that they cite."""

    blocks: Sequence[Block]
    bibliography: Mapping[str, Source] = {}
    note: str = ""
    """The first closing line: the disclaimer and the version of the data."""
    hints: tuple[str, ...] = ()
    """Suggested next commands."""
