"""Results are values: equal when they say the same, hashable, pickled, copied, on one line."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

import guidance
from guidance import DateError, QueryError, RecordFault, RecordsError
from laws.asking import days_around
from laws.engine import load
from laws.generators import corpora

TOPIC = "alemtuzumab"
PAGE = "ms-society-alemtuzumab"
RESULTS = {
    "answer": lambda corpus: corpus.as_of("2020-01-15", topic=TOPIC),
    "answer of one source": lambda corpus: corpus.as_of(
        "2020-01-15", source="ms-society-alemtuzumab"
    ),
    "changes": lambda corpus: corpus.changes("2019-03-31", "2020-02-01", topic=TOPIC),
    "comparison": lambda corpus: corpus.compare(*list(corpus.versions)[:2]),
    "editions": lambda corpus: guidance.diff(corpus.only(PAGE), corpus, topic=TOPIC),
    "history": lambda corpus: corpus.history(f"{PAGE}#first-line", known_on="2020-01-15"),
    "timeline": lambda corpus: corpus.timeline(topic=TOPIC, known_on="2020-01-15"),
    "discrepancies": lambda corpus: corpus.discrepancies(topic=TOPIC),
    "direction": lambda corpus: corpus.direction("2019-12-31", "2020-02-01"),
    "ruling": lambda corpus: corpus.evaluate("2020-02-01", ["prior-dmt=no"]),
    "status": lambda corpus: corpus.status("2020-02-01"),
}


@pytest.fixture(scope="module")
def corpus():
    return guidance.load()


@pytest.mark.parametrize("name", RESULTS)
class TestValues:
    def test_equal_when_they_say_the_same(self, name, corpus):
        one, two = RESULTS[name](corpus), RESULTS[name](guidance.load())
        assert one is not two
        assert one == two
        assert hash(one) == hash(two)

    def test_pickled_it_says_and_tells_the_same(self, name, corpus):
        one = RESULTS[name](corpus)
        again = pickle.loads(pickle.dumps(one))
        assert again == one
        assert again.to_json() == one.to_json()
        assert guidance.render(again, full=True) == guidance.render(one, full=True)

    def test_copies_are_equal_and_deep_copies_too(self, name, corpus):
        one = RESULTS[name](corpus)
        assert copy.copy(one) == copy.deepcopy(one) == one

    def test_it_is_shown_on_one_line(self, name, corpus):
        shown = repr(RESULTS[name](corpus))
        assert "\n" not in shown
        assert len(shown) < 400

    def test_its_document_is_the_published_one(self, name, corpus):
        one = RESULTS[name](corpus)
        assert json.loads(one.to_json()) == one.to_dict() == guidance.to_dict(one)
        assert guidance.render(one, "json") == one.to_json() == guidance.to_json(one)


def test_what_a_document_has_a_part_about_is_that_part(corpus):
    answer = corpus.as_of("2019-06-01", topic=TOPIC)
    told = answer.to_dict()
    assert answer.coverage.to_dict() == told["coverage"] == guidance.to_dict(answer.coverage)
    assert [group.to_dict() for group in answer.undetermined] == told["undetermined"]
    assert json.loads(answer.undetermined[0].to_json()) == told["undetermined"][0]
    assert json.loads(answer.coverage.to_json()) == told["coverage"]


def test_answers_that_differ_in_one_word_differ(corpus):
    one = corpus.as_of("2020-01-15", topic=TOPIC)
    assert one != corpus.as_of("2020-01-16", topic=TOPIC)
    assert one != corpus.only(PAGE).as_of("2020-01-15", topic=TOPIC)
    assert one != "another thing"


def test_changes_that_differ_in_what_was_learnt_differ(corpus):
    one = corpus.changes("2019-03-31", "2020-02-01", topic=TOPIC)
    other = copy.copy(one)
    assert one == other
    other.__dict__["learnt"] = one.net[:1]
    assert other != one


def test_a_corpus_is_a_value(corpus):
    again = pickle.loads(pickle.dumps(corpus))
    assert again == corpus == guidance.load()
    assert hash(again) == hash(corpus)
    assert copy.deepcopy(corpus) is corpus
    assert corpus != corpus.only(PAGE)
    assert repr(corpus) == "Corpus(sources: 3, versions: 6, provisions: 70)"


def test_what_was_left_out_of_a_part_is_left_out_when_it_is_pickled(corpus):
    part = corpus.only(PAGE)
    again = pickle.loads(pickle.dumps(part))
    assert again == part
    assert again.as_of("2020-02-01") == part.as_of("2020-02-01")


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_answers_about_random_records_are_values(raw):
    found = load(raw)
    for day in days_around(raw)[::7]:
        for source in found.sources:
            one = found.as_of(day, source=source)
            again = pickle.loads(pickle.dumps(one))
            assert again == one
            assert again.to_dict() == one.to_dict()


def test_a_moment_is_refused_with_the_mend(corpus):
    moment = datetime(2020, 1, 15, 8, tzinfo=UTC)
    for ask in (
        lambda: corpus.as_of(moment),
        lambda: corpus.as_of("2020-01-15", known_on=moment),
        lambda: corpus.changes("2019-01-01", moment),
        lambda: corpus.evaluate(moment, []),
        lambda: corpus.status(moment),
    ):
        with pytest.raises(DateError, match=r"pass its day: moment\.date\(\)"):
            ask()
    assert corpus.as_of(moment.date()).on == date(2020, 1, 15)


def test_what_is_no_day_is_refused(corpus):
    with pytest.raises(DateError, match="not a day; pass a date"):
        corpus.as_of(20200115)


def test_what_was_made_by_hand_says_what_it_lacks(corpus):
    ruling = corpus.evaluate("2020-02-01", ["prior-dmt=no"])
    object.__setattr__(ruling, "_origin", None)
    with pytest.raises(QueryError, match="ask a corpus"):
        ruling.to_dict()


def some_faults():
    return [RecordFault(f"fault {n}", "mend it", file="f.yaml", line=1) for n in "12345"]


@pytest.mark.parametrize("tell", [guidance.render, guidance.to_dict, guidance.to_json])
def test_what_is_no_result_is_refused_with_the_mend(corpus, tell):
    with pytest.raises(QueryError, match="a Corpus is no result; pass what a corpus answers with"):
        tell(corpus)


def test_errors_travel(corpus):
    with pytest.raises(guidance.UnknownNameError) as caught:
        corpus.as_of("2020-01-15", topic="alemtuzumap")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert (again.name, again.suggestions) == ("alemtuzumap", ("alemtuzumab",))
    faults = [
        RecordFault(f"fault {number}", "mend it", file="f.yaml", line=1) for number in "12345"
    ]
    again = pickle.loads(pickle.dumps(RecordsError(faults)))
    assert [str(each) for each in again.exceptions] == [str(each) for each in faults]


def test_an_error_of_records_says_the_first_faults():
    faults = [
        RecordFault(f"fault {number}", "mend it", file="f.yaml", line=1) for number in "12345"
    ]
    told = str(RecordsError(faults))
    assert told.splitlines()[0] == "5 faults in the records:"
    assert "fault 1; mend it" in told
    assert "fault 3; mend it" in told
    assert "fault 4" not in told
    assert told.splitlines()[-1] == "  … and 2 more"


def _held(value, seen):
    """The first few public values of each type that a value holds, itself included."""
    kind = type(value)
    if kind.__module__.startswith("guidance") and len(seen.setdefault(kind, [])) < 40:
        seen[kind].append(value)
    elif kind in seen:
        return
    names = [field.name for field in fields(value)] if is_dataclass(value) else ()
    names = names or getattr(kind, "model_fields", ()) or getattr(value, "_fields", ())
    held = [getattr(value, name) for name in names]
    if not names and isinstance(value, tuple | Mapping):
        held = list(value.values() if isinstance(value, Mapping) else value)
    for part in held:
        _held(part, seen)


def test_every_public_value_is_shown_on_one_short_line(corpus):
    seen = {}
    for result in [ask(corpus) for ask in RESULTS.values()]:
        _held(result, seen)
    answer = corpus.as_of("2019-06-01", topic=TOPIC)
    for value in (*corpus.versions.values(), *answer.undetermined, *corpus.adoptions()):
        _held(value, seen)
    _held((corpus.sheet(TOPIC), *corpus.sources.values()), seen)
    public = {getattr(guidance, name) for name in guidance.__all__ if name != "Corpus"}
    shown = [repr(value) for kind in public & seen.keys() for value in seen[kind]]
    assert len(public & seen.keys()) > 40
    assert not [line for line in shown if "\n" in line]
    assert max(map(len, shown)) < 400, max(shown, key=len)


def test_a_short_record_is_shown_whole_and_a_long_one_by_what_it_holds(corpus):
    sheet = corpus.sheet(TOPIC)
    assert "topic='alemtuzumab'" in repr(sheet)
    assert f"facts: {len(sheet.facts)}" in repr(sheet)
    cite = corpus.versions[f"{PAGE}@2016-09-06"].provisions["first-line"].cite
    assert repr(cite).startswith("Citation(section=")
