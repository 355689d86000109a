"""The frozen records: what is written in the files under ``data/versions``.

A *source* is a guidance document that goes on existing while its text changes; a *version* is
one dated state or act of it; a *provision* is the smallest statement that can apply or stop
applying; an *event* is a named day; an *amendment* acts on other records. The terms are those of
FRBR/ELI, Akoma Ntoso and legislation.gov.uk.

Records hold what a document says and nothing that is worked out from it; what comes in several
keeps the order of the file. What each field means stands in docs/reference/format.md. Each
subject has its module; this one has all their names.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guidance.records.acts import (
    Adopts,
    Amendment,
    Cancels,
    Correction,
    Corrects,
    CorrectsDate,
    DateCorrection,
    Declines,
    Ends,
    FixesDate,
    Keeps,
    MovesDate,
    Reinstates,
    Suspends,
)
from guidance.records.criteria import Record
from guidance.records.events import UNTIL_FIXED, Event, EventDate, RelativeDate, SameAs
from guidance.records.fields import FORMAT, Citation, Day, Document, Force, Place, Standing
from guidance.records.provisions import Application, ByPlace, Population, Provision
from guidance.records.sources import Check, Coverage, DeclaredPlace, Source
from guidance.records.versions import Version

__all__ = [
    "FORMAT",
    "UNTIL_FIXED",
    "Adopts",
    "Amendment",
    "Application",
    "ByPlace",
    "Cancels",
    "Check",
    "Citation",
    "Correction",
    "Corrects",
    "CorrectsDate",
    "Coverage",
    "DateCorrection",
    "Day",
    "DeclaredPlace",
    "Declines",
    "Document",
    "Ends",
    "Event",
    "EventDate",
    "FixesDate",
    "Force",
    "Keeps",
    "MovesDate",
    "Place",
    "Population",
    "Provision",
    "Reinstates",
    "RelativeDate",
    "SameAs",
    "Source",
    "Standing",
    "Suspends",
    "Version",
    "as_plain",
    "canonical",
]


def as_plain(record: Record, only: set[str] | None = None) -> dict[str, Any]:
    """Return a record as it is written on disk: hyphenated keys, texts, no defaults.

    Args:
        record: What is to be written.
        only: The fields meant; ``None`` for all.
    """
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=only)


def canonical(record: Record | Sequence[Record]) -> bytes:
    """Return the bytes that decide whether two records are the same.

    Key order, layout and defaults spelt out do not show in them.
    """
    plain = as_plain(record) if isinstance(record, Record) else [as_plain(part) for part in record]
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
