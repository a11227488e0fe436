"""`maginfo sources`: counts, one source in full with where it was read, and what a curator should look at next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from maginfo.answers.sources import ReviewKind, source_list, source_review

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo import Catalogue


def test_the_counts_are_those_of_the_sources(catalogue: Catalogue) -> None:
    answer = source_list(catalogue)
    counted = Counter((source.kind, source.seen) for source in answer.sources)
    assert {(each.kind, each.seen): each.number for each in answer.counts} == counted
    kinds = Counter(source.kind for source in answer.sources)
    order = [each.kind for each in answer.counts]
    assert [kinds[kind] for kind in order] == sorted((kinds[kind] for kind in order), reverse=True)


def test_one_source_tells_every_place_where_it_was_read(maginfo: RunMaginfo, catalogue: Catalogue) -> None:
    work = next(each for each in catalogue.recorded_sources if len(each.read_in) > 2 and each.url is not None)
    text = maginfo("sources", work.id, "--width", "400").out
    for reading in work.read_in:
        assert reading.by in text
        assert reading.on in text
        assert reading.url is None or reading.url in text


def test_an_address_that_was_not_confirmed_is_told(maginfo: RunMaginfo, catalogue: Catalogue) -> None:
    inferred = next(each for each in catalogue.recorded_sources if each.address == "inferred")
    assert "not confirmed" in maginfo("sources", inferred.id).out
    assert maginfo("sources", inferred.id, "--json").json["sources"][0]["address"] == "inferred"


def test_the_review_goes_from_urgent_to_less_urgent_and_from_much_to_little_cited(catalogue: Catalogue) -> None:
    items = source_review(catalogue).items
    kinds = get_args(ReviewKind)
    assert [item.kind for item in items] == sorted((item.kind for item in items), key=kinds.index)
    for kind in kinds:
        cited = [item.citations for item in items if item.kind == kind]
        assert cited == sorted(cited, reverse=True)


def test_the_review_names_what_the_budgets_count(catalogue: Catalogue) -> None:
    listed = Counter(item.kind for item in source_review(catalogue).items)
    rules = catalogue.source_rules
    assert 0 < listed["no-address"] <= rules.max_without_address
    assert 0 < listed["inferred-address"] <= rules.max_inferred_addresses
    assert 0 < listed["described-title"] <= rules.max_described_titles
    assert listed["unlocated"] == len(rules.unlocated)


def test_the_review_concerns_the_whole_bibliography(maginfo: RunMaginfo) -> None:
    for words in (("iom-1997", "--check"), ("--check", "--style", "bibtex")):
        outcome = maginfo("sources", *words)
        assert (outcome.status, outcome.out) == (2, "")
        assert "--check" in outcome.err
    text = maginfo("sources", "--check").out
    assert "addresses that were not confirmed" in text
