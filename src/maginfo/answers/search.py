"""The answer of `search`: everything in the catalogue that contains the words, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import slips
from maginfo.model.answer import Answer
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue

IN_A_NAME, IN_THE_TITLE, IN_THE_TEXT = 4.0, 3.0, 1.0
"""The weight of a word found in a name, in the title, or in the text."""
NAMED_BY_TITLE = frozenset({"form", "use", "caution", "interaction", "food", "authority"})
"""Kinds of entries for which the title is a name; of the others it is a sentence."""
MAX_HITS = 50
EXCERPT_LENGTH = 160


class Hit(Record):
    """One record that contains the words."""

    kind: str
    """form, use, caution, interaction, food, question, claim, sign, authority or superseded."""
    id: str
    title: str
    excerpt: str


class SearchAnswer(Answer):
    """`maginfo search TEXT`."""

    SCHEMA: ClassVar[str] = "maginfo.search/1"
    text: str
    read_as: str | None
    """The words used for the search, if one was corrected as a misspelling; otherwise null."""
    hits: tuple[Hit, ...]
    more: int
    """Number of hits that are not listed."""


class Entry(Record):
    """One record that can be found."""

    kind: str
    id: str
    title: str
    names: str
    text: str
    """Sentences; excerpts are taken from them."""


def search(catalogue: Catalogue, text: str) -> SearchAnswer:
    """Find the entries that contain every word of the text; those with the words in a name or title come first.

    A word that no entry contains is read as a mistyped word of a name, and the answer says so. If there is no such
    word, if it may be a word of several things, or if it finds nothing either, there are no hits.
    """
    entries = [(entry, *_keys(entry)) for entry in _entries(catalogue)]
    words = name_key(text).split()
    named: dict[str, set[int]] = {}
    for place, (entry, names, title, _) in enumerate(entries):
        for word in (*names, *_of_a_name(entry, title)):
            named.setdefault(word, set()).add(place)
    known = {word for _, *keys in entries for words_of in keys for word in words_of}
    read = [_spelled(word, known, named) for word in words]
    ranked = []
    for entry, names, title, body in entries:
        weights = [_weight(word, names, title, body) for word in read]
        if weights and all(weights):
            ranked.append((-sum(weights), entry))
    ranked.sort(key=lambda found: found[0])
    hits = tuple(Hit(entry.kind, entry.id, entry.title, _excerpt(entry, read)) for _, entry in ranked)
    read_as = " ".join(read) if hits and read != words else None
    return SearchAnswer(text=text, read_as=read_as, hits=hits[:MAX_HITS], more=max(0, len(hits) - MAX_HITS))


def is_mentioned(catalogue: Catalogue, text: str) -> bool:
    """Return whether one entry contains every word of the text as it is written."""
    words = set(name_key(text).split())
    return bool(words) and any(words <= set().union(*_keys(entry)) for entry in _entries(catalogue))


def _keys(entry: Entry) -> tuple[set[str], set[str], set[str]]:
    return set(name_key(entry.names).split()), set(name_key(entry.title).split()), set(name_key(entry.text).split())


def _of_a_name(entry: Entry, title: set[str]) -> set[str]:
    return title if entry.kind in NAMED_BY_TITLE else set()


def _weight(word: str, names: set[str], title: set[str], body: set[str]) -> float:
    for words, weight in ((names, IN_A_NAME), (title, IN_THE_TITLE), (body, IN_THE_TEXT)):
        if word in words:
            return weight
    return (
        IN_THE_TEXT / 2 if len(word) > 3 and any(other.startswith(word) for other in (*names, *title, *body)) else 0.0
    )


def _spelled(word: str, known: set[str], named: Mapping[str, set[int]]) -> str:
    """Return the word if it is known or begins a known word; else the word of a name that it is a misspelling of.

    `named` has the entries that each word names. Of several words that are equally near, it is the one that names most
    where they all name one entry ('glicinate'), and none otherwise: 'cipor' may be Cipro or CIPO, a blocked bowel.
    """
    if word in known or any(other.startswith(word) for other in known):
        return word
    found = [(count, other) for other in named if (count := slips(word, other)) is not None]
    nearest = sorted(other for count, other in found if count == min(found)[0])
    if not nearest or not set.intersection(*(named[other] for other in nearest)):
        return word
    return max(nearest, key=lambda other: len(named[other]))


def _excerpt(entry: Entry, words: list[str]) -> str:
    """Return the part of the text around the first of the words, in one line."""
    lowered = entry.text.casefold()
    places = [place for place in (lowered.find(word) for word in words) if place >= 0]
    start = max(0, min(places, default=0) - EXCERPT_LENGTH // 3)
    start = entry.text.rfind(" ", 0, start) + 1 if start else 0
    end = len(entry.text)
    if start + EXCERPT_LENGTH < end:
        end = entry.text.rfind(" ", start, start + EXCERPT_LENGTH)
        end = end if end > start else start + EXCERPT_LENGTH
    more = " ..." if end < len(entry.text) else ""
    return f"{'... ' if start else ''}{entry.text[start:end]}{more}"


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    for form in catalogue.forms():
        about = (form.absorption, form.tolerance, form.solubility)
        text = _joined(form.category, *(each.summary for each in about if each is not None))
        yield Entry("form", form.id, form.name, _joined(form.id, *form.aliases, *form.topical_names), text)
        for question in form.questions:
            yield Entry("question", form.id, question.question, "", question.answer)
    for use in catalogue.uses:
        studies = (study.result for study in use.studies)
        yield Entry("use", use.id, use.name, _joined(use.id, *use.aliases), _joined(use.summary, *studies))
    for caution in catalogue.cautions:
        text = _joined(caution.summary, caution.action, caution.conflict or "")
        yield Entry("caution", caution.id, caution.title, _joined(caution.id, *caution.aliases), text)
    for group in catalogue.interaction_classes():
        members = (name for member in group.members for name in (member.name, *member.brands, *member.aliases))
        text = _joined(group.summary, group.action, group.evidence or "", group.conflict or "")
        yield Entry("interaction", group.id, group.name, _joined(group.id, *group.aliases, *members), text)
    for food in catalogue.foods.foods:
        text = f"{food.mg_per_100g:g} mg of magnesium in 100 g"
        yield Entry("food", food.id, food.name, _joined(food.id, *food.aliases), text)
    for question in catalogue.common_facts.questions:
        yield Entry("question", "magnesium", question.question, "", question.answer)
    for claim in catalogue.claims:
        yield Entry("claim", claim.id, claim.claim, _joined(claim.id, claim.verdict, *claim.figures), claim.finding)
    for step in catalogue.signs.high_magnesium:
        yield Entry("sign", "hypermagnesaemia", f"Sign of high magnesium: {step.signs}", "", step.level)
    for passage in catalogue.signs.deficiency_signs:
        yield Entry("sign", "deficiency", "Sign of low magnesium", "", passage.text)
    for authority in catalogue.authorities:
        figures = (_figures(stage.recommended_mg, stage.upper_limit_mg) for stage in authority.life_stages)
        names = _joined(authority.id, authority.region, *figures)
        text = _joined(authority.edition, authority.note or "")
        yield Entry("authority", authority.id, authority.name, names, text)
        for edition in authority.superseded:
            yield Entry(
                "superseded", authority.id, f"No longer in force: {edition.edition}", edition.text, edition.text
            )


def _figures(*amounts: float | None) -> str:
    return " ".join("" if amount is None else f"{amount:g}" for amount in amounts)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
