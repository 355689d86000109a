"""Feeds and calendars are read again and again: nothing is told twice, and nothing is missed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from guidance.exports.calendar import calendar
from guidance.exports.feed import ATOM, XHTML, feed
from laws import engine
from laws.asking import days_around
from laws.generators import corpora
from laws.small import act, corpus, says, version
from laws.test_world_laws import lawful

WEEKLY = version("a@1", "2024-01-10", says("p", "Report weekly.", force="must"))
DAILY = version("a@2", "2024-02-01", says("p", "Report daily.", force="must", start="2024-03-01"))
NAMES = {"a": ATOM, "x": XHTML}


def entries(records, until="2024-06-01", **asked):
    """The entries of a feed by id: title, day from which it is told so, what it says."""
    asked = {key: date.fromisoformat(each) for key, each in asked.items()}
    text = feed(engine.load(corpus(*records)), date.fromisoformat(until), **asked)
    found = etree.fromstring(text.encode()).findall("a:entry", NAMES)
    return {
        each.findtext("a:id", namespaces=NAMES): (
            each.findtext("a:title", namespaces=NAMES),
            each.findtext("a:updated", namespaces=NAMES)[:10],
            each.findtext(".//x:p", namespaces=NAMES),
        )
        for each in found
    }


class TestFeed:
    """RFC 4287, 4.2.6 and 4.2.15: ids are for ever, changed content bears a newer day."""

    @pytest.mark.parametrize(
        "more",
        [
            [version("b@1", "2024-03-01", says("z", "Sing."))],
            [version("aa@1", "2023-01-01", says("z", "Sing."))],
            [version("a@3", "2024-03-01", says("q", "Count."))],
            [version("c@1", "2024-05-01", act("suspends", "a#p", jurisdictions=["GB-ENG"]))],
        ],
        ids=["a source on that day", "an older source", "an act on that day", "an act on a part"],
    )
    def test_what_is_told_stays_as_it_was(self, more):
        before, after = entries([WEEKLY, DAILY]), entries([WEEKLY, DAILY, *more])
        assert {name: after[name] for name in before} == before

    @pytest.mark.parametrize("mends", ["text", "force"])
    def test_a_correction_keeps_the_id_and_brings_the_entry_forward(self, mends):
        right = {"text": "Report hourly."} if mends == "text" else {"force": "should"}
        mend = version("a@c", "2024-05-01", act("corrects", "a#p", set=right))
        before, after = entries([WEEKLY, DAILY]), entries([WEEKLY, DAILY, mend])
        assert before.keys() <= after.keys()
        [name] = [each for each in before if "wording changed" in before[each][0]]
        assert (before[name][1], after[name][1]) == ("2024-03-01", "2024-05-01")
        assert before[name][2] != after[name][2]

    @pytest.mark.parametrize("day", ["2024-03-05", "2024-03-31"])
    def test_a_day_made_known_keeps_the_id(self, day):
        open_ = version("a@2", "2024-02-01", says("p", "Two.", start="s"), events={"s": "2024-03"})
        fixed = version("a@3", "2024-04-10", act("fixes-date", "a@s", date=day))
        before, after = entries([WEEKLY, open_]), entries([WEEKLY, open_, fixed])
        assert before.keys() <= after.keys()
        moved = [each for each in before if before[each] != after[each]]
        assert moved
        assert {after[each][1] for each in moved} == {"2024-04-10"}

    def test_what_is_recorded_late_is_told_when_it_is_learnt(self):
        late = version("a@3", "2024-05-01", act("ends", "a#p", start="2024-03-15"))
        found = entries([WEEKLY, DAILY, late], since="2024-04-01")
        [(title, updated, _)] = found.values()
        assert title.endswith("ended, 15 March 2024")
        assert updated == "2024-05-01"

    def test_content_and_link(self):
        page = dict(WEEKLY, document={"title": "Page", "url": "https://example.org/p"})
        other = dict(DAILY, provisions={"p": {**DAILY["provisions"]["p"], "text": "A\nB & <c>."}})
        text = feed(engine.load(corpus(page, other)), date(2024, 6, 1))
        found = etree.fromstring(text.encode()).findall("a:entry", NAMES)
        links = [each.find("a:link", NAMES) for each in found]
        assert [each.get("href") for each in links if each is not None] == ["https://example.org/p"]
        [words] = [each for each in found if each.findall(".//x:ins", NAMES)]
        assert words.findall(".//x:ins/x:br", NAMES)
        assert "B & <c>" in "".join(words.find(".//x:ins", NAMES).itertext())

    def test_the_feeds_own_id_is_that_of_its_address(self):
        loaded = engine.load(corpus(WEEKLY))
        one, two, three = (
            etree.fromstring(
                feed(loaded, date(2024, 6, 1), topic=topic, address=address).encode()
            ).findtext("a:id", namespaces=NAMES)
            for topic, address in ((None, None), ("t", None), (None, "https://example.org/f"))
        )
        assert len({one, two, three}) == 3

    @lawful
    @given(records=corpora(most=4), day=st.integers(0, 9))
    def test_a_day_of_records_more_only_brings_entries_forward(self, records, day):
        """What reads otherwise by more knowledge bears a day after the older knowledge."""
        days = days_around(records)
        then = days[day]
        known = [v for v in records.versions if v["published"].strip("[")[:10] <= then]
        if len(known) in (0, len(records.versions)) or any("after" in each for each in known):
            return
        try:
            old = entries([*records.sources, *known], days[-1])
        except engine.REFUSED:
            return
        new = entries([*records.sources, *records.versions], days[-1])
        for name, (title, updated, words) in new.items():
            if name in old and (title, words) != (old[name][0], old[name][2]):
                assert updated > then


def events(records, on):
    text = calendar(engine.load(corpus(*records)), date.fromisoformat(on))
    parsed = icalendar.Calendar.from_ical(text)
    assert parsed.errors == []
    return {str(each["UID"]): each for each in parsed.walk("VEVENT")}


HAT = version("act@1", "2020-01-01", says("hat", "Wear a hat."), says("coat", "Wear a coat."))


class TestCalendar:
    """Exact days of texts and of acts stand in it, and revisions follow what they depend on."""

    @pytest.mark.parametrize(
        ("does", "told"),
        [
            ({"start": "2020-12-01"}, "applies from then: act#new"),
            ({"start": "2020-02-02", "until": "2020-12-01"}, "applies until then: act#new"),
        ],
    )
    def test_an_exact_day_of_a_text(self, does, told):
        [event] = events(
            [version("act@1", "2020-01-01", says("new", "Do.", **does))], "2020-11-15"
        ).values()
        assert event["DTSTART"].dt == date(2020, 12, 1)
        assert told in event["DESCRIPTION"]

    @pytest.mark.parametrize(
        ("deed", "told"),
        [
            (act("ends", "act#hat", start="2020-12-01"), "ends then: act#hat"),
            (act("suspends", "act#hat", start="2020-12-01"), "is paused from then: act#hat"),
            (
                act("suspends", "act#hat", until="2020-12-01"),
                "the pause is over from then: act#hat",
            ),
            (act("suspends", "act", start="2020-12-01"), "is paused from then: act#coat"),
            (act("reinstates", "act#hat", start="2020-12-01"), "pause is over from then: act#hat"),
        ],
    )
    def test_an_exact_day_of_an_act(self, deed, told):
        records = [HAT, version("b@1", "2020-02-01", deed)]
        [event] = events(records, "2020-11-15").values()
        assert event["DTSTART"].dt == date(2020, 12, 1)
        assert told in event["DESCRIPTION"]
        [due] = engine.load(corpus(*records)).status("2020-11-15").upcoming
        assert due.acts

    def test_what_is_only_proposed_is_not_in_it(self):
        deed = act("ends", "act#hat", start="2020-12-01", proposes="yes")
        assert events([HAT, version("b@1", "2020-02-01", deed)], "2020-11-15") == {}

    def test_a_corrected_day_is_the_one_told(self):
        new = version("act@1", "2020-01-01", says("new", "Do.", start="2020-12-01"))
        mend = version(
            "act@c",
            "2020-02-01",
            act("corrects", "act#new", set={"applies": {"from": "2020-12-24"}}),
        )
        [event] = events([new, mend], "2020-11-15").values()
        assert event["DTSTART"].dt == date(2020, 12, 24)
        assert event["DTSTAMP"].dt == datetime(2020, 2, 1, tzinfo=UTC)

    @pytest.mark.parametrize("chain", [1, 2])
    def test_a_dependent_day_is_revised_with_the_one_it_is_counted_from(self, chain):
        days = {"start": "2025-02-01", "review": {"after": "act@start", "period": "P24M"}}
        if chain == 2:
            days["report"] = {"after": "act@review", "period": "P1M"}
        first = version("act@1", "2024-01-10", says("p", "Do.", start="start"), events=days)
        moved = version("act@2", "2024-06-01", act("moves-date", "act@start", date="2025-08-01"))
        before, after = events([first], "2024-07-01"), events([first, moved], "2024-07-01")
        assert before.keys() == after.keys()
        assert len(before) == chain + 1
        for uid, event in after.items():
            assert (before[uid]["SEQUENCE"], event["SEQUENCE"]) == (0, 1)
            assert event["DTSTART"].dt > before[uid]["DTSTART"].dt
            assert event["DTSTAMP"].dt == datetime(2024, 6, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        "more",
        [
            version("a@1", "2020-02-01", says("z", "Sing.", start="2020-12-01")),
            version("act@2", "2020-02-01", act("ends", "act#coat", start="2020-12-01")),
            version("act@2", "2020-02-01", says("a-first", "Do.", start="2020-12-01")),
        ],
        ids=["a source", "an act", "a text that sorts before"],
    )
    def test_uids_stay_whatever_else_falls_on_the_day(self, more):
        new = version(
            "act@1", "2020-01-01", says("coat", "C."), says("new", "N.", start="2020-12-01")
        )
        before, after = events([new], "2020-11-15"), events([new, more], "2020-11-15")
        assert before.keys() <= after.keys()
        assert len(after) == 2
        for uid, event in before.items():
            assert event.to_ical() == after[uid].to_ical()

    @lawful
    @given(records=corpora(most=4), day=st.integers(0, 9))
    def test_two_runs_give_the_same_bytes_and_unique_uids(self, records, day):
        on = date.fromisoformat(days_around(records)[day])
        one, two = (calendar(engine.load(records), on) for _ in range(2))
        assert one == two
        uids = [line for line in one.splitlines() if line.startswith("UID:")]
        assert len(uids) == len(set(uids))
        feeds = [feed(engine.load(records), on) for _ in range(2)]
        assert feeds[0] == feeds[1]
