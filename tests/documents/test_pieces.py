"""An answer written around kept pieces is, octet for octet, the answer written anew."""

import pytest

import guidance
from guidance.answers.answering import states_of
from guidance.documents import pieces
from guidance.documents.pieces import WrittenPieces, answer_written

DAYS = (
    *("2010-01-01", "2016-09-06", "2019-04-12", "2019-11-14", "2019-12-31", "2020-01-01"),
    *("2020-01-15", "2020-01-16", "2020-01-31", "2020-02-01", "2024-01-01"),
)
"""Before the first record, at boundaries and beside them; on one of them each state is told."""

QUESTIONS = (
    {},
    {"topic": "alemtuzumab", "kind": "eligibility"},
    {"known_on": "2019-12-01"},
    {"jurisdiction": "GB"},
)


@pytest.fixture(scope="module")
def corpus():
    return guidance.load()


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_pieces_make_up_the_same_answer(corpus, asked):
    answers = [corpus.as_of(on, **asked) for on in DAYS]
    for answer in (*answers, *answers):  # written first, then put together of what was kept
        assert answer_written(answer) == answer.to_json().encode()


def test_what_is_told_differs_by_where_it_stands(corpus):
    """Pieces stand in lists, in groups that are open and in pairs, each further to the right."""
    told = [corpus.as_of(on) for on in DAYS]
    assert any(answer.undetermined for answer in told)
    assert any(answer.tensions for answer in told)
    assert any(answer.displaced for answer in told)


def test_an_index_answers_with_the_same_octets(corpus, tmp_path):
    guidance.build(corpus, tmp_path / "records.index")
    compiled = guidance.open(tmp_path / "records.index")
    answer = corpus.as_of("2020-01-15")
    assert answer_written(compiled.as_of("2020-01-15")) == answer.to_json().encode()


def test_no_more_is_kept_than_may_be(corpus, monkeypatch):
    monkeypatch.setattr(pieces, "_MOST_OCTETS", 10_000)
    own = WrittenPieces(states_of(corpus))
    for on in DAYS:
        answer = corpus.as_of(on)
        assert own.written(answer) == answer.to_json().encode()
        assert sum(len(octets) for _, octets in own._pieces.values()) < 20_000
