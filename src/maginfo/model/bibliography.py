"""Citations and the bibliography."""

import re
from collections.abc import Iterator
from typing import Any

from maginfo.model.constraints import (
    Address,
    AddressKind,
    Doi,
    Identifier,
    IsoDate,
    Pmcid,
    Pmid,
    Prose,
    ReadingKind,
    Revised,
    Seen,
    SetId,
    SourceKind,
    Text,
    Year,
)
from maginfo.model.record import Record, records_in

SEEN_STRENGTH = ("primary", "copy", "abstract", "secondary", "computed", "dataset", "weak", "unverified")
"""How closely a source was read, strongest first."""
DOUBTFUL = ("weak", "unverified")


class Citation(Record):
    """One source of a value, with the place in the source and the day of the last comparison."""

    id: Identifier
    """The source, a record of sources.toml."""
    at: Text
    """The locator: table, page, section."""
    checked: IsoDate
    """The day a curator last compared the value with the text of the source that was available (ISO date)."""
    seen: Seen | None = None
    """How well the curator could read the value in the source; None means the grade of the source itself."""


class ReadIn(Record):
    """A place, other than the work's own address, where a work was read."""

    kind: ReadingKind
    by: Text
    """Who publishes the copy: a site or a body."""
    on: IsoDate
    """The day it was read (ISO date)."""
    url: Address | None = None
    """The address of the copy itself, with path and commit where it stands in a repository."""
    part: Text | None = None
    """Which part of the work it holds."""


class Source(Record):
    """One entry of the bibliography: a work, wherever it was read."""

    id: Identifier
    title: Text
    kind: SourceKind
    seen: Seen
    """How well the source was read: the scale of data/README.md, rule 3."""
    checked: IsoDate
    authors: tuple[Text, ...] = ()
    """People, or the issuing body."""
    year: Year | None = None
    container: Text | None = None
    """Journal with volume and pages, or the series."""
    url: Address | None = None
    """The work's own address; never the address of a copy."""
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    isbn: Text | None = None
    note: Prose | None = None
    title_seen: bool = True
    """Whether `title` is the work's own title; False means that it is our description of the work."""
    short: Text | None = None
    """Short name for running text such as 'NASEM 2019'; `short_name` derives one where it is None."""
    address: AddressKind | None = None
    """'inferred' where `url` was not confirmed; None where there is no `url`, or nothing was said."""
    market: Text | None = None
    """Of a label: whose label it is; goes on before 'label', such as 'US'."""
    product: Text | None = None
    """Of a label: the medicine or product that it is for."""
    registration: Text | None = None
    """Of a label: its number in the register of medicines, such as 'PL 39972/0002'."""
    setid: SetId | None = None
    revised: Revised | None = None
    """Of a label: the revision that was read."""
    read_in: tuple[ReadIn, ...] = ()
    """Where the work was read, if elsewhere."""

    @property
    def own_address(self) -> str | None:
        """The address of the work: its `url`, or the one that follows from its identifier."""
        if self.url is not None:
            return self.url
        identifiers = ((self.doi, DOI_ADDRESS), (self.pmid, PUBMED_ADDRESS), (self.pmcid, PMC_ADDRESS))
        for identifier, address in (*identifiers, (self.setid, DAILYMED_ADDRESS)):
            if identifier is not None:
                return address + identifier
        return None

    @property
    def published_year(self) -> int | None:
        """The year of the revision that was read, of a label; else that of the work."""
        return int(self.revised[:4]) if self.revised is not None else self.year

    @property
    def can_be_found(self) -> bool:
        """Whether the work has an address, or an identifier, of its own."""
        return any((self.own_address, self.isbn, self.registration))

    @property
    def read_in_copy(self) -> bool:
        """Whether the work was read somewhere else and not at its own address."""
        return bool(self.read_in) and self.seen != "primary"


DOI_ADDRESS = "https://doi.org/"
PUBMED_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/"
PMC_ADDRESS = "https://pmc.ncbi.nlm.nih.gov/articles/"
DAILYMED_ADDRESS = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="

MAX_INITIALS = 4
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z-]{1,7})\)$")
"""Of a body, after its name: 'German Federal Institute for Risk Assessment (BfR)'."""


def short_name(source: Source) -> str:
    """Return the short name of a source: 'NASEM 2019', 'Walker 2003', 'US label, ciprofloxacin, 2024'.

    Without `short` it is the issuer or the first author's surname with the year; else the container, the publisher of
    the copy, the host of the address, or the title stands for the author.
    """
    if source.short is not None:
        return source.short
    year = str(source.published_year or "")
    if source.kind == "label" and source.product is not None:
        return ", ".join(filter(None, (f"{source.market or ''} label".strip(), source.product, year)))
    issuer = _surname(source.authors[0]) if source.authors else _publisher(source)
    return issuer if issuer.endswith(year) else f"{issuer} {year}"


def _surname(author: str) -> str:
    """Return the author without initials, or the abbreviation after a body's name."""
    if abbreviation := _ABBREVIATION.search(author):
        return abbreviation[1]
    surname, _, initials = author.rpartition(" ")
    letters = initials.replace("-", "")
    return surname if surname and letters.isalpha() and letters.isupper() and len(letters) <= MAX_INITIALS else author


def _publisher(source: Source) -> str:
    if source.container is not None:
        return re.split(r"[,;:.(]| \d", source.container)[0]
    if source.url is not None:
        return source.url.split("/")[2].removeprefix("www.")
    return source.read_in[0].by if source.read_in else source.title


def as_presented(source: Source) -> Source:
    """Return the source with its address and its short name filled in, as answers show it."""
    url = source.own_address
    address = source.address or ("published" if url is not None else None)
    return source.replaced(url=url, address=address, short=short_name(source))


class Sources(Record):
    """sources.toml: the bibliography."""

    sources: tuple[Source, ...]


class SourceRules(Record):
    """source_rules.toml: what may stand as the address of a work, and what is still to be mended."""

    copy_hosts: tuple[Text, ...]
    """Hosts that print other people's works: never a work's own address. A subdomain of one counts too."""
    generated_hosts: tuple[Text, ...]
    """Hosts whose pages a language model writes: never a source. A subdomain of one counts too."""
    max_described_titles: int
    """The most titles that may be our descriptions (`title_seen = false`)."""
    max_without_address: int
    """The most sources that may have neither address nor identifier."""
    max_inferred_addresses: int
    """The most addresses that may be unconfirmed."""
    unlocated: tuple[Text, ...] = ()
    """Limits, hours and cautions allowed to stand without a work that can be found, each as 'file: place'."""


def cited_in(value: Any) -> Iterator[str]:
    """Yield the ids of the sources cited anywhere in a record or in a tuple of records."""
    return (record.id for _, record in records_in(value) if isinstance(record, Citation))
