"""The kinds of changes, by stable names; and which fields of a provision they are about."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class ChangeId(StrEnum):
    """What kind of change it is. These names are stable; sentences may be reworded."""

    ADDED = "provision-added"
    ANNOUNCED = "provision-announced"
    REPLACED = "provision-replaced"
    RESTATED = "provision-restated"
    ENDED = "provision-ended"
    WITHDRAWN = "provision-withdrawn"
    NOT_MENTIONED = "provision-not-mentioned"
    WORDING = "wording-changed"
    CRITERIA = "criteria-changed"
    FORCE = "force-changed"
    APPLICATION = "application-changed"
    SCOPE = "scope-changed"
    DETAILS = "details-changed"
    MOVED = "moved"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    DISPLACED = "displaced"
    APPLIES_AGAIN = "applies-again"
    CORRECTED = "corrected"
    DATE_FIXED = "date-fixed"
    DATE_MOVED = "date-moved"
    CANCELLED = "cancelled"
    UNSETTLED = "unsettled"
    STILL_UNSETTLED = "still-unsettled"
    SETTLED = "settled"
    SINCE = "since-changed"
    CAME_AND_WENT = "came-and-went"
    UNKNOWN_AGAIN = "unknown-again"
    PROPOSED = "proposed"
    ENDORSED = "endorsed"
    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted-in-part"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"
    EVENT_ADDED = "event-added"
    EVENT_REMOVED = "event-removed"
    AMENDMENT_ADDED = "amendment-added"
    AMENDMENT_REMOVED = "amendment-removed"
    STANDING = "standing-changed"


FIELDS = {
    "title": ChangeId.WORDING,
    "text": ChangeId.WORDING,
    "criteria": ChangeId.CRITERIA,
    "population": ChangeId.CRITERIA,
    "only": ChangeId.CRITERIA,
    "force": ChangeId.FORCE,
    "cite": ChangeId.MOVED,
    "applies": ChangeId.APPLICATION,
    "jurisdictions": ChangeId.SCOPE,
    "opted_out": ChangeId.SCOPE,
}
"""Which change a difference in a field of a provision is; any other is ``details-changed``."""

_RANKS = {change_id: rank for rank, change_id in enumerate(ChangeId)}


def by_id(fields: Iterable[str]) -> list[tuple[ChangeId, tuple[str, ...]]]:
    """Group differing fields into changes, in the order of the ids."""
    return [*_grouped(tuple(fields))]


@lru_cache(maxsize=1 << 10)  # records differ in few ways
def _grouped(fields: tuple[str, ...]) -> tuple[tuple[ChangeId, tuple[str, ...]], ...]:
    groups: dict[ChangeId, tuple[str, ...]] = {}
    for name in fields:
        change_id = FIELDS.get(name, ChangeId.DETAILS)
        groups[change_id] = (*groups.get(change_id, ()), name)
    return tuple(sorted(groups.items(), key=lambda group: _RANKS[group[0]]))


WITHOUT_DIRECTION = frozenset(
    {
        ChangeId.ANNOUNCED,
        ChangeId.WITHDRAWN,
        ChangeId.NOT_MENTIONED,
        ChangeId.DATE_FIXED,
        ChangeId.DATE_MOVED,
        ChangeId.CANCELLED,
        ChangeId.PROPOSED,
        ChangeId.ENDORSED,
        ChangeId.ADOPTED,
        ChangeId.ADOPTED_IN_PART,
        ChangeId.DECLINED,
        ChangeId.OVERTAKEN,
        ChangeId.EVENT_ADDED,
        ChangeId.EVENT_REMOVED,
        ChangeId.AMENDMENT_ADDED,
        ChangeId.AMENDMENT_REMOVED,
        ChangeId.STANDING,
        ChangeId.MOVED,
        ChangeId.SINCE,
        ChangeId.CAME_AND_WENT,
        ChangeId.UNKNOWN_AGAIN,
    }
)

OF_KNOWLEDGE = (ChangeId.ANNOUNCED, ChangeId.UNSETTLED, ChangeId.SETTLED)
"""What changes in what is known, and not in what applies."""

OF_NO_ANSWER = (ChangeId.ANNOUNCED, ChangeId.WITHDRAWN, ChangeId.CORRECTED)
"""What changes nothing that applies: a text published ahead, or withdrawn before its day; and a
record mended, as by one knowledge it was always right."""
