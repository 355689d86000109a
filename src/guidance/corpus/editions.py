"""Two editions of the records: which answers, for which days, are others."""

from __future__ import annotations

from datetime import date

from guidance.changes.editions import EditionDiff, compare_editions, other_evidence
from guidance.corpus.asking import Corpus
from guidance.errors import check_name
from guidance.records.dates import known_day
from guidance.resolution.registry import source_of


def diff(
    old: Corpus,
    new: Corpus,
    *,
    topic: str | None = None,
    source: str | None = None,
    known_on: date | str | None = None,
) -> EditionDiff:
    """Say what two editions of the records answer otherwise, for any day.

    Args:
        old: The edition that answers were given from.
        new: The edition that they are given from now.
        topic: Look only at what either edition says on this topic; so for the source.
        source: A source id.
        known_on: Compare what could be answered on this day.

    Returns:
        For each provision the stretches of days about which the two say different things; it is
        falsy where they say the same about every day.

    Raises:
        DateError: The date is not in the strict form.
        UnknownNameError: Neither edition records the name.

    Source:
        docs/explanation/certain.md; what is only reworded is told apart from what applies.
    """
    check_name("topic", topic, {*old.topics, *new.topics})
    check_name("source", source, {*old.sources, *new.sources})
    day = known_day(known_on)
    before, after = old._states_on(day), new._states_on(day)
    refs = {ref for corpus in (old, new) for ref in corpus._refs_on(topic, source)}
    evidence = other_evidence(before, after)
    if topic is not None or source is not None:
        asked = {source_of(ref) for ref in refs} | {source}
        evidence = (name for name in evidence if name in asked)
    return EditionDiff(
        old.fingerprint,
        new.fingerprint,
        day,
        tuple(compare_editions(before, after, refs)),
        tuple(evidence),
        topic,
        source,
    )
