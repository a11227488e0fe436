"""What a wheel carries of the data: every table as JSON, and excerpts of many files that one answer needs at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from maginfo.catalogue.loading import FOLDERS
from maginfo.catalogue.names import form_index, medicine_index
from maginfo.catalogue.records.building import build
from maginfo.catalogue.records.interactions import InteractionClass
from maginfo.catalogue.toml_folder import TomlFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from maginfo.catalogue.loading import Store, Table

_LIMIT_HEADING = ("id", "name", "short_name", "region", "edition", "year", "checked", "upper_limit")
_LIMIT_STAGE = ("ages", "printed", "sex", "state", "upper_limit_mg", "upper_limit_mg_per_kg")


def _listing(store: Store) -> Table:
    """The names of every folder's files."""
    return {folder: list(store.ids(folder)) for folder in FOLDERS}


def _form_names(store: Store) -> Table:
    """Every name of forms, with what it means."""
    index = form_index({form: store.read(f"forms/{form}") for form in store.ids("forms")})
    return {
        **index.__dict__,
        "topical": sorted(index.topical),
        "named_in_full": sorted(index.named_in_full),
    }


def _medicine_names(store: Store) -> Table:
    """Every name of medicines, brands and classes, with what it means."""
    index = medicine_index({group: store.read(f"interactions/{group}") for group in store.ids("interactions")})
    return dict(index.__dict__)


def _limits(store: Store) -> Table:
    """The upper limits of every authority that sets one: what a check compares other authorities by."""
    authorities = [store.read(f"intakes/{name}") for name in store.ids("intakes")]
    return {"authorities": [_limits_of(authority) for authority in authorities if "upper_limit" in authority]}


def _limits_of(authority: Table) -> Table:
    heading = {key: value for key, value in authority.items() if key in _LIMIT_HEADING}
    stages = [{key: value for key, value in stage.items() if key in _LIMIT_STAGE} for stage in authority["life_stages"]]
    return {**heading, "life_stages": stages}


def _uses(store: Store) -> Table:
    """Every use without its studies: what a form's card says of it."""
    uses = [store.read(f"uses/{name}") for name in store.ids("uses")]
    return {"uses": [{key: value for key, value in use.items() if key != "studies"} for use in uses]}


def _interactions(store: Store) -> Table:
    """The severity of each interaction class, and the forms it concerns."""
    groups = {name: store.read(f"interactions/{name}") for name in store.ids("interactions")}
    return {
        name: {"severity": build(InteractionClass, group).gravest.value, "forms": group["forms"]}
        for name, group in groups.items()
    }


def _dose_claims(store: Store) -> Table:
    """The claims that are an amount a day."""
    return {"claims": [claim for claim in store.read("claims")["claims"] if "daily_low_mg" in claim]}


def _claim_topics(store: Store) -> Table:
    """The ids of the claims that concern each topic."""
    topics: dict[str, list[str]] = {}
    for claim in store.read("claims")["claims"]:
        for topic in claim.get("topics", ()):
            topics.setdefault(topic, []).append(claim["id"])
    return topics


EXCERPTS: dict[str, Callable[[Store], Table]] = {
    "listing": _listing,
    "form-names": _form_names,
    "medicine-names": _medicine_names,
    "limits": _limits,
    "uses": _uses,
    "interactions": _interactions,
    "dose-claims": _dose_claims,
    "claim-topics": _claim_topics,
}
"""What one answer needs of many files, made from them; a wheel carries each as one file."""


def compile_data(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a wheel's compiled data, as (name, content)."""
    store = TomlFolder(folder)
    for path in sorted(folder.glob("*.toml")):
        if path.stem != "sources":
            yield f"{path.stem}.json", _json(store.read(path.stem))
    for topic in FOLDERS:
        for name in store.ids(topic):
            yield f"{topic}/{name}.json", _json(store.read(f"{topic}/{name}"))
    for name, made in EXCERPTS.items():
        yield f"excerpts/{name}.json", _json(made(store))
    lines, places, position = [], {}, 0
    for source in store.read("sources")["sources"]:
        line = _json(source)
        places[source["id"]] = [position, position + len(line)]
        position += len(line) + 1
        lines.append(line)
    yield "sources.jsonl", "\n".join(lines)
    yield "excerpts/source-places.json", _json(places)


def _json(table: Table) -> str:
    """Compact and in ASCII, so that a place in the text is a place in the file."""
    return json.dumps(table, separators=(",", ":"))
