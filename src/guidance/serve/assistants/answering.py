"""What each tool answers, worked out from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.engine.coverage import CoverageStatus
from guidance.errors import UnknownNameError, check_name
from guidance.resolution.registry import source_of
from guidance.serve.assistants.shapes import (
    AsOfTold,
    ChangesTold,
    CheckedCitation,
    CitationsTold,
    DayTold,
    ExplainTold,
    RulingTold,
    ToldByTool,
    UpcomingTold,
)
from guidance.serve.assistants.telling import (
    CAUTION,
    change,
    evidence,
    most_telling_first,
    page,
    statement,
)
from guidance.wording import change_sentence, changes_headline, coverage_sentence
from guidance.wording.days import counted, day_words, exact_words
from guidance.wording.places import places_words
from guidance.wording.rulings import action_sentence, ruling_headline
from guidance.wording.statuses import (
    BINDING,
    NOT_RECORDED,
    STANDINGS,
    status_kind,
    statuses_headline,
)
from guidance.wording.terms import capital
from guidance.wording.upkeep import adoption_title, due_lines, status_headline

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.engine.coverage import CoverageReport
    from guidance.records.parts import Part
    from guidance.serve.editions import Edition
    from guidance.upkeep.adoptions import Adoption
    from guidance.upkeep.freshness import Due

EVERYTHING = "everything recorded"


def _told(
    edition: Edition, known_on: date | None, coverage: CoverageReport, words: str
) -> ToldByTool:
    return {
        "known_on": known_on.isoformat() if known_on else EVERYTHING,
        "records": edition.fingerprint,
        "answer": _with_age(words, coverage),
        "evidence": evidence(edition.corpus, coverage),
        "left_out": None,
        "caution": CAUTION,
    }


def _with_age(words: str, coverage: CoverageReport) -> str:
    """The answer, and how old the evidence is wherever that makes it less than certain."""
    is_told = coverage.status is CoverageStatus.NO_EVIDENCE and "no evidence" in words
    if is_told or coverage.status is CoverageStatus.COVERED:
        return words
    return f"{words} {coverage_sentence(coverage)}"


def as_of(edition: Edition, on: str, narrowing: dict[str, Any], skip: int, limit: int) -> AsOfTold:
    """Say what applied on a day."""
    corpus = edition.corpus
    answer = corpus.as_of(on, **narrowing)
    entries = most_telling_first(answer.entries())
    taken, left = page(entries, skip, limit, ("statements", "source, topic or kind"))
    counts = Counter(status_kind(entry, answer) for entry in entries)
    told = _told(edition, answer.known_on, answer.coverage, statuses_headline(answer))
    return {
        **told,
        "on": answer.on.isoformat(),
        "counts": dict(counts),
        "statements": [statement(corpus, entry, answer) for entry in taken],
        "left_out": left,
    }


def explain(edition: Edition, on: str, ref: str, known_on: str | None) -> ExplainTold:
    """Say why a statement was in its state on a day."""
    corpus = edition.corpus
    check_name("provision", ref, corpus.provisions)
    answer = corpus.as_of(on, source=source_of(ref), known_on=known_on)
    statements = [statement(corpus, entry, answer) for entry in answer.find(ref)]
    words = "; ".join(
        dict.fromkeys(f"{statement['title']}: {statement['status']}" for statement in statements)
    )
    return {
        **_told(
            edition, answer.known_on, answer.coverage, f"On {exact_words(answer.on)}: {words}."
        ),
        "on": answer.on.isoformat(),
        "statements": statements,
    }


def changes(
    edition: Edition, days: tuple[str, str], narrowing: dict[str, Any], skip: int, limit: int
) -> ChangesTold:
    """Say what changed after one day and up to another."""
    corpus = edition.corpus
    report = corpus.changes(*days, **narrowing)
    after = corpus.as_of(days[1], **narrowing)
    changes = [change for step in report.steps for change in step.changes]
    taken, left = page(changes, skip, limit, ("changes", "source or topic"))
    unbinding = sum(change.standing not in BINDING for change in changes)
    words = changes_headline(report)
    if unbinding:
        words += f" {unbinding} of them {'comes' if unbinding == 1 else 'come'} from what binds"
        words += " nobody."
    return {
        **_told(edition, report.known_on, after.coverage, words),
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "changes": [change(corpus, told) for told in taken],
        "learnt": [
            f"About {exact_words(report.since)}: {change_sentence(told)}" for told in report.learnt
        ],
        "left_out": left,
    }


def upcoming(edition: Edition, on: str, within: str) -> UpcomingTold:
    """Say what lies ahead of a day, as known on that day."""
    corpus = edition.corpus
    status = corpus.status(on, within=within)
    answer = corpus.as_of(on, known_on=on)
    told = _told(edition, status.on, answer.coverage, status_headline(status))
    return {
        **told,
        "on": status.on.isoformat(),
        "until": status.until.isoformat(),
        "ahead": _days(status.upcoming, answer),
        "to_confirm": _days(status.to_confirm, answer),
        "undated": _days(status.undated, answer),
        "undecided": [
            {
                "ref": undecided.ref,
                "title": _proposed_title(undecided, corpus.title),
                "status": "recommended, not in force; no decision on it had been recorded by"
                f" {exact_words(status.on)}",
                "to_apply": day_words(undecided.event.date),
            }
            for undecided in status.undecided
        ],
    }


def evaluate(edition: Edition, on: str, facts: Sequence[str], asked: dict[str, Any]) -> RulingTold:
    """Say what the guidance makes of a person on a day."""
    corpus = edition.corpus
    ruling = corpus.evaluate(on, list(facts), **asked)
    sheet = corpus.sheet(ruling.topic)
    names = {source: corpus.title(source) for source in corpus.sources}
    narrowing = {**asked, "topic": ruling.topic}
    answer = corpus.as_of(on, **narrowing)
    words = ruling_headline(ruling, sheet)
    return {
        **_told(edition, ruling.known_on, ruling.coverage, words),
        "on": ruling.on.isoformat(),
        "topic": ruling.topic,
        "facts": [str(known) for known in ruling.person],
        "outcome": _OUTCOMES[ruling.outcome],  # type: ignore[typeddict-item]
        "because": list(ruling.because),
        "missing": [str(atom) for atom in ruling.missing],
        "undefined": list(ruling.undefined),
        "actions": [
            capital(f"{_lead(place.places)}{action_sentence(action, sheet, names)}")
            for place in ruling.places
            for action in place.actions
        ],
        # What decides is in force in some case; whether it is on the day, the answer says.
        "deciding": [
            statement(corpus, entry, answer)
            for ref in dict.fromkeys(entry.ref for entry in ruling.deciding)
            for entry in answer.find(ref)
        ],
    }


def _proposed_title(adoption: Adoption, title: Callable[[str], str]) -> str:
    """What is recommended; of an act, that it is one, and on what."""
    words = adoption_title(adoption, title)
    return words if "#" in adoption.ref else f"An act on: {words}"


def _lead(places: Iterable[Part]) -> str:
    """The places that something is said of, before it; nothing where none is named."""
    words = places_words(places)
    return f"{words}: " if words else ""


_OUTCOMES = {
    "allowed": "allowed",
    "not-allowed": "not allowed",
    "undetermined": "cannot be settled",
}


def check_citations(
    edition: Edition, on: str, given: Sequence[tuple[str, str | None]], known_on: str | None
) -> CitationsTold:
    """Say of each citation whether it is recorded, and its status on a day."""
    answer = edition.corpus.as_of(on, known_on=known_on)
    checked = [_checked(edition, on, known_on, ref, words) for ref, words in given]
    missing = sum(citation["status"].startswith(NOT_RECORDED) for citation in checked)
    words = f"{counted(len(checked), 'citation')}: {len(checked) - missing} recorded, {missing} not"
    words += " recorded. Whether what is cited was in force on the day, its status says."
    return {
        **_told(edition, answer.known_on, answer.coverage, words),
        "on": answer.on.isoformat(),
        "citations": checked,
    }


def _checked(
    edition: Edition, on: str, known_on: str | None, ref: str, words: str | None
) -> CheckedCitation:
    corpus = edition.corpus
    is_version = "@" in ref
    try:
        if is_version:
            check_name("version", ref, corpus.versions)
        else:
            check_name("provision", ref, corpus.provisions)
    except UnknownNameError as error:
        near = f"; did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        return _nothing(ref, f"{NOT_RECORDED}: nothing is recorded by this name{near}")
    answer = corpus.as_of(on, source=source_of(ref), known_on=known_on)
    if is_version:
        published = corpus.versions[ref].published
        if answer.known_on and published.earliest and answer.known_on < published.earliest:
            day = exact_words(answer.known_on)
            return _nothing(ref, f"{NOT_RECORDED}: it was not published by {day}")
        entries = [entry for entry in answer.entries() if entry.version == ref]
        rests = "rests" if len(entries) == 1 else "rest"
        on_it = f"{counted(len(entries), 'statement')} {rests} on it: see the status of each"
        status = f"recorded, published {day_words(published)}; on {exact_words(answer.on)}"
        status += f" {on_it if entries else 'no statement rests on it'}"
    else:
        entries = list(answer.find(ref))
        status = ""
    told = [statement(corpus, entry, answer) for entry in entries]
    cited = ref if is_version else entries[-1].version
    return {
        "given": ref,
        "status": status or "; ".join(dict.fromkeys(statement["status"] for statement in told)),
        "words": _words(words, [entry.provision.text for entry in entries]),
        "statements": told,
        "newer_versions": _newer(edition, cited, answer.known_on),
    }


def _nothing(ref: str, status: str) -> CheckedCitation:
    return {
        "given": ref,
        "status": status,
        "words": None,
        "statements": [],
        "newer_versions": [],
    }


def _words(given: str | None, texts: Iterable[str]) -> str | None:
    if given is None:
        return None
    asked = " ".join(given.split()).casefold()
    if any(asked in " ".join(text.split()).casefold() for text in texts):
        return "the recorded text holds these words"
    return "the recorded text does not hold these words; it is in the project's own words"


def _newer(edition: Edition, version: str, known_on: date | None) -> list[str]:
    """Versions of the same source that were certainly published after one."""
    versions = edition.corpus.versions
    last = versions[version].published.latest
    newer = []
    for ref, other in versions.items():
        first = other.published.earliest
        if other.source != versions[version].source or first is None or last is None:
            continue
        if first > last and (known_on is None or first <= known_on):
            newer.append(ref)
    return newer


def _days(dues: Iterable[Due], answer: Answer) -> list[DayTold]:
    standings = {entry.ref: entry.standing for entry in answer.entries()}
    told: list[DayTold] = []
    for due in dues:
        what, details = due_lines(due)
        lines = [_with_standing(line, standings) for line in details.splitlines()]
        told.append({"when": day_words(due.when.date), "what": what, "details": "\n".join(lines)})
    return told


def _with_standing(line: str, standings: Mapping[str, str]) -> str:
    """What begins or ends on a day, and that it binds nobody where that is so."""
    standing = standings.get(line.rpartition(" ")[2])
    return line if standing is None or standing in BINDING else f"{line} ({STANDINGS[standing]})"
