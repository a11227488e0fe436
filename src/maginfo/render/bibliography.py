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


def render_bibtex(sources: Iterable[Source]) -> str:
    """Write the sources as BibTeX entries, keyed by the ids that answers cite."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    # BibTeX's styles print `journal` only of an article, and `howpublished` only of a misc.
    kind = "article" if source.kind in _PAPERS and source.container is not None else "misc"
    fields = {
        "title": f"{{{source.title.translate(_ESCAPES)}}}",
        "author": " and ".join(f"{{{author.translate(_ESCAPES)}}}" for author in source.authors),
        "year": str(source.year) if source.year is not None else "",
        ("journal" if kind == "article" else "howpublished"): (source.container or "").translate(_ESCAPES),
        "doi": source.doi or "",
        "pmid": source.pmid or "",
        "isbn": source.isbn or "",
        "url": source.url or "",
        "urldate": source.checked,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def render_csl_json(sources: Iterable[Source]) -> str:
    """Write the sources as CSL-JSON, as citation processors read it."""
    return json.dumps([_csl(source) for source in sources], indent=2, ensure_ascii=False) + "\n"


def _csl(source: Source) -> dict[str, Any]:
    year, month, day = (int(part) for part in source.checked.split("-"))
    item = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": source.title,
        "author": [{"literal": author} for author in source.authors],
        "issued": {"date-parts": [[source.year]]} if source.year is not None else None,
        "container-title": source.container,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "ISBN": source.isbn,
        "URL": source.url,
        "accessed": {"date-parts": [[year, month, day]]},
        "note": source.note,
    }
    return {key: value for key, value in item.items() if value}


STYLES: dict[str, Callable[[Iterable[Source]], str]] = {"bibtex": render_bibtex, "csl-json": render_csl_json}
"""Writers of a bibliography by the names of `--style`."""
