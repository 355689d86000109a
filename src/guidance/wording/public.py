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
    """Say its subject, a change or a discrepancy, in one sentence to paste into a report.

    Raises:
        TypeError: It is neither.
    """
    if isinstance(subject, Change):
        return change_sentence(subject)
    from guidance.upkeep.discrepancies import Discrepancy
    from guidance.wording.upkeep import discrepancy_sentence

    if isinstance(subject, Discrepancy):
        return discrepancy_sentence(subject)
    raise _refused("sentence", "a Change or a Discrepancy", subject)


def headline(subject: Answer | ChangeReport | Comparison | Status) -> str:
    """Say the main thing about its subject: what applied, what changed, what is due.

    Raises:
        TypeError: It is none of these.
    """
    match subject:
        case Answer():
            return answer_headline(subject)
        case ChangeReport():
            return changes_headline(subject)
        case Comparison():
            return comparison_headline(subject)
    from guidance.upkeep.freshness import Status
    from guidance.wording.upkeep import status_headline

    if isinstance(subject, Status):
        return status_headline(subject)
    raise _refused("headline", "an Answer, a ChangeReport, a Comparison or a Status", subject)


def _refused(name: str, takes: str, subject: object) -> TypeError:
    return TypeError(f"{name}() takes {takes}, not {type(subject).__name__}")
