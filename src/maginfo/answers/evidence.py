"""The answers of `use` and `claims`: the evidence for a use, and the claims of articles with their verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.names import name_key
from maginfo.errors import UnknownNameError
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Source, cited_in
from maginfo.model.evidence import Claim, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue


class UseList(Answer):
    """`maginfo use`."""

    SCHEMA: ClassVar[str] = "maginfo.use/1"
    uses: tuple[Use, ...]
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


class ClaimList(Answer):
    """`maginfo claims`."""

    SCHEMA: ClassVar[str] = "maginfo.claims/1"
    claims: tuple[Claim, ...]
    bibliography: Mapping[str, Source]
    data_version: str


def use_list(catalogue: Catalogue, name: str | None = None) -> UseList:
    """Return the use with that name, or every use without a name; UnknownNameError for an unknown name.

    The name may be that of a condition whose evidence is recorded under a use.
    """
    uses = catalogue.uses if name is None else (_use_named(catalogue, name),)
    cited = [*cited_in(uses), *(study.source for use in uses for study in use.studies)]
    return UseList(
        uses=uses,
        bibliography=catalogue.bibliography(cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


def _use_named(catalogue: Catalogue, name: str) -> Use:
    try:
        return catalogue.find_use(name)
    except UnknownNameError:
        use = catalogue.resolve_condition(name).use
        if use is None:
            raise
    return catalogue.find_use(use)


def claim_list(catalogue: Catalogue, text: str | None = None) -> ClaimList:
    """Return the claims with the verdict `text`, or with every word of it, or all for None.

    Raises UnknownNameError if none matches, and for a text without a letter or digit.
    """
    claims = tuple(claims_about(catalogue.claims, text)) if text is not None else catalogue.claims
    if not claims:
        from maginfo.catalogue.suggestions import nearest

        words = {word for claim in catalogue.claims for word in name_key(_words(claim)).split() if len(word) > 3}
        raise UnknownNameError("claim", text or "", nearest(text or "", sorted(words)), "maginfo claims")
    articles = (article for claim in claims for article in (claim.article, *claim.also_in))
    return ClaimList(
        claims=claims,
        bibliography=catalogue.bibliography([*cited_in(claims), *articles]),
        data_version=catalogue.about.version,
    )


def claims_about(claims: Sequence[Claim], text: str) -> Iterable[Claim]:
    """Return the claims with the verdict `text`; else claims with each of its words, or words that begin with it."""
    wanted = name_key(text).split()
    if not wanted:
        return ()
    of_verdict = [claim for claim in claims if name_key(claim.verdict).split() == wanted]
    if of_verdict:
        return of_verdict
    return (claim for claim in claims if all(_holds(name_key(_words(claim)).split(), word) for word in wanted))


def _holds(words: list[str], wanted: str) -> bool:
    return wanted in words or (not wanted[0].isdigit() and any(word.startswith(wanted) for word in words))


def _words(claim: Claim) -> str:
    parts = (claim.id, claim.article, claim.section, claim.claim, claim.verdict, claim.finding)
    return " ".join((*parts, *claim.figures, *claim.topics))
