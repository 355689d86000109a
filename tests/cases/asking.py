"""A case is a small corpus and questions with the value that the rules give; asked of both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from laws import engine
from laws.oracle import Oracle
from laws.oracle_days import day, written
from laws.oracle_records import Corpus


@dataclass(frozen=True)
class Expect:
    """One question and its answer.

    ``place``: the rest of that place beside what lies in it; ``None`` is elsewhere.
    ``version``: whose text is shown; ``ahead``: whose text is shown under *not yet*; ``since``: the
    first and the last day from which its words may have run; ``words``: the text shown, where more
    than one version may state it.
    """

    ref: str
    on: str
    state: str
    version: str | None = None
    place: str | None = None
    known_on: str | None = None
    ahead: str | None = None
    possible: frozenset[str] | None = None
    since: tuple[str, str] | None = None
    words: str | None = None


def expect(ref: str, on: str, state: str, version: str | None = None, **more: Any) -> Expect:
    """A question; ``undetermined`` may name the states that are possible."""
    if "possible" in more:
        more["possible"] = frozenset(more["possible"])
    return Expect(ref, on, state, version, **more)


@dataclass(frozen=True)
class Case:
    """A corpus, what is asked of it, and the rule in one line."""

    id: str
    rule: str
    corpus: Corpus
    expected: tuple[Expect, ...]


def case(id: str, rule: str, corpus: Corpus, *expected: Expect) -> Case:  # noqa: A002
    """A case."""
    return Case(id, rule, corpus, expected)


def by_oracle(each: Case) -> None:
    """The oracle gives every value of a case."""
    oracle = Oracle(each.corpus)
    for question in each.expected:
        got = oracle.at(question.ref, question.on, question.place, question.known_on)
        assert got.state == question.state, (question, each.rule, got.outcomes)
        if question.version is not None:
            shown = got.versions - {None}  # withdrawn before its start, it shows no text
            assert shown == {question.version}, (question, each.rule)
        if question.words is not None:
            texts = {shown.words[0] for shown in got.outcomes if shown.words}
            assert texts == {question.words}, (question, each.rule)
        if question.ahead is not None:
            ahead = {None if question.ahead == "none" else question.ahead}
            assert got.not_yet == ahead, (question, each.rule)
        if question.possible is not None:
            assert got.states == question.possible, (question, each.rule)
        if question.since is not None:
            days = {written(on) for on in got.since if on is not None}
            assert (min(days), max(days)) == question.since, (question, each.rule)


def by_engine(each: Case) -> None:
    """The engine gives every value of a case."""
    oracle = Oracle(each.corpus)
    loaded = engine.load(each.corpus)
    for question in each.expected:
        atom = oracle.atom(question.place)
        answers = engine.ask(each.corpus, [atom], [question.on], question.known_on, loaded)
        got = answers[question.on].get((question.ref, atom), engine.NOTHING)
        assert got.state == question.state, (question, each.rule)
        if question.version is not None and question.state != "undetermined":
            assert question.version in got.versions, (question, each.rule)
        if question.words is not None:
            assert {text for text, _ in got.words} == {question.words}, (question, each.rule)
        if question.ahead is not None:
            ahead = frozenset() if question.ahead == "none" else {question.ahead}
            assert got.not_yet == ahead, (question, each.rule)
        if question.possible is not None and got.possible:
            # An outcome that shows nothing has no entry.
            assert got.possible == question.possible - {"nothing"}, (question, each.rule)
        if question.since is not None:
            assert got.since == tuple(map(day, question.since)), (question, each.rule)


def both(cases: list[Case]) -> Any:
    """Decorate a test that takes ``ask`` and ``each``: the oracle on every case, and the engine."""
    assert len({each.id for each in cases}) == len(cases)
    askers = [
        pytest.param(by_oracle, id="oracle"),
        pytest.param(by_engine, id="engine"),
    ]
    return pytest.mark.parametrize(
        ("ask", "each"),
        [
            pytest.param(ask.values[0], each, id=f"{each.id}-{ask.id}")
            for ask, each in product(askers, cases)
        ],
    )
