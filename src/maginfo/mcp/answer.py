"""An answer for an assistant: the blocks of the default text, as text and as data, each in at most 4 kB."""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from maginfo.cli.unresolved import unresolved_lines
from maginfo.errors import UsageError
from maginfo.mcp.figures import figures_of
from maginfo.model.plain import plain
from maginfo.model.record import Record
from maginfo.model.safety import Severity
from maginfo.render.arrangement import View, arranged, cited_ids
from maginfo.render.control_characters import visible_controls
from maginfo.render.document import (
    Closing,
    Danger,
    Drawing,
    Emergency,
    Entry,
    EntryKind,
    Heading,
    Paragraph,
    Standing,
    Table,
    Verdict,
    as_written,
)
from maginfo.render.text import MAX_WIDTH, render_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.cli.rendering import Rendering
    from maginfo.render.document import Block

MAX_BYTES = 4_000
"""UTF-8 bytes of the text, and of the structured content as JSON."""
MAX_QUOTED = 1_500
"""UTF-8 bytes of one entry: longer than any curated entry, so only quoted label text is cut."""
_PROPERTIES = {"facts": {"type": "array"}, "figures": {"type": "object"}, "sources": {"type": "array"}}
OUTPUT_SCHEMA: dict[str, Any] = {"type": "object", "properties": _PROPERTIES, "required": ["facts"]}
"""The schema of a structured answer, as short as it can be: an assistant reads it with every conversation."""
RATED_SCHEMA = {**OUTPUT_SCHEMA, "properties": {"severity": {"type": "string"}, **_PROPERTIES}}
"""The same, for an answer that has a severity."""
_ALWAYS_KEPT = (Verdict, Standing, Danger, Emergency)
_ACTIONS_CUT = (Severity.MINOR, Severity.MODERATE)


class ToolAnswer(Record):
    """What a tool returns."""

    text: str
    structured: dict[str, Any]


def tool_answer(rendering: Rendering) -> ToolAnswer:
    """Return the default text of an answer with the ids of its sources, and the same facts as data.

    If text or data exceed MAX_BYTES, the figures are left out, then notes, then actions of minor and moderate findings,
    then the ends of tables and lists; a last line counts what was dropped. Raises UsageError if that is not enough:
    findings of minor or worse are kept, and those of major or worse keep their actions.
    """
    page = rendering.page()
    blocks = [_in_words(block) for block in arranged(page, View())]
    sources = cited_ids(page, View())
    data = plain(rendering.data)

    def answer_without(count: int, *, figures: bool) -> ToolAnswer | None:
        """Return the answer without that many of the cuts; None if it is too long."""
        shown = list(_without(blocks, cuts[:count]))
        lines = [*rendering.notes, *unresolved_lines(rendering.data)]
        return _answer(shown, lines, sources, data, figures=figures)

    cuts = list(_cuts(blocks))
    answer = answer_without(0, figures=True)
    if answer is not None:
        return answer
    counts = range(len(cuts) + 1)
    count = bisect_left(counts, True, key=lambda count: answer_without(count, figures=False) is not None)
    answer = answer_without(count, figures=False)
    if answer is None:
        verdicts = [fact for block in blocks if isinstance(block, Verdict) for fact in _facts(block)]
        raise UsageError("; ".join([*verdicts[-1:], "the whole answer is longer than 4 kB: ask about less at a time"]))
    return answer


def _answer(
    blocks: Sequence[Block], lines: Sequence[str], sources: Sequence[str], data: dict[str, Any], *, figures: bool
) -> ToolAnswer | None:
    """Return the answer of these blocks, or None where the data or the text exceeds MAX_BYTES.

    The text is written last: a label of 100 kB takes a second to set.
    """
    parts = [*blocks, *map(Paragraph, lines)]
    structured: dict[str, Any] = {"severity": data["severity"]} if "severity" in data else {}
    structured["facts"] = [fact for block in parts for fact in _facts(block)]
    if figures:
        structured["figures"] = figures_of(data)
    if data.get("unresolved"):
        structured["unresolved"] = data["unresolved"]
    structured["sources"] = list(sources)
    structured = _visible(structured)
    if len(json.dumps(structured, ensure_ascii=False).encode()) > MAX_BYTES:
        return None
    text = render_text(parts, width=MAX_WIDTH, colour=False)
    if sources:
        text += f"\nSources: {', '.join(sources)}\n"
    return ToolAnswer(text, structured) if len(text.encode()) <= MAX_BYTES else None


def _visible(value: Any) -> Any:
    """Return the data with the control characters of every text as escapes, as in the text."""
    if isinstance(value, dict):
        return {name: _visible(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_visible(item) for item in value]
    return visible_controls(value) if isinstance(value, str) else value


def _in_words(block: Block) -> Block:
    """Put words in place of a drawing, leave out options of the command line, and cut a very long quotation."""
    if isinstance(block, Drawing):
        return Paragraph("; ".join(block.words()))
    if isinstance(block, Closing):
        return Paragraph(block.note)
    if isinstance(block, Entry):
        title = visible_controls(as_written(block.title))
        if len(title.encode()) > MAX_QUOTED:
            return block.replaced(title=shortened(title, MAX_QUOTED))
    return block


def shortened(text: str, max_bytes: int) -> str:
    """Return the text, with an ellipsis in place of what is beyond so many UTF-8 bytes."""
    written = text.encode(errors="backslashreplace")
    return text if len(written) <= max_bytes else f"{written[:max_bytes].decode(errors='ignore')}…"


def _facts(block: Block) -> Iterator[str]:
    """Yield the block as lines of words."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        if block.text:
            yield as_written(block.text)
    elif isinstance(block, Entry):
        words = " ".join(as_written(text) for text in (block.title, *(detail.text for detail in block.details)))
        yield words if block.kind is EntryKind.POINT else f"{block.label}: {words}"
    elif isinstance(block, Table):
        for row in (block.columns, *block.rows):
            yield " | ".join(map(as_written, row))


class _Cut(Record):
    """Something that can be left out: a block, its details, or one of its rows."""

    block: int
    details: bool = False
    row: int | None = None


def _cuts(blocks: Sequence[Block]) -> Iterator[_Cut]:
    """Yield what can be left out, the least important first."""
    entries = [
        (index, block)
        for index, block in reversed(list(enumerate(blocks)))
        if isinstance(block, Entry) and not isinstance(block, _ALWAYS_KEPT)
    ]
    yield from (_Cut(index) for index, entry in entries if entry.style == Severity.INFO)
    for severity in _ACTIONS_CUT:
        yield from (_Cut(index, details=True) for index, entry in entries if entry.style == severity and entry.details)
    severities = {severity.value for severity in Severity}
    for index, block in reversed(list(enumerate(blocks))):
        if isinstance(block, Table):
            yield from (_Cut(index, row=row) for row in reversed(range(1, len(block.rows))))
        elif isinstance(block, Entry) and not isinstance(block, _ALWAYS_KEPT) and block.style not in severities:
            yield _Cut(index)


def _without(blocks: Sequence[Block], cuts: Sequence[_Cut]) -> Iterator[Block]:
    """Yield the blocks without what is cut, and last a line that says how much that is."""
    dropped = {cut.block for cut in cuts if not cut.details and cut.row is None}
    bare = {cut.block for cut in cuts if cut.details}
    rows = {(cut.block, cut.row) for cut in cuts if cut.row is not None}
    if not cuts:
        yield from blocks
        return
    for index, block in enumerate(blocks):
        if index in dropped:
            continue
        if isinstance(block, Entry) and index in bare:
            yield block.replaced(details=())
        elif isinstance(block, Table):
            yield block.replaced(rows=[row for number, row in enumerate(block.rows) if (index, number) not in rows])
        else:
            yield block
    parts = {"lines": len(dropped), "actions": len(bare), "rows": len(rows)}
    left_out = ", ".join(f"{count} {name}" for name, count in parts.items() if count)
    yield Paragraph(f"Left out for length: {left_out}. Use the command line or narrower questions to see it.")
