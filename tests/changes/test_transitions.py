"""Every attribute of the rarer changes between two days."""

from datetime import date

import pytest

import guidance
from guidance.corpus import Corpus
from guidance.engine.states import State
from guidance.records.model import (
    Application,
    Cancels,
    Citation,
    Corrects,
    Document,
    Ends,
    Event,
    FixesDate,
    MovesDate,
    Provision,
    Reinstates,
    Source,
    Suspends,
    Version,
)

# -- every attribute of the rarer changes ----------------------------------------------------------

CITE, OTHER = Citation(section="One"), Citation(section="Two", paragraph=2)
parse = guidance.ImpreciseDate.parse


def provision(**fields):
    plain = {"title": "T", "kind": "k", "force": "may", "text": "It is so.", "cite": CITE}
    return Provision(**{**plain, **fields})


def version(name, published, *amendments, source="act", standing="decision", **fields):
    plain = {
        "format": "guidance/1",
        "source": source,
        "version": name,
        "extent": "partial",
        "published": parse(published),
        "standing": standing,
        "document": Document(title=f"Document {name}"),
        "amendments": amendments,
    }
    return Version(**{**plain, **fields})


def built(*versions):
    names = dict.fromkeys(each.source for each in versions)
    made = [Source(format="guidance/1", source=n, title=n, topics=("t",)) for n in names]
    return Corpus.build(made, versions)


PAGE = version("1", "2020-01-01", source="page", standing="advice", provisions={"p": provision()})
START = {"start": Event(label="start", date=parse("2022-03"), certainty="forecast")}
NEW = {"new": provision(applies=Application(from_="start"))}
ANNOUNCED = version("1", "2021-01-01", provisions=NEW, events=START)
WHY = {"because": "So it was decided.", "cite": OTHER}


def only(report, change_id):
    found = [c for step in report.steps for c in step.changes if c.id == change_id]
    assert len(found) == 1
    return found[0]


class TestDates:
    @pytest.mark.parametrize(
        ("amendment", "change_id", "after"),
        [
            (
                FixesDate(act="fixes-date", event="act@start", date=parse("2022-03-04"), **WHY),
                "date-fixed",
                "2022-03-04",
            ),
            (
                MovesDate(act="moves-date", event="act@start", date=parse("2023"), **WHY),
                "date-moved",
                "2023",
            ),
            (Cancels(act="cancels", event="act@start", **WHY), "cancelled", None),
        ],
    )
    def test_whole(self, amendment, change_id, after):
        corpus = built(ANNOUNCED, version("2", "2021-06", amendment))
        found = only(corpus.changes("2021-05-01", "2021-12-31"), change_id)
        assert (found.ref, found.event.event) == ("act@start", "act@start")
        assert (found.before.ref, found.before.version) == ("act@start", "act@1")
        assert str(found.before.date) == "2022-03"
        assert (found.after.ref, found.after.version) == ("act@start", "act@2")
        assert (str(found.after.date) if found.after.date else None) == after
        assert (found.earliest, found.latest) == (date(2021, 6, 1), date(2021, 6, 30))
        assert (found.authority, found.standing) == ("act@2", "decision")
        assert (found.document, found.cite) == ("Document 2", OTHER)
        assert found.because == "So it was decided."
        assert found.notes == ()
        cut = only(corpus.changes("2021-06-15", "2021-12-31"), change_id)
        assert cut.notes == ("not-settled",)

    def test_on_the_first_and_the_last_day_asked_about(self):
        move = MovesDate(act="moves-date", event="act@start", date=parse("2023"), **WHY)
        corpus = built(ANNOUNCED, version("2", "2021-06-01", move))
        told = only(corpus.changes("2021-05-31", "2021-06-01", known_on="2021-06-01"), "date-moved")
        assert told.notes == ()
        assert told.after.standing == "decision"
        assert corpus.changes("2021-06-01", "2021-07-01").steps == ()
        span = built(ANNOUNCED, version("2", "2021-06", move))
        assert only(span.changes("2021-05-31", "2021-06-30"), "date-moved").notes == ()
        for since, until in (("2021-06-01", "2021-06-30"), ("2021-05-31", "2021-06-29")):
            assert only(span.changes(since, until), "date-moved").notes == ("not-settled",)

    def test_published_on_a_day_that_is_open_on_one_side(self):
        move = MovesDate(act="moves-date", event="act@start", date=parse("2023"), **WHY)
        late = built(ANNOUNCED, version("2", "[2021-06-01..]", move))
        found = only(late.changes("2021-05-01", "2021-12-31"), "date-moved")
        assert (found.earliest, found.latest) == (date(2021, 6, 1), None)
        assert found.notes == ("not-settled",)
        early = built(version("1", "[..2021-01]", move, provisions=NEW, events=START))
        found = only(early.changes("2020-05-01", "2021-12-31"), "date-moved")
        assert (found.earliest, found.latest) == (None, date(2021, 1, 31))

    def test_what_follows_a_cancellation_starts_from_no_day(self):
        gone = Cancels(act="cancels", event="act@start", **WHY)
        again = MovesDate(act="moves-date", event="act@start", date=parse("2024"), **WHY)
        corpus = built(
            ANNOUNCED, version("2", "2021-06-01", gone), version("3", "2021-07-01", again)
        )
        found = only(corpus.changes("2021-06-15", "2021-12-31"), "date-moved")
        assert (found.before.date, str(found.after.date)) == (None, "2024")

    def test_the_second_dating_starts_from_the_first(self):
        moves = [
            MovesDate(act="moves-date", event="act@start", date=parse(day), **WHY)
            for day in ("2023", "2024")
        ]
        corpus = built(
            ANNOUNCED, version("2", "2021-06-01", moves[0]), version("3", "2021-07-01", moves[1])
        )
        found = only(corpus.changes("2021-06-15", "2021-12-31"), "date-moved")
        assert (str(found.before.date), str(found.after.date)) == ("2023", "2024")

    def test_not_told_before_it_was_known(self):
        move = MovesDate(act="moves-date", event="act@start", date=parse("2023"), **WHY)
        corpus = built(ANNOUNCED, version("2", "2021-06-01", move))
        report = corpus.changes("2021-05-01", "2021-12-31", known_on="2021-05-31")
        assert report.steps == ()

    def test_not_told_where_it_concerns_nothing(self):
        move = MovesDate(act="moves-date", event="act@start", date=parse("2023"), **WHY)
        bare = version("1", "2021-01-01", events=START)
        corpus = built(PAGE, bare, version("2", "2021-06-01", move))
        assert corpus.changes("2021-05-01", "2021-12-31").steps == ()


class TestAuthority:
    def test_corrected(self):
        right = Corrects(act="corrects", provision="page#p", set={"text": "Right."}, **WHY)
        corpus = built(PAGE, version("2", "2021-06", right))
        found = only(corpus.changes("2021-01-01", "2021-12-31"), "corrected")
        assert (found.before.version, found.after.version) == ("page@1", "act@2")
        assert found.before.ref == found.after.ref == "page#p"
        assert (found.after.standing, found.document) == ("decision", "Document 2")
        assert (found.authority, found.standing, found.cite) == ("act@2", "decision", OTHER)
        assert (found.because, found.fields) == ("So it was decided.", ("text",))
        assert (found.earliest, found.latest) == (date(2021, 6, 1), date(2021, 6, 30))
        assert found.notes == ()
        cut = only(corpus.changes("2021-01-01", "2021-06-15"), "corrected")
        assert cut.notes == ("not-settled",)

    def test_ended_by_an_act(self):
        act = Ends(act="ends", provisions=("page#p",), from_="2021-07-01", **WHY)
        corpus = built(PAGE, version("2", "2021-06-01", act))
        found = only(corpus.changes("2021-01-01", "2021-12-31"), "provision-ended")
        assert (found.before.state, found.after) == (State.IN_FORCE, None)
        assert (found.authority, found.standing, found.cite) == ("act@2", "decision", OTHER)
        assert found.because == "So it was decided."
        assert found.event.event == "2021-07-01"

    def test_suspended_until_a_day_and_back(self):
        act = Suspends(
            act="suspends", provisions=("page",), from_="2021-07-01", until="2021-08-01", **WHY
        )
        report = built(PAGE, version("2", "2021-06-01", act)).changes("2021-01-01", "2021-12-31")
        paused, back = only(report, "suspended"), only(report, "reinstated")
        assert (paused.before.state, paused.after.state) == (State.IN_FORCE, State.SUSPENDED)
        assert (paused.authority, paused.because) == ("act@2", "So it was decided.")
        assert (back.authority, back.event.event, back.cite) == ("act@2", "2021-08-01", OTHER)
        assert (back.before.state, back.after.state) == (State.SUSPENDED, State.IN_FORCE)

    def test_lifted_by_another_act(self):
        pause = Suspends(act="suspends", provisions=("page#p",), because="Look.")
        lift = Reinstates(act="reinstates", provisions=("page#p",), **WHY)
        corpus = built(PAGE, version("2", "2021-06-01", pause), version("3", "2021-09-01", lift))
        back = only(corpus.changes("2021-01-01", "2021-12-31"), "reinstated")
        assert (back.authority, back.document) == ("act@3", "Document 3")
        assert (back.because, back.cite) == ("So it was decided.", OTHER)

    def test_displaced_and_back_on_the_authority_of_the_act(self):
        limit = provision(
            displaces=("page#p",), applies=Application(until="2021-09-01"), cite=OTHER
        )
        corpus = built(PAGE, version("2", "2021-06-01", provisions={"limit": limit}))
        report = corpus.changes("2021-01-01", "2021-12-31")
        aside, back = only(report, "displaced"), only(report, "applies-again")
        assert (aside.authority, aside.cite, aside.standing) == ("act@2", OTHER, "decision")
        assert (back.authority, back.ref) == ("act@2", "page#p")

    def test_withdrawn_before_it_started(self):
        corpus = built(
            ANNOUNCED, version("2", "2021-06-01", Cancels(act="cancels", event="act@start", **WHY))
        )
        found = only(corpus.changes("2021-05-01", "2023-01-01"), "provision-withdrawn")
        assert (found.ref, found.before.state, found.after) == ("act#new", State.UPCOMING, None)
        assert found.authority == "act@2"

    def test_announced_and_a_forecast_start(self):
        report = built(ANNOUNCED).changes("2020-05-01", "2022-12-31")
        announced, added = only(report, "provision-announced"), only(report, "provision-added")
        assert (announced.before, announced.after.state) == (None, State.UPCOMING)
        assert announced.notes == ()
        assert (added.earliest, added.latest) == (date(2022, 3, 1), date(2022, 3, 31))
        assert added.notes == ("forecast",)
        assert (added.authority, added.event.event) == ("act@1", "act@start")

    def test_a_raised_force_was_already_stated(self):
        again = provision(force="must", restates=("page#p",))
        corpus = built(PAGE, version("2", "2021-06-01", provisions={"p": again}))
        found = only(corpus.changes("2021-01-01", "2021-12-31"), "force-changed")
        assert (found.ref, found.before.ref, found.after.ref) == ("act#p", "page#p", "act#p")
        assert "already-stated" in found.notes
        assert found.authority == "act@2"
