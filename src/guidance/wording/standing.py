"""The words of a brief on one day: its first sentences, what holds in which case, short lists.

The first line says whose act applied, or what cannot be settled, and whether the evidence is stale;
the next ones what that comes to, matter by matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageStatus
from guidance.engine.states import State
from guidance.wording.days import exact_words, from_words, when_marks
from guidance.wording.terms import MOST_WORDS, capital, in_sentence, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.whens import When
    from guidance.engine.coverage import CoverageReport
    from guidance.records.model import Provision
    from guidance.wording.asked import AskedDay

_MOST_TITLES = 5
_MOST_ACTS = 2
_WORDS_BEFORE = 6
TANGLED = "Too tangled to work out here"
CASE_STATES = {
    State.SUSPENDED: "paused",
    State.DISPLACED: "set aside",
    State.ENDED: "no longer",
    State.UPCOMING: "not yet",
    State.NO_EVIDENCE: "not recorded yet",
}
"""How a statement does not apply, in a word or two."""
PROVISOS = {
    "forecast": ", by a forecast that no record confirms",
    "conditional": ", on a condition of which no record says how it came out",
}
WAYS = {
    "conditional": ("allows on conditions", "allow on conditions"),
    "must-not": ("rules out", "rule out"),
    "should-not": ("advises against", "advise against"),
    "must": ("requires", "require"),
    "should": ("advises", "advise"),
    "may": ("allows", "allow"),
}
"""What rules make of a matter, in the order in which it is told: of one act, and of several."""


def way_of(provisions: Sequence[Provision]) -> str:
    """What the rules on one matter come to: one of :data:`WAYS`.

    A permission that not everybody has, or that stands beside a prohibition, holds on conditions.
    """
    ways = {provision.force for provision in provisions}
    allowing = [provision for provision in provisions if provision.force == "may"]
    is_limited = any(provision.only or provision.condition for provision in allowing)
    if is_limited or ("may" in ways and ways & {"must-not", "should-not"}):
        return "conditional"
    return next(way for way in WAYS if way in ways)


def standing_title(on: date, topic: str | None) -> str:
    """What a report on one day is called, in short."""
    about = f"{capital(topic.replace('-', ' '))}: " if topic else ""
    words = f"{about}what applied on {exact_words(on)}"
    return words[:1].upper() + words[1:]


def standing_headline(
    coverage: CoverageReport,
    asked: AskedDay,
    acts: Sequence[str],
    unsettled: tuple[int, int],
    proviso: str = "",
) -> str:
    """The first line: whose acts applied, or what cannot be settled, and how old that is.

    Args:
        coverage: How good the evidence is.
        asked: The words for the day.
        acts: The most binding ones that applied, in words.
        unsettled: On how many matters it cannot be settled what applied, and out of how many.
        proviso: What all that applied rests on: one of :data:`PROVISOS`; where nothing applied,
            whether that rests on something.
    """
    on = f"On {asked.on}"
    if coverage.newest_evidence is None and not acts and not unsettled[0]:
        return f"{on}: no evidence."
    if unsettled[0]:
        told = f"{on} it cannot be settled what applied on {_share(*unsettled)}"
    elif acts:
        named = list(acts)
        if len(named) > _MOST_ACTS + 1:
            named = [*named[:_MOST_ACTS], f"{len(named) - _MOST_ACTS} more"]
        told = f"{on} {listed(named)} applied{PROVISOS.get(proviso, '')}"
    else:
        told = f"{on} no rule {'is certain to have applied' if proviso else 'applied'}"
    return f"{told}{_stale(coverage, asked)}."


def also_open_words(unsettled: int, matters: int) -> str:
    """On how many matters it is open what applied beside the acts of the first line."""
    return f"On {_share(unsettled, matters)} it cannot be settled what else applied."


def _share(part: int, matters: int) -> str:
    of = "" if part == matters else f" of {matters}"
    return f"{part}{of} {'matter' if matters == 1 else 'matters'}"


def _stale(coverage: CoverageReport, asked: AskedDay) -> str:
    if coverage.status is not CoverageStatus.STALE or coverage.age is None:
        return ""
    return f"; stale, as the newest evidence was {asked.age(*coverage.age)} old"


def whether_words(questions: Sequence[str]) -> str:
    """On what something hangs: one sentence, or several where nobody would read it to the end."""
    told = f"whether {listed(questions, 'and whether')}"
    if len(told.split()) > MOST_WORDS - _WORDS_BEFORE:
        told = ". And whether ".join([f"whether {questions[0]}", *questions[1:]])
    return told


def idle_words(titles: Sequence[str], whether: str) -> str:
    """On what it depends in which state that is on which nothing applied in any case."""
    named = listed(quoted(title) for title in titles[:_MOST_ACTS])
    more = f" and {len(titles) - _MOST_ACTS} more" if len(titles) > _MOST_ACTS else ""
    return f"Why no rule applied on {named}{more} depends on {whether}"


def tangled_words(questions: Sequence[str]) -> str:
    """That something is not worked out, and on how many days it hangs."""
    if len(questions) == 1:
        return f"{TANGLED}: it depends on whether {questions[0]}, and on more"
    return f"{TANGLED}: it depends on {len(questions)} days, the first being whether {questions[0]}"


def due_words(when: When) -> str:
    """From when something is to apply: "from 16 January 2020", "… in May, a forecast"."""
    return ", ".join((from_words(when.date), *when_marks(when)))


def ways_sentences(acts: Sequence[str], ways: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What acts make of which matters, a sentence for each way.

    Args:
        acts: Their numbers; "These acts" speak where they are many.
        ways: For each of :data:`WAYS` the titles of matters.
    """
    is_one = len(acts) == 1
    who = "These acts" if len(acts) > _MOST_ACTS else listed(acts)
    for way, verbs in WAYS.items():
        if ways.get(way):
            yield matters_sentence(f"{who} {verbs[0 if is_one else 1]}", ways[way])
            who = "It" if is_one else "They"


def matters_sentence(start: str, titles: Iterable[str]) -> str:
    """A beginning and its matters, as many as fit; nothing where there are none."""
    told = [in_sentence(title) for title in dict.fromkeys(titles)]
    if not told:
        return ""
    for most in range(min(len(told), _MOST_TITLES), 0, -1):
        more = [f"{len(told) - most} more"] if len(told) > most else []
        sentence = f"{start}: {'; '.join([*told[:most], *more])}."
        if len(sentence.split()) <= MOST_WORDS:
            break
    return sentence


def either_words(
    cases: Sequence[str], states: Sequence[str], letter: str = "", *, is_simple: bool
) -> str:
    """What holds in each case; where nothing does, that is said.

    Args:
        cases: What applies in each; for a simple question, if so and if not.
        states: In which state each is that does not apply: told where nothing applies in any.
        letter: How the brief names what it hangs on; empty where it hangs on one thing.
        is_simple: Whether it is one question, with yes or no.
    """
    named = f" {letter}" if letter else ""
    if not cases:
        return f"{in_sentence(TANGLED)}{named}"
    is_idle = not any(cases)
    told = [
        words or (is_idle and state) or "no rule"
        for words, state in zip(cases, states, strict=True)
    ]
    start = "no rule either way; " if is_idle else ""
    if is_simple:
        return f"{start}if{named or ' so'}: {told[0]}; if not: {told[1]}"
    return f"{start}one of these{named}: {'; or '.join(dict.fromkeys(told))}"


def only_words(conditions: Iterable[str]) -> str:
    """That something is so only on conditions whose outcome no record tells; often nothing."""
    named = list(map(quoted, conditions))
    if not named:
        return ""
    on, they = ("a condition", "it") if len(named) == 1 else ("conditions", "they")
    return f" only on {on} ({listed(named)}), of which no record says how {they} came out"


def titles_words(titles: Iterable[str]) -> str:
    """The first of some titles, and how many more."""
    told = list(dict.fromkeys(titles))
    if len(told) > _MOST_TITLES + 1:
        told = [*told[:_MOST_TITLES], f"{len(told) - _MOST_TITLES} more"]
    return "; ".join(told)
