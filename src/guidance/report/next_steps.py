"""What to do next: read off an answer, in one to three short lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from guidance.changes.model import ProposedAct
from guidance.engine.coverage import CoverageStatus
from guidance.resolution.registry import source_of
from guidance.wording.conditions import happened_words, open_questions
from guidance.wording.next_steps import decide_words, find_out_words, keep_words, look_words
from guidance.wording.proposals import proposed_words
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.engine.coverage import SourceCoverage
    from guidance.report.cited import Cited

_MOST = 3


def next_steps(answer: Answer, cited: Cited) -> list[tuple[str, str]]:
    """The steps as notes, of which the first has a name; none where the records ask for none."""
    shown = {source_of(entry.ref) for entry in answer.entries()}
    sources = (source for source in answer.coverage.sources if source.source in shown)
    stale = [source for source in sources if source.status is CoverageStatus.STALE]
    ordered = sorted(stale, key=_last_seen)
    conditions = {condition: None for e in answer.entries() for condition in e.conditions}
    look = look_words((cited.source(source.source), source) for source in ordered)
    keep = keep_words(cited.without_copy())
    steps = (
        *find_out_words(_unconfirmed(answer), conditions)[: _MOST - 1],
        decide_words(_undecided(answer)),
        "; ".join(filter(None, (look, keep))),
    )
    told = [step for step in steps if step][:_MOST]
    rest = [("", capital(step)) for step in told[1:]]
    return [*(("To do next", step) for step in told[:1]), *rest]


def _last_seen(source: SourceCoverage) -> date:
    return source.last_checked or date.min


def _unconfirmed(answer: Answer) -> Iterator[str]:
    """What something hangs on, and what was expected and no record confirms."""
    for group in answer.undetermined:
        on_days, unsaid = open_questions(group, answer)
        yield from (*on_days, *unsaid)
    for entry in answer.in_force:
        since = entry.since if "forecast" in entry.caveats else None
        if since is not None and since.certainty == "forecast":
            yield happened_words(since)


def _undecided(answer: Answer) -> Iterator[str]:
    for proposed, entries in answer.recommended:
        titles = tuple(dict.fromkeys(entry.provision.title for entry in entries))
        yield proposed_words(ProposedAct(proposed.act, proposed.kind, titles))
