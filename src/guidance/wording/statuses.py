"""The status of a statement in words that cannot be misread out of their context.

Who reads one line of an answer, or passes it on, must not take for law what is only recommended,
for certain what is open, or for present what nobody has looked at since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageStatus
from guidance.engine.states import State
from guidance.resolution.registry import source_of
from guidance.wording.coming import left_out_words, own_doubt, to_come
from guidance.wording.conditions import question_words
from guidance.wording.days import exact_words, from_words, last_day_words, when_marks
from guidance.wording.headlines import answer_headline
from guidance.wording.places import place_words
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry
    from guidance.answers.whens import When
    from guidance.engine.coverage import SourceCoverage

NOT_RECORDED = "not recorded"

STANDINGS = {
    "law": "law: binding while in force",
    "decision": "decision: binding while in force",
    "recommendation": "recommendation: not in force",
    "opinion": "opinion of a committee or body: not in force",
    "advice": "advice: binds nobody",
    "information": "information: binds nobody",
}
"""Who speaks, and whether that binds."""

_SPEAKS = {
    "law": "in force",
    "decision": "in force",
    "recommendation": "recommended, not in force",
    "opinion": "recommended in an opinion, not in force",
    "advice": "advised, binds nobody",
    "information": "stated for information, binds nobody",
}
_PROPOSED = "only proposed, not in force"
BINDING = ("law", "decision")
"""The standings that bind."""
_TOLD, _EXPECTED = "tells of a step that was taken", "tells of a step that was expected"
_PERHAPS_PUBLISHED = "not settled whether published by then"


def status_kind(entry: Entry, answer: Answer) -> str:
    """The status of a statement without its days: what statements are counted by.

    Args:
        entry: What the answer says of it.
        answer: The answer.
    """
    return _PERHAPS_PUBLISHED if _is_perhaps_published(entry, answer) else _kind(entry)


def _kind(entry: Entry) -> str:
    speaks, is_binding = _speaks(entry)
    match entry.state:
        case State.IN_FORCE:
            return f"{speaks}, on a condition" if entry.conditions else speaks
        case State.UPCOMING:
            return "not in force yet" if is_binding else speaks
        case State.UNDETERMINED:
            return "cannot be settled"
        case State.ENDED:
            return "never in force" if "never-applied" in entry.caveats else "ended"
        case State.SUSPENDED:
            return "paused, not in force"
        case State.DISPLACED:
            return "set aside for the time being, not in force"
        case State.NO_EVIDENCE:
            return _PROPOSED if is_only_proposed(entry) else NOT_RECORDED


def is_only_proposed(entry: Entry) -> bool:
    """Whether it was proposed by that day, and nothing more: it has no state, and is known."""
    return entry.provision.proposes and bool(entry.proposals)


def statuses_headline(answer: Answer) -> str:
    """Say how many statements have which status, and on what it depends where that is open."""
    counts = Counter(status_kind(entry, answer) for entry in answer.entries())
    if set(counts) <= {NOT_RECORDED}:
        return answer_headline(answer)
    told = "; ".join(f"{kind}: {count}" for kind, count in counts.most_common())
    questions = dict.fromkeys(
        words for group in answer.undetermined for words in question_words(group, answer)
    )
    depends = f" It depends on whether {listed(questions, 'and whether')}." if questions else ""
    return f"Statements on {exact_words(answer.on)}, by status: {told}.{depends}"


def status_words(entry: Entry, answer: Answer) -> str:
    """Say the status of a statement on the day of an answer.

    Args:
        entry: What the answer says of it.
        answer: The answer.
    """
    said = _status(entry, answer) + _conditions(entry) + _coming(entry, answer)
    if _is_perhaps_published(entry, answer):
        said = f"{_PERHAPS_PUBLISHED}; if it was: {said}"
    coverage = _coverage(entry, answer)
    return said + (_age(coverage) if coverage and entry.state is State.IN_FORCE else "")


def _coverage(entry: Entry, answer: Answer) -> SourceCoverage | None:
    source = source_of(entry.ref)
    return next((known for known in answer.coverage.sources if known.source == source), None)


def _is_perhaps_published(entry: Entry, answer: Answer) -> bool:
    """Whether its document may not have been out by then, where the state does not hang on that."""
    is_told = entry.state not in (State.UNDETERMINED, State.NO_EVIDENCE)
    return is_told and _may_be_unpublished(entry, answer)


def _may_be_unpublished(entry: Entry, answer: Answer) -> bool:
    coverage = _coverage(entry, answer)
    return coverage is not None and entry.version in coverage.possible_versions


def _status(entry: Entry, answer: Answer) -> str:
    speaks, is_binding = _speaks(entry)
    where = place_words(entry.part).strip()
    place = f" ({where})" if where else ""
    match entry.state:
        case State.IN_FORCE:
            marks = [f"no record says how it came out: {quoted(e)}" for e in entry.conditions]
            if "forecast" in entry.caveats:
                marks.insert(0, "by a forecast that no record confirms")
            return _placed(_kind(entry), place) + _marked(marks)
        case State.UPCOMING:
            doubt = own_doubt(entry, answer.title)
            start = _from(entry.since) + (f" ({doubt})" if doubt else "")
            return f"{_placed(_kind(entry), place)}; to apply {start}"
        case State.UNDETERMINED:
            most = "at most " if _may_be_unpublished(entry, answer) else ""
            lead = "" if is_binding else f"{most}{speaks}; whether it applied "
            return f"{lead}cannot be settled{place}: {_question(entry, answer)}"
        case State.ENDED:
            return _ended(entry) + _marked([where, "" if is_binding else f"it was {speaks}"])
        case State.SUSPENDED:
            otherwise = "" if is_binding else f"otherwise {speaks}"
            return _placed("paused, not in force", place) + _marked([otherwise])
        case State.DISPLACED:
            acts = listed([cause.by for cause in entry.causes if cause.kind == "displaced"])
            by = f" by {acts}" if acts else ""
            return f"set aside for the time being{by}{place}, not in force"
        case State.NO_EVIDENCE:
            if is_only_proposed(entry):
                return f"{_PROPOSED}; so far {entry.proposals[-1].stage.replace('-', ' ')}"
            known = answer.known_on
            by = f", by what was published by {exact_words(known)}" if known else ""
            return f"{NOT_RECORDED}: nothing is recorded of it for this day{by}"


def _placed(words: str, place: str) -> str:
    """A status with its place, after what is so there: never "not in force" in that place."""
    head, comma, rest = words.partition(",")
    return f"{head}{place}{comma}{rest}"


def _marked(marks: Iterable[str]) -> str:
    told = "; ".join(mark for mark in marks if mark)
    return f" ({told})" if told else ""


def _speaks(entry: Entry) -> tuple[str, bool]:
    """How a statement speaks while it stands, and whether it binds.

    Neither a draft of a law binds, nor what only tells of a step of a procedure.
    """
    if entry.provision.proposes:
        return _PROPOSED, False
    if entry.is_happening and entry.state in (State.IN_FORCE, State.ENDED):
        return _EXPECTED if entry.is_announced else _TOLD, False
    return _SPEAKS[entry.standing], entry.standing in BINDING


def _conditions(entry: Entry) -> str:
    if entry.state not in (State.SUSPENDED, State.DISPLACED, State.ENDED) or not entry.conditions:
        return ""
    told = listed(map(quoted, entry.conditions))
    return f"; that rests on a condition, and no record says how it came out: {told}"


def _coming(entry: Entry, answer: Answer) -> str:
    """That other words are to come, from when, and what makes it open whether they will."""
    told = [(_from(c.since), left_out_words(c, answer.title)) for c in to_come(entry)]
    days = dict.fromkeys(f"{day} ({doubt})" if doubt else day for day, doubt in told)
    return f"; other words are to apply {listed(days)}" if days else ""


def _from(since: When | None) -> str:
    if since is None:
        return "from a day that is not known"
    marks = when_marks(since)
    return from_words(since.date) + (f" ({', '.join(marks)})" if marks else "")


def _question(entry: Entry, answer: Answer) -> str:
    if "too-tangled" in entry.caveats:
        return "it hangs on too many unknown days to be worked out"
    for group in answer.undetermined:
        if entry in group.entries:
            return f"it depends on whether {listed(question_words(group, answer), 'and whether')}"
    return "the records leave it open"


def _ended(entry: Entry) -> str:
    if "never-applied" in entry.caveats:
        return "never came into force"
    day = next(
        (cause.when for cause in entry.causes if cause.kind in _ENDS and cause.when), entry.until
    )
    if day is None:
        return "ended, on a day that is not told"
    last = last_day_words(day.date)
    return f"ended on {last}" if day.date.is_exact else f"ended; its last day was {last}"


_ENDS = ("until", "dropped", "replaced", "ended", "superseded")


def _age(coverage: SourceCoverage) -> str:
    if coverage.status is not CoverageStatus.STALE:
        return ""
    if coverage.last_checked is None:
        return ", as last known; nobody is recorded to have looked since"
    day = exact_words(coverage.last_checked)
    return f", as last known on {day}; nobody is recorded to have looked since"
