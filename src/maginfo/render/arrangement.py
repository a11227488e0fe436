"""The blocks of a page that a reader asked for: cut to a depth, with or without numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.model.bibliography import DOUBTFUL
from maginfo.model.record import Record
from maginfo.render.document import Closing, Depth, Detail, Entry, Heading, NumberedSource, Paragraph, Piece, Table
from maginfo.render.references import COPY_MARK, describe_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from maginfo.model.bibliography import Source
    from maginfo.render.document import Block, Page, SourceMark, Text


class View(Record):
    """What a reader asks to see: --why, --sources, --full."""

    depth: Depth = Depth.ANSWER
    sources: bool = False
    """Whether statements are numbered, with the sources listed at the end."""
    folds: bool = False
    """Whether deeper parts are folded under the answer, so that short and long statements are both there."""

    @property
    def remaining_options(self) -> tuple[str, ...]:
        """The options that would show more."""
        return (
            *(("--why",) if self.depth < Depth.WHY else ()),
            *(("--sources",) if not self.sources else ()),
            *(("--full",) if self.depth < Depth.FULL else ()),
        )


FULL_VIEW = View(Depth.FULL, sources=True)
FOLDED_VIEW = View(Depth.FULL, sources=True, folds=True)


def arranged(page: Page, view: View) -> list[Block]:
    """Return the blocks of the page in this view, with the sources and the closing lines."""
    blocks = _without_empty_sections([_cut(block, view) for block in page.blocks if block.depth <= view.depth])
    numbering = _Numbering()
    numbered = [_with_texts(block, numbering.number) for block in blocks]
    if view.sources:
        blocks = [*numbered, *_sources(numbering, page.bibliography)]
    else:
        blocks = [_with_texts(block, _without_marks) for block in blocks]
    if page.note or page.hints:
        counted = {"--sources": f"--sources ({len(numbering.numbers)})"}
        options = [counted.get(option, option) for option in view.remaining_options]
        if not numbering.numbers and "--sources" in view.remaining_options:
            options.remove(counted["--sources"])
        blocks.append(Closing(page.note, tuple(options), page.hints))
    return blocks


def cited_ids(page: Page, view: View) -> tuple[str, ...]:
    """Return the ids of the sources that the page cites in this view, in the order in which they are cited."""
    numbering = _Numbering()
    for block in page.blocks:
        if block.depth <= view.depth:
            _with_texts(_cut(block, view), numbering.number)
    return tuple(numbering.numbers)


class _Numbering:
    """Numbers of sources in the order they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.locators: dict[str, dict[str, None]] = {}

    def number(self, text: Text) -> Text:
        """Assign numbers to the marks of a text."""
        if isinstance(text, str):
            return text
        return tuple(piece.replaced(citations=tuple(map(self._numbered, piece.citations))) for piece in text)

    def _numbered(self, mark: SourceMark) -> SourceMark:
        self.locators.setdefault(mark.source_id, {}).update(dict.fromkeys(mark.at.split("; ")))
        return mark.replaced(number=self.numbers.setdefault(mark.source_id, len(self.numbers) + 1))


def _without_marks(text: Text) -> Text:
    return text if isinstance(text, str) else tuple(Piece(piece.text, url=piece.url) for piece in text)


def _cut(block: Block, view: View) -> Block:
    """Leave out details deeper than the view, and choose between short and long statements."""
    if not isinstance(block, Entry):
        return block
    title, *folded = _statements(Detail(block.title, depth=block.depth, in_full=block.in_full), view)
    details = [each for detail in block.details if detail.depth <= view.depth for each in _statements(detail, view)]
    return block.replaced(title=title.text, details=(*folded, *details), in_full=None)


def _statements(detail: Detail, view: View) -> list[Detail]:
    """Return the statement of a detail that fits the view; where deeper parts are folded, the long one after it."""
    if detail.in_full is None or view.depth < Depth.WHY:
        return [detail.replaced(in_full=None)]
    if view.folds:
        return [detail.replaced(in_full=None), Detail(detail.in_full)]
    return [detail.replaced(text=detail.in_full, in_full=None)]


def _without_empty_sections(blocks: Iterable[Block]) -> list[Block]:
    """Leave out headings of empty sections."""
    kept: list[Block] = []
    for block in blocks:
        while kept and isinstance(block, Heading) and isinstance(kept[-1], Heading) and kept[-1].level >= block.level:
            kept.pop()
        kept.append(block)
    while kept and isinstance(kept[-1], Heading) and kept[-1].level > 1:
        kept.pop()
    return kept


def _with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """Return the block with each of its texts changed, in reading order."""
    if isinstance(block, Paragraph):
        return block.replaced(text=change(block.text))
    if isinstance(block, Entry):
        title = change(block.title)
        details = tuple(detail.replaced(text=change(detail.text)) for detail in block.details)
        return block.replaced(title=title, details=details)
    if isinstance(block, Table):
        columns = [change(column) for column in block.columns]
        return block.replaced(columns=columns, rows=[[change(cell) for cell in row] for row in block.rows])
    return block


def _sources(numbering: _Numbering, bibliography: Mapping[str, Source]) -> Iterator[Block]:
    """Yield the numbered sources, each with the places that the page cites."""
    if not numbering.numbers:
        return
    yield Heading("Sources")
    for source_id, number in numbering.numbers.items():
        at = "; ".join(numbering.locators[source_id])
        yield NumberedSource(str(number), describe_source(bibliography[source_id], at))
    remark = (
        "Shown are the strongest sources of each statement; --json has all of them, 'maginfo sources ID' shows one in "
        "full."
    )
    if any(bibliography[source_id].seen in DOUBTFUL for source_id in numbering.numbers):
        remark += " A question mark: a weak source, or a statement that could not be verified in it."
    if any(bibliography[source_id].read_in_copy for source_id in numbering.numbers):
        remark += f" {COPY_MARK}: read in a copy, not at this address; 'maginfo sources ID' names it."
    yield Paragraph(remark, "dim")
