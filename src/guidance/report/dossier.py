"""Puts a report together that can be handed on: what changed, or what applied, and all about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from guidance.errors import QueryError
from guidance.registry import source_of
from guidance.report import as_json
from guidance.report.answers import add_coverage, answer_page
from guidance.report.change_items import change_item, essence, numbered
from guidance.report.directions import direction_document, direction_lines
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.report.parts import ChangeItem, Dossier, Part, Table
from guidance.report.picture import Picture, picture_of
from guidance.wording import answer_headline, changes_headline, coverage_sentence, day_words
from guidance.wording.conditions import case_words
from guidance.wording.days import counted, exact_words, when_words
from guidance.wording.handed_on import (
    NO_ADVICE,
    NOTHING_OPEN,
    VERDICTS,
    WORDS,
    answer_title,
    changes_title,
    net_sentence,
    scope_words,
    verdicts_sentence,
)
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.answer import Answer
    from guidance.changes import Change, ChangeReport
    from guidance.corpus import Corpus
    from guidance.regime import RegimeDirection


def changes_dossier(
    corpus: Corpus,
    report: ChangeReport,
    before: Answer,
    after: Answer,
    *,
    title: str = "",
    author: str = "",
) -> Dossier:
    """Report what changed between two days.

    Args:
        corpus: The records.
        report: What changed.
        before: What applied on the first day, narrowed as the report is; ``after`` on the last.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
    """
    steps = [change for step in report.steps for change in step.changes]
    shared = _shared_columns(report.since.isoformat(), report.until.isoformat(), after)
    items = numbered([change_item(change, "step", shared) for change in steps])
    moved, unsaid = _movement(corpus, after.question.topic, before, after)
    sheet = corpus.sheets.get(moved.topic) if moved else None

    parts: list[Part] = []
    _extend(parts, _summary(after, items, moved, unsaid))
    picture = _picture(corpus, after, (("From", report.since), ("To", report.until)))
    _extend(parts, _timeline(picture))
    if moved is not None:
        page = Page()
        page.heading(f"Which way {moved.topic.replace('-', ' ')} moved as a whole")
        page.item(
            line(strong("Overall"), f" — {VERDICTS[moved.overall.verdict]}"),
            *direction_lines(moved.overall, sheet),
        )
        for each in moved.populations:
            head = line(strong(each.population), f" — {VERDICTS[each.direction.verdict]}")
            page.item(head, *direction_lines(each.direction, sheet))
        _extend(parts, page)
    if items:
        parts += _overview(items)
    for step, found in _by_step(report, items):
        parts += [_heading(step), *found]
    net = _net(report, items, shared)
    parts += net
    _extend(parts, _open(before, after))
    _extend(parts, _evidence(after))
    parts += _sources(corpus, after, [*steps, *report.net])
    parts += _undefined(corpus, steps, moved)
    parts += _words(items, after, has_net=bool(report.net))

    every = [*items, *(part for part in net if isinstance(part, ChangeItem))]
    headline = changes_headline(report)
    return Dossier(
        title=title or changes_title(report.since, report.until, after.question.topic),
        author=author,
        scope=(
            ("Compared", f"{exact_words(report.since)} with {exact_words(report.until)}"),
            *scope_words(after.question),
        ),
        headline=headline,
        parts=tuple(parts),
        day=report.until,
        rows=tuple(item.row for item in every) or ({"sentence": headline, **shared},),
        document=lambda: _document(corpus, report, before, after, moved, title, author),
    )


def answer_dossier(corpus: Corpus, answer: Answer, *, title: str = "", author: str = "") -> Dossier:
    """Report what applied on a day.

    Args:
        corpus: The records.
        answer: What applied.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
    """
    parts: list[Part] = []
    page = Page()
    page.heading("Summary")
    page.item(line(answer_headline(answer)))
    page.item(line(coverage_sentence(answer.coverage)))
    page.item(line(NO_ADVICE))
    _extend(parts, page)
    _extend(parts, _timeline(_picture(corpus, answer, (("Asked about", answer.on),))))
    parts += answer_page(answer).blocks[1:]
    parts += _sources(corpus, answer, [])
    parts += _words([], answer, has_net=False)
    shared = _shared_columns(answer.on.isoformat(), answer.on.isoformat(), answer)
    rows = tuple(
        {
            "part": entry.state.value,
            "ref": entry.ref,
            "title": entry.provision.title,
            "where": entry.where or "",
            "earliest": _iso(entry.since and entry.since.date.earliest),
            "latest": _iso(entry.since and entry.since.date.latest),
            "after": entry.provision.text,
            "after_force": entry.provision.force,
            "authority": entry.version,
            "standing": entry.standing,
            "section": entry.provision.cite.section,
            "paragraph": str(entry.provision.cite.paragraph or ""),
            "notes": " ".join(entry.caveats),
            **shared,
        }
        for entry in answer.entries()
    )
    headline = answer_headline(answer)
    return Dossier(
        title=title or answer_title(answer.on, answer.question.topic),
        author=author,
        scope=(("Asked about", exact_words(answer.on)), *scope_words(answer.question)),
        headline=headline,
        parts=tuple(parts),
        day=answer.on,
        rows=rows or ({"sentence": headline, **shared},),
        document=lambda: {
            "title": title or answer_title(answer.on, answer.question.topic),
            "author": author or None,
            "documents": _documents(corpus, answer, []),
            **as_json.answer_document(answer),
        },
    )


# -- the parts, from top to bottom -----------------------------------------------------------------


def _summary(
    after: Answer, items: list[ChangeItem], moved: RegimeDirection | None, unsaid: str
) -> Page:
    page = Page()
    page.heading("Summary")
    if items:
        page.item(line(verdicts_sentence(item.verdict for item in items)))
    if moved is not None:
        about = moved.topic.replace("-", " ")
        page.item(line(f"{capital(about)} as a whole: {VERDICTS[moved.overall.verdict]}."))
        for each in moved.populations:
            words = VERDICTS[each.direction.verdict]
            page.item(line(f"For {each.population}: {words}."))
    if unsaid:
        page.item(line(unsaid))
    forecasts = sum("a forecast" in item.marks for item in items)
    if forecasts:
        count = counted(forecasts, "change")
        verb = "rests" if forecasts == 1 else "rest"
        page.item(line(f"{count} {verb} on a forecast that no record confirms."))
    outside = sum("may fall outside the days compared" in item.marks for item in items)
    if outside:
        count = counted(outside, "change")
        page.item(line(f"Of {count} it is not settled whether they fall within these days."))
    page.item(line(coverage_sentence(after.coverage)))
    page.item(line(NO_ADVICE))
    return page


def _timeline(picture: Picture) -> list[Part]:
    page = Page()
    page.heading("Timeline")
    return [*page.blocks, picture]


def _picture(corpus: Corpus, answer: Answer, dates: tuple[tuple[str, Any], ...]) -> Picture:
    sources = [each.source for each in answer.coverage.sources]
    return picture_of(corpus, sources, dates, answer.known_on)


def _overview(items: list[ChangeItem]) -> list[Part]:
    page = Page()
    page.heading(f"What changed ({len(items)})")
    rows = tuple(
        (
            line(item.title),
            line(item.kind),
            line(item.days + (f" ({'; '.join(item.marks)})" if item.marks else "")),
            line(VERDICTS[item.verdict] if item.verdict else "no direction"),
        )
        for item in items
    )
    columns = ("Statement", "What happened", "When", "Direction")
    anchors = tuple(item.anchor for item in items)
    return [*page.blocks, Table("All changes, in order of time", columns, rows, anchors)]


def _by_step(
    report: ChangeReport, items: list[ChangeItem]
) -> Iterable[tuple[str, list[ChangeItem]]]:
    start = 0
    for step in report.steps:
        found = items[start : start + len(step.changes)]
        start += len(step.changes)
        yield f"{capital(found[0].days)} ({len(found)})", found


def _net(report: ChangeReport, items: list[ChangeItem], shared: Mapping[str, str]) -> list[Part]:
    """What differs in the end: in full only where no step says the same."""
    if not report.steps and not report.net:
        return []
    page = Page()
    page.heading(f"Net result ({len(report.net)})")
    steps = [change for step in report.steps for change in step.changes]
    told = {essence(change): item for change, item in zip(steps, items, strict=True)}
    if {essence(change) for change in report.net} == set(told):
        page.paragraph(net_sentence(len(report.net)))
        return list(page.blocks)
    if not report.net:
        page.paragraph("Nothing differs between the two days.")
        return list(page.blocks)
    same = [change for change in report.net if essence(change) in told]
    other = [change for change in report.net if essence(change) not in told]
    parts: list[Part] = list(page.blocks)
    if same:
        rows = tuple(
            (line(told[essence(change)].title), line(told[essence(change)].days)) for change in same
        )
        anchors = tuple(told[essence(change)].anchor for change in same)
        parts.append(Table("As in the steps above", ("Statement", "When"), rows, anchors))
    parts += numbered([change_item(change, "net", shared) for change in other])
    return parts


def _open(before: Answer, after: Answer) -> Page:
    page = Page()
    page.heading("What cannot be settled")
    days = [before, after] if before.on != after.on else [after]
    if not any(answer.undetermined for answer in days):
        page.paragraph(NOTHING_OPEN)
    for answer in days:
        for group in answer.undetermined:
            page.subheading(f"On {exact_words(answer.on)} ({len(group.entries)})")
            events = "; ".join(f"{when.label} ({when_words(when)})" for when in group.events)
            page.paragraph(f"It depends on: {events}. Exactly one of these cases holds.")
            for case in group.cases:
                page.label(case_words(case.conditions, answer))
                for entry in case.in_force:
                    page.item(line(f"{entry.provision.title} ", reference(entry.ref)))
                if not case.in_force:
                    page.item(line("None of these applied."))
    return page


def _evidence(answer: Answer) -> Page:
    page = Page()
    add_coverage(page, answer.coverage, answer.title)
    return page


def _sources(corpus: Corpus, answer: Answer, changes: Iterable[Change]) -> list[Part]:
    page = Page()
    page.heading("Sources")
    rows = tuple(
        tuple(_cell(value) for value in (row["document"], *_said_of(row)))
        for row in _documents(corpus, answer, changes)
    )
    columns = ("Document", "Version", "Published", "Standing and extent", "SHA-256 of the document")
    return [*page.blocks, Table("Documents this rests on", columns, rows)]


def _said_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    where = [value for value in (row["publisher"], row["url"]) if value]
    return (
        (reference(row["version"]), *(muted(f"; {value}") for value in where)),
        row["published_words"],
        f"{row['standing']}; {row['extent']}",
        (reference(row["sha256"]),) if row["sha256"] else "not recorded",
    )


def _cell(value: Any) -> Line:
    return line(value) if isinstance(value, str) else line(*value)


def _documents(
    corpus: Corpus, answer: Answer, changes: Iterable[Change]
) -> list[dict[str, str | None]]:
    """The versions of the sources asked about, and those on whose authority something changed."""
    describer = corpus.states(answer.known_on).describer
    sources = {each.source for each in answer.coverage.sources}
    acting = {change.authority for change in changes}
    found: list[dict[str, str | None]] = []
    for ref, version in corpus.versions.items():
        published = describer.when(ref).date
        is_known = (
            answer.known_on is None
            or published.earliest is None
            or published.earliest <= answer.known_on
        )
        if is_known and (source_of(ref) in sources or ref in acting):
            publisher = version.document.publisher or corpus.sources[source_of(ref)].publisher
            found.append(
                {
                    "version": ref,
                    "document": version.document.title,
                    "publisher": publisher,
                    "url": version.document.url,
                    "published": str(published),
                    "published_words": day_words(published),
                    "standing": version.standing,
                    "extent": version.extent,
                    "sha256": version.document.sha256,
                }
            )
    return found


def _undefined(
    corpus: Corpus, changes: Iterable[Change], moved: RegimeDirection | None
) -> list[Part]:
    """The undefined terms that a direction rests on, and what each source leaves open."""
    terms: dict[str, tuple[str, str]] = {}
    sheets = [(change.sheet, change.direction) for change in changes]
    if moved is not None:
        sheets.append((corpus.sheets[moved.topic], moved.overall))
        sheets += [(corpus.sheets[moved.topic], each.direction) for each in moved.populations]
    for sheet, direction in sheets:
        for name in direction.undefined if direction and sheet else ():
            fact = sheet.facts[name] if sheet else None
            if fact is not None:
                terms[name] = fact.label, fact.because or ""
    if not terms:
        return []
    page = Page()
    page.heading("Terms the sources leave undefined")
    rows = tuple(
        (line(label), line(reference(name)), line(because))
        for name, (label, because) in sorted(terms.items())
    )
    return [*page.blocks, Table("Undefined terms", ("Term", "Fact", "What is left open"), rows)]


def _words(items: list[ChangeItem], answer: Answer, *, has_net: bool) -> list[Part]:
    """The words of this report that mean one thing."""
    used = {VERDICTS[item.verdict] for item in items if item.verdict}
    used |= {item.kind for item in items} | {mark for item in items for mark in item.marks}
    used |= {"net result"} if has_net else set()
    used |= {"applied", "cannot be settled", "standing"}
    used |= {str(each.status).replace("-", " ") for each in answer.coverage.sources}
    page = Page()
    page.heading("Words")
    rows = tuple((line(word), line(WORDS[word])) for word in WORDS if word in used)
    return [*page.blocks, Table("What the words mean here", ("Word", "Meaning"), rows)]


def _movement(
    corpus: Corpus, topic: str | None, before: Answer, after: Answer
) -> tuple[RegimeDirection | None, str]:
    """Which way the topic moved as a whole; or why that cannot be said, if it was to be expected."""
    question = after.question
    if question._replace(on=before.on, known_on=None, topic=None) != type(question)(before.on):
        return None, ""  # narrowed: a part of the rules says nothing of all of them
    try:
        sheet = corpus.sheet(topic)
    except QueryError:
        return None, ""
    try:
        return (
            corpus.direction(before.on, after.on, sheet.topic, known_on=after.known_on),
            "",
        )
    except QueryError as error:
        return None, f"Which way the topic moved as a whole cannot be said: {error}."


# -- data ------------------------------------------------------------------------------------------


def _shared_columns(since: str, until: str, answer: Answer) -> dict[str, str]:
    return {
        "since": since,
        "until": until,
        "known_on": _iso(answer.known_on),
        "coverage": answer.coverage.status.value,
        "coverage_words": coverage_sentence(answer.coverage),
    }


def _document(
    corpus: Corpus,
    report: ChangeReport,
    before: Answer,
    after: Answer,
    moved: RegimeDirection | None,
    title: str,
    author: str,
) -> dict[str, Any]:
    from guidance.report.directions import regime_document

    document: dict[str, Any] = {
        "title": title or changes_title(report.since, report.until, after.question.topic),
        "author": author or None,
        **as_json.changes_document(report, after.coverage),
    }
    groups = [*document["steps"], {"changes": document["net"]}]
    changes = [*(step.changes for step in report.steps), report.net]
    for group, found in zip(groups, changes, strict=True):
        for shape, change in zip(group["changes"], found, strict=True):
            shape["direction"] = direction_document(change.direction, change.sheet)
    document["direction"] = regime_document(moved, corpus.sheets[moved.topic]) if moved else None
    for name, answer in (("undetermined_before", before), ("undetermined_after", after)):
        document[name] = as_json.answer_document(answer)["undetermined"]
    document["documents"] = _documents(corpus, after, [c for found in changes for c in found])
    return document


def _heading(words: str) -> Part:
    page = Page()
    page.subheading(words)
    return page.blocks[0]


def _extend(parts: list[Part], page: Page | list[Part]) -> None:
    parts += page.blocks if isinstance(page, Page) else page


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
