"""The words for states, forces, standings and places; each means one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.engine.states import State

if TYPE_CHECKING:
    from guidance.records.model import Citation, Provision
MOST_WORDS = 35
"""A sentence of a report has no more words than this."""

FORCES = {
    "must": "must",
    "must-not": "must not",
    "should": "should",
    "should-not": "should not",
    "may": "may",
    "information": "for information",
}

STATES = {
    State.IN_FORCE: "applies",
    State.UNDETERMINED: "cannot be settled",
    State.UPCOMING: "does not apply yet",
    State.ENDED: "no longer applies",
    State.SUSPENDED: "is paused",
    State.DISPLACED: "is set aside for the time being",
    State.NO_EVIDENCE: "no evidence",
}

CHANGES = {
    "provision-added": "added",
    "provision-announced": "published, does not apply yet",
    "provision-replaced": "replaced",
    "provision-restated": "stated anew",
    "provision-ended": "ended",
    "provision-withdrawn": "withdrawn before it applied",
    "provision-not-mentioned": "not mentioned",
    "wording-changed": "wording changed",
    "criteria-changed": "conditions changed",
    "force-changed": "force changed",
    "application-changed": "days of application changed",
    "scope-changed": "places changed",
    "details-changed": "details changed",
    "moved": "moved within the document",
    "suspended": "paused",
    "reinstated": "applies again after a pause",
    "displaced": "set aside for the time being",
    "applies-again": "applies again",
    "corrected": "corrected",
    "date-fixed": "day made known",
    "date-moved": "day moved",
    "cancelled": "cancelled",
    "unsettled": "cannot be settled",
    "still-unsettled": "cannot be settled, and otherwise than before",
    "since-changed": "applies since another day",
    "came-and-went": "applied in between",
    "unknown-again": "no longer known",
    "settled": "could not be settled before",
    "proposed": "recommended",
    "endorsed": "recommendation endorsed",
    "adopted": "recommendation adopted",
    "adopted-in-part": "recommendation adopted in part",
    "declined": "recommendation declined",
    "overtaken": "recommendation overtaken",
    "event-added": "day named",
    "event-removed": "day no longer named",
    "amendment-added": "act added",
    "amendment-removed": "act left out",
    "standing-changed": "standing changed",
}

FIELDS = {
    "title": "title",
    "kind": "kind",
    "force": "force",
    "text": "wording",
    "population": "whom it speaks of",
    "only": "whether it excludes everyone else",
    "action": "the action it is about",
    "matter": "the matter it belongs to",
    "proposes": "whether it is only proposed",
    "criteria": "conditions",
    "applies": "from or until when it applies",
    "replaces": "what it replaces",
    "displaces": "what it sets aside",
    "restates": "what it restates",
    "narrows": "what it narrows",
    "tension": "what it may contradict",
    "reports": "what it reports",
    "cite": "place in the document",
    "topics": "topics",
    "jurisdictions": "where it applies",
    "opted_out": "where it does not apply",
    "note": "note",
    "standing": "standing",
}

GLOSSARY = {
    "applied": "in force on that day on everything recorded",
    "cannot be settled": "the evidence allows both; exactly one is true",
    "a forecast": "the document expects the day, and no record confirms it",
    "stale": "nobody has recorded a look at the source since",
    "no evidence": "before the first record: neither “it applied” nor “it did not”",
}


def quoted(text: str) -> str:
    """A text in quotation marks, its own full stop left out, on one line."""
    return f"“{' '.join(text.split()).removesuffix('.')}”"


def shortened(text: str, most: int = 300) -> str:
    """A text cut after a word, with an ellipsis, where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: flat.rfind(" ", 0, most) or most] + " …"


def force_words(provision: Provision) -> str:
    """``may, only if`` and the like."""
    return FORCES[provision.force] + (", only if" if provision.only else "")


def cite_words(cite: Citation) -> str:
    """Where a statement stands: section and paragraph."""
    section = re.sub(r"^\((.*)\)$", r"\1", cite.section)
    return section + (f", paragraph {cite.paragraph}" if cite.paragraph is not None else "")


def field_words(fields: Iterable[str]) -> str:
    """The fields of a record, as people call them."""
    return ", ".join(FIELDS.get(name, name.replace("_", " ")) for name in fields)


def listed(parts: Iterable[str], word: str = "and") -> str:
    """``a, b and c``."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"


def capital(sentence: str) -> str:
    """A sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def in_sentence(title: str) -> str:
    """A title in the middle of a sentence; a name or an abbreviation keeps its capital."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
