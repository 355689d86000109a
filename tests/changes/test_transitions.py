"""Steps and net between two days, held against the answers of every day between."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import guidance
from engine_strategies import DAYS, Records, asked_days, known_days, records
from guidance.changes.ids import ChangeId
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

DAY = timedelta(days=1)
few = settings(max_examples=settings.default.max_examples // 4)
"""Each example asks for many answers."""
QUIET = (State.NO_EVIDENCE, State.UPCOMING)
OF_DATES = (ChangeId.DATE_FIXED, ChangeId.DATE_MOVED, ChangeId.CANCELLED, ChangeId.CORRECTED)


def said(corpus, day, known_on):
    """What the answer of a day says of each provision and place: state, and wording in force."""
    answer = corpus.as_of(day, known_on=known_on)
    return {
        (entry.ref, entry.where): (
            entry.state,
            entry.provision if entry.state is State.IN_FORCE else None,
        )
        for entry in answer.entries()
    }


def touched(change):
    refs = {change.ref} | {side.ref for side in (change.before, change.after) if side}
    return {(ref, change.where) for ref in refs}


class TestSteps:
    """Each step is on its day or range, and nothing changes outside of one."""

    @few
    @given(records(), st.sampled_from(DAYS), st.integers(1, 12), known_days())
    def test_whatever_differs_from_the_day_before_is_in_a_step(
        self, given: Records, since: date, length: int, known_on: date | None
    ):
        until = since + length * DAY
        corpus = Corpus.build(given.sources, given.versions)
        report = corpus.changes(since, until, known_on=known_on)
        told = defaultdict(list)
        for step in report.steps:
            for change in step.changes:
                for key in touched(change):
                    told[key].append((step.earliest or date.min, step.latest or date.max))
        before, day = said(corpus, since, known_on), since
        while day < until:
            day += DAY
            now = said(corpus, day, known_on)
            for key, (state, wording) in now.items():
                if before[key] == (state, wording):
                    continue
                quiet = state in QUIET and before[key][0] in QUIET
                if quiet and state is State.NO_EVIDENCE:
                    continue
                assert any(first <= day <= last for first, last in told[key]), (key, day, state)
            before = now

    @few
    @given(records(), asked_days(), asked_days())
    def test_a_settled_change_holds_from_its_last_day_and_not_before_its_first(
        self, given: Records, one: date, two: date
    ):
        since, until = sorted((one, two))
        corpus = Corpus.build(given.sources, given.versions)
        for step in corpus.changes(since, until).steps:
            for change in step.changes:
                if change.id in (*OF_DATES, ChangeId.UNSETTLED, ChangeId.ANNOUNCED):
                    continue
                if step.earliest is None or step.latest is None or change.after is None:
                    continue
                key = change.after.ref, change.where
                after = said(corpus, step.latest, None).get(key)
                if after is not None:
                    assert after[0] is change.after.state
                if change.after.state is State.IN_FORCE and after is not None:
                    assert after[1] == change.after.provision
                    earlier = said(corpus, step.earliest - DAY, None)[key]
                    assert earlier != after

    @few
    @given(records(), asked_days(), asked_days())
    def test_steps_are_inside_what_was_asked_or_say_so(self, given: Records, one: date, two: date):
        since, until = sorted((one, two))
        corpus = Corpus.build(given.sources, given.versions)
        order = []
        for step in corpus.changes(since, until).steps:
            first, last = step.earliest or date.min, step.latest or date.max
            assert first <= until
            assert last > since
            order.append((first, last))
            for change in step.changes:
                is_inside = since < first and last <= until
                assert ("not-settled" in change.notes) is not is_inside
                assert (change.earliest, change.latest) == (step.earliest, step.latest)
        assert order == sorted(order)


class TestEveryChange:
    """A change names the version it rests on, and speaks with that version's standing."""

    @few
    @given(records(), asked_days(), asked_days())
    def test_standing_and_document_are_those_of_the_authority(
        self, given: Records, one: date, two: date
    ):
        since, until = sorted((one, two))
        corpus = Corpus.build(given.sources, given.versions)
        report = corpus.changes(since, until)
        told = [change for step in report.steps for change in step.changes]
        for change in (*told, *report.net):
            resting_on = corpus.registry.versions[change.authority]
            assert change.standing == resting_on.standing
            assert change.document == resting_on.document.title
        for part in (*(step.changes for step in report.steps), report.net):
            keys = [(each.ref, each.where or "", each.id) for each in part]
            assert keys == sorted(keys)


class TestNet:
    """The net result is what differs between the two days, whatever happened between."""

    @few
    @given(records(), asked_days(), asked_days(), known_days())
    def test_net(self, given: Records, one: date, two: date, known_on: date | None):
        since, until = sorted((one, two))
        corpus = Corpus.build(given.sources, given.versions)
        net = corpus.changes(since, until, known_on=known_on).net
        told = {key for change in net for key in touched(change)}
        before, after = (said(corpus, day, known_on) for day in (since, until))
        for key, now in after.items():
            was = before[key]
            came_and_went = was[0] is State.NO_EVIDENCE and now[0] is State.ENDED
            if was != now and now[0] is not State.NO_EVIDENCE and not came_and_went:
                assert key in told, (key, was, now)
        for change in net:
            if change.id in (ChangeId.UNSETTLED, ChangeId.SETTLED):
                key = change.ref, change.where
                is_open = [each[key][0] is State.UNDETERMINED for each in (before, after)]
                assert is_open[1] is (change.id is ChangeId.UNSETTLED)
                assert any(is_open)
                on = until if is_open[1] else since
                [entry] = (
                    each
                    for each in corpus.as_of(on, known_on=known_on).find(change.ref)
                    if each.where == change.where
                )
                assert change.event.event in {test.event for test in entry.depends_on}

    @few
    @given(records(), asked_days())
    def test_nothing_between_a_day_and_itself(self, given: Records, day: date):
        report = Corpus.build(given.sources, given.versions).changes(day, day)
        assert report.steps == ()
        assert report.net == ()


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
