"""Days of publication that are open at the start, in a stated order: what a history seen by gives.

Orders that contradict each other must be found at once, not by moving windows a day at a time.
"""

from __future__ import annotations

import json

import pytest

from guidance.answers.answering import registry_of
from guidance.corpus import Corpus
from guidance.records.model import Source, Version
from laws import engine, small

SOURCE = Source(format="guidance/1", source="s", title="S", topics=("t",))


def version(number, published, texts):
    fields = {
        "format": "guidance/1",
        "source": "s",
        "version": str(number),
        "extent": "whole",
        "published": published,
        "standing": "information",
        "document": {"title": "S"},
        "after": [f"s@{number - 1}"] if number > 1 else [],
        "provisions": {
            name: {
                "title": name,
                "kind": "k",
                "force": "information",
                "text": text,
                "cite": {"section": "S"},
            }
            for name, text in texts.items()
        },
    }
    return Version.model_validate_json(json.dumps(fields))


def corpus_of(*published):
    """One text in every version, and one that the last one drops."""
    last = len(published)
    return Corpus.build(
        [SOURCE],
        [
            version(n, day, {"kept": f"text {n}", **({"dropped": "x"} if n < last else {})})
            for n, day in enumerate(published, start=1)
        ],
    )


def held(corpus, day):
    return {each.ref: each.provision.text for each in corpus.as_of(day).in_force}


@pytest.mark.parametrize("first", ["..", "1500..", "2029-06.."])
def test_the_last_text_is_certain_when_all_have_been_seen(first):
    corpus = corpus_of(f"[{first}2030-01-05]", f"[{first}2030-03-15]", f"[{first}2030-06-01]")
    assert held(corpus, "2030-06-01") == {"s#kept": "text 3"}
    assert not corpus.as_of("2030-06-01").undetermined
    assert [each.ref for each in corpus.as_of("2030-06-01").ended] == ["s#dropped"]


@pytest.mark.parametrize("first", ["..", "1500..", "2029-06.."])
def test_between_two_sightings_both_texts_are_possible_and_no_other(first):
    corpus = corpus_of(f"[{first}2030-01-05]", f"[{first}2030-03-15]", f"[{first}2030-06-01]")
    answer = corpus.as_of("2030-04-01")
    assert held(corpus, "2030-04-01") == {}
    texts = {
        each.provision.text
        for group in answer.undetermined
        for case in group.cases
        for each in case.in_force
        if each.ref == "s#kept"
    }
    assert texts == {"text 2", "text 3"}


@pytest.mark.parametrize("on", ["2020-03-10", "2020-06-01"])
def test_no_three_come_each_before_the_next_in_a_circle(on):
    """Of four that replace all others before them the order is open, and nothing is tangled."""
    records = small.corpus(
        *(
            small.version(
                f"s{own}@1",
                "[2020-03-01..2020-03-31]",
                small.says(
                    "p",
                    f"Text {own}.",
                    start="2020-05-01",
                    replaces=[f"s{other}#p" for other in range(own)],
                ),
            )
            for own in range(4)
        )
    )
    [group] = [
        group
        for group in engine.load(records).as_of(on).undetermined
        if "s0#p" in {told.ref for told in group.entries}
    ]
    assert not group.is_tangled
    told = {each.state.value for case in group.cases for each in case.entries if each.ref == "s0#p"}
    assert told == {"ended", "upcoming" if on < "2020-05-01" else "in-force"}


def test_what_may_come_on_any_later_day_is_not_known_to_come_first():
    """Published on 1 February, and on any day since 2020: nobody can say which was first."""
    records = small.corpus(
        small.version("a@1", "2020-02-01", small.says("p", "One.")),
        small.version("b@1", "[2020-01-01..]", small.says("q", "Two.")),
    )
    registry = registry_of(engine.load(records))
    assert registry.published_before("a@1", "b@1") is None
    assert registry.published_before("b@1", "a@1") is None
