"""Reads the data of the explorer as its page does, and what the library says in the same form."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from guidance.records.natural import reading_order
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

    def said(self, text, day, known_on=None):
        if isinstance(text, str):
            return text
        words = []
        for part in text:
            if part == 0:
                words.append(exact_words(day))
            elif part == 1:
                words.append(exact_words(known_on))
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
        """What differs between two days."""
        found = []
        for family, at in self.stretches(known_on):
            for _, runs in family["nets"]:
                firsts, lists = self.data["nets"][in_run(runs, at)]
                low, high = place_of(firsts, number(since)), place_of(firsts, number(until))
                if low < high:
                    start = low * len(firsts) - low * (low + 1) // 2
                    found += self.data["lists"][lists[start + high - low - 1]]
        return [self.data["changes"][place] for place in found]

    def net(self, since, until, known_on):
        """The references, ids and sentences of what differs between two days."""
        return sorted(
            (change["ref"], change["id"], self.said(change["sentence"], date.min))
            for change in self.changes(since, until, known_on)
        )

    def way(self, since, until, known_on):
        def regime(day):
            rules = [e["rules"] for e in self.extras(day, known_on) if e["rules"]]
            return self.data["regimes"].index(rules)

        return [
            self.data["ways"][place]
            for place in self.data["pairs"][f"{regime(since)}>{regime(until)}"]
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
