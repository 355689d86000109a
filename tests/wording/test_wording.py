"""Days, ages, sentences and reasons in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import guidance
from guidance import load
from guidance.answers.entries import When
from guidance.changes.ids import ChangeId
from guidance.changes.model import Change, Side
from guidance.engine.states import State
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Citation, Ends, Event, Provision
from guidance.records.parts import Part
from guidance.wording import age_words, day_words, from_words, on_words, terms, when_words
from guidance.wording.days import ages_words, last_day_words
from guidance.wording.reasons import reasons
from guidance.wording.sentences import _SENTENCES


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2020-01-16", "16 January 2020"),
        ("2020-01", "some day in January 2020"),
        ("2020-02", "some day in February 2020"),
        ("2019", "some day in 2019"),
        ("[2019-10-31..2019-11-14]", "some day between 31 October and 14 November 2019"),
        ("[2019-12-31..2020-01-02]", "some day between 31 December 2019 and 2 January 2020"),
        ("[2019-04..2019-12]", "some day between 1 April and 31 December 2019"),
        ("[2019-04..]", "on or after 1 April 2019"),
        ("[..2020-01]", "on or before 31 January 2020"),
        ("2020-01?", "some day in January 2020 (uncertain)"),
        ("2020-01-16~", "16 January 2020 (an estimate)"),
        ("2020%", "some day in 2020 (uncertain, an estimate)"),
        ("9999", "some day in 9999"),
    ],
)
def test_days(written, words):
    assert day_words(ImpreciseDate.parse(written)) == words


def test_a_day_of_which_nothing_is_known():
    unknown = ImpreciseDate.between(None, None)
    assert day_words(unknown) == "a day that is not known"
    assert from_words(unknown) == "from a day that is not known"


@pytest.mark.parametrize(
    ("written", "on", "since"),
    [
        ("2020-01-16", "on 16 January 2020", "from 16 January 2020"),
        ("2020-01", "on some day in January 2020", "from some day in January 2020"),
        (
            "[2019-04..]",
            "on some day on or after 1 April 2019",
            "from some day on or after 1 April 2019",
        ),
    ],
)
def test_days_after_a_preposition(written, on, since):
    known = ImpreciseDate.parse(written)
    assert (on_words(known), from_words(known)) == (on, since)


def test_people_are_shown_the_last_day():
    assert last_day_words(ImpreciseDate.parse("2020-01-16")) == "15 January 2020"
    words = last_day_words(ImpreciseDate.parse("2020-01"))
    assert words == "some day between 31 December 2019 and 30 January 2020"
    assert last_day_words(ImpreciseDate.parse("0001-01-01")) == "a day that is not known"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2016-09-06", "2019-04-15", "2 years 7 months"),
        ("2016-09-06", "2017-09-06", "1 year"),
        ("2016-09-06", "2017-09-05", "11 months"),
        ("2020-01-31", "2020-02-29", "29 days"),
        ("2020-01-01", "2020-01-02", "1 day"),
        ("2020-01-01", "2020-01-01", "less than a day"),
    ],
)
def test_ages(start, end, words):
    assert age_words(date.fromisoformat(start), date.fromisoformat(end)) == words


def test_ages_of_what_has_no_exact_day():
    first, last = date(2019, 4, 1), date(2019, 12, 31)
    assert ages_words(first, last, date(2020, 1, 15)) == "between 15 days and 9 months"
    assert ages_words(first, last, last) == "up to 8 months"
    assert ages_words(date.min, last, date(2020, 1, 15)) == "at least 15 days"


def test_the_day_of_an_event_keeps_every_doubt():
    month = ImpreciseDate.parse("2020-01")
    forecast = When("s@start", "it starts", month, "forecast", "January 2020")
    assert when_words(forecast) == "some day in January 2020, a forecast"
    soon = When("s@start", "it starts", ImpreciseDate.between(None, None), "forecast", "soon", True)
    assert when_words(soon) == (
        "a day that is not known, a forecast, marked as doubtful in the record, in the document"
        " “soon”"
    )
    assert when_words(When("s@x", "x", month, "cancelled")) == "some day in January 2020, cancelled"


# -- the tables are complete -----------------------------------------------------------------------


def test_every_kind_of_change_has_its_words():
    assert set(_SENTENCES) == set(terms.CHANGES) == {change_id.value for change_id in ChangeId}


def test_every_state_force_and_field_has_its_words():
    assert set(terms.STATES) == set(State)
    assert set(terms.FORCES) == set(Provision.model_fields["force"].annotation.__args__)
    assert set(Provision.model_fields) <= set(terms.FIELDS)


# -- sentences -------------------------------------------------------------------------------------

CITE = Citation(section="Measures", paragraph=3)


def provision(text, **more):
    fields = {"title": "Use", "kind": "eligibility", "force": "may", "cite": CITE}
    return Provision.model_validate({**fields, "text": text, **more})


OLD = Side("a#use", "a@1", provision("Use it."), State.IN_FORCE, standing="information")
NEW = Side(
    "b#use",
    "b@2",
    provision("Use it rarely.", force="should", only=False),
    State.IN_FORCE,
    standing="law",
)
START = When("b@start", "the law starts", ImpreciseDate.parse("2020-01"), "forecast")


def change(change_id, before=OLD, after=NEW, **more):
    fields = {
        "earliest": date(2020, 1, 1),
        "latest": date(2020, 1, 31),
        "event": START,
        "authority": "b@2",
        "standing": "law",
        "document": "The new law",
        "cite": CITE,
    }
    return Change(change_id, "a#use", before, after, **{**fields, **more})


SCOTLAND = Part(("GB-SCT",), names=(("Scotland",), ()))
TAIL = ", on the authority of “The new law” (law; Measures, paragraph 3)"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            change(ChangeId.ADDED, before=None, notes=("forecast",)),
            "From some day in January 2020 (a forecast that no record confirms), a statement is"
            f" added, “Use”: “Use it rarely” (should){TAIL}.",
        ),
        (
            change(ChangeId.REPLACED, latest=date(2020, 1, 1)),
            f"From 1 January 2020, “Use” is replaced: before, “Use it” (may); after, “Use it"
            f" rarely” (should){TAIL}.",
        ),
        (
            change(ChangeId.ENDED, after=None, because="It was in doubt."),
            "From some day in January 2020, “Use” no longer applies: before, “Use it” (may); after,"
            f" nothing is named in its place{TAIL}; the reason given: “It was in doubt”.",
        ),
        (
            change(ChangeId.FORCE, notes=("already-stated", "not-settled")),
            "From some day in January 2020, the force of “Use” changes: before, “Use it” (may);"
            f" after, “Use it rarely” (should){TAIL}; the fact itself was stated before; whether"
            " this falls within the days asked about is not settled.",
        ),
        (
            change(ChangeId.SUSPENDED, where=SCOTLAND, before=NEW),
            "From some day in January 2020, “Use” in Scotland is paused: “Use it rarely”"
            f" (should){TAIL}.",
        ),
        (
            change(
                ChangeId.DATE_FIXED,
                before=Side("b@start", date=ImpreciseDate.parse("2020-01")),
                after=Side("b@start", date=ImpreciseDate.parse("2020-01-16")),
            ),
            "On some day in January 2020, a day is made known, “the law starts”: before,"
            f" some day in January 2020; after, 16 January 2020{TAIL}.",
        ),
        (
            change(
                ChangeId.CRITERIA,
                before=Side(
                    "a#use",
                    provision=provision(
                        "x",
                        only=True,
                        criteria={"any": ({"fact": "recent-relapse"}, {"fact": "new-lesions"})},
                    ),
                ),
                after=Side(
                    "a#use",
                    provision=provision(
                        "x",
                        criteria={
                            "all": (
                                {"fact": "relapses", "at-least": "2", "within": "P24M"},
                                {"not": {"fact": "sex", "is": "no"}},
                            )
                        },
                    ),
                ),
                earliest=None,
                latest=None,
                event=None,
            ),
            "Whom “Use” reaches changes: before, only if recent relapse or new lesions; after, if"
            f" at least 2 relapses within 24 months and not (sex: no){TAIL}.",
        ),
        (
            change(
                ChangeId.NOT_MENTIONED,
                after=None,
                event=None,
                earliest=None,
                latest=None,
                cite=None,
            ),
            "“Use” is not mentioned, and stands: silence is not repeal, on the authority of “The"
            " new law” (law).",
        ),
    ],
    ids=lambda value: value.id.value if isinstance(value, Change) else "",
)
def test_sentences(told, sentence):
    assert guidance.sentence(told) == sentence


@pytest.mark.parametrize("change_id", ChangeId)
@pytest.mark.parametrize("is_dated", [True, False])
def test_every_sentence_is_a_sentence(change_id, is_dated):
    if change_id in (ChangeId.EVENT_ADDED, ChangeId.EVENT_REMOVED):
        event = Event.model_validate({"label": "the law starts", "date": "2020-01"})
        sides = (Side("b@start", event=event), Side("b@start", event=event, date=event.date))
    elif change_id in (ChangeId.AMENDMENT_ADDED, ChangeId.AMENDMENT_REMOVED):
        act = Ends.model_validate({"act": "ends", "because": "old", "provisions": ("a#use",)})
        sides = (Side("b@2", amendment=act), Side("b@2", amendment=act))
    else:
        sides = (OLD, NEW)
    days = {} if is_dated else {"earliest": None, "latest": None, "event": None}
    words = guidance.sentence(change(change_id, *sides, **days))
    assert words[0].isupper() or words[0] == "“"
    assert words.endswith(".")
    assert "None" not in words
    assert "  " not in words
    assert not set("{}[]") & set(words)


def test_long_texts_are_shortened_in_sentences():
    long = Side("a#use", provision=provision("very " * 200 + "long."), state=State.IN_FORCE)
    words = guidance.sentence(change(ChangeId.ENDED, before=long, after=None))
    assert len(words) < 600
    assert "very …” (may)" in words


# -- reasons ---------------------------------------------------------------------------------------

SOURCE = "format: guidance/1\nsource: {0}\ntitle: The {0}\ntopics: [t]\n"
HEAD = """\
format: guidance/1
source: {source}
version: "{version}"
extent: {extent}
published: "{published}"
standing: {standing}
document: {{title: The {source} of {version}}}
"""


def statement(name, *more):
    lines = [f"  {name}:", f"    title: {name.capitalize()}", "    kind: rule", "    force: must"]
    lines += [f"    text: {name.capitalize()} it.", "    cite: {section: One, paragraph: 1}"]
    return "\n".join([*lines, *(f"    {each}" for each in more)]) + "\n"


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """A page, and an act that does everything that can be done to it."""
    folder = tmp_path_factory.mktemp("data")
    write(
        folder / "page" / "1.yaml",
        HEAD.format(
            source="page",
            version="1",
            extent="whole",
            published="2019-01-01",
            standing="information",
        )
        + "provisions:\n"
        + "".join(
            map(statement, ("kept", "dropped", "paused", "aside", "reworded", "wrong", "stopped"))
        ),
    )
    write(
        folder / "page" / "2.yaml",
        HEAD.format(
            source="page",
            version="2",
            extent="whole",
            published="2019-06-01",
            standing="information",
        )
        + "provisions:\n"
        + "".join(map(statement, ("kept", "paused", "aside", "wrong", "stopped")))
        + statement("reworded").replace("Reworded it.", "Reword it again."),
    )
    write(
        folder / "act" / "1.yaml",
        HEAD.format(
            source="act", version="1", extent="partial", published="2020-01-01", standing="law"
        )
        + 'events:\n  start: {label: the act starts, date: "2020-03"}\n'
        + "  never: {label: the rest starts, date: 2021-01-01, certainty: forecast}\n"
        + "provisions:\n"
        + statement("temporary", "displaces: [page#aside]")
        + statement("later", "applies: {from: start}")
        + statement("given-up", "applies: {from: never}")
        + """\
amendments:
  - {act: suspends, provisions: [page#paused], because: It is being looked at.}
  - {act: ends, provisions: [page#stopped], because: It did harm., from: start}
  - {act: corrects, provision: page#wrong, set: {text: Right it is.}, because: A slip.}
""",
    )
    write(
        folder / "act" / "2.yaml",
        HEAD.format(
            source="act", version="2", extent="partial", published="2020-06-01", standing="law"
        )
        + "amendments:\n  - {act: cancels, event: never, because: Nobody wants it.}\n",
    )
    for source in ("page", "act"):
        write(folder / source / "source.yaml", SOURCE.format(source))
    return load(folder)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("on", "ref", "parts"),
    [
        (
            "2020-02-01",
            "page#kept",
            [
                "“Kept” applied on 1 February 2020, as documented since 1 January 2019.",
                "It was last restated in “The page of 2” (page@2), published on 1 June 2019.",
                "It says: “Kept it” (must), in “The page of 1” (page@1, information): One,"
                " paragraph 1.",
            ],
        ),
        (
            "2020-02-01",
            "page#dropped",
            [
                "“Dropped” no longer applied on 1 February 2020.",
                "“The page of 2” (page@2) restates the whole source and leaves it out; its"
                " last day was 31 May 2019",
            ],
        ),
        (
            "2020-02-01",
            "page#paused",
            [
                "“Paused” was paused on 1 February 2020; otherwise it applied as documented",
                "“The act of 1” (act@1) paused it on 1 January 2020; the reason given: “It is"
                " being looked at”.",
            ],
        ),
        (
            "2020-02-01",
            "page#aside",
            [
                "“Aside” was set aside on 1 February 2020",
                "“Temporary” (act#temporary) stands in its place as long as it is in force itself,"
                " from 1 January 2020 on",
            ],
        ),
        (
            "2020-02-01",
            "page#wrong",
            [
                "Its record was corrected by “The act of 1” (act@1), published on 1 January"
                " 2020; the reason given: “A slip”.",
                "It says: “Right it is” (must), in “The page of 2”",
            ],
        ),
        (
            "2020-02-01",
            "page#stopped",
            [
                "Its last day is some day between 29 February and 30 March 2020, because"
                " then the act starts."
            ],
        ),
        (
            "2020-03-15",
            "page#stopped",
            [
                "Whether “Stopped” applied on 15 March 2020 cannot be settled.",
                "It depends on whether “the act starts” had happened (some day in March 2020)."
                " If so, it no longer applied; if not, it applied.",
            ],
        ),
        (
            "2020-04-01",
            "page#stopped",
            [
                "“The act of 1” (act@1) ended it; its last day was some day between"
                " 29 February and 30 March 2020, because then the act starts"
            ],
        ),
        (
            "2020-02-01",
            "act#later",
            [
                "“Later” did not apply yet on 1 February 2020. It is to apply from some day in"
                " March 2020 on, because then the act starts."
            ],
        ),
        (
            "2020-04-01",
            "act#later",
            [
                "“Later” applied on 1 April 2020, from some day in March 2020 on, because then"
                " the act starts."
            ],
        ),
        (
            "2020-07-01",
            "act#given-up",
            ["It never came to apply: “The act of 2” (act@2) cancelled it on 1 June 2020"],
        ),
        (
            "2018-01-01",
            "page#kept",
            [
                "Nothing is recorded about “Kept” for 1 January 2018: neither that it applied"
                " nor that it did not."
            ],
        ),
    ],
)
def test_reasons(rules, on, ref, parts):
    answer = rules.as_of(on)
    words = guidance.explain(answer, ref)
    assert words == "\n".join(" ".join(reasons(entry, answer)) for entry in answer.find(ref))
    for part in parts:
        assert part in words
    assert "None" not in words
    assert "The document does not state where it applies." in words


def test_what_is_known_of_the_future_is_not_told(rules):
    """As known before the act, nothing of it shows in the reasons."""
    answer = rules.as_of("2020-04-01", known_on="2019-12-31")
    words = guidance.explain(answer, "page#stopped")
    assert "act" not in words
