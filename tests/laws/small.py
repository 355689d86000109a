"""Short ways to write small corpora as complete on-disk dictionaries."""

from __future__ import annotations

from typing import Any

from laws.oracle_records import Corpus

Record = dict[str, Any]


def _keys(fields: Any) -> Any:
    """Python's names as the keys on disk: ``opted_out`` is none there."""
    if isinstance(fields, list):
        return [_keys(each) for each in fields]
    if not isinstance(fields, dict):
        return fields
    return {key.replace("_", "-"): _keys(each) for key, each in fields.items()}


def source(slug: str, **fields: Any) -> Record:
    """A ``source.yaml``."""
    return {
        "format": "guidance/1",
        "source": slug,
        "title": f"Source {slug}",
        "topics": ["t"],
        **_keys(fields),
    }


def version(
    name: str, published: str, *content: tuple[str, Record] | Record, **fields: Any
) -> Record:
    """A version file: ``says(…)`` and acts in any order; ``events={slug: date}``."""
    slug, _, label = name.partition("@")
    record: Record = {
        "format": "guidance/1",
        "source": slug,
        "version": label,
        "extent": fields.pop("extent", "partial"),
        "published": published,
        "standing": fields.pop("standing", "decision"),
        "document": {"title": f"Document {name}"},
    }
    events = {key: _event(key, each) for key, each in fields.pop("events", {}).items()}
    if events:
        record["events"] = events
    provisions = dict(each for each in content if isinstance(each, tuple))
    acts = [each for each in content if isinstance(each, dict)]
    if provisions:
        record["provisions"] = provisions
    if acts:
        record["amendments"] = acts
    return {**record, **_keys(fields)}


def _event(slug: str, date: Any) -> Record:
    if date is None:
        return {"label": f"event {slug}"}
    if isinstance(date, dict) and not {"after", "period"} >= set(date):
        return {"label": f"event {slug}", **_keys(date)}
    return {"label": f"event {slug}", "date": date}


def says(slug: str, text: str, **fields: Any) -> tuple[str, Record]:
    """A provision; ``start``, ``until`` and ``then`` go into ``applies``."""
    applies = {
        key: fields.pop(name)
        for name, key in (
            ("start", "from"),
            ("until", "until"),
            ("then", "then"),
            ("by_place", "by-place"),
        )
        if name in fields
    }
    record: Record = {
        "title": f"Title of {slug}",
        "kind": "eligibility",
        "force": fields.pop("force", "may"),
        "text": text,
        "cite": {"section": "1"},
        **({"applies": applies} if applies else {}),
        **_keys(fields),
    }
    return slug, record


def act(kind: str, *targets: str, **fields: Any) -> Record:
    """An act on provisions, whole sources (``a``) or an event (``a@start``)."""
    record: Record = {"act": kind, "because": "It says so."}
    if kind in ("fixes-date", "moves-date", "cancels"):
        record["event"] = targets[0]
    elif kind == "corrects":
        record["event" if "@" in targets[0] else "provision"] = targets[0]
    elif kind == "declines" or kind == "adopts":
        record["proposals"] = list(targets)
    else:
        record["provisions"] = list(targets)
    if "start" in fields:
        record["from"] = fields.pop("start")
    return {**record, **_keys(fields)}


def corpus(*records: Record) -> Corpus:
    """Sources and versions; a source that is not described gets its file."""
    versions = tuple(each for each in records if "version" in each)
    described = {each["source"]: each for each in records if "version" not in each}
    for each in versions:
        described.setdefault(each["source"], source(each["source"]))
    return Corpus(tuple(described.values()), versions)
