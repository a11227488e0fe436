"""Resources: every form and every source, by its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from maginfo.cli.commands import data, lookup
from maginfo.errors import UsageError
from maginfo.mcp.tools import rendering_of
from maginfo.render.arrangement import FULL_VIEW, arranged
from maginfo.render.markdown import render_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maginfo.catalogue.catalogue import Catalogue

MEDIA_TYPE = "text/markdown"
TEMPLATES = {"form": "maginfo://form/{id}", "source": "maginfo://source/{id}"}
"""The address of each kind of resource."""
PAGE_SIZE = 100
"""Resources in one part of their list."""
MAX_ADDRESS = 200
_ADDRESS = re.compile(r"maginfo://(form|source)/([^/?#]+)", re.ASCII)
_COMMANDS: dict[str, tuple[Callable[..., int], str]] = {
    "form": (lookup.show, "form"),
    "source": (data.sources, "source"),
}


class Resource(NamedTuple):
    """One entry of the list of resources."""

    uri: str
    name: str


def list_resources(catalogue: Catalogue, start: int = 0) -> tuple[Sequence[Resource], int | None]:
    """Return the resources from that position on, and the position of the next part; None after the last."""
    ids = [("form", each) for each in catalogue.form_ids] + [("source", each) for each in catalogue.source_ids]
    part = ids[start : start + PAGE_SIZE]
    rest = start + PAGE_SIZE
    return [Resource(f"maginfo://{kind}/{each}", each) for kind, each in part], rest if rest < len(ids) else None


def read_resource(catalogue: Catalogue, uri: str) -> str:
    """Return all that is known of the form or the source at an address, as Markdown.

    Raises UsageError for an address of another kind, UnknownNameError for an unknown name.
    """
    found = _ADDRESS.fullmatch(uri) if len(uri) <= MAX_ADDRESS else None
    if found is None:
        raise UsageError("no resource has this address: write maginfo://form/ID or maginfo://source/ID")
    command, option = _COMMANDS[found[1]]
    rendering = rendering_of(command, catalogue, **{option: [found[2]]})
    return render_markdown(arranged(rendering.page(), FULL_VIEW))
