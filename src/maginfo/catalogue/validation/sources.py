"""Checks of the shipped bibliography: a source is the work itself, with its own address or none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.validation.problems import Problem
from maginfo.catalogue.validation.references import placed_records
from maginfo.model.bibliography import DOUBTFUL, Citation, Source, SourceRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue

NO_EVIDENCE = ("article", "trade", "dataset")
"""Kinds of sources on which alone no limit, hours or caution may stand."""
FILE, RULES = "sources.toml", "source_rules.toml"
NO_WORKS = ("computed", "dataset")
"""Grades of what nobody else published as a work: computations, searches, tables of data."""
IDENTIFIERS = ("doi", "pmid", "pmcid", "setid", "registration", "isbn")
ADDRESSES_OF = {
    "doi": ("doi.org", "/"),
    "pmid": ("pubmed.ncbi.nlm.nih.gov", "/"),
    "pmcid": ("pmc.ncbi.nlm.nih.gov", "/articles/"),
}
"""Host and beginning of the path of the address that an identifier resolves to."""
CODE_HOSTS = ("github.com", "huggingface.co")
"""Hosts of repositories: an owner and a name are no page yet."""


def source_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with the works of the bibliography, and what stands on no work that can be found."""
    rules, sources = catalogue.source_rules, catalogue.recorded_sources
    for source in sources:
        for message in (*_address_faults(source, rules), *_generated_faults(source, rules), *_reading_faults(source)):
            yield Problem(FILE, source.id, message)
    yield from _shared_identifiers(sources)
    yield from _citation_grades(catalogue, {source.id: source for source in sources})
    yield from _budget_problems(sources, rules)
    yield from _unlocated_problems(catalogue, rules)


def _address_faults(source: Source, rules: SourceRules) -> Iterator[str]:
    if source.url is not None:
        host, _ = host_and_path(source.url)
        if is_copy_host(host, rules):
            message = f"url is at {host}, which prints the works of others (copy_hosts of {RULES})"
            yield f"{message}; give the work's own address or none, and the copy in read_in"
        if _is_root(source.url):
            yield f"url {source.url} is a site and not a work; give the address of the page"
        yield from _disagreements(source)
    if source.address is not None and source.url is None:
        yield f"address = '{source.address}' and no url; it says whether the url was confirmed"
    for reading in source.read_in:
        if reading.url is not None and _is_root(reading.url):
            yield f"read_in names {reading.url}, which is a site and not a page; give the page, or by alone"


def host_and_path(url: str) -> tuple[str, str]:
    """Split an address into its host, without a port, and its path with what follows."""
    host, _, path = url.split("://", 1)[1].partition("/")
    return host.partition(":")[0].rstrip(".").lower(), f"/{path}"


def is_copy_host(host: str, rules: SourceRules) -> bool:
    """Return whether a host, or a domain that it belongs to, only prints other people's works."""
    return _belongs_to(host, rules.copy_hosts)


def _belongs_to(host: str, hosts: Iterable[str]) -> bool:
    labels = host.split(".")
    return not {".".join(labels[start:]) for start in range(len(labels))}.isdisjoint(hosts)


def _generated_faults(source: Source, rules: SourceRules) -> Iterator[str]:
    """Yield where a page that a language model wrote stands as the work, or as a good reading of one."""
    why = f"whose pages a language model writes (generated_hosts of {RULES})"
    if source.url is not None:
        host, _ = host_and_path(source.url)
        if _belongs_to(host, rules.generated_hosts):
            yield f"url is at {host}, {why}; cite the work that the page retells"
    for reading in source.read_in:
        at = host_and_path(reading.url)[0] if reading.url is not None else ""
        generated = _belongs_to(at, rules.generated_hosts) or any(each in reading.by for each in rules.generated_hosts)
        if generated and source.seen not in DOUBTFUL:
            yield f"seen = '{source.seen}' and read_in names {reading.by}, {why}; at best 'weak'"


def _is_root(url: str) -> bool:
    """Return whether an address names a site, or a repository of code, and no page in it."""
    host, path = host_and_path(url)
    parts = [part for part in path.split("/") if part]
    return len(parts) <= (2 if host in CODE_HOSTS else 0)


def _disagreements(source: Source) -> Iterator[str]:
    """Yield each identifier in the address of a source that is not the identifier beside it."""
    if source.url is None:
        return
    at_host, path = host_and_path(source.url)
    for name, (host, start) in ADDRESSES_OF.items():
        if at_host == host and path.startswith(start):
            written = path.removeprefix(start).strip("/")
            given = getattr(source, name)
            if given is None:
                yield f"url is that of {name} {written}, and {name} is missing"
            elif written.lower() != given.lower() and not written.lower().startswith(f"{given.lower()}/"):
                yield f"url is that of {name} {written}, not of {name} {given}; both are to name one work"
    if "setid=" in path:
        written = path.partition("setid=")[2].partition("&")[0]
        if source.setid is None:
            yield f"url is that of setid {written}, and setid is missing"
        elif written.lower() != source.setid:
            yield f"url is that of setid {written}, not of setid {source.setid}"
    if source.doi is not None and "/10." in path and at_host != "doi.org":
        written = f"10.{path.split('/10.', 1)[1]}".lower()
        if not written.startswith(source.doi.lower()) and not source.doi.lower().startswith(written):
            yield f"url contains doi {written}, not doi {source.doi}; both are to name one work"


def _reading_faults(source: Source) -> Iterator[str]:
    if source.seen == "copy" and not source.read_in:
        yield "seen = 'copy' and no read_in; say where the copy stands"
    if source.seen == "primary" and not source.can_be_found:
        yield "seen = 'primary' and no url or identifier; primary means read at the work's own address: copy, or less"
    if source.kind == "label" and source.short is None and source.product is None:
        yield "is a label without product; it names the label in text ('US label, ciprofloxacin, 2024')"


def _shared_identifiers(sources: Iterable[Source]) -> Iterator[Problem]:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source in sources:
        for name in IDENTIFIERS:
            value = getattr(source, name)
            if value is not None and name == "registration":  # each revision of a label is a work
                value += f" ({source.revised or source.year or 'undated'})"
            if value is not None:
                owners[name, value.lower()].append(source.id)
        if source.url is not None:
            owners["url", source.url].append(source.id)
    for (name, value), ids in owners.items():
        if len(ids) > 1 and name != "isbn":
            message = f"has the {name} of {' and of '.join(ids[:-1])}, {value}; one work stands once"
            yield Problem(FILE, ids[-1], message)


def _citation_grades(catalogue: Catalogue, sources: dict[str, Source]) -> Iterator[Problem]:
    for placed in placed_records(catalogue):
        record = placed.record
        if isinstance(record, Citation) and record.seen == "primary":
            source = sources.get(record.id)
            if source is not None and source.read_in_copy and source.seen == "copy":
                message = f"seen = 'primary', and {record.id} was read in a copy only: copy"
                yield Problem(placed.file, placed.place(), message)


def described_titles(sources: Iterable[Source]) -> list[Source]:
    """Return the sources with a title that is our description."""
    return [source for source in sources if not source.title_seen]


def without_address(sources: Iterable[Source]) -> list[Source]:
    """Return the works with neither address nor identifier; our own computations and data sets are no works."""
    return [source for source in sources if not source.can_be_found and source.seen not in NO_WORKS]


def inferred_addresses(sources: Iterable[Source]) -> list[Source]:
    """Return the sources with an address that was not confirmed."""
    return [source for source in sources if source.address == "inferred"]


def _budget_problems(sources: tuple[Source, ...], rules: SourceRules) -> Iterator[Problem]:
    """Yield each count of what is to be mended that is over its number; the numbers may only fall."""
    counts = {
        "max_described_titles": (described_titles(sources), "titles are our descriptions"),
        "max_without_address": (without_address(sources), "sources have neither address nor identifier"),
        "max_inferred_addresses": (inferred_addresses(sources), "addresses are inferred"),
    }
    for name, (found, words) in counts.items():
        allowed = getattr(rules, name)
        if len(found) > allowed:
            yield Problem(RULES, name, f"is {allowed}, and {len(found)} {words}; the number may only fall")


def _unlocated_problems(catalogue: Catalogue, rules: SourceRules) -> Iterator[Problem]:
    """Yield each limit, hours and caution without a work that can be found and not listed, and the reverse."""
    found = dict.fromkeys(unlocated_entries(catalogue))
    for entry in found:
        if entry not in rules.unlocated:
            file, _, place = entry.partition(": ")
            message = (
                "is backed by no work that has its own address or identifier; cite one, or list it in unlocated of "
                f"{RULES}, which may only shrink"
            )
            yield Problem(file, place, message)
    for entry in rules.unlocated:
        if entry not in found:
            yield Problem(RULES, "unlocated", f"lists '{entry}', which is backed by such a work now; take it out")


def unlocated_entries(catalogue: Catalogue) -> Iterator[str]:
    """Yield each limit, hours and caution backed by no work that has its own address or identifier."""
    sources = {source.id: source for source in catalogue.recorded_sources}

    def is_located(citations: Iterable[Citation]) -> bool:
        return any(
            each.id in sources  # `references` reports an unknown id
            and sources[each.id].can_be_found
            and sources[each.id].kind not in NO_EVIDENCE
            and (each.seen or sources[each.id].seen) not in DOUBTFUL
            for each in citations
        )

    for authority in catalogue.authorities:
        if authority.upper_limit is not None and not is_located(authority.upper_limit.sources):
            yield f"intakes/{authority.id}.toml: upper_limit"
    for group in catalogue.interaction_classes():
        if any(group.hours) and not is_located(group.sources):
            yield f"interactions/{group.id}.toml: hours"
        for member in group.members:
            if any(member.own_hours) and not is_located(member.sources or group.sources):
                yield f"interactions/{group.id}.toml: {member.name}"
    for caution in catalogue.cautions:
        if not is_located(caution.sources):
            yield f"cautions.toml: {caution.id}"
