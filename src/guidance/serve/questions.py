"""The questions that can be asked: their addresses, their parameters, and what answers them.

Each is a thin face of the library: it answers with the document that the command prints with
``--format json``, or with the same page, calendar or feed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from guidance import report
from guidance.corpus import Corpus
from guidance.documents.pieces import answer_written
from guidance.documents.writing import dumps
from guidance.report.listings import WHAT
from guidance.resolution.registry import source_of
from guidance.serve import parameters as kinds
from guidance.serve.parameters import AskedParameter

JSON, ATOM, ICALENDAR, HTML = (
    "application/json",
    "application/atom+xml",
    "text/calendar",
    "text/html",
)

AskedValues = Mapping[str, Any]
"""What was asked, read: days as days, names as names; ``None`` for what was left out."""


@dataclass(frozen=True, slots=True)
class Askable:
    """One question.

    Attributes:
        name: Its address is this after a slash; where it answers with a document, that has the
            same name unless ``shape`` says another.
        answer: Returns the text of the answer, or its octets where these are at hand.
        has_mementos: Its answer can be asked as known on an earlier day (RFC 7089).
        is_private: What is asked is nobody else's business, and no shared cache may keep it.
        is_page: It takes long, and is answered beside the others.
    """

    name: str
    says: str
    parameters: tuple[AskedParameter, ...]
    answer: Callable[[Corpus, AskedValues], str | bytes]
    media_type: str = JSON
    shape: str | None = None
    has_mementos: bool = False
    is_private: bool = False
    is_page: bool = False


def _narrowing(values: AskedValues) -> dict[str, Any]:
    names = ("topic", "source", "jurisdiction", "kind", "standing", "known_on")
    return {name: values[name] for name in names if name in values}


def _as_of(corpus: Corpus, values: AskedValues) -> bytes:
    return answer_written(corpus.as_of(values["on"], **_narrowing(values)))


def _changes(corpus: Corpus, values: AskedValues) -> str:
    return corpus.changes(values["since"], values["until"], **_narrowing(values)).to_json()


def _learnt(corpus: Corpus, values: AskedValues) -> str:
    return corpus.learnt(values["since"], values["until"], **_narrowing(values)).to_json()


def _history(corpus: Corpus, values: AskedValues) -> str:
    return dumps(report.of_history(corpus, values["ref"], values["known_on"]).document())


def _explain(corpus: Corpus, values: AskedValues) -> str:
    ref = values["ref"]
    answer = corpus.as_of(values["on"], source=source_of(ref), known_on=values["known_on"])
    return dumps(report.of_explanation(answer, ref).document())


def _evaluate(corpus: Corpus, values: AskedValues) -> str:
    asked = {name: values[name] for name in ("topic", "jurisdiction", "known_on")}
    return corpus.evaluate(values["on"], values["fact"], **asked).to_json()


def _status(corpus: Corpus, values: AskedValues) -> str:
    return corpus.status(values["on"], within=values["within"]).to_json()


def _search(corpus: Corpus, values: AskedValues) -> str:
    asked = {name: values[name] for name in ("on", "topic", "source", "known_on")}
    return corpus.search(values["words"], **asked).to_json()


def _list(corpus: Corpus, values: AskedValues) -> str:
    named = {name: values[name] for name in ("topic", "source", "kind")}
    return dumps(report.of_list(corpus, values["what"] or WHAT, **named).document())


def _feed(corpus: Corpus, values: AskedValues) -> str:
    from guidance.exports.feed import feed

    since = values["since"] or date.min
    return feed(corpus, values["until"], since=since, topic=values["topic"])


def _calendar(corpus: Corpus, values: AskedValues) -> str:
    from guidance.exports.calendar import calendar

    return calendar(corpus, values["on"])


def _explore(corpus: Corpus, values: AskedValues) -> str:
    from guidance.exports.explorer import build

    return build(corpus, values["topic"])


_ON = AskedParameter(
    "on", "The day asked about (valid time).", kinds.DAY, is_required=True, example="2020-01-15"
)
_TODAY = replace(_ON, is_required=False, otherwise="today")
_KNOWN_ON = AskedParameter(
    "known_on",
    "Answer as could be done on this day: from what had been published by then.",
    kinds.DAY,
    example="2019-12-31",
)
_SINCE = AskedParameter(
    "since", "The first day; what changed after it is told.", kinds.DAY, True, example="2019-12-31"
)
_UNTIL = AskedParameter("until", "The last day, included.", kinds.DAY, True, example="2020-02-01")
_TOPIC = AskedParameter("topic", "Show only this topic.", kinds.TOPIC)
_SOURCE = AskedParameter("source", "Show only this source.", kinds.SOURCE)
_KIND = AskedParameter("kind", "Show only provisions of this kind.", kinds.KIND)
_JURISDICTION = AskedParameter(
    "jurisdiction",
    "Show only what applies here (a code like GB, GB-SCT or EU), or names no place.",
    kinds.PLACE,
    example="GB",
)
_NARROWING = (
    _TOPIC,
    _SOURCE,
    _JURISDICTION,
    _KIND,
    AskedParameter("standing", "Show only statements that are this binding.", kinds.STANDING),
)
_REF = AskedParameter(
    "ref",
    "The provision, written source#id (the # as %23).",
    kinds.REF,
    is_required=True,
    example="ema-alemtuzumab-measures%23first-line",
)
_WITHIN = AskedParameter(
    "within", "How far ahead to look, like P90D or P6M.", kinds.PERIOD, otherwise="P90D"
)
_FACT = AskedParameter(
    "fact",
    "What is known of the person, like relapses=2/P24M; may be repeated. Everything else is open.",
    kinds.FACT,
    is_repeated=True,
    example="prior-dmt=no",
)
_WORDS = AskedParameter(
    "words",
    "Words that title and text hold, all of them.",
    kinds.WORDS,
    is_required=True,
    example="highly active",
)
_WHAT = AskedParameter("what", "What to list.", kinds.choice("list", *WHAT), is_repeated=True)

QUESTIONS = (
    Askable(
        "as-of",
        "What applied on a day, and why.",
        (_ON, *_NARROWING, _KNOWN_ON),
        _as_of,
        has_mementos=True,
    ),
    Askable(
        "changes",
        "What changed after one day and up to another.",
        (_SINCE, _UNTIL, *_NARROWING, _KNOWN_ON),
        _changes,
        has_mementos=True,
    ),
    Askable(
        "learnt",
        "What became known after one day and up to another about days up to the first.",
        (_SINCE, _UNTIL, *_NARROWING),
        _learnt,
    ),
    Askable(
        "history",
        "The states of one provision over time.",
        (_REF, _KNOWN_ON),
        _history,
        has_mementos=True,
    ),
    Askable(
        "explain",
        "Why a provision did or did not apply on a day.",
        (_ON, _REF, _KNOWN_ON),
        _explain,
        has_mementos=True,
    ),
    Askable(
        "evaluate",
        "What the guidance makes of a person on a day.",
        (_ON, _FACT, _TOPIC, _JURISDICTION, _KNOWN_ON),
        _evaluate,
        has_mementos=True,
        is_private=True,
    ),
    Askable(
        "search",
        "The statements whose text held all of some words, and when.",
        (_WORDS, replace(_ON, is_required=False), _TOPIC, _SOURCE, _KNOWN_ON),
        _search,
        has_mementos=True,
    ),
    Askable("status", "What is due, and how fresh each source is.", (_TODAY, _WITHIN), _status),
    Askable("list", "What is recorded.", (_WHAT, _TOPIC, _SOURCE, _KIND), _list),
    Askable(
        "feed",
        "What changed, as an Atom feed.",
        (
            replace(_SINCE, is_required=False),
            replace(_UNTIL, is_required=False, otherwise="today"),
            _TOPIC,
        ),
        _feed,
        ATOM,
    ),
    Askable("calendar", "The days ahead, as iCalendar.", (_TODAY,), _calendar, ICALENDAR),
    Askable(
        "explore", "A page to explore the records with.", (_TOPIC,), _explore, HTML, is_page=True
    ),
)

EDITION = AskedParameter(
    "edition",
    "Ask of these records alone, by the name that each answer gives in Guidance-Edition: such an"
    " answer never changes. Only the newest edition and the one before it are held.",
    kinds.EDITION,
)
"""Every question may name the edition that it is asked of."""
