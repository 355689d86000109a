"""What two editions of the records say otherwise."""

from __future__ import annotations

import copy
import random
from dataclasses import replace

import pytest

import guidance
from guidance import Corpus as Loaded
from guidance import State
from guidance.wording.editions import otherwise_words
from laws.asking import days_around
from laws.engine import load
from laws.generators import at_random
from laws.oracle_records import Corpus
from laws.small import corpus, says, version


def edition(*versions):
    return load(corpus(*versions))


FIRST = version("s@1", "2020-01-10", says("p", "One."), says("q", "Two."))
SECOND = version("s@2", "2020-03-01", says("p", "Other."))


class TestOtherwise:
    def test_an_edition_says_what_it_says(self):
        found = guidance.diff(edition(FIRST), edition(FIRST))
        assert not found
        assert found.otherwise == found.evidence == ()
        assert found.before == found.after

    def test_a_version_recorded_late_tells_from_which_day_answers_are_others(self):
        found = guidance.diff(edition(FIRST), edition(FIRST, SECOND))
        earlier, one = found.otherwise
        assert (str(earlier.first), str(earlier.last)) == ("2020-01-10", "2020-02-29")
        assert earlier.only_details  # the same applied; until when is known now
        assert not one.only_details
        assert (one.ref, str(one.first), one.last) == ("s#p", "2020-03-01", None)
        assert [entry.provision.text for entry in one.before] == ["One."]
        assert [entry.provision.text for entry in one.after] == ["Other."]
        assert found.evidence == ("s",)
        assert found.before != found.after

    def test_the_other_way_round_it_is_the_mirror(self):
        _, there = guidance.diff(edition(FIRST), edition(FIRST, SECOND)).otherwise
        _, back = guidance.diff(edition(FIRST, SECOND), edition(FIRST)).otherwise
        assert (there.before, there.after) == (back.after, back.before)

    def test_a_mended_record_shows_on_the_days_it_speaks_of(self):
        mended = version("s@1", "2020-01-20", says("p", "One."), says("q", "Two."))
        found = guidance.diff(edition(FIRST), edition(mended))
        spans = [(each.ref, str(each.first), str(each.last)) for each in found.otherwise]
        # Published ten days later: nothing is said of those days, and "since" is another after.
        assert spans == [
            ("s#p", "2020-01-10", "2020-01-19"),
            ("s#p", "2020-01-20", "None"),
            ("s#q", "2020-01-10", "2020-01-19"),
            ("s#q", "2020-01-20", "None"),
        ]
        assert found.otherwise[0].after == ()

    def test_narrowed_to_a_source_or_topic(self):
        old, new = edition(FIRST), edition(FIRST, SECOND)
        narrowed, whole = guidance.diff(old, new, source="s", topic="t"), guidance.diff(old, new)
        assert (narrowed.otherwise, narrowed.evidence) == (whole.otherwise, whole.evidence)
        assert (narrowed.topic, narrowed.source, whole.topic) == ("t", "s", None)
        assert "(on “t”, of “s”)" in narrowed.to_dict()["headline"]
        with pytest.raises(guidance.UnknownNameError):
            guidance.diff(old, new, topic="x")

    def test_as_known_before_it_was_published_nothing_is_otherwise(self):
        found = guidance.diff(edition(FIRST), edition(FIRST, SECOND), known_on="2020-02-28")
        assert found.otherwise == ()
        assert found.evidence == ("s",)

    def test_layout_is_no_difference(self):
        turned = {key: FIRST[key] for key in reversed(FIRST)}
        assert not guidance.diff(edition(FIRST), edition(turned))


def said(found: Loaded, day: str) -> object:
    """What an answer says, but for what it has no evidence of."""
    answer = found.as_of(day)
    lists = [each for each in answer.entries() if each.state is not State.NO_EVIDENCE]
    return lists, answer.undetermined


def mended(raw: Corpus, seed: int) -> Corpus:
    """The same corpus without its last version, or with one text in other words."""
    choice = random.Random(seed)
    other = copy.deepcopy(raw)
    shorter = replace(other, versions=other.versions[:-1])
    worded = [each for each in other.versions if each.get("provisions")]
    if choice.random() < 0.5 and is_valid(shorter):
        return shorter
    record = choice.choice(worded)
    name = choice.choice(sorted(record["provisions"]))
    record["provisions"][name]["text"] = "In other words."
    return other


def is_valid(raw: Corpus) -> bool:
    try:
        load(raw)
    except guidance.RecordsError:  # what is left refers to what was taken away
        return False
    return True


class TestTheLaw:
    """A diff shows a day exactly where the answers for that day differ."""

    @pytest.mark.parametrize("seed", range(60))
    def test_it_shows_the_days_on_which_the_answers_differ(self, seed):
        raw = at_random(seed)
        old, new = load(raw), load(mended(raw, seed))
        found = guidance.diff(old, new)
        assert guidance.diff(new, new).otherwise == ()
        for day in days_around(raw):
            shown = any(
                (each.first is None or each.first.isoformat() <= day)
                and (each.last is None or day <= each.last.isoformat())
                for each in found.otherwise
            )
            assert shown is (said(old, day) != said(new, day)), day


@pytest.mark.parametrize("seed", range(20))
def test_learnt_is_that_of_the_report_as_known_at_the_end(seed):
    raw = at_random(seed)
    found = load(raw)
    days = days_around(raw)
    for since, until in ((days[1], days[6]), (days[4], days[12])):
        report = found.changes(since, until, known_on=until)
        assert found.learnt(since, until) == report.learnt


def test_learnt_asks_for_its_days_in_order():
    with pytest.raises(guidance.QueryError, match="swap"):
        edition(FIRST).learnt("2020-02-01", "2020-01-01")


class TestTold:
    """The document and the report say what the value says."""

    def test_what_differs_is_named_by_the_fields_of_entries_and_provisions(self):
        diff = guidance.diff(edition(FIRST), edition(FIRST, SECOND))
        until, text = diff.otherwise
        assert until.differs == ("until",)
        assert set(text.differs) >= {"text", "version", "since"}
        assert "provision" not in text.differs

    def test_the_document_has_each_stretch_of_days_with_both_sides(self):
        document = guidance.diff(edition(FIRST), edition(FIRST, SECOND)).to_dict()
        assert document["headline"].endswith(": answers about 1 statement differ")
        assert document["evidence"] == ["s"]
        earlier, later = document["otherwise"]
        assert (earlier["first"], earlier["last"]) == ("2020-01-10", "2020-02-29")
        assert (earlier["only_details"], later["only_details"]) == (True, False)
        assert [p["text"] for p in (*later["before"], *later["after"])] == ["One.", "Other."]
        assert later["sentence"].startswith("Both editions say: applies. What differs: ")

    def test_the_text_says_the_days_the_words_and_the_sources(self):
        told = " ".join(
            guidance.render(guidance.diff(edition(FIRST), edition(FIRST, SECOND))).split()
        )
        assert "From 1 March 2020 on: Both editions say: applies." in told
        assert "Word by word: [-One.-]{+Other.+}" in told
        assert "stated in s@1, s@2" in told
        assert "The same applies, and only details differ: one stretch of days." in told

    def test_what_only_one_edition_says_is_told_as_nothing_of_the_other(self):
        third = version("s@2", "2020-03-01", says("r", "Three."))
        rows = guidance.diff(edition(FIRST), edition(FIRST, third)).to_dict()["otherwise"]
        told = {row["ref"]: row["sentence"] for row in rows if not row["only_details"]}
        assert told["s#r"] == "The old edition says nothing of this. The new one says: applies."

    def test_where_other_things_apply_only_what_the_record_says_otherwise_is_named_besides(self):
        row = guidance.diff(edition(FIRST), edition(FIRST, SECOND)).otherwise[1]
        paused = tuple(replace(entry, state=State.SUSPENDED) for entry in row.after)
        assert otherwise_words(replace(row, after=paused)) == (
            "The old edition says: applies. The new one says: is paused."
            " What differs besides: wording."
        )

    def test_an_open_state_that_is_otherwise_decided_says_so(self):
        row = guidance.diff(edition(FIRST), edition(FIRST, SECOND)).otherwise[1]
        undecided = tuple(replace(entry, state=State.UNDETERMINED) for entry in row.after)
        same = replace(row, before=undecided, after=undecided)
        assert same.differs == ()
        assert otherwise_words(same) == (
            "Both editions say: cannot be settled. What differs: what decides it."
        )

    def test_where_only_the_evidence_is_other_it_says_so(self):
        diff = guidance.diff(edition(FIRST), edition(FIRST, SECOND), known_on="2020-02-28")
        headline = diff.to_dict()["headline"]
        assert headline.endswith(": no answer differs, but the age of its evidence may")
        assert "(as known on 28 February 2020)" in headline

    def test_where_nothing_differs_it_says_so(self):
        diff = guidance.diff(edition(FIRST), edition(FIRST))
        assert guidance.render(diff).startswith(
            "Compared two editions of the records: no answer differs\n"
        )
        assert diff.to_dict()["otherwise"] == []
        assert "no answer differs" in guidance.render(diff, "csv")
