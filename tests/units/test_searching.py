"""The search: what is found, in which order, and how words are read that stand nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown import text_of

from maginfo.answers.evidence import claim_list
from maginfo.answers.intakes import food_list
from maginfo.answers.search import is_mentioned, search
from maginfo.catalogue.names import name_key
from maginfo.errors import UnknownNameError
from maginfo.render.pages.lookup import search_page

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.answers.search import SearchAnswer


def found(answer: SearchAnswer) -> list[tuple[str, str]]:
    """Kind and id of every hit, best first."""
    return [(hit.kind, hit.id) for hit in answer.hits]


def test_every_kind_of_thing_is_found(catalogue: Catalogue) -> None:
    kinds = {hit.kind for words in ("kidney", "400", "warfarin", "sleep") for hit in search(catalogue, words).hits}
    assert kinds == {
        *("form", "use", "caution", "interaction", "food", "question", "claim", "authority", "superseded"),
    }


@pytest.mark.parametrize("topic", ["forms", "uses", "cautions", "interactions"])
def test_everything_is_found_by_its_name(topic: str, catalogue: Catalogue) -> None:
    """One name each of every fourth, the shortest: an abbreviation, a brand, a word without 'magnesium'."""
    names = {
        "forms": [("form", form.id, form.aliases) for form in catalogue.forms()],
        "uses": [("use", use.id, use.aliases) for use in catalogue.uses],
        "cautions": [("caution", caution.id, caution.aliases) for caution in catalogue.cautions],
        "interactions": [
            ("interaction", group.id, [member.name for member in group.members])
            for group in catalogue.interaction_classes()
        ],
    }[topic]
    for kind, identifier, aliases in names[::4]:
        name = min(aliases, key=len)
        assert (kind, identifier) in found(search(catalogue, name)), name


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("nerve pain", ("use", "neuropathic-pain")),
        ("citrate", ("form", "citrate")),
        ("dialysis", ("caution", "dialysis")),
        ("levothyroxine", ("interaction", "levothyroxine")),
        ("almonds", ("food", "almonds")),
    ],
)
def test_what_is_called_so_stands_before_what_mentions_it(
    words: str, first: tuple[str, str], catalogue: Catalogue
) -> None:
    answer = search(catalogue, words)
    assert found(answer)[0] == first
    assert len(answer.hits) > 1
    assert answer.read_as is None


@pytest.mark.parametrize("words", ["pain nerve", "NERVE PAIN", "  nerve\tpain ", "nerve, pain!"])
def test_neither_order_nor_case_nor_marks_matter(words: str, catalogue: Catalogue) -> None:
    assert found(search(catalogue, words)) == found(search(catalogue, "nerve pain"))


@pytest.mark.parametrize(("words", "another"), [("sleep", "glycinate"), ("kidney", "dialysis"), ("magnesium", "oxide")])
def test_another_word_narrows(words: str, another: str, catalogue: Catalogue) -> None:
    wide, narrow = search(catalogue, words), search(catalogue, f"{words} {another}")
    assert 0 < len(narrow.hits) + narrow.more < len(wide.hits) + wide.more


@pytest.mark.parametrize("text", ["???", "", "  ", "'’", "as"])
def test_a_text_without_words_matches_nothing(text: str, catalogue: Catalogue) -> None:
    """Of no words every name has all."""
    for answer in (lambda: food_list(catalogue, text, 0, False), lambda: claim_list(catalogue, text)):
        with pytest.raises(UnknownNameError):
            answer()
    assert search(catalogue, text).hits == ()
    assert not is_mentioned(catalogue, text)


def test_a_lone_s_is_no_plural_of_nothing(catalogue: Catalogue) -> None:
    assert len(food_list(catalogue, "s", 0, False).foods) < len(catalogue.foods.foods)


@pytest.mark.parametrize("times", [1, 400])
def test_one_word_that_stands_nowhere_is_enough_for_no_hits(times: int, catalogue: Catalogue) -> None:
    """However many of the other words are found."""
    assert search(catalogue, f"{'magnesium ' * times}xyzzyqq").hits == ()


def test_hits_beyond_the_list_are_counted(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = search(catalogue, "magnesium")
    monkeypatch.setattr("maginfo.answers.search.MAX_HITS", 100_000)
    every = search(catalogue, "magnesium")
    assert (len(answer.hits), every.more) == (50, 0)
    assert answer.hits == every.hits[:50]
    assert answer.more == len(every.hits) - 50 > 0
    assert str(answer.more) in text_of(search_page(answer))


@pytest.mark.parametrize(
    ("written", "read", "kind", "identifier"),
    [
        ("migrane", "migraine", "use", "migraine"),
        ("glycnate", "glycinate", "form", "glycinate"),
        ("glicinate", "glycinate", "form", "glycinate"),
        ("anxeity", "anxiety", "use", "anxiety"),
        ("levothyroxin", None, "interaction", "levothyroxine"),  # the beginning of a word is that word
        ("neuropathc pain", "neuropathy pain", "use", "neuropathic-pain"),
    ],
)
def test_a_misspelling_is_read_as_the_nearest_word_and_told(
    written: str, read: str | None, kind: str, identifier: str, catalogue: Catalogue
) -> None:
    answer = search(catalogue, written)
    assert (kind, identifier) in found(answer)
    assert (answer.text, answer.read_as) == (written, read)
    if read is not None:
        assert f"'{read}'" in text_of(search_page(answer))


@pytest.mark.parametrize("words", ["cirpo", "cipor"])
def test_a_misspelling_of_several_things_is_read_as_none_of_them(words: str, catalogue: Catalogue) -> None:
    """Cipro and CIPO, a blocked bowel, are one slip from 'cipor'."""
    answer = search(catalogue, words)
    assert (answer.hits, answer.read_as) == ((), None)


@pytest.mark.parametrize("words", ["4321", "401 mg glycinate", "9" * 400])
def test_a_figure_is_never_read_as_another(words: str, catalogue: Catalogue) -> None:
    answer = search(catalogue, words)
    assert (answer.hits, answer.read_as) == ((), None)


@pytest.mark.parametrize("words", ["", "   ", "%", "...", "xyzzy", "xyzzy plugh", "sleep xyzzy", "\u202e\x00"])
def test_nothing_found_is_an_empty_answer(words: str, catalogue: Catalogue) -> None:
    answer = search(catalogue, words)
    assert (answer.hits, answer.more) == ((), 0)
    told = text_of(search_page(answer))
    assert told.strip(), "nothing found is said, and not an empty screen"


def test_an_excerpt_is_one_line_round_the_words(catalogue: Catalogue) -> None:
    for hit in search(catalogue, "gargling").hits:
        assert "gargling" in hit.excerpt.casefold()
        assert "\n" not in hit.excerpt
        assert len(hit.excerpt) < 200
    assert search(catalogue, "gargling").hits


@pytest.mark.parametrize("figure", ["20 %", "15 %", "25 %", "5 of 8"])
def test_a_figure_of_a_claim_is_not_a_part_of_another_figure(figure: str, catalogue: Catalogue) -> None:
    """'20 %' is neither 200 mg nor 120 people."""
    wanted = {word for word in name_key(figure).split() if word.isdigit()}
    for claim in claim_list(catalogue, figure).claims:
        parts = (claim.id, claim.claim, claim.finding, *claim.figures)
        assert wanted <= set(name_key(" ".join(parts)).split()), claim.id


@pytest.mark.parametrize("words", ["unobtainium", "sleep unobtainium", "98765"])
def test_words_that_no_claim_holds_are_refused(words: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError, match=words):
        claim_list(catalogue, words)


def test_more_words_of_a_claim_narrow(catalogue: Catalogue) -> None:
    some = {claim.id for claim in claim_list(catalogue, "nerve pain").claims}
    fewer = {claim.id for claim in claim_list(catalogue, "nerve pain dose").claims}
    assert fewer < some < {claim.id for claim in claim_list(catalogue).claims}
