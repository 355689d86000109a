"""The sentences that other programs ask for: ``guidance.sentence`` and ``guidance.headline``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.answers.answer import Answer
from guidance.changes.model import Change, ChangeReport, Comparison
from guidance.wording.headlines import answer_headline, changes_headline, comparison_headline
from guidance.wording.sentences import change_sentence

if TYPE_CHECKING:
    from guidance.upkeep.discrepancies import Discrepancy
    from guidance.upkeep.freshness import Status


def sentence(subject: Change | Discrepancy) -> str:
    """Say its subject, a change or a discrepancy, in one sentence to paste into a report."""
    if isinstance(subject, Change):
        return change_sentence(subject)
    from guidance.wording.upkeep import discrepancy_sentence

    return discrepancy_sentence(subject)


def headline(subject: Answer | ChangeReport | Comparison | Status) -> str:
    """Say the main thing about its subject: what applied, what changed, what is due."""
    match subject:
        case Answer():
            return answer_headline(subject)
        case ChangeReport():
            return changes_headline(subject)
        case Comparison():
            return comparison_headline(subject)
    from guidance.wording.upkeep import status_headline

    return status_headline(subject)
