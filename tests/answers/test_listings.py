"""Answers in several are tuples, and told as the documents that the command prints."""

from __future__ import annotations

import copy
import pickle

import pytest

import guidance
from guidance.cli import main

REF = "ms-society-alemtuzumab#first-line"
ASKED = {
    "history": (
        lambda corpus: corpus.history(REF, known_on="2020-01-15"),
        ["history", REF, "--known-on", "2020-01-15"],
    ),
    "timeline": (
        lambda corpus: corpus.timeline(topic="alemtuzumab"),
        ["timeline", "alemtuzumab"],
    ),
    "discrepancies": (
        lambda corpus: corpus.discrepancies(),
        ["discrepancies"],
    ),
    "learnt": (
        lambda corpus: corpus.learnt("2019-12-31", "2020-02-01", topic="alemtuzumab"),
        None,  # a server tells it, and no command
    ),
    "adoptions": (lambda corpus: corpus.adoptions(), None),
}
TOLD_BY_COMMANDS = [name for name, (_, words) in ASKED.items() if words]


@pytest.fixture(scope="module")
def corpus():
    return guidance.load()


@pytest.fixture(scope="module")
def compiled(corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "records.index"
    guidance.build(corpus, path)
    return guidance.open(path)


class TestListings:
    @pytest.mark.parametrize("name", ASKED)
    def test_it_is_a_tuple_like_any_other(self, name, corpus):
        listing = ASKED[name][0](corpus)
        members = tuple(listing)
        assert type(members) is tuple
        assert isinstance(listing, tuple)
        assert listing == members
        assert members == listing
        assert hash(listing) == hash(members)
        assert (len(listing), listing[-1], listing[:1]) == (len(members), members[-1], members[:1])
        assert len(listing) > 1

    @pytest.mark.parametrize("name", TOLD_BY_COMMANDS)
    def test_its_document_and_drawing_are_those_of_the_command(self, name, corpus, capsys):
        ask, words = ASKED[name]
        for format_ in ("json", "text"):
            assert main([*words, "--format", format_]) == 0
            # The command fits its text to the screen; here there is none.
            assert guidance.render(ask(corpus), format_) == capsys.readouterr().out
        assert ask(corpus).to_json() == guidance.render(ask(corpus), "json")

    @pytest.mark.parametrize("name", ASKED)
    def test_an_index_lists_and_tells_the_same(self, name, corpus, compiled):
        ask = ASKED[name][0]
        assert ask(compiled) == ask(corpus)
        assert ask(compiled).to_json() == ask(corpus).to_json()
        assert pickle.loads(pickle.dumps(ask(compiled))).to_json() == ask(corpus).to_json()

    @pytest.mark.parametrize("name", ASKED)
    def test_copies_know_what_was_asked(self, name, corpus):
        listing = ASKED[name][0](corpus)
        for again in (copy.copy(listing), copy.deepcopy(listing)):
            assert type(again) is guidance.Listing
            assert (again, again.of, again.ref, again.since) == (
                listing,
                name,
                listing.ref,
                listing.since,
            )
            assert again.to_dict() == listing.to_dict()

    @pytest.mark.parametrize("name", ASKED)
    def test_it_is_frozen(self, name, corpus):
        listing = ASKED[name][0](corpus)
        with pytest.raises(AttributeError):
            listing.of = "changes"
        with pytest.raises(AttributeError):
            del listing.of
        assert listing.of == name


def test_what_was_learnt_is_told_with_its_window_and_evidence(corpus):
    listing = ASKED["learnt"][0](corpus)
    told = listing.to_dict()
    assert (told["since"], told["until"]) == ("2019-12-31", "2020-02-01")
    assert [change["key"] for change in told["learnt"]] == [change.key for change in listing]
    assert (
        told["coverage"]
        == corpus.as_of("2020-02-01", topic="alemtuzumab", known_on="2020-02-01").to_dict()[
            "coverage"
        ]
    )
    drawn = guidance.render(listing)
    assert drawn.startswith(f"{len(listing)} changes were learnt after 31 December 2019")
    assert all(change.before.provision.title in drawn for change in listing if change.before)


def test_what_became_of_recommendations_is_told_and_drawn(corpus):
    listing = corpus.adoptions(known_on="2021-01-01")
    told = listing.to_dict()
    assert told["known_on"] == "2021-01-01"
    assert [row["ref"] for row in told["adoptions"]] == [adoption.ref for adoption in listing]
    drawn = guidance.render(listing, width=200)
    assert all(adoption.ref in drawn for adoption in listing)
    assert drawn.splitlines()[0].startswith(f"{len(listing)} recommendations, ")


def test_it_is_shown_by_what_was_asked_and_how_many_there_are(corpus):
    assert repr(corpus.history(REF)) == f"Listing(history of {REF}: {len(corpus.history(REF))})"
    assert (
        repr(corpus.only("ms-society-alemtuzumab").discrepancies()) == "Listing(discrepancies: 0)"
    )


def test_where_there_is_nothing_it_is_falsy_and_says_so(corpus):
    listing = corpus.only("ms-society-alemtuzumab").discrepancies()
    assert not listing
    assert listing == ()
    assert listing.to_dict()["discrepancies"] == []
