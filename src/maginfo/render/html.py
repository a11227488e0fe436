"""A page as one HTML file: no script and no external file, for a screen or for two sheets of paper.

jinja2 escapes every text; it is imported inside a function, since no other output needs it.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from maginfo.render.control_characters import in_markup
from maginfo.render.document import (
    ARROW,
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

    from maginfo.render.document import Block, Text

MAX_COLUMNS, MAX_ROW_WIDTH = 5, 120
"""A table with more columns and longer rows than these is shown as a list, row by row."""
_DRAWN_WIDTH = 60
_WEB = ("https://", "http://")


def render_html(blocks: Iterable[Block], *, heading: str) -> str:
    """Write the page under its heading as one document that loads nothing."""
    from maginfo import __version__

    listed = list(blocks)
    sources = {int(block.label) for block in listed if isinstance(block, NumberedSource)}
    verdict = next((block for block in listed if isinstance(block, Verdict)), None)
    return (
        _environment()
        .get_template("page.html")
        .render(
            heading=heading,
            verdict=verdict,
            sections=_sections([block for block in listed if block is not verdict]),
            sources=sources,
            picture_style=style_sheet("figure"),
            version=__version__,
        )
    )


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
    environment.globals["arrow"] = ARROW
    environment.filters["pieces"] = pieces_of
    environment.filters["as_written"] = as_written
    environment.filters["without_citations"] = _without_citations
    environment.tests["web_address"] = _is_web_address
    return environment


def _sections(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Divide the page: the blocks before the first heading, then each heading with its blocks."""
    sections: list[dict[str, Any]] = [{"heading": None, "blocks": []}]
    for kind, group in groupby(blocks, key=lambda block: type(block)):
        run = list(group)
        if kind is Heading:
            sections += [{"heading": block.text, "blocks": []} for block in run if isinstance(block, Heading)]
        elif issubclass(kind, Entry):
            sections[-1]["blocks"].append({"kind": _kind_of_list(run), "entries": run})
        else:
            sections[-1]["blocks"] += [_block(block) for block in run]
    for number, section in enumerate(sections):
        section["id"] = f"part-{number}"
        section["of_sources"] = any(block["kind"] == "sources" for block in section["blocks"])
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


def _without_citations(text: Text) -> str:
    return "".join(piece.text for piece in pieces_of(text))


def _is_web_address(url: str | None) -> bool:
    """Return whether the address has a scheme of the web, which a page may link to."""
    return url is not None and url.startswith(_WEB)
