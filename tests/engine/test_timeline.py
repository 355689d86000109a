"""What each kind of amendment does, by small worked examples.

An example gives versions and, for each provision, its whole history: from which day it is in
which state. ``2019-01-01 in-force: Old.`` also says how it reads then.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine_strategies import PLAIN, make_version, source
from guidance.corpus import Corpus
from guidance.errors import RecordsError
from laws import engine, small


@dataclass(frozen=True)
class Example:
    name: str
    versions: list[dict]
    expected: dict[str, list[str]]
    known_on: str | None = None

    def corpus(self) -> Corpus:
        names = sorted({each.get("source", "a") for each in self.versions})
        return Corpus.build(
            [source(name) for name in names], [make_version(**each) for each in self.versions]
        )


def rule(text="Old.", **fields):
    """A provision; ``start`` and ``until`` name events or days."""
    applies = {"from": fields.pop("start", None), "until": fields.pop("until", None)}
    applies = {key: value for key, value in applies.items() if value}
    return {**PLAIN, "text": text, "applies": applies, **fields}


def version(name, published, *, whole=False, source="a", provisions=None, acts=(), **fields):
    return {
        "source": source,
        "version": name,
        "published": published,
        "extent": "whole" if whole else "partial",
        "provisions": provisions or {},
        "amendments": [{"because": "A reason.", **act} for act in acts],
        **fields,
    }


def day(label, date=None, **fields):
    return {"label": label, **({"date": date} if date else {}), **fields}


FIRST = version("v1", "2019-01-01", provisions={"p": rule()})
JANUARY = {"start": day("the start", "2020-01")}
LATER = version("v1", "2019-01-01", events=JANUARY, provisions={"p": rule(start="start")})
IN_FORCE = ["no-evidence", "2019-01-01 in-force: Old."]

EXAMPLES = [
    # -- start and end -------------------------------------------------------------------------
    Example("applies from publication", [FIRST], {"a#p": IN_FORCE}),
    Example(
        "published, commences later, ends by its own words on the day named",
        [
            version(
                "v1", "2019-01-01", provisions={"p": rule(start="2019-03-01", until="2019-05-01")}
            )
        ],
        {
            "a#p": [
                "no-evidence",
                "2019-01-01 upcoming",
                "2019-03-01 in-force: Old.",
                "2019-05-01 ended",
            ]
        },
    ),
    Example(
        "retroactive: it applied before anybody could know",
        [version("v1", "2019-03-01", provisions={"p": rule(start="2019-01-01")})],
        {"a#p": ["no-evidence", "2019-01-01 in-force: Old."]},
    ),
    Example(
        "two commencements in one version",
        [
            version(
                "v1",
                "2019-01-01",
                applies={"from": "2019-02-01"},
                provisions={"p": rule(), "q": rule(start="2019-03-01")},
            )
        ],
        {
            "a#p": ["no-evidence", "2019-01-01 upcoming", "2019-02-01 in-force: Old."],
            "a#q": ["no-evidence", "2019-01-01 upcoming", "2019-03-01 in-force: Old."],
        },
    ),
    Example(
        "one unknown day",
        [LATER],
        {
            "a#p": [
                "no-evidence",
                "2019-01-01 upcoming",
                "2020-01-01 undetermined",
                "2020-01-31 in-force: Old.",
            ]
        },
    ),
    Example(
        "eighteen months after a decision in an unknown month",
        [
            version(
                "v1",
                "2018-01-01",
                events={
                    "decision": day("the decision", "2018-06"),
                    "start": day("the start", {"after": "decision", "period": "P18M"}),
                },
                provisions={"p": rule(start="start")},
            )
        ],
        {
            "a#p": [
                "no-evidence",
                "2018-01-01 upcoming",
                "2019-12-01 undetermined",
                "2019-12-30 in-force: Old.",
            ]
        },
    ),
    Example(
        "a month after 31 January: the end of February or the first of March",
        [
            version(
                "v1",
                "2019-01-01",
                events={
                    "start": day("the start", {"after": "a@decision", "period": "P1M"}),
                    "decision": day("the decision", "2019-01-31"),
                },
                provisions={"p": rule(start="start")},
            )
        ],
        {
            "a#p": [
                "no-evidence",
                "2019-01-01 upcoming",
                "2019-02-28 undetermined",
                "2019-03-01 in-force: Old.",
            ]
        },
    ),
    Example(
        "published on an unknown day",
        [version("v1", "[2019-04-10..2019-04-20]", provisions={"p": rule()})],
        {"a#p": ["no-evidence", "2019-04-10 undetermined", "2019-04-20 in-force: Old."]},
    ),
    Example(
        "published after what was published after something of a later day",
        [
            version("v1", "[2019-04-13..2019-04-20]"),
            version("v2", "[2019-04-10..2019-04-20]", after=["a@v1"]),
            version("v3", "[2019-04-10..2019-04-20]", after=["a@v2"], provisions={"p": rule()}),
        ],
        {"a#p": ["no-evidence", "2019-04-13 undetermined", "2019-04-20 in-force: Old."]},
    ),
    # -- restating -----------------------------------------------------------------------------
    Example(
        "restated in other words: new on the day, old on the day before",
        [FIRST, version("v2", "2020-01-01", provisions={"p": rule("New.")})],
        {"a#p": [*IN_FORCE, "2020-01-01 in-force: New."]},
    ),
    Example(
        "restated in the same words: nothing changes",
        [FIRST, version("v2", "2020-01-01", whole=True, provisions={"p": rule()})],
        {"a#p": IN_FORCE},
    ),
    Example(
        "restated to start later: the old words hold until then",
        [FIRST, version("v2", "2020-01-01", provisions={"p": rule("New.", start="2020-06-01")})],
        # The second stretch says what is to come.
        {"a#p": [*IN_FORCE, "2020-01-01 in-force: Old.", "2020-06-01 in-force: New."]},
    ),
    Example(
        "stated again after it had ended: ended, with what is to come once that is published",
        [
            version("v1", "2019-01-01", provisions={"p": rule(until="2019-06-01")}),
            version("v2", "2020-01-01", provisions={"p": rule("New.", start="2020-06-01")}),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2019-06-01 ended",
                "2020-01-01 ended",
                "2020-06-01 in-force: New.",
            ]
        },
    ),
    Example(
        "a whole version ends what it leaves out",
        [
            version("v1", "2019-01-01", provisions={"p": rule(), "q": rule()}),
            version("v2", "2020-01-01", whole=True, provisions={"q": rule()}),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 ended"], "a#q": IN_FORCE},
    ),
    Example(
        "a partial version does not: silence is not repeal",
        [
            version("v1", "2019-01-01", provisions={"p": rule(), "q": rule()}),
            version("v2", "2020-01-01", provisions={"q": rule()}),
        ],
        {"a#p": IN_FORCE, "a#q": IN_FORCE},
    ),
    Example(
        "a whole version that applies later ends it later",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                whole=True,
                applies={"from": "2020-06-01"},
                provisions={"q": rule()},
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-06-01 ended"]},
    ),
    Example(
        "what a whole version leaves out ends; a waiting text that it leaves out is open",
        [
            FIRST,
            version("v2", "2019-02-01", provisions={"p": rule("New.", start="2021-01-01")}),
            version("v3", "2020-01-01", whole=True, provisions={"q": rule()}),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2019-02-01 in-force: Old.",
                "2020-01-01 ended",
                "2021-01-01 undetermined",
            ]
        },
    ),
    Example(
        "left out twice: the first version that takes effect ends it",
        [
            FIRST,
            version(
                "v2",
                "2019-02-01",
                whole=True,
                events={"start": day("the start", "2019-06-01")},
                applies={"from": "start"},
                provisions={"q": rule()},
            ),
            version(
                "v3",
                "2019-03-01",
                whole=True,
                provisions={"q": rule()},
                acts=[{"act": "cancels", "event": "start"}],
            ),
        ],
        {"a#p": [*IN_FORCE, "2019-03-01 ended"]},
    ),
    # -- replaces ------------------------------------------------------------------------------
    Example(
        "replaced for good, also when the replacing provision ends",
        [
            FIRST,
            version(
                "v1",
                "2020-01-01",
                source="b",
                provisions={"q": rule("New.", replaces=["a#p"], until="2020-06-01")},
            ),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 ended"],
            "b#q": ["no-evidence", "2020-01-01 in-force: New.", "2020-06-01 ended"],
        },
    ),
    Example(
        "a replacement that was withdrawn before it started replaces nothing",
        [
            FIRST,
            version(
                "v1",
                "2020-01-01",
                source="b",
                provisions={"q": rule("New.", replaces=["a#p"], start="2020-06-01")},
            ),
            version("v2", "2020-03-01", source="b", acts=[{"act": "ends", "provisions": ["b#q"]}]),
        ],
        {
            "a#p": IN_FORCE,
            "b#q": ["no-evidence", "2020-01-01 upcoming", "2020-03-01 ended"],
        },
    ),
    Example(
        "a replacement reaches only what was published before it",
        [
            FIRST,
            version("v1", "2020-01-01", source="b", provisions={"q": rule(replaces=["a#p"])}),
            version("v2", "2021-01-01", provisions={"p": rule("Again.")}),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 ended", "2021-01-01 in-force: Again."]},
    ),
    Example(
        "replaced on an unknown day: undetermined between",
        [
            FIRST,
            version(
                "v2",
                "2019-02-01",
                events=JANUARY,
                provisions={"q": rule("New.", start="start", replaces=["a#p"])},
            ),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 undetermined", "2020-01-31 ended"],
            "a#q": [
                "no-evidence",
                "2019-02-01 upcoming",
                "2020-01-01 undetermined",
                "2020-01-31 in-force: New.",
            ],
        },
    ),
    # -- displaces -----------------------------------------------------------------------------
    Example(
        "a temporary measure displaces a rule and lapses",
        [
            FIRST,
            version(
                "v1",
                "2020-01-01",
                source="b",
                provisions={"q": rule("Urgent.", displaces=["a#p"], until="2020-06-01")},
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 displaced", "2020-06-01 in-force: Old."]},
    ),
    Example(
        "a temporary measure is replaced by a final rule that also replaces the old one",
        [
            FIRST,
            version(
                "v1", "2020-01-01", source="b", provisions={"q": rule("Urgent.", displaces=["a#p"])}
            ),
            version(
                "v2",
                "2020-06-01",
                source="b",
                provisions={"r": rule("Final.", replaces=["b#q", "a#p"])},
            ),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 displaced", "2020-06-01 ended"],
            "b#q": ["no-evidence", "2020-01-01 in-force: Urgent.", "2020-06-01 ended"],
            "b#r": ["no-evidence", "2020-06-01 in-force: Final."],
        },
    ),
    Example(
        "a displacer that is suspended displaces nothing meanwhile",
        [
            FIRST,
            version(
                "v1", "2020-01-01", source="b", provisions={"q": rule("Urgent.", displaces=["a#p"])}
            ),
            version(
                "v2",
                "2020-03-01",
                source="b",
                acts=[{"act": "suspends", "provisions": ["b#q"], "until": "2020-04-01"}],
            ),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2020-01-01 displaced",
                "2020-03-01 in-force: Old.",
                "2020-04-01 displaced",
            ],
            "b#q": [
                "no-evidence",
                "2020-01-01 in-force: Urgent.",
                "2020-03-01 suspended",
                "2020-04-01 in-force: Urgent.",
            ],
        },
    ),
    Example(
        "what was displaced and ends meanwhile does not come back",
        [
            version("v1", "2019-01-01", provisions={"p": rule(until="2020-03-01")}),
            version(
                "v1",
                "2020-01-01",
                source="b",
                provisions={"q": rule("Urgent.", displaces=["a#p"], until="2020-06-01")},
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 displaced", "2020-03-01 ended"]},
    ),
    Example(
        "a displacer restated without displacing lets the rule through",
        [
            FIRST,
            version(
                "v1", "2020-01-01", source="b", provisions={"q": rule("Urgent.", displaces=["a#p"])}
            ),
            version("v2", "2020-03-01", source="b", provisions={"q": rule("Usual.")}),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 displaced", "2020-03-01 in-force: Old."],
            "b#q": ["no-evidence", "2020-01-01 in-force: Urgent.", "2020-03-01 in-force: Usual."],
        },
    ),
    # -- ends ----------------------------------------------------------------------------------
    Example(
        "ended by an act, from the day it names",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                acts=[{"act": "ends", "provisions": ["a#p"], "from": "2020-02-01"}],
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-02-01 ended"]},
    ),
    Example(
        "a whole source is ended",
        [
            version("v1", "2019-01-01", provisions={"p": rule(), "q": rule()}),
            version("v1", "2020-01-01", source="b", acts=[{"act": "ends", "provisions": ["a"]}]),
            version("v2", "2021-01-01", provisions={"p": rule("Again.")}),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 ended", "2021-01-01 in-force: Again."],
            "a#q": [*IN_FORCE, "2020-01-01 ended"],
        },
    ),
    # -- suspends, reinstates ------------------------------------------------------------------
    Example(
        "suspended until an event",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                events={"review": day("the review", "2020-03-01")},
                acts=[{"act": "suspends", "provisions": ["a#p"], "until": "review"}],
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 suspended", "2020-03-01 in-force: Old."]},
    ),
    Example(
        "suspended and reinstated; what ended on other grounds stays ended",
        [
            version("v1", "2019-01-01", provisions={"p": rule(), "q": rule(until="2020-02-01")}),
            version("v2", "2020-01-01", acts=[{"act": "suspends", "provisions": ["a"]}]),
            version("v3", "2020-03-01", acts=[{"act": "reinstates", "provisions": ["a"]}]),
        ],
        {
            "a#p": [*IN_FORCE, "2020-01-01 suspended", "2020-03-01 in-force: Old."],
            "a#q": [*IN_FORCE, "2020-01-01 suspended", "2020-02-01 ended"],
        },
    ),
    Example(
        "a suspension after the reinstatement is not lifted by it",
        [
            FIRST,
            version("v2", "2020-01-01", acts=[{"act": "suspends", "provisions": ["a#p"]}]),
            version("v3", "2020-02-01", acts=[{"act": "reinstates", "provisions": ["a#p"]}]),
            version("v4", "2020-03-01", acts=[{"act": "suspends", "provisions": ["a#p"]}]),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2020-01-01 suspended",
                "2020-02-01 in-force: Old.",
                "2020-03-01 suspended",
            ]
        },
    ),
    Example(
        "a suspension covers later words too",
        [
            FIRST,
            version("v2", "2020-01-01", acts=[{"act": "suspends", "provisions": ["a#p"]}]),
            version("v3", "2020-02-01", provisions={"p": rule("New.")}),
            version("v4", "2020-03-01", acts=[{"act": "reinstates", "provisions": ["a#p"]}]),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2020-01-01 suspended",
                "2020-02-01 suspended",  # in its current words
                "2020-03-01 in-force: New.",
            ]
        },
    ),
    Example(
        "suspended on an unknown day, reinstated on a known one: lifted only if it came before",
        [
            FIRST,
            version(
                "v1",
                "[2020-01-10..2020-01-20]",
                source="b",
                acts=[{"act": "suspends", "provisions": ["a#p"]}],
            ),
            version(
                "v1",
                "2020-01-15",
                source="c",
                acts=[{"act": "reinstates", "provisions": ["a#p"]}],
            ),
        ],
        {
            "a#p": [
                *IN_FORCE,
                "2020-01-10 undetermined",
                "2020-01-15 undetermined",  # of one day: which was published first is open
                "2020-01-16 undetermined",
                "2020-01-20 undetermined",  # by the order of the two days alone from here on
            ]
        },
    ),
    # -- dates that change ---------------------------------------------------------------------
    Example(
        "a date is fixed later",
        [
            LATER,
            version(
                "v2",
                "2020-02-01",
                acts=[{"act": "fixes-date", "event": "start", "date": "2020-01-16"}],
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 upcoming", "2020-01-16 in-force: Old."]},
    ),
    Example(
        "a date is fixed later: as known before, it was one unknown day",
        [
            LATER,
            version(
                "v2",
                "2020-02-01",
                acts=[{"act": "fixes-date", "event": "start", "date": "2020-01-16"}],
            ),
        ],
        {
            "a#p": [
                "no-evidence",
                "2019-01-01 upcoming",
                "2020-01-01 undetermined",
                "2020-01-31 in-force: Old.",
            ]
        },
        known_on="2020-01-31",
    ),
    Example(
        "a start is put off twice; the last word counts, by publication and not by name",
        [
            LATER,
            version(
                "z",
                "2019-02-01",
                acts=[{"act": "moves-date", "event": "start", "date": "2020-03-01"}],
            ),
            version(
                "b",
                "2019-02-01",
                after=["a@z"],
                acts=[{"act": "moves-date", "event": "start", "date": "2020-05-01"}],
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 upcoming", "2020-05-01 in-force: Old."]},
    ),
    Example(
        "a relative date moves with its event",
        [
            version(
                "v1",
                "2019-01-01",
                events={
                    "decision": day("the decision", "2019-06-01"),
                    "start": day("the start", {"after": "decision", "period": "P1M"}),
                },
                provisions={"p": rule(start="start")},
            ),
            version(
                "v2",
                "2019-02-01",
                acts=[{"act": "moves-date", "event": "decision", "date": "2019-09-10"}],
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 upcoming", "2019-10-10 in-force: Old."]},
    ),
    Example(
        "cancelled: upcoming until that is published, ended after, and it replaces nothing",
        [
            FIRST,
            version(
                "v2",
                "2019-02-01",
                events=JANUARY,
                provisions={"q": rule("New.", start="start", replaces=["a#p"])},
            ),
            version("v3", "2019-06-01", acts=[{"act": "cancels", "event": "start"}]),
        ],
        {
            "a#p": IN_FORCE,
            "a#q": ["no-evidence", "2019-02-01 upcoming", "2019-06-01 ended"],
        },
    ),
    Example(
        "what follows from a cancelled event is cancelled with it",
        [
            version(
                "v1",
                "2019-01-01",
                events={
                    "adoption": day("the adoption", "2020"),
                    "start": day("the start", {"after": "adoption", "period": "P3M"}),
                },
                provisions={"p": rule(start="start")},
            ),
            version("v2", "2019-06-01", acts=[{"act": "cancels", "event": "adoption"}]),
        ],
        {"a#p": ["no-evidence", "2019-01-01 upcoming", "2019-06-01 ended"]},
    ),
    Example(
        "an end that is cancelled never comes",
        [
            version("v1", "2019-01-01", events=JANUARY, provisions={"p": rule(until="start")}),
            version("v2", "2019-06-01", acts=[{"act": "cancels", "event": "start"}]),
        ],
        {"a#p": IN_FORCE},
    ),
    Example(
        "new words whose end is brought forward before their start never take effect",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                events={"stop": day("the stop", "2020-09-01")},
                provisions={"p": rule("New.", start="2020-06-01", until="stop")},
            ),
            version(
                "v3",
                "2020-02-01",
                acts=[{"act": "moves-date", "event": "stop", "date": "2020-05-01"}],
            ),
        ],
        {"a#p": IN_FORCE},
    ),
    # -- corrections ---------------------------------------------------------------------------
    Example(
        "corrected: the right words hold from the start",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                acts=[{"act": "corrects", "provision": "a#p", "set": {"text": "Right."}}],
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 in-force: Right."]},
    ),
    Example(
        "corrected: as known before, the wrong words held",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                acts=[{"act": "corrects", "provision": "a#p", "set": {"text": "Right."}}],
            ),
        ],
        {"a#p": IN_FORCE},
        known_on="2019-12-31",
    ),
    Example(
        "corrected twice: the last correction counts, by publication and not by name",
        [
            FIRST,
            version(
                "z",
                "2020-01-01",
                acts=[{"act": "corrects", "provision": "a#p", "set": {"text": "Better."}}],
            ),
            version(
                "b",
                "2020-02-01",
                acts=[{"act": "corrects", "provision": "a#p", "set": {"text": "Right."}}],
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 in-force: Right."]},
    ),
    Example(
        "a correction reaches the last words published before it",
        [
            FIRST,
            version("v2", "2020-01-01", provisions={"p": rule("New.")}),
            version(
                "v3",
                "2020-02-01",
                acts=[{"act": "corrects", "provision": "a#p", "set": {"text": "Right."}}],
            ),
            version("v4", "2020-03-01", provisions={"p": rule("Newest.")}),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 in-force: Right.", "2020-03-01 in-force: Newest."]},
    ),
    Example(
        "the start and the end are corrected",
        [
            FIRST,
            version(
                "v2",
                "2020-01-01",
                acts=[
                    {
                        "act": "corrects",
                        "provision": "a#p",
                        "set": {"applies": {"from": "2019-03-01", "until": "2019-09-01"}},
                    }
                ],
            ),
        ],
        {
            "a#p": [
                "no-evidence",
                "2019-01-01 upcoming",
                "2019-03-01 in-force: Old.",
                "2019-09-01 ended",
            ]
        },
    ),
    Example(
        "the start is corrected twice: the last correction counts",
        [
            FIRST,
            *(
                version(
                    name,
                    f"2020-0{month}-01",
                    acts=[
                        {
                            "act": "corrects",
                            "provision": "a#p",
                            "set": {"applies": {"from": f"2019-0{month}-05"}},
                        }
                    ],
                )
                for name, month in (("z", 2), ("b", 3))
            ),
        ],
        {"a#p": ["no-evidence", "2019-01-01 upcoming", "2019-03-05 in-force: Old."]},
    ),
    # -- what was known ------------------------------------------------------------------------
    Example(
        "known on a day inside the window of publication: undetermined",
        [
            FIRST,
            version(
                "v2", "[2020-01-10..2020-01-20]", provisions={"p": rule("New.", start="2020-01-01")}
            ),
        ],
        {"a#p": [*IN_FORCE, "2020-01-01 undetermined"]},
        known_on="2020-01-15",
    ),
    Example(
        "known before the version that declares the event: nothing is known of its day",
        [
            version("v1", "2019-01-01", provisions={"p": rule(start="b@start")}),
            version("v1", "2019-06-01", source="b", events={"start": day("start", "2019-03-01")}),
        ],
        {"a#p": ["undetermined", "2019-01-01 undetermined"]},  # from then on it is to come
        known_on="2019-02-01",
    ),
    Example(
        "known before a whole version left it out: it goes on",
        [FIRST, version("v2", "2020-01-01", whole=True, provisions={"q": rule()})],
        {"a#p": IN_FORCE},
        known_on="2019-12-31",
    ),
    Example(
        "known on a day before the first record: no evidence",
        [FIRST],
        {"a#p": ["no-evidence"]},
        known_on="2018-12-31",
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_history(example):
    corpus = example.corpus()
    for ref, expected in example.expected.items():
        spans = corpus.history(ref, known_on=example.known_on)
        assert [line(span) for span in spans] == expected


def line(span):
    """A stretch of a history as the examples write it."""
    words = [span.first.isoformat()] if span.first else []
    words.append(span.entry.state.value)
    text = " ".join(words)
    return f"{text}: {span.entry.provision.text}" if span.entry.state.value == "in-force" else text


class TestRefused:
    """What cannot mean anything is a fault, found when the records are put together."""

    @staticmethod
    def problems(*versions):
        with pytest.raises(RecordsError) as caught:
            Example("", list(versions), {}).corpus()
        return [fault.problem for fault in caught.value.exceptions]

    def test_two_corrections_of_which_neither_is_the_last(self):
        right = [{"act": "corrects", "provision": "a#p", "set": {"text": "Right."}}]
        (problem,) = self.problems(
            FIRST,
            version("v1", "[2020-01..2020-06]", source="b", acts=right),
            version("v1", "[2020-02..2020-05]", source="c", acts=right),
        )
        assert "the order cannot be told" in problem

    def test_publications_that_date_each_other(self):
        (problem,) = self.problems(
            version(
                "v1",
                "2019-01",
                acts=[{"act": "fixes-date", "event": "a@v1", "date": "2019-01-05"}],
            )
        )
        assert "in a circle" in problem


def test_since_when_words_run_that_a_temporary_text_kept_from_running_before():
    """Where it began on the 3rd at the latest, the other had its place until the 5th."""
    held = engine.load(
        small.corpus(
            small.version(
                "a@1",
                "2019-12-01",
                small.says("p", "One.", start="e"),
                events={"e": "[2020-01-01..2020-01-10]"},
            ),
            small.version(
                "a@2",
                "2019-12-10",
                small.says("p", "Two.", start="t", until="2020-01-05", then="earlier"),
                events={"t": "[2020-01-03..2020-01-04]"},
                extent="whole",
                applies={"from": "t"},
                pending="kept",
            ),
        )
    )
    [entry] = held.as_of("2020-01-12").find("a#p")
    assert (str(entry.since.date.earliest), str(entry.since.date.latest)) == (
        "2020-01-04",
        "2020-01-10",
    )


def test_no_text_says_itself_again():
    """What displaced it once may change again and again without that it is stated anew."""
    held = engine.load(
        small.corpus(
            small.version("a@1", "2020-01-01", small.says("p", "One.")),
            small.version(
                "b@1",
                "2020-02-01",
                small.says("q", "One.", start="2020-03-01", until="2020-03-10", displaces=["a#p"]),
            ),
            small.version("b@2", "2020-03-20", small.says("q", "Two.", start="2020-04-01")),
        )
    )
    assert {span.entry.restated_by for span in held.history("a#p")} == {()}
