"""The calendar against RFC 5545, the feed against RFC 4287; both without a clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

import guidance
from guidance import Event, load
from guidance.corpus import Corpus
from guidance.exports.calendar import _fold, calendar, uid_of
from guidance.exports.feed import ATOM, XHTML, feed

feedparser = pytest.importorskip("feedparser")
etree = pytest.importorskip("lxml.etree")
icalendar = pytest.importorskip("icalendar")

SCHEMA = Path(__file__).parents[1] / "support" / "atom.rng"
NEWS, REVIEW = "ema-alemtuzumab-measures", "ema-lemtrada-review"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


def entries(text: str) -> dict[str, object]:
    parsed = icalendar.Calendar.from_ical(text)
    assert parsed.errors == []
    return {str(each["UID"]): each for each in parsed.walk("VEVENT")}


def with_label(corpus: Corpus, label: str) -> Corpus:
    """The corpus with other words for the start of the measures."""
    version = corpus.versions[f"{NEWS}@2019"]
    start = Event.model_validate({"label": label, "date": "2020-01", "certainty": "forecast"})
    changed = version.model_copy(update={"events": {**version.events, "start": start}})
    versions = [changed if each is version else each for each in corpus.versions.values()]
    return Corpus.build(corpus.sources.values(), versions, corpus.sheets.values())


class TestCalendar:
    def test_a_range_is_one_tentative_entry(self, corpus):
        found = entries(calendar(corpus, date(2019, 12, 1)))
        assert set(found) == {uid_of(f"{NEWS}@start")}
        [entry] = found.values()
        assert entry["DTSTART"].dt == date(2020, 1, 1)
        assert entry["DTEND"].dt == date(2020, 2, 1)  # the end is exclusive (3.6.1)
        assert entry["STATUS"] == "TENTATIVE"
        assert (
            entry["SUMMARY"] == "the measures start to apply (some day in January 2020, a forecast)"
        )
        assert f"applies until then: {NEWS}#continue-until-start" in entry["DESCRIPTION"]

    def test_it_moves_when_the_day_becomes_known_and_keeps_its_uid(self, corpus):
        before = entries(calendar(corpus, date(2020, 1, 15)))
        after = entries(calendar(corpus, date(2020, 1, 16)))
        uid = uid_of(f"{NEWS}@start")
        assert set(after) == {uid, uid_of(f"{REVIEW}@start")}
        assert after[uid]["DTSTART"].dt == date(2020, 1, 16)
        assert after[uid]["DTEND"].dt == date(2020, 1, 17)
        assert after[uid]["STATUS"] == "CONFIRMED"
        assert (before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) == (0, 1)
        assert after[uid]["DTSTAMP"].dt == datetime(2020, 1, 16, tzinfo=UTC)
        assert before[uid]["DTSTAMP"].dt == datetime(2019, 4, 1, tzinfo=UTC)

    def test_what_has_passed_is_left_out(self, corpus):
        assert entries(calendar(corpus, date(2020, 1, 17))) == {}

    def test_no_clock_same_bytes(self, corpus):
        on = date(2019, 12, 1)
        assert calendar(corpus, on) == calendar(load(), on)

    @pytest.mark.parametrize(
        "label",
        ["a, b; c\\d", "one\ntwo", "é" * 200, "\N{EARTH GLOBE EUROPE-AFRICA}" * 60, 'a:b"c'],
    )
    def test_texts_survive(self, label, corpus):
        text = calendar(with_label(corpus, label), date(2019, 12, 1))
        [entry] = entries(text).values()
        assert entry["SUMMARY"] == f"{label} (some day in January 2020, a forecast)"

    def test_lines(self, corpus):
        """RFC 5545, 3.1: lines end with CRLF and have at most 75 octets."""
        text = calendar(with_label(corpus, "é" * 200), date(2019, 12, 1))
        lines = text.encode().split(b"\r\n")
        assert lines.pop() == b""
        assert all(len(line) <= 75 and b"\n" not in line for line in lines)
        assert "".join(_fold("x" * 200)).replace(" ", "") == "x" * 200

    def test_properties_that_must_be_there(self, corpus):
        """RFC 5545, 3.6 and 3.6.1."""
        parsed = icalendar.Calendar.from_ical(calendar(corpus, date(2020, 1, 16)))
        assert parsed["VERSION"] == "2.0"
        assert parsed["PRODID"]
        for entry in parsed.walk("VEVENT"):
            assert {"UID", "DTSTAMP", "DTSTART"} <= entry.keys()
            assert entry["DTEND"].dt - entry["DTSTART"].dt >= timedelta(days=1)


@pytest.fixture(scope="module")
def atom(corpus) -> Xml.Element:
    return Xml.fromstring(feed(corpus, date(2020, 2, 1)))


def texts(element: Xml.Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(f"{{{ATOM}}}{name}")]


class TestFeed:
    def test_what_a_feed_must_have(self, atom):
        """RFC 4287, 4.1.1: one id, title and updated; an author, as entries have none."""
        assert atom.tag == f"{{{ATOM}}}feed"
        for name in ("id", "title", "updated", "author"):
            assert len(atom.findall(f"{{{ATOM}}}{name}")) == 1
        assert texts(atom.find(f"{{{ATOM}}}author"), "name") == ["guidance-timeline"]

    def test_it_is_what_the_standard_asks_for(self, corpus):
        """RFC 4287 in RELAX NG, and a reader of feeds that finds nothing to mend."""
        text = feed(corpus, date(2020, 2, 1), address="https://example.org/changes.xml")
        schema = etree.RelaxNG(etree.parse(SCHEMA))
        assert schema.validate(etree.fromstring(text.encode())), schema.error_log
        read = feedparser.parse(text.encode())
        assert not read.bozo
        assert len(read.entries) > 50
        assert all(each.content[0].value and each.title and each.id for each in read.entries)

    @pytest.mark.parametrize(
        ("old", "new"), [("<id>", "<id />"), ("</updated>", "!</updated>"), ("xhtml:div", "p")]
    )
    def test_the_schema_finds_faults(self, corpus, old, new):
        text = feed(corpus, date(2020, 2, 1))
        schema = etree.RelaxNG(etree.parse(SCHEMA))
        found = etree.fromstring(text.encode())
        assert schema.validate(found)
        broken = (
            re.sub(f"<id>.*?</id>|{old}", new, text) if old == "<id>" else text.replace(old, new)
        )
        assert not schema.validate(etree.fromstring(broken.encode()))

    def test_ids_are_absolute_unique_and_stable(self, corpus, atom):
        """RFC 4287, 4.2.6."""
        ids = [text for each in (atom, *atom) for text in texts(each, "id")]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
        later = Xml.fromstring(feed(corpus, date(2024, 1, 1)))
        assert {text for each in (later, *later) for text in texts(each, "id")} >= set(ids)

    def test_dates(self, atom):
        """RFC 4287, 3.3; the newest comes first and dates the feed."""
        stamps = [texts(each, "updated")[0] for each in atom.findall(f"{{{ATOM}}}entry")]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each) for each in stamps)
        assert stamps == sorted(stamps, reverse=True)
        assert texts(atom, "updated") == [stamps[0]] == ["2020-01-16T00:00:00Z"]

    def test_it_says_what_the_changes_say(self, corpus, atom):
        report = corpus.changes(date.min, date(2020, 2, 1))
        sentences = {guidance.sentence(c) for step in report.steps for c in step.changes}
        told = {
            entry.findall(f".//{{{XHTML}}}p")[0].text for entry in atom.findall(f"{{{ATOM}}}entry")
        }
        assert told == sentences

    def test_no_clock_same_bytes(self, corpus):
        until = date(2020, 2, 1)
        assert feed(corpus, until) == feed(load(), until)

    def test_nothing_changed_is_a_feed_without_entries(self, corpus):
        empty = Xml.fromstring(feed(corpus, date(2016, 1, 1)))
        assert empty.findall(f"{{{ATOM}}}entry") == []
        assert texts(empty, "updated") == ["1970-01-01T00:00:00Z"]

    def test_texts_are_escaped(self, corpus):
        text = feed(with_label(corpus, "<b>&amp;"), date(2020, 2, 1))
        assert "&lt;b&gt;&amp;amp;" in text
        Xml.fromstring(text)
