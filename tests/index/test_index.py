"""An index answers as the corpus that it was made of, and never from a damaged file."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import re
import sqlite3
import sys
import typing
from contextlib import closing
from itertools import pairwise

import pytest

import guidance
from guidance import IndexFileError
from guidance.answers.answering import TextOverTime
from guidance.engine.timeline import Timeline
from guidance.index import codec
from guidance.index import indexed as indexed_module
from guidance.index.building import compiled
from guidance.index.codec import SharedValues, ValueReader
from guidance.index.indexed import IndexedCorpus
from guidance.index.store import IndexFile
from guidance.records.criteria import Record
from laws.engine import load
from laws.generators import at_random
from laws.small import act, says, version
from laws.small import corpus as records_of
from support.same_answers import assert_same_answers, indexed


class TestTheLaw:
    """An index gives the answers of its corpus: on all days at boundaries and beside them.

    ``python -m support.same_answers 0 2000`` tries as many by hand.
    """

    # As known on a day of 546, a publication that others name may be yet to come; what restates
    # another in 684 is told of a part.
    @pytest.mark.parametrize("seed", [*range(15), 546, 684])
    def test_it_answers_as_the_corpus_does(self, seed, tmp_path):
        raw = at_random(seed)
        corpus = load(raw)
        assert_same_answers(indexed(corpus, tmp_path), corpus, raw)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    corpus = guidance.load()
    return indexed(corpus, tmp_path_factory.mktemp("index")), corpus


class TestTheShippedRecords:
    def test_they_answer_alike(self, shipped):
        found, corpus = shipped
        for day in ("2016-09-05", "2019-04-15", "2020-01-15", "2020-02-01"):
            for question in ({}, {"topic": "alemtuzumab"}, {"jurisdiction": "GB-SCT"}):
                assert found.as_of(day, **question) == corpus.as_of(day, **question)

    def test_a_person_is_judged_alike(self, shipped):
        found, corpus = shipped
        facts = {"prior-dmt": False, "relapses": "2/P24M"}
        one, two = (each.evaluate("2020-02-01", facts) for each in shipped)
        assert one == two
        assert one.to_json() == two.to_json()
        assert found.direction("2019-12-31", "2020-02-01") == corpus.direction(
            "2019-12-31", "2020-02-01"
        )

    def test_reports_upkeep_and_explanations_are_the_same(self, shipped):
        found, corpus = shipped
        ref = "ema-alemtuzumab-measures#first-line"
        for ask in (
            lambda each: guidance.explain(each.as_of("2020-01-15"), ref),
            lambda each: guidance.render(each.changes("2019-12-31", "2020-02-01"), full=True),
            lambda each: each.status("2020-02-01"),
            lambda each: each.discrepancies(),
            lambda each: each.adoptions(),
            lambda each: each.compare(*list(each.versions)[:2]),
            lambda each: each.learnt("2019-01-01", "2020-02-01"),
            lambda each: each.timeline(topic="alemtuzumab"),
            lambda each: each.search("highly active"),
            lambda each: each.search("first treatment", on="2020-02-01", topic="alemtuzumab"),
        ):
            assert ask(found) == ask(corpus)

    def test_as_of_resolves_no_records(self, shipped, tmp_path):
        found = indexed(shipped[1], tmp_path)
        answer = found.as_of("2020-02-01", topic="alemtuzumab")
        assert answer.in_force
        assert answer.coverage.sources
        assert "_registry" not in vars(found)
        assert not found._parts

    def test_it_is_the_same_value(self, shipped):
        found, corpus = shipped
        assert found == corpus
        assert hash(found) == hash(corpus)
        answer = found.as_of("2020-01-15")
        assert pickle.loads(pickle.dumps(answer)) == answer
        assert pickle.loads(pickle.dumps(found)) == corpus

    def test_unknown_names_are_refused_with_the_nearest(self, shipped):
        for corpus in shipped:
            with pytest.raises(guidance.UnknownNameError, match="alemtuzumab"):
                corpus.as_of("2020-01-15", topic="alemtuzumap")
            with pytest.raises(guidance.UnknownNameError):
                corpus.history("ema-alemtuzumab-measures#first-lin")

    def test_the_same_records_give_the_same_bytes(self, shipped):
        assert compiled(guidance.load()) == compiled(shipped[1])


def test_every_type_that_an_entry_can_hold_is_written():
    """All dataclasses, enumerations and records that the annotations of one lead to."""
    homes = [vars(sys.modules[kind.__module__]) for kind in (*codec._TYPES, *codec._ENUMS)]
    names = {name: value for home in homes for name, value in home.items()}
    found, waiting = set(), [guidance.Entry, TextOverTime]
    while waiting:
        kind = waiting.pop()
        if kind in found:
            continue
        found.add(kind)
        hints = []
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind, names).values()
        elif issubclass(kind, Record):
            hints = [field.annotation for field in kind.model_fields.values()]
        waiting += [each for hint in hints for each in named_in(hint)]
    assert found == {*codec._TYPES, *codec._ENUMS, *codec._RECORDS}


def test_a_record_reads_as_it_was_written():
    pool, reader = SharedValues(), ValueReader()
    corpus = guidance.load()
    provisions = [
        provision
        for version in corpus.versions.values()
        for provision in version.provisions.values()
    ]
    assert any(provision.criteria for provision in provisions)
    assert any(provision.population and provision.population.when for provision in provisions)
    for provision in provisions:
        _, body = pool.written(provision)
        read = reader.read(body)
        assert read == provision
        assert hash(read) == hash(provision)
        assert read.model_dump_json() == provision.model_dump_json()
        assert repr(read) == repr(provision)


def named_in(hint):
    if inspect.isclass(hint) and hint.__module__.startswith("guidance."):
        yield hint
    for part in typing.get_args(hint):
        yield from named_in(part)


def ask_all(path):
    corpus = IndexedCorpus(IndexFile(path))
    for day in ("2016-09-05", "2019-04-15", "2020-01-15", "2020-02-01"):
        corpus.as_of(day, topic="alemtuzumab").to_dict()
    for ref in corpus.provisions:
        corpus.history(ref)
    corpus.changes("2016-09-05", "2020-02-01")


class TestWhatIsWorkedOut:
    """Answers, histories, searches and changes are read, also as known on a day.

    Changes of what other records bear on, and what hangs on open days, are worked out.
    """

    @pytest.fixture
    def calls(self, monkeypatch):
        """What is called of the engine, or to resolve records."""
        calls = []

        def count(home, name):
            was = getattr(home, name)

            def counted(*args, **kwargs):
                calls.append(name)
                return was(*args, **kwargs)

            monkeypatch.setattr(home, name, counted)

        count(indexed_module, "resolve")
        count(Timeline, "__init__")
        return calls

    @pytest.mark.parametrize("known_on", [None, "2013-10-01", "2019-03-01", "2020-02-01"])
    def test_what_is_kept_is_read(self, shipped, tmp_path, calls, known_on):
        found = indexed(shipped[1], tmp_path)
        calls.clear()
        told = found.as_of("2020-02-01", known_on=known_on)
        answer = [*told.entries()], told.coverage, told.tensions
        histories = [found.history(ref, known_on=known_on) for ref in found.provisions]
        search = found.search("highly active", known_on=known_on)
        explained = guidance.explain(told, "ema-alemtuzumab-measures#first-line")
        facts = {"prior-dmt": False, "relapses": "2/P24M"}
        judged = (
            None if told.undetermined else found.evaluate("2020-02-01", facts, known_on=known_on)
        )
        assert calls == []
        corpus = shipped[1]
        told = corpus.as_of("2020-02-01", known_on=known_on)
        assert ([*told.entries()], told.coverage, told.tensions) == answer
        assert [corpus.history(ref, known_on=known_on) for ref in corpus.provisions] == histories
        assert corpus.search("highly active", known_on=known_on) == search
        assert guidance.explain(told, "ema-alemtuzumab-measures#first-line") == explained
        assert judged in (None, corpus.evaluate("2020-02-01", facts, known_on=known_on))
        found.changes("2019-12-31", "2020-02-01")
        assert calls  # the territory of some is divided

    @pytest.mark.parametrize("known_on", [None, "2020-01-01", "2021-12-01"])
    def test_changes_are_read(self, tmp_path, calls, known_on):
        corpus = load(
            records_of(
                version("a@1", "2019-01-01", says("p", "One."), says("q", "Alike.")),
                version(
                    "a@2",
                    "2020-03-01",
                    says("p", "Two.", start="start"),
                    says("r", "New.", until="2021-02-01"),
                    events={"start": "2020-05-01"},
                ),
                version(
                    "a@3",
                    "2021-10-01",
                    says("q", "Other."),
                    act("ends", "a#p"),
                    act("corrects", "a#r", set={"text": "Newer."}),
                ),
                version(
                    "c@1",
                    "2019-03-01",
                    says("p", "Its own.", start="start"),
                    events={"start": "2020"},
                ),
                version("c@2", "2019-09-01", act("fixes-date", "c@start", date="2020-05-15")),
                version("b@1", "2019-06-01", says("p", "Old.")),
                version("b@2", "2020-06-01", says("s", "Its heir.", replaces=["b#p"])),
            )
        )
        found = indexed(corpus, tmp_path)
        days = ("2018-12-31", "2019-08-01", "2020-04-01", "2020-05-31", "2020-06-01", "2022-01-01")
        for since, until in (*pairwise(days), ("2019-08-01", "2021-01-01")):
            for narrowed in ({}, {"source": "a"}, {"source": "c"}, {"standing": "law"}):
                calls.clear()
                told = found.changes(since, until, known_on=known_on, **narrowed)
                assert calls == []
                assert told.learnt or calls == []
                assert told == corpus.changes(since, until, known_on=known_on, **narrowed)

    def test_what_is_kept_of_other_questions_is_not_gone_through(self, shipped, tmp_path):
        class Kept(dict):
            def __iter__(self):
                raise AssertionError

            keys = values = items = __iter__

        found = indexed(shipped[1], tmp_path)
        found._reader.pooled = Kept()
        assert found.as_of("2020-02-01") == shipped[1].as_of("2020-02-01")

    def test_of_changes_only_what_can_have_changed_is_worked_out(self, tmp_path, monkeypatch):
        stated = [
            version("a@0", "2019-01-01", says("p", "One."), says("q", "Wrong.")),
            # What a correction mends is told where it is asked about.
            version(
                "a@1", "2020-03-01", says("p", "Two."), act("corrects", "a#q", set={"text": "So."})
            ),
            version("b@0", "2019-01-01", says("p", "Three.")),
            version("b@1", "2020-03-01", says("p", "Four.")),
        ]
        corpus = load(records_of(*stated))
        found, looked_at = indexed(corpus, tmp_path), []
        was = IndexFile.versions_of
        monkeypatch.setattr(
            IndexFile,
            "versions_of",
            lambda store, names: looked_at.append(names) or was(store, names),
        )
        for since, until, sources in (
            ("2019-06-01", "2019-07-01", []),
            ("2020-02-29", "2020-03-01", ["a"]),
        ):
            looked_at.clear()
            report = found.changes(since, until)
            assert (report.steps, report.net, report.learnt) == (
                (told := corpus.changes(since, until)).steps,
                told.net,
                told.learnt,
            )
            assert {name for names in looked_at for name in names} == {*sources}
            assert found.learnt(since, until) == corpus.learnt(since, until)

    def test_what_was_open_then_is_worked_out(self, shipped, tmp_path, calls):
        found = indexed(shipped[1], tmp_path)
        # A version was published on some day from April to December 2019.
        calls.clear()
        told = found.as_of("2020-02-01", known_on="2019-06-01")
        assert calls
        assert told == shipped[1].as_of("2020-02-01", known_on="2019-06-01")

    def test_knowledge_is_worked_out_where_it_is_not_kept(self, shipped, tmp_path, calls):
        path = tmp_path / "records.index"
        guidance.build(shipped[1], path, known=False)
        found = guidance.open(path)
        calls.clear()
        assert found.as_of("2020-02-01").in_force
        assert calls == []
        told = found.as_of("2020-02-01", known_on="2020-02-01")
        assert told == shipped[1].as_of("2020-02-01", known_on="2020-02-01")
        assert calls


@pytest.fixture(scope="module")
def content(shipped):
    return compiled(shipped[1])


class TestDamage:
    @pytest.fixture
    def path(self, tmp_path, content):
        path = tmp_path / "records.index"
        path.write_bytes(content)
        return path

    def test_what_is_no_index_is_refused(self, tmp_path):
        for content in (b"", b"something else", b"SQLite format 3\x00" + bytes(200)):
            path = tmp_path / "other"
            path.write_bytes(content)
            with pytest.raises(IndexFileError) as caught:
                IndexFile(path)
            assert caught.value.reason == "damaged"
        with pytest.raises(IndexFileError) as caught:
            IndexFile(tmp_path / "none")
        assert caught.value.reason == "missing"

    def test_another_format_is_refused(self, path):
        with closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA user_version = 99")
        with pytest.raises(IndexFileError, match="format 99") as caught:
            IndexFile(path)
        assert caught.value.reason == "other-format"

    def test_what_another_version_built_is_refused(self, path, monkeypatch):
        monkeypatch.setattr("guidance.index.store.SHAPE", 1)
        with pytest.raises(IndexFileError, match="another version") as caught:
            IndexFile(path)
        assert caught.value.reason == "other-format"

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE said SET body = replace(body, '\"A0\"', '\"A3\"')",
            "UPDATE said SET holds = '0'",
            "UPDATE said SET until = until + 1",
            "UPDATE said SET ref = ref || 'x'",
            "DELETE FROM said WHERE ref IN (SELECT ref FROM said LIMIT 1)",
            "UPDATE value SET body = replace(body, '2019', '2018')",
            "DELETE FROM value WHERE id = 1",
            "DELETE FROM history WHERE ref IN (SELECT ref FROM history LIMIT 1)",
            "UPDATE history SET known = known + 1",
            "DELETE FROM told WHERE ref IN (SELECT ref FROM told LIMIT 1)",
            "UPDATE told SET last = last + 1",
            "UPDATE turn SET body = replace(body, ']]]', ']],[]]')",
            "UPDATE source SET known = '[[1,9999999]]'",
            "UPDATE source SET evidence = '[]'",
            "DELETE FROM source WHERE id = 1",
            "UPDATE meta SET body = '{}' WHERE key = 'topics'",
            "DELETE FROM meta WHERE key = 'rows'",
        ],
    )
    def test_a_changed_row_never_answers(self, path, change):
        with closing(sqlite3.connect(path)) as base, base:
            assert base.execute(change).rowcount
        with pytest.raises(IndexFileError) as caught:
            ask_all(path)
        assert caught.value.reason == "damaged"

    @pytest.mark.parametrize("part", range(1, 20))
    def test_any_bytes_that_are_lost_are_found_or_change_nothing(self, path, part, shipped):
        content = bytearray(path.read_bytes())
        start = len(content) * part // 20
        content[start : start + 64] = bytes(64)
        path.write_bytes(bytes(content))
        try:
            corpus = IndexedCorpus(IndexFile(path))
            for day in ("2016-09-05", "2020-01-15"):
                assert corpus.as_of(day) == shipped[1].as_of(day)
        except IndexFileError:
            pass

    def test_a_damaged_key_hides_nothing(self, path, content, shipped):
        """A row that is not there where it is looked for is read by nobody, whatever it bears."""
        ref = "ms-society-alemtuzumab#first-line"

        def told(corpus):
            changes = corpus.changes("2019-12-31", "2020-02-01")
            found = corpus.search("first-line medicine").hits
            return changes, corpus.history(ref), corpus.title(ref), found

        spots = [match.start() for match in re.finditer(ref.encode(), content)]
        # The pages of keys: nodes and leaves of the trees of indexes.
        keys = [spot for spot in spots if content[spot // 4096 * 4096] in (2, 10)]
        assert len(keys) > 20
        expected = told(shipped[1])
        refused = 0
        for spot in keys[::2]:
            damaged = bytearray(content)
            damaged[spot] ^= 64
            path.write_bytes(damaged)
            try:
                assert told(guidance.open(path)) == expected
            except IndexFileError:
                refused += 1
        assert refused > 5
