"""The bibliography for reference managers: BibTeX, read back by a library that is not ours, and CSL-JSON."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from maginfo.model.bibliography import ReadIn, Source, short_name
from maginfo.render.bibliography import render_bibtex, render_csl_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from fixture_types import RunMaginfo

    from maginfo import Catalogue

PRINTED = {
    "article": {"author", "title", "journal", "year", "volume", "number", "pages", "month", "note"},
    "book": {"author", "editor", "title", "publisher", "year", "volume", "series", "address", "edition", "note"},
    "techreport": {"author", "title", "institution", "year", "type", "number", "address", "month", "note"},
    "manual": {"title", "author", "organization", "address", "edition", "month", "year", "note"},
    "misc": {"author", "title", "howpublished", "month", "year", "note"},
}
"""The fields that BibTeX's own styles print of an entry, by its type; any other field they pass over."""

CSL_TYPES = {
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter"),
    *("classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
    *("figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication"),
    *("post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech"),
    *("standard", "thesis", "treaty", "webpage"),
}
CSL_TEXTS = {"id", "type", "title", "container-title", "DOI", "PMID", "PMCID", "ISBN", "URL", "note"}
CSL_DATES = {"issued", "accessed"}

HARD = Source(
    id="hard-2020",
    title=r"50 % of {iron} & zinc_2 #1: $5, a\b, Ångström",
    kind="review",
    seen="primary",
    checked="2026-01-09",
    authors=("Ministry of Food and Drugs", "O'Brien P", "Müller-Lüdenscheidt Ä"),
    year=1998,
    container="Food & Drugs 5:1-2",
    url="https://example.org/a_b?c=1&d=%20#e~f",
    doi="10.1000/a_b(02)1<2::x",
    pmid="12345",
)
"""Everything at once that BibTeX gives a meaning of its own."""
COPIED = Source(
    id="copied-2001",
    title="Opinion on a limit",
    title_seen=False,
    kind="authority",
    seen="copy",
    checked="2026-01-09",
    authors=("Scientific Committee",),
    year=2001,
    url="https://example.org/opinion.pdf",
    note="Only the first page was read.",
    read_in=(ReadIn(kind="copy", by="a share site", url="https://copies.example/1", on="2026-01-09", part="p. 3"),),
)
"""A work that was read somewhere else, under a title of ours."""


def read_bibtex(sources: Iterable[Source], *middlewares: Any) -> dict[str, dict[str, Any]]:
    """The fields of each entry as another program reads them, with its type."""
    library = bibtexparser.parse_string(render_bibtex(sources), append_middleware=list(middlewares))
    assert library.failed_blocks == []
    return {
        entry.key: {"entry": entry.entry_type, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    }


def plain(text: str) -> str:
    """Without the braces that keep capitals."""
    return text.replace("{", "").replace("}", "")


@pytest.fixture(scope="module")
def sources(catalogue: Catalogue) -> Sequence[Source]:
    """The whole bibliography, and the hard case."""
    return (*catalogue.bibliography(catalogue.source_ids).values(), HARD, COPIED)


@pytest.fixture(scope="module")
def decoded(sources: Sequence[Source]) -> dict[str, dict[str, Any]]:
    """The bibliography as BibTeX is read, without LaTeX."""
    return read_bibtex(sources, LatexDecodingMiddleware())


def shown_title(source: Source) -> str:
    """A title of ours is set in square brackets."""
    return source.title if source.title_seen else f"[{source.title}]"


def was_opened(source: Source) -> bool:
    """Whether somebody opened the work's own address, so that a day of access can be told."""
    return source.url is not None and not source.read_in_copy


@pytest.fixture(scope="module")
def items(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """The bibliography as CSL-JSON is read."""
    read = json.loads(render_csl_json(sources))
    assert isinstance(read, list)
    return read


def test_bibtex_is_read_back_entry_for_entry(sources: Sequence[Source]) -> None:
    entries = read_bibtex(sources)
    assert list(entries) == [source.id for source in sources]
    assert {entry["entry"] for entry in entries.values()} <= set(PRINTED)
    for source in sources:
        entry = entries[source.id]
        for field, value in (("url", source.url), ("doi", source.doi), ("pmid", source.pmid), ("isbn", source.isbn)):
            assert entry.get(field) == value, source.id  # taken verbatim by those who use them
        year = source.year if source.revised is None else source.revised[:4]
        assert entry.get("year") == (str(year) if year is not None else None), source.id
        assert entry.get("urldate") == (source.checked if was_opened(source) else None), source.id


def test_bibtex_titles_are_read_back_letter_for_letter(
    sources: Sequence[Source], decoded: dict[str, dict[str, Any]]
) -> None:
    for source in sources:
        assert plain(decoded[source.id]["title"]) == plain(shown_title(source))


def test_bibtex_keeps_each_author_whole(sources: Sequence[Source]) -> None:
    """'Ministry of Food and Drugs' is one author and not two."""
    entries = read_bibtex(sources, SeparateCoAuthors())
    for source in sources:
        assert [plain(each) for each in entries[source.id].get("author", [])] == [
            plain(each).replace("&", r"\&") for each in source.authors
        ]


def test_bibtex_has_the_journal_where_its_styles_print_it(
    sources: Sequence[Source], decoded: dict[str, dict[str, Any]]
) -> None:
    unprinted = []
    for source in sources:
        entry = decoded[source.id]
        shown = " ".join(entry[field] for field in PRINTED[entry["entry"]] & set(entry))
        if source.container is not None and plain(source.container) not in plain(shown):
            unprinted.append((source.id, entry["entry"]))
    assert unprinted == []


def test_csl_items_have_valid_types_and_variables(sources: Sequence[Source], items: list[dict[str, Any]]) -> None:
    assert [item["id"] for item in items] == [source.id for source in sources]
    for item in items:
        assert item["type"] in CSL_TYPES, item["id"]
        assert set(item) <= {*CSL_TEXTS, *CSL_DATES, "author"}, item["id"]
        assert all(isinstance(item[name], str) and item[name] for name in CSL_TEXTS & set(item)), item["id"]


def test_csl_dates_are_dates(sources: Sequence[Source], items: list[dict[str, Any]]) -> None:
    for source, item in zip(sources, items, strict=True):
        accessed = item.get("accessed", {}).get("date-parts", [])
        assert [datetime.date(*parts).isoformat() for parts in accessed] == [source.checked] * was_opened(source)
        issued = item.get("issued", {}).get("date-parts")
        year = source.year if source.revised is None else int(source.revised[:4])
        assert issued == ([[year]] if year is not None else None), source.id


def test_csl_names_are_names(sources: Sequence[Source], items: list[dict[str, Any]]) -> None:
    for source, item in zip(sources, items, strict=True):
        names = [each.get("literal") or f"{each['family']} {each['given']}" for each in item.get("author", [])]
        assert names == list(source.authors), source.id
        assert "author" not in item or names, "no names are left out, not an empty list"


def test_csl_holds_every_text_as_it_stands(sources: Sequence[Source], items: list[dict[str, Any]]) -> None:
    for source, item in zip(sources, items, strict=True):
        texts = (shown_title(source), source.container, source.doi, source.pmid, source.pmcid, source.isbn, source.url)
        names = ("title", "container-title", "DOI", "PMID", "PMCID", "ISBN", "URL")
        assert tuple(item.get(name) for name in names) == texts


@pytest.mark.parametrize("render", [render_bibtex, render_csl_json])
def test_a_copy_is_marked_and_its_address_is_left_out(render: Callable[[Iterable[Source]], str]) -> None:
    marked, plain_work = render([COPIED]), render([HARD])
    assert "\u2021 Read in a copy" in marked
    assert "\u2021" not in plain_work
    for text in ("copies.example", "a share site", "Only the first page"):
        assert text not in marked


def test_no_style_tells_where_a_copy_stands(sources: Sequence[Source]) -> None:
    works = {source.url for source in sources}
    copies = [each.url for source in sources for each in source.read_in if each.url and each.url not in works]
    written = render_bibtex(sources) + render_csl_json(sources)
    assert [url for url in copies if f'"{url}"' in written or f"{{{url}}}" in written] == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"short": "NASEM 2019"}, "NASEM 2019"),
        ({"authors": ("Walker AF", "Marakis G"), "year": 2003}, "Walker 2003"),
        ({"authors": ("Müller-Lüdenscheidt Ä-B",), "year": 1998}, "Müller-Lüdenscheidt 1998"),
        ({"authors": ("Institute of Medicine",), "year": 1997}, "Institute of Medicine 1997"),
        ({"authors": ("Arla",)}, "Arla"),
        ({"container": "JAEM 39:683-686", "year": 2019}, "JAEM 2019"),
        ({"url": "https://www.example.org/a"}, "example.org"),
        ({"read_in": (ReadIn(kind="copy", by="a share site", on="2026-01-09"),), "year": 2001}, "a share site 2001"),
        ({}, "A title"),
        ({"kind": "label", "market": "US", "product": "ciprofloxacin", "year": 2024}, "US label, ciprofloxacin, 2024"),
        ({"kind": "label", "market": "UK", "product": "Citramag"}, "UK label, Citramag"),
        (
            {"kind": "label", "market": "US", "product": "Sprycel", "year": 2006, "revised": "2024-07-31"},
            "US label, Sprycel, 2024",
        ),
    ],
)
def test_every_source_has_a_short_name(fields: dict[str, Any], name: str) -> None:
    values = {"id": "a", "title": "A title", "kind": "reference", "seen": "primary", "checked": "2026-01-09"}
    assert short_name(Source(**{**values, **fields})) == name


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"url": "https://example.org/a", "doi": "10.1000/1"}, "https://example.org/a"),
        ({"doi": "10.1000/1", "pmid": "12345"}, "https://doi.org/10.1000/1"),
        ({"pmid": "12345"}, "https://pubmed.ncbi.nlm.nih.gov/12345"),
        ({"pmcid": "PMC12345"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC12345"),
        ({"read_in": (ReadIn(kind="copy", by="site", url="https://copies.example/1", on="2026-01-09"),)}, None),
    ],
)
def test_the_address_is_the_work_s_own_or_its_identifier_s(fields: dict[str, Any], address: str | None) -> None:
    values = {"id": "a", "title": "A title", "kind": "reference", "seen": "abstract", "checked": "2026-01-09"}
    assert Source(**{**values, **fields}).own_address == address


@pytest.mark.parametrize("style", ["bibtex", "csl-json"])
def test_the_command_prints_the_sources_that_were_named(style: str, maginfo: RunMaginfo, catalogue: Catalogue) -> None:
    ids = ("iom-1997", "pickering-2011")
    render = render_bibtex if style == "bibtex" else render_csl_json
    outcome = maginfo("sources", *ids, "--style", style)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.rstrip("\n") == render(catalogue.bibliography(ids).values()).rstrip("\n")


@pytest.mark.parametrize(
    ("style", "options"),
    [
        ("csl-json", ["-o", "{}.json"]),
        ("bibtex", ["-o", "{}.bib"]),
        ("bibtex", ["-o", "{}.txt"]),
        ("bibtex", ["-o", "{}.json"]),
        ("bibtex", ["--json"]),
        ("csl-json", ["-f", "tsv"]),
        ("bibtex", ["-f", "markdown"]),
    ],
)
def test_a_style_is_written_or_refused_and_never_passed_over(
    style: str, options: list[str], maginfo: RunMaginfo, tmp_path: Path
) -> None:
    wanted = maginfo("sources", "iom-1997", "--style", style).out
    file = tmp_path / "references"
    outcome = maginfo("sources", "iom-1997", "--style", style, *(option.format(file) for option in options))
    written = "".join(each.read_text(encoding="utf-8") for each in tmp_path.iterdir()) or outcome.out
    assert outcome.status == 2 or (outcome.status, written) == (0, wanted)


def test_a_style_that_is_not_known_and_an_id_that_is_not_there_are_refused(maginfo: RunMaginfo) -> None:
    for words in (("--style", "endnote"), ("--style", "bibtex", "no-such-source")):
        outcome = maginfo("sources", *words)
        assert (outcome.status, outcome.out) == (2, "")
        assert words[-1] in outcome.err
