"""All sentences: what the data means, in words for people who have not read the manual.

Nothing else in the library writes sentences about answers and changes. They may be reworded at
any time; ids, states and shapes do not change with them.

================  ==============================================================
``ages``          exact days, and how long ago they were
``days``          days, ranges and ages: "some day in January 2020"
``terms``         the words for states, forces, standings and places, and the glossary
``conditions``    conditions over facts, and the tests on unknown days
``sentences``     one sentence for each kind of change
``reasons``       why a provision is in the state it is in
``asked``         the day asked about, and slots to put another in
``directions``    stricter or looser: than what, why and for whom
``statuses``      the status of a statement, fit to be passed on alone
``upkeep``        discrepancies, what is due, and documents at hand
``handed_on``     what reports that are handed on say beside their findings
``visible``       hidden characters, made visible
``public``        ``guidance.sentence`` and ``guidance.headline``
``briefs``        cells and notes of a brief; ``leads`` its first sentences, ``standing`` one day
``headlines``     the first line of an answer or a report, and how good the evidence is
================  ==============================================================

Each name brings its module when it is first used: what is read from an index needs the ages alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.lazily import names_of

if TYPE_CHECKING:
    from guidance.wording.days import age_words, day_words, from_words, on_words, when_words
    from guidance.wording.headlines import (
        answer_headline,
        changes_headline,
        comparison_headline,
        coverage_sentence,
        source_sentence,
    )
    from guidance.wording.public import headline, sentence
    from guidance.wording.reasons import explain, why
    from guidance.wording.sentences import change_sentence

__all__ = [
    "age_words",
    "answer_headline",
    "change_sentence",
    "changes_headline",
    "comparison_headline",
    "coverage_sentence",
    "day_words",
    "explain",
    "from_words",
    "headline",
    "on_words",
    "sentence",
    "source_sentence",
    "when_words",
    "why",
]

_HOMES = {
    "age_words": "days",
    "day_words": "days",
    "from_words": "days",
    "on_words": "days",
    "when_words": "days",
    "answer_headline": "headlines",
    "changes_headline": "headlines",
    "comparison_headline": "headlines",
    "coverage_sentence": "headlines",
    "source_sentence": "headlines",
    "headline": "public",
    "sentence": "public",
    "explain": "reasons",
    "why": "reasons",
    "change_sentence": "sentences",
}
"""The module each name lives in."""

__getattr__ = names_of(__name__, _HOMES)
