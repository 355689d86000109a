"""Lays out the page of every answer about one source alone, for an index to keep.

A page is the outline of the report on an answer, with slots for the day asked about and for what
is reckoned from it: on all days of a stretch nothing else in it differs. So the words are those of
the report, and no others. Where something cannot be settled there is no page: what hangs on a day
that is not known may hang on the day asked about too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from guidance.answers.answering import states_of
from guidance.answers.question import Question
from guidance.answers.states import States
from guidance.corpus import Corpus
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.index.pages import AnswerPage
from guidance.report.answers import of_answer
from guidance.report.model import Look
from guidance.report.outline import Folded
from guidance.report.outlining import outlined
from guidance.resolution.registry import source_of
from guidance.wording.asked import AskedDay, Slots


def pages_of(corpus: Corpus) -> Iterator[AnswerPage]:
    """Yield the pages of the answers about each source, from day to day."""
    states = states_of(corpus)
    for source in corpus.sources:
        last: AnswerPage | None = None
        firsts = _turns(corpus, states, source)
        for first, until in zip(firsts, (*firsts[1:], LAST_DAY), strict=True):
            body = _page(corpus, source, first)
            if last is not None and last.body == body and last.until == first:
                last = last._replace(until=until)
                continue
            if last is not None:
                yield last
            last = None if body is None else AnswerPage(source, first, until, body)
        if last is not None:
            yield last


def _turns(corpus: Corpus, states: States, source: str) -> list[int]:
    """The days from which an answer about a source may be another."""
    beside = {
        source_of(other)
        for ref in corpus._refs_on(None, source)
        for other in states.in_tension.get(ref, ())
        if states.holds(other)
    }
    days = {FIRST_DAY, *(day for name in {source, *beside} for day in states.turns(name))}
    return sorted(day for day in days if day < LAST_DAY)


def _page(corpus: Corpus, source: str, first: int) -> str | None:
    answer = corpus._answer(Question(date.fromordinal(first), source=(source,)))
    if answer.undetermined:
        return None
    slots: Slots[Any] = Slots()
    day = slots.mark(0)
    asked = AskedDay(day, day, lambda *since: slots.mark([start.toordinal() for start in since]))
    blocks: list[tuple[str, list[Any]]] = []
    for block in outlined(of_answer(answer, asked), Look()).blocks:
        if isinstance(block, Folded):
            blocks.append(("folded", [_divided(slots, block.summary)]))
            continue
        lines = [[(_divided(slots, run.text), run.role) for run in line] for line in block.lines]
        blocks.append((block.kind, lines))
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))


def _divided(slots: Slots[Any], text: str) -> object:
    pieces = slots.divide(text)
    return text if pieces == (text,) else pieces
