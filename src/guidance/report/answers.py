"""What applied on a day, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.report.answer_rows import coverage_columns, entry_rows
from guidance.report.cited import NOT_SHOWN
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, Run, laid_out, line, muted, reference, strong
from guidance.report.standing import AnswerBrief
from guidance.report.standing_lead import letter_of
from guidance.report.statements import coming_lines, marks_of, provision_lines, untold_reasons
from guidance.resolution.registry import source_of
from guidance.wording import coverage_sentence, source_sentence
from guidance.wording.asked import AskedDay
from guidance.wording.coming import to_come
from guidance.wording.conditions import case_words, question_words
from guidance.wording.days import counted, on_words
from guidance.wording.handed_on import scope_words
from guidance.wording.places import place_words
from guidance.wording.proposals import proposal_sentence
from guidance.wording.reasons import reasons
from guidance.wording.standing import CASE_STATES, TANGLED, standing_title, whether_words
from guidance.wording.terms import (
    GLOSSARY,
    capital,
    cite_words,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.cases import Case
    from guidance.answers.entries import Entry, Upcoming
    from guidance.documents.answers import AsOf
    from guidance.documents.histories import Explanation
    from guidance.engine.coverage import CoverageReport


def of_answer(answer: Answer, asked: AskedDay | None = None) -> Report:
    """Report what applied on a day.

    Args:
        answer: The answer.
        asked: The words for the day in title and brief, where another is to be put there.
    """
    brief = cache(lambda: AnswerBrief(answer, asked or AskedDay.of(answer.on)))
    shared = coverage_columns(answer.coverage, answer.on, answer.known_on)
    return Report(
        title=standing_title(answer.on, answer.question.topic),
        opening=lambda: brief().headline,
        scope=tuple(scope_words(answer.question)),
        day=answer.on,
        brief=lambda: brief().parts(),
        annex=lambda: _answer_parts(answer, set(brief().told)),
        brief_rows=lambda: brief().rows(shared),
        document=lambda: _document_of(answer),
        rows=lambda: entry_rows(answer.entries(), answer.coverage, answer.known_on),
    )


def _document_of(answer: Answer) -> AsOf:
    from guidance.documents.answers import answer_document

    return answer_document(answer)


def of_explanation(answer: Answer, ref: str) -> Report:
    """Report why a provision is in its state on a day."""
    entries = answer.find(ref)
    told = [reasons(entry, answer) for entry in entries]
    return Report(
        title=told[0][0],
        day=answer.on,
        brief=lambda: _explanation_parts(told, answer),
        document=lambda: _explanation_document(answer, ref),
        rows=lambda: entry_rows(entries, answer.coverage, answer.known_on),
    )


def _explanation_document(answer: Answer, ref: str) -> Explanation:
    from guidance.documents.histories import explanation_document

    return explanation_document(answer, ref)


def _answer_parts(answer: Answer, told: set[str]) -> list[ReportPart]:
    """Lay out an answer: what decides first, then what is certain, then how good it all is.

    Args:
        answer: The answer.
        told: The texts that the brief has told; what is told here is added, and told once.
    """
    page = Page()
    for group in answer.undetermined:
        _add_undetermined(page, group, answer, told)
    certain = [entry for entry in answer.in_force if not (entry.conditions or entry.is_happening)]
    if certain:
        page.heading(f"Applied for certain ({len(certain)})")
        _add_certain(page, certain, answer, told)
    _add_recommended(page, answer)
    explained: dict[str, str] = {}
    for title, entries in (
        ("On a condition", [entry for entry in answer.in_force if entry.conditions]),
        ("Paused", answer.suspended),
        ("Set aside for the time being", answer.displaced),
        ("Not yet", answer.upcoming),
        ("No longer", answer.ended),
    ):
        coming = list(_ahead(answer)) if title == "Not yet" else []
        if entries or coming:
            page.heading(f"{title} ({len(entries) + len(coming)})")
        for entry in entries:
            because = untold_reasons(entry, answer, explained)
            page.item(*provision_lines(entry, told, dated=False), line(because))
        for entry, text in coming:
            page.item(*coming_lines(entry, text, answer.title))
    _add_happened(page, answer)
    if answer.tensions:
        page.heading(f"May contradict each other: for a person to judge ({len(answer.tensions)})")
        shown = {entry.ref for entry in answer.entries()}
        for tension in answer.tensions:
            pair = [
                (strong(entry.provision.title), *_ref(entry))
                if entry.ref in shown
                else (NOT_SHOWN,)
                for entry in (tension.entry, tension.other)
            ]
            page.item(line(*pair[0], " and"), line(*pair[1]))
    _add_evidence(page, answer)
    _add_glossary(page, answer)
    return list(page.blocks)


def _ahead(answer: Answer) -> Iterator[tuple[Entry, Upcoming]]:
    """What is to be said of provisions that say something else for now, or have ended."""
    for entry in answer.entries():
        if entry.state is not State.NO_EVIDENCE:
            yield from ((entry, coming) for coming in to_come(entry))


def _add_happened(page: Page, answer: Answer) -> None:
    """The steps of procedures in the order of their days: what happened, then what was expected."""
    steps = [entry for entry in answer.in_force if entry.is_happening and not entry.conditions]
    for title, is_announced in (("What happened", False), ("What was announced", True)):
        told = [entry for entry in steps if entry.is_announced is is_announced]
        if told:
            page.heading(f"{title} ({len(told)})")
        for entry in sorted(told, key=_day_of):
            on = f" — {on_words(entry.since.date)}" if entry.since else ""
            page.item(
                line(strong(entry.provision.title), on),
                laid_out(entry.provision.text),
                line(reference(entry.ref), muted(f"; {cite_words(entry.provision.cite)}")),
            )


def _day_of(entry: Entry) -> tuple[date, str]:
    return (entry.since and entry.since.date.earliest) or date.min, entry.ref


def _add_recommended(page: Page, answer: Answer) -> None:
    """What is only proposed, beside what it would touch: so far it has no effect."""
    if answer.recommended:
        page.heading(f"Recommended, without effect so far ({len(answer.recommended)})")
    for proposed, entries in answer.recommended:
        refs = dict.fromkeys(entry.ref for entry in entries)
        ref = next((ref for ref in refs if ref != proposed.act), proposed.act)
        page.item(
            line(strong(listed(answer.title(ref) for ref in refs))),
            line(proposal_sentence(proposed, ref, answer.title)),
            line(muted(proposed.act)),
        )


def _explanation_parts(told: Iterable[Sequence[str]], answer: Answer) -> list[ReportPart]:
    page = Page()
    for place, (first, *rest) in enumerate(told):
        if place:
            page.headline(first)
        for sentence in rest:
            page.item(line(sentence))
    add_coverage(page, answer.coverage, answer.title)
    return list(page.blocks)


def add_coverage(page: Page, coverage: CoverageReport, title: Callable[[str], str]) -> None:
    """Add how good the evidence is: all together, then source by source."""
    page.heading("How good the evidence is")
    page.paragraph(coverage_sentence(coverage))
    for source in coverage.sources:
        page.item(
            line(title(source.source), " (", reference(source.source), ")"),
            line(capital(source_sentence(source, coverage.on))),
        )


def _add_undetermined(page: Page, group: Undetermined, answer: Answer, told: set[str]) -> None:
    page.heading(f"Cannot be settled ({len(group.entries)})")
    groups = answer.undetermined
    if len(groups) > 1:
        page.paragraph(f"It depends on {letter_of(groups.index(group))}, which stands at the top.")
    elif (depends := f"It depends on {whether_words(question_words(group, answer))}.") not in told:
        page.paragraph(depends)
    if group.is_tangled or not group.cases:
        page.paragraph(f"{TANGLED}. It hangs on that:")
        for entry in group.entries:
            page.item(*provision_lines(entry, told, dated=False))
        return
    cases = {2: "two"}.get(len(group.cases), str(len(group.cases)))
    page.paragraph(
        f"These are the first {cases} cases; there are more, and exactly one of all holds."
        if group.more
        else f"Exactly one of these {cases} holds."
    )
    is_simple = len(question_words(group, answer)) == 1
    for case in group.cases:
        if is_simple and not case.conditions[0].holds:
            page.subheading("If not")
        else:
            page.subheading(case_words(case.conditions, answer))
        rules, facts = _divided(case.in_force)
        for entry in rules:
            page.item(*provision_lines(entry, told, dated=False))
        for entry in facts:
            page.item(_compact(entry, dated=False))
        if not case.in_force:
            page.paragraph(f"None of these applied{_states_of(case)}.")


def _states_of(case: Case) -> str:
    """In which state each is that does not apply, where one word says it of all."""
    words = {CASE_STATES[entry.state] for entry in case.entries if entry.state in CASE_STATES}
    return f": {words.pop()}" if len(words) == 1 else ""


def _add_certain(page: Page, certain: Sequence[Entry], answer: Answer, told: set[str]) -> None:
    """Group by source, then kind: rules in full, plain information compactly after them."""
    for source, in_source in groupby(certain, key=lambda entry: source_of(entry.ref)):
        entries = list(in_source)
        page.subheading(f"{answer.title(source)} ({len(entries)})")
        rules, facts = _divided(entries)
        for kind, same in _by_kind(rules):
            page.label(_kind(kind))
            for entry in same:
                page.item(*provision_lines(entry, told))
        for kind, same in _by_kind(facts):
            page.label(f"For information: {kind.replace('-', ' ')}")
            for entry in same:
                page.item(_compact(entry))


def _divided(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Rules, and what is only information: that is shown compactly, so that it drowns nothing."""
    shown = list(entries)
    rules = [entry for entry in shown if entry.provision.force != "information"]
    return rules, [entry for entry in shown if entry.provision.force == "information"]


def _by_kind(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.provision.kind, []).append(entry)
    return sorted(kinds.items())


def _kind(kind: str) -> str:
    return capital(kind.replace("-", " "))


def _compact(entry: Entry, *, dated: bool = True) -> Line:
    title = f"{entry.provision.title}{place_words(entry.where)} — "
    return line(title, reference(entry.ref), muted(marks_of(entry, dated=dated)))


def _ref(entry: Entry) -> tuple[Run, ...]:
    return Run(" ("), reference(entry.ref), Run(")")


def _add_evidence(page: Page, answer: Answer) -> None:
    add_coverage(page, answer.coverage, answer.title)
    unknown = [e for e in answer.no_evidence if not any(p.is_marked for p in e.proposals)]
    if unknown:
        count = counted(len(unknown), "statement")
        page.paragraph(f"No evidence yet of {count}: recorded for later days only.")
    placeless = sum(not entry.jurisdictions for entry in answer.in_force)
    if placeless:
        whole = "None" if placeless == len(answer.in_force) else f"{placeless}"
        verb = "states" if whole == "None" else "do not state"
        page.paragraph(f"Of what applied, {whole.lower()} {verb} in which country it applies.")


def _add_glossary(page: Page, answer: Answer) -> None:
    used = ["applied"] if answer.in_force else []
    used += ["cannot be settled"] if answer.undetermined else []
    shown = [*answer.in_force, *(e for group in answer.undetermined for e in group.entries)]
    used += ["a forecast"] if any("forecast" in entry.caveats for entry in shown) else []
    statuses = {source.status for source in answer.coverage.sources}
    used += ["stale"] if "stale" in statuses else []
    used += ["no evidence"] if "no-evidence" in statuses else []
    page.notes(*((f"“{word}”", GLOSSARY[word]) for word in used))
