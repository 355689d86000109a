"""``guidance.sentence`` and ``guidance.headline`` say what they take, and refuse the rest."""

from __future__ import annotations

import pytest

import guidance


@pytest.mark.parametrize("subject", [None, "2020-05-10", 3, object()])
def test_what_they_do_not_take_is_refused_by_name(subject):
    kind = type(subject).__name__
    with pytest.raises(TypeError, match=rf"^sentence\(\) takes a Change or .*, not {kind}$"):
        guidance.sentence(subject)
    with pytest.raises(TypeError, match=rf"^headline\(\) takes an Answer, .*, not {kind}$"):
        guidance.headline(subject)


def test_one_is_not_handed_what_the_other_takes():
    corpus = guidance.load("shipped")
    with pytest.raises(TypeError, match="sentence"):
        guidance.sentence(corpus.as_of("2020-05-10"))
    change = corpus.changes("2019-01-01", "2020-05-10").net[0]
    with pytest.raises(TypeError, match="headline"):
        guidance.headline(change)


def test_each_kind_that_they_take():
    corpus = guidance.load("shipped")
    report = corpus.changes("2019-01-01", "2020-05-10")
    subjects = (corpus.as_of("2020-05-10"), report, corpus.status("2020-05-10"))
    assert all(guidance.headline(subject) for subject in subjects)
    assert all(guidance.sentence(change) for change in report.net)
    assert all(guidance.sentence(each) for each in corpus.discrepancies())
