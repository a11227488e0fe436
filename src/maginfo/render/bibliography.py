"""The bibliography for reference managers: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from maginfo.model.bibliography import Source

_PAPERS = ("trial", "review", "study")
_CSL_TYPES = {
    "trial": "article-journal",
    "review": "article-journal",
    "study": "article-journal",
    "authority": "report",
    "guideline": "report",
    "law": "legislation",
    "dataset": "dataset",
}
_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}
)


_READ_IN_COPY = "‡ Read in a copy, not at this address."


def _title(source: Source) -> str:
    """Return the title of the work; in square brackets where it is our description."""
    return source.title if source.title_seen else f"[{source.title}]"


def render_bibtex(sources: Iterable[Source]) -> str:
    """Write the sources as BibTeX entries, keyed by the ids that answers cite."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    # BibTeX's styles print `journal` only of an article, and `howpublished` only of a misc.
    kind = "article" if source.kind in _PAPERS and source.container is not None else "misc"
    fields = {
        "title": f"{{{_title(source).translate(_ESCAPES)}}}",
        "author": " and ".join(f"{{{author.translate(_ESCAPES)}}}" for author in source.authors),
        "year": str(source.published_year or ""),
        ("journal" if kind == "article" else "howpublished"): (source.container or "").translate(_ESCAPES),
        "doi": source.doi or "",
        "pmid": source.pmid or "",
        "isbn": source.isbn or "",
        "url": source.url or "",
        "urldate": source.checked if source.url is not None and not source.read_in_copy else "",
        "note": _READ_IN_COPY if source.read_in_copy else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def render_csl_json(sources: Iterable[Source]) -> str:
    """Write the sources as CSL-JSON, as citation processors read it."""
    return json.dumps([_csl(source) for source in sources], indent=2, ensure_ascii=False) + "\n"


def _csl(source: Source) -> dict[str, Any]:
    accessed = [int(part) for part in source.checked.split("-")]
    opened = source.url is not None and not source.read_in_copy
    item = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": _title(source),
        "author": [{"literal": author} for author in source.authors],
        "issued": {"date-parts": [[source.published_year]]} if source.published_year is not None else None,
        "container-title": source.container,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "ISBN": source.isbn,
        "URL": source.url,
        "accessed": {"date-parts": [accessed]} if opened else None,
        "note": _READ_IN_COPY if source.read_in_copy else None,
    }
    return {key: value for key, value in item.items() if value}


STYLES: dict[str, Callable[[Iterable[Source]], str]] = {"bibtex": render_bibtex, "csl-json": render_csl_json}
"""Writers of a bibliography by the names of `--style`."""
