"""Asking the oracle and the engine the same, over the days around a small corpus."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import reject

from laws import engine
from laws.engine import NOTHING, Verdict
from laws.oracle import Atom, Oracle, Possible
from laws.oracle_days import OPEN, day
from laws.oracle_places import joined
from laws.oracle_records import Corpus
from laws.oracle_worlds import TooManyWorldsError

WORLDS = 250  # of one place; a corpus with more is left to the soak

Key = tuple[str, Atom]


def days_around(corpus: Corpus, before: int = 2, after: int = 12) -> list[str]:
    """Every day of the two weeks in which a small corpus happens."""
    first = min(date.fromisoformat(v["published"].strip("[")[:10]) for v in corpus.versions)
    return [(first + timedelta(each)).isoformat() for each in range(-before, after)]


def some_days(corpus: Corpus) -> list[str]:
    """Every other day, where every day would take long."""
    return days_around(corpus)[1::2]


class ByOracle:
    """The oracle, asked for verdicts."""

    def __call__(
        self, corpus: Corpus, atoms: list[Atom], days: list[str], known_on: str | None = None
    ) -> dict[str, dict[Key, Verdict]]:
        found = possible(corpus, atoms, days, known_on)
        return {on: {k: told(each) for k, each in answers.items()} for on, answers in found.items()}


class ByEngine:
    """The engine, asked for verdicts."""

    def __call__(
        self, corpus: Corpus, atoms: list[Atom], days: list[str], known_on: str | None = None
    ) -> dict[str, dict[Key, Verdict]]:
        found = engine.ask(corpus, atoms, days, known_on)
        keys = [(ref, atom) for ref in corpus.refs for atom in atoms]
        return {on: {k: answers.get(k, NOTHING) for k in keys} for on, answers in found.items()}


of_both = pytest.mark.parametrize(
    "ask",
    [
        pytest.param(ByOracle(), id="oracle"),
        pytest.param(ByEngine(), id="engine"),
    ],
)


of_each = pytest.mark.parametrize(
    "ask", [pytest.param(ByOracle(), id="oracle"), pytest.param(ByEngine(), id="engine")]
)
"""The same for laws that the engine is held to in any case."""


def possible(
    corpus: Corpus, atoms: list[Atom], days: list[str], known_on: str | None = None
) -> dict[str, dict[Key, Possible]]:
    """What the oracle holds possible; a corpus with too many worlds is not taken."""
    oracle = Oracle(corpus, WORLDS)
    found: dict[str, dict[Key, Possible]] = {each: {} for each in days}
    try:
        for atom in atoms:
            for on, answers in oracle.ask(days, known_on, atom).items():
                found[on].update(answers)
    except TooManyWorldsError:
        reject()
    return found


def told(each: Possible) -> Verdict:
    """The verdict that the possible outcomes amount to."""
    since = {on for on in each.since if on is not None}
    is_dated = since and each.state == "in-force"
    return Verdict(
        each.state,
        frozenset(version for version in each.versions if version),
        (min(since), max(since)) if is_dated else None,
        frozenset(version for version in each.not_yet if version),
        words=frozenset(shown.words[:2] for shown in each.outcomes if shown.words),
    )


def atoms_of(*corpora: Corpus) -> list[Atom]:
    """Atoms fine enough for all of some corpora."""
    return list(dict.fromkeys(a for each in corpora for a in Oracle(each).atoms))


def differences(
    expected: dict[str, dict[Key, Possible]], got: dict[str, dict[Key, Verdict]]
) -> list[tuple[Any, ...]]:
    """Where verdicts are not what the oracle's worlds amount to."""
    found = []
    for on, answers in expected.items():
        for key, each in answers.items():
            verdict = got[on].get(key, NOTHING)
            if not _agree(on, key[1], each, verdict):
                found.append((on, key[0], sorted(key[1]), told(each), verdict))
    return found


def _agree(on: str, atom: Atom, each: Possible, verdict: Verdict) -> bool:
    wanted = told(each)
    if wanted.state != verdict.state:
        # An ended text with another ahead may be shown as the one ahead.
        if wanted.state == "ended" and verdict.state == "upcoming":
            return bool(verdict.versions & wanted.not_yet)
        # Before a place joins the Union its texts are nothing there, or ahead.
        return wanted.state == "nothing" and verdict.state == "upcoming" and day(on) < joined(atom)
    if wanted.state == "undetermined":
        # An outcome that shows nothing has no entry; all others are told as possible.
        if not verdict.possible:
            return True
        in_force = {shown.words[:2] for shown in each.outcomes if shown.state == "in-force"}
        return verdict.possible == each.states - {"nothing"} and verdict.words == in_force
    if wanted.state == "nothing":
        return True
    if wanted.versions and not verdict.words <= wanted.words:
        return False
    if wanted.not_yet != verdict.not_yet and len(each.not_yet) == 1:
        return False
    if wanted.since is None or verdict.since is None:
        return True
    low, high = verdict.since
    # Of the Union as one part it is told of the first members; others have its texts since joining.
    mine = (max(low, joined(atom)), max(high, joined(atom)))
    if wanted.since in (verdict.since, mine):
        return True
    # Of days without a first one the oracle tries none that is much earlier than all others.
    return low == OPEN and wanted.since[1] in (high, mine[1])


def only_opens(certain: dict[Key, Verdict], opened: dict[Key, Verdict]) -> list[Key]:
    """Where a second answer is certain and not what the first said."""
    return [
        key
        for key, each in opened.items()
        if each.state != "undetermined" and each.state != certain[key].state
    ]
