"""A page as one HTML file: no script and no external file, for a screen or for paper.

The answer stands first; reasons, everything else and the sources are folded, and open where they were asked for.

jinja2 escapes every text; it is imported inside a function, since no other output needs it.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from maginfo.render.arrangement import FOLDED_VIEW, arranged
from maginfo.render.control_characters import in_markup
from maginfo.render.document import (
    Closing,
    Depth,
    Drawing,
    Entry,
    EntryKind,
    Heading,
    NumberedSource,
    Paragraph,
    Table,
    Verdict,
    as_written,
    pieces_of,
)
from maginfo.render.pictures.svg import ROOMS, inline_svg, style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment

    from maginfo.render.arrangement import View
    from maginfo.render.document import Block, Detail, Page, Text

MAX_COLUMNS, MAX_ROW_WIDTH = 5, 120
"""A table with more columns and longer rows than these is shown as a list, row by row."""
_DRAWN_WIDTH = 60
_FRAME_HEIGHT = "36rem"
"""Of a frame, which cannot take the height of its page; it scrolls, and can be drawn longer."""
_WEB = ("https://", "http://")


def render_html(page: Page, view: View, *, heading: str, in_frame: bool = False) -> str:
    """Write the page as one document that loads nothing; `view` says what is unfolded.

    It stands under its own title, if it has one, else under the heading.
    In a frame it has no room for a name, a date and notes.
    """
    from maginfo import __version__

    blocks = arranged(page, FOLDED_VIEW)
    verdicts = [block for block in blocks if isinstance(block, Verdict)]
    numbered = [block for block in blocks if isinstance(block, NumberedSource)]
    titles = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    shown_above = (*titles, *verdicts)
    rest: list[Block] = [block for block in blocks if not isinstance(block, Closing) and block not in shown_above]
    at = next((place for place, block in enumerate(rest) if isinstance(block, NumberedSource)), len(rest) + 1) - 1
    parts = [_part(rest[:at], depth) for depth in Depth]
    sources = rest[at:]
    folded: list[tuple[str, list[Block], bool]] = [
        ("Reasons, values and notes", parts[1], view.depth >= Depth.WHY),
        ("Everything else that is known", parts[2], view.depth >= Depth.FULL),
        (f"Sources ({len(numbered)})", sources[1:], view.sources),
    ]
    return (
        _environment()
        .get_template("page.html")
        .render(
            heading=titles[0].text if titles else heading,
            verdicts=verdicts,
            sections=_sections(parts[0], "part"),
            folded=[
                {"title": title, "sections": _sections(shown, f"fold-{number}"), "open": is_open}
                for number, (title, shown, is_open) in enumerate(folded)
                if shown
            ],
            why_is_open=view.depth >= Depth.WHY,
            note=page.note,
            sources={int(block.label) for block in numbered},
            picture_style=style_sheet("figure"),
            version=__version__,
            in_frame=in_frame,
        )
    )


def render_frame(page: Page, view: View, *, heading: str) -> str:
    """Write the page as a frame within another page, such as a notebook: neither's styles and ids reach the other."""
    from html import escape

    document = escape(render_html(page, view, heading=heading, in_frame=True))
    return (
        f'<iframe title="{escape(heading)}" sandbox="allow-popups allow-popups-to-escape-sandbox"'
        f' style="width: 100%; height: {_FRAME_HEIGHT}; border: 0; resize: vertical" srcdoc="{document}"></iframe>'
    )


def _part(blocks: Iterable[Block], depth: Depth) -> list[Block]:
    """Return the blocks of one depth."""
    return [block for block in blocks if block.depth is depth]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("maginfo.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: in_markup(value) if type(value) is str else value,
    )
    environment.filters["shown"] = lambda entry: [each for each in entry.details if each.depth <= entry.depth]
    environment.filters["folded"] = _folded_details
    environment.filters["pieces"] = pieces_of
    environment.filters["as_written"] = as_written
    environment.filters["without_citations"] = _without_citations
    environment.tests["web_address"] = _is_web_address
    return environment


def _sections(blocks: Sequence[Block], prefix: str) -> list[dict[str, Any]]:
    """Divide the page: the blocks before the first heading, then each heading with its blocks."""
    sections: list[dict[str, Any]] = [{"heading": None, "blocks": []}]
    for kind, group in groupby(blocks, key=type):
        run = list(group)
        if kind is Heading:
            sections += [{"heading": block.text, "blocks": []} for block in run if isinstance(block, Heading)]
        elif issubclass(kind, Entry):
            sections[-1]["blocks"].append({"kind": _kind_of_list(run), "entries": run})
        else:
            sections[-1]["blocks"] += [_block(block) for block in run]
    for number, section in enumerate(sections):
        section["id"] = f"{prefix}-{number}"
    return [section for section in sections if section["heading"] is not None or section["blocks"]]


def _kind_of_list(entries: Sequence[Block]) -> str:
    if isinstance(entries[0], NumberedSource):
        return "sources"
    return (
        "points" if all(isinstance(entry, Entry) and entry.kind is EntryKind.POINT for entry in entries) else "entries"
    )


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "paragraph": block}
    if isinstance(block, Table):
        return {"kind": "table", "table": block, "stacked": _is_wide(block)}
    if isinstance(block, Drawing):
        return _drawing(block)
    raise TypeError(f"a page cannot hold a {type(block).__name__}")


def _is_wide(table: Table) -> bool:
    lines = [[len(as_written(cell)) for cell in row] for row in (table.columns, *table.rows)]
    across = sum(map(max, zip(*lines, strict=True)))
    return len(table.columns) > MAX_COLUMNS and across > MAX_ROW_WIDTH


def _drawing(drawing: Drawing) -> dict[str, Any]:
    """Lay out the picture for a phone and for wider places; a drawing without one becomes lines of text."""
    if drawing.picture is None:
        drawn = drawing.draw(_DRAWN_WIDTH, True)
        return {"kind": "lines", "lines": ["".join(text for text, _ in line).rstrip() for line in drawn]}
    from markupsafe import Markup

    picture = drawing.picture()
    laid_out = [Markup(inline_svg(picture, room)) for room in ROOMS]  # noqa: S704  # ElementTree has escaped it all
    return {"kind": "picture", "picture": picture, "laid_out": laid_out}


def _folded_details(entry: Entry) -> list[Detail]:
    """Return the details that stay folded under an entry of the answer; none of an entry that is itself folded."""
    return [each for each in entry.details if each.depth > entry.depth]


def _without_citations(text: Text) -> str:
    return "".join(piece.text for piece in pieces_of(text))


def _is_web_address(url: str | None) -> bool:
    """Return whether the address has a scheme of the web, which a page may link to."""
    return url is not None and url.startswith(_WEB)
