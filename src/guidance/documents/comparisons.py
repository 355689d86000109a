"""How two versions differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.changes import ChangeShape, change_document
from guidance.documents.words import closed
from guidance.wording import comparison_headline

if TYPE_CHECKING:
    from guidance.changes.model import Comparison


@closed
class Compare(TypedDict):
    """How two versions differ."""

    before: str
    after: str
    headline: str
    changes: list[ChangeShape]


def comparison_document(comparison: Comparison) -> Compare:
    """How two versions differ."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "headline": comparison_headline(comparison),
        "changes": [change_document(change) for change in comparison.changes],
    }
