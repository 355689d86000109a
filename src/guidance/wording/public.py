"""The sentences that other programs ask for: ``guidance.sentence`` and ``guidance.headline``."""

from __future__ import annotations

from guidance.answers.answer import Answer
from guidance.changes.model import Change, ChangeReport, Comparison
from guidance.upkeep.discrepancies import Discrepancy
from guidance.upkeep.freshness import Status
from guidance.wording.headlines import answer_headline, changes_headline, comparison_headline
from guidance.wording.sentences import change_sentence
from guidance.wording.upkeep import discrepancy_sentence, status_headline


def sentence(subject: Change | Discrepancy) -> str:
    """Say a change or a discrepancy in one sentence that can be pasted into a report."""
    match subject:
        case Change():
            return change_sentence(subject)
        case Discrepancy():
            return discrepancy_sentence(subject)


def headline(subject: Answer | ChangeReport | Comparison | Status) -> str:
    """Say the main thing about a whole result: what applied, what changed, what is due."""
    match subject:
        case Answer():
            return answer_headline(subject)
        case ChangeReport():
            return changes_headline(subject)
        case Comparison():
            return comparison_headline(subject)
        case Status():
            return status_headline(subject)
