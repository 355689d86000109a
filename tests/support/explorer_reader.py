"""Reads the data of the explorer as its page does, and what the library says in the same form."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from guidance import sentence
from guidance.records.natural import reading_order
from guidance.report.model import Look
from guidance.report.outline import PageBlock
from guidance.report.outlining import outlined
from guidance.wording import answer_headline, coverage_sentence, source_sentence
from guidance.wording.conditions import case_words, question_words
from guidance.wording.days import ages_words, exact_words
from guidance.wording.places import place_words
from guidance.wording.reasons import reasons
from guidance.wording.terms import capital
from guidance.wording.visible import visible

EPOCH = date(1970, 1, 1).toordinal()
LISTS = ("in-force", "upcoming", "ended", "suspended", "displaced", "no-evidence")


def where(entry):
    """The part of an entry as the page shows it."""
    return place_words(entry.where).strip()


def number(day):
    return day.toordinal() - EPOCH


def day_of(number_):
    return date.fromordinal(number_ + EPOCH)


def in_run(runs, known):
    return [place for first, place in runs if first <= known][-1]


def place_of(numbers, wanted):
    return bisect_right(numbers, wanted) - 1


class Reader:
    def __init__(self, data):
        self.data = data

    def stretches(self, known_on):
        for family in self.data["families"]:
            known = family["known"]
            at = len(known) if known_on is None else place_of(known, number(known_on))
            yield family, at

    def extras(self, day, known_on):
        for family, at in self.stretches(known_on):
            firsts, extras = self.data["days"][in_run(family["extras"], at)]
            days = [number(known_on) + d[0] if isinstance(d, list) else d for d in firsts]
            yield self.data["extras"][extras[place_of(days, number(day))]]

    def entries(self, day, known_on):
        for family, at in self.stretches(known_on):
            for _, _, runs in family["rows"]:
                firsts, entries = self.data["spans"][in_run(runs, at)]
                place = entries[place_of(firsts, number(day))]
                if place >= 0:
                    yield self.data["entries"][place]

    def said(self, text, day, known_on=None, since=None):
        if isinstance(text, str):
            return text
        words = []
        for part in text:
            if part == 0:
                words.append(exact_words(day))
            elif part == 1:
                words.append(exact_words(known_on or day))
            elif part == 2:
                words.append(exact_words(since))
            elif isinstance(part, list):
                earliest = date.min if part[0] is None else day_of(part[0])
                words.append(ages_words(earliest, day_of(part[1]), day))
            elif isinstance(part, dict):
                words.append(self.data["texts"][part["text"]])
            else:
                words.append(part)
        return "".join(words)

    def of(self, entry):
        version = self.data["versions"][entry[4]]
        wording = self.data["wordings"][entry[3]]
        return (self.data["refs"][entry[0]][0], entry[1] or "", version[0], wording["text"])

    def answer(self, day, known_on):
        """Everything the page shows of a day."""
        data, extras = self.data, list(self.extras(day, known_on))
        entries = list(self.entries(day, known_on))
        groups = [data["groups"][place] for extra in extras for place in extra["groups"]]
        head = data["heads"][".".join(str(extra["share"]) for extra in extras)]
        headline, coverage, status = data["sentences"][head]
        return {
            "headline": self.said(headline, day),
            "coverage": self.said(coverage, day),
            "status": status,
            **{
                state: sorted(self.of(e) for e in entries if data["states"][e[2]] == state)
                for state in LISTS
            },
            "groups": [
                {
                    "all": sorted((ref, where or "") for ref, where, _ in group["all"]),
                    "cases": [
                        (
                            self.said(words, day, known_on),
                            sorted(self.of(data["entries"][place]) for place in inside),
                        )
                        for words, inside in group["cases"]
                    ],
                }
                for group in sorted(groups, key=lambda group: reading_order(group["order"]))
            ],
            "tensions": sorted(
                sorted(self.of(data["entries"][place])[0] for place in pair)
                for extra in extras
                for pair in extra["tensions"]
            ),
            "evidence": sorted(
                (
                    data["sources"][found["source"]][0],
                    found["status"],
                    self.said(found["sentence"], day),
                )
                for extra in extras
                for found in (data["evidence"][place] for place in extra["evidence"])
            ),
            "reasons": sorted(
                (ref, where or "", [self.said(data["texts"][i], day, known_on) for i in why])
                for ref, where, why in (
                    *((*self.of(e)[:2], e[7]) for e in entries if e[7]),
                    *(each for group in groups for each in group["all"]),
                )
            ),
        }

    def changes(self, since, until, known_on):
        """The changes after one day and up to another, with whether they may fall outside."""
        low, high = number(since), number(until)
        steps = [
            step
            for family, at in self.stretches(known_on)
            for step in self.data["steps"][in_run(family["steps"], at)]
        ]
        return [
            (self.data["changes"][place], not (first > low and last <= high))
            for first, last, place in steps
            if first <= high and last > low
        ]

    def steps(self, since, until, known_on):
        """The references, ids, sentences of what changed, and whether that may fall outside."""
        return sorted(
            (
                self.data["strings"][change[1]],
                change[0],
                "" if is_open else self.said(change[4], date.min),
                is_open,
            )
            for change, is_open in self.changes(since, until, known_on)
        )

    def brief(self, day, known_on):
        """The brief of a day, line by line; nothing where the page does not hold it."""
        held = [
            place
            for is_all, since, until, first, last, place in self.data["dayBriefs"]
            if first <= number(day) <= last
            and (is_all if known_on is None else not is_all and since <= number(known_on) <= until)
        ]
        return self._lines(held[0], day, known_on, None) if held else None

    def pair(self, since, until):
        """The brief of what changed between two days, by all records."""
        held = [
            place
            for first, last, low, high, place in self.data["pairBriefs"]
            if first <= number(since) <= last and low <= number(until) <= high
        ]
        return self._lines(held[0], until, None, since) if held else None

    def _lines(self, place, day, known_on, since):
        return [
            "".join(
                run if isinstance(run, str) else self.said(run[1], day, known_on, since)
                for run in self.data["lines"][line]
            )
            for _, lines in self.data["briefs"][place]
            for line in lines
        ]

    def days(self, known_on):
        """Every day from which anything is different, with the days either side."""
        found = set()
        for family, at in self.stretches(known_on):
            firsts = self.data["days"][in_run(family["extras"], at)][0]
            found |= {number(known_on) + d[0] if isinstance(d, list) else d for d in firsts}
            for _, _, runs in family["rows"]:
                found |= set(self.data["spans"][in_run(runs, at)][0])
        return with_neighbours(day_of(day) for day in found)

    def knowledge(self):
        """Every day from which more is known, with the days either side; and all records."""
        found = {day_of(day) for family in self.data["families"] for day in family["known"]}
        return [*with_neighbours(found), None]


def with_neighbours(days):
    numbers = {day.toordinal() + offset for day in days for offset in (-1, 0, 1)}
    return [date.fromordinal(n) for n in sorted(numbers) if 1 <= n <= date.max.toordinal()]


def brief_of(report):
    """The brief of a report, line by line, without the note that the page has in its own words."""
    lines = [
        "".join(run.text for run in line)
        for block in outlined(report, Look()).blocks
        if isinstance(block, PageBlock)
        for line in block.lines
    ]
    return [visible(line) for line in lines if not line.startswith("Evidence: ")]


def steps_of(report):
    """What changed, in the form of :meth:`Reader.steps`."""
    return sorted(
        (c.ref, c.id.value, "" if is_open else visible(sentence(c)), is_open)
        for step in report.steps
        for c in step.changes
        for is_open in [
            not (
                (step.earliest or date.min) > report.since
                and (step.latest or date.max) <= report.until
            )
        ]
    )


def told(answer):
    """What the library says, in the form of :meth:`Reader.answer`."""

    def of(entry):
        return (
            entry.ref,
            where(entry),
            entry.version,
            visible(entry.provision.text),
        )

    lists = {"in-force": answer.in_force, "no-evidence": answer.no_evidence}
    for state in ("upcoming", "ended", "suspended", "displaced"):
        lists[state] = getattr(answer, state)
    cases = []
    for group in answer.undetermined:
        is_simple = len(question_words(group, answer)) == 1  # what records leave open counts
        words = [
            "If not"
            if is_simple and not case.conditions[0].holds
            else case_words(case.conditions, answer)
            for case in group.cases
        ]
        cases.append(
            {
                "all": sorted((entry.ref, where(entry)) for entry in group.entries),
                "cases": [
                    (visible(said), sorted(of(entry) for entry in case.in_force))
                    for said, case in zip(words, group.cases, strict=True)
                ],
            }
        )
    return {
        "headline": visible(answer_headline(answer)),
        "coverage": visible(coverage_sentence(answer.coverage)),
        "status": answer.coverage.status,
        **{state: sorted(of(entry) for entry in lists[state]) for state in LISTS},
        "groups": cases,
        "tensions": sorted(sorted((t.entry.ref, t.other.ref)) for t in answer.tensions),
        "evidence": sorted(
            (each.source, each.status, visible(capital(source_sentence(each, answer.on))))
            for each in answer.coverage.sources
        ),
        "reasons": sorted(
            (
                entry.ref,
                where(entry),
                [visible(said) for said in reasons(entry, answer)],
            )
            for entry in answer.entries()
        ),
    }


def sampled(days, most):
    """At most so many of the days, spread evenly."""
    step = max(1, -(-len(days) // most))
    return days[::step]
