"""The data of the explorer is what the library answers, and nothing in it can break the page."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import combinations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import guidance
from explorer_reader import Reader, brief_of, day_of, sampled, steps_of, told
from guidance import Corpus
from guidance.cli.exploring import explore
from guidance.errors import UnknownNameError
from guidance.exports.explorer import briefs, build, collecting
from guidance.exports.explorer import page as page_module
from guidance.exports.explorer.collecting import collect
from guidance.exports.explorer.page import MODULES, bundle, safe_json
from guidance.exports.explorer.tables import made_visible
from guidance.report.answers import of_answer
from guidance.report.changes import of_changes, window_of
from guidance.wording.visible import visible
from laws.engine import load
from laws.loaded import days_of, loaded_corpora
from laws.small import act, says, version
from laws.small import corpus as small
from report.test_injection import HOSTILE
from report.test_injection import corpus as hostile_corpus
from report.test_injection import records as source_saying
from report.test_injection import sheet as facts

TOPIC = "alemtuzumab"
BEFORE, AFTER = date(2016, 9, 6), date(2020, 2, 1)


@cache
def two_documents():
    return guidance.load().only("ms-society-alemtuzumab", "ema-alemtuzumab-measures")


@cache
def reader():
    return Reader(made_visible(collect(two_documents(), TOPIC, None)))


@cache
def page_of_two():
    return build(two_documents(), TOPIC)


def read(corpus, topic=None):
    return Reader(made_visible(json.loads(safe_json(collect(corpus, topic, None)))))


class TestAnswers:
    """Each answer in the data equals the library's."""

    def test_on_every_boundary_day_and_beside_it_for_all_knowledge(self):
        corpus, own = two_documents(), reader()
        range_ = [date(2019, 4, 1) + timedelta(n) for n in range(0, 275, 39)]
        for known_on in [*own.knowledge(), *range_]:
            for day in own.days(known_on):
                answer = corpus.as_of(day, topic=TOPIC, known_on=known_on)
                assert own.answer(day, known_on) == told(answer), (day, known_on)

    def test_either_or_before_the_start_is_known(self):
        (group,) = reader().answer(date(2020, 1, 15), None)["groups"]
        (yes, first), (no, second) = group["cases"]
        assert yes.startswith("If the measures had started by 15 January 2020")
        assert no == "If not"
        assert "ms-society-alemtuzumab#first-line" in {ref for ref, *_ in second}
        assert not {ref for ref, *_ in first} & {ref for ref, *_ in second}

    @settings(max_examples=12)
    @given(corpus=loaded_corpora(), data=st.data())
    def test_of_any_records(self, corpus, data):
        known_on = data.draw(st.none() | days_of(corpus))
        own = read(corpus)
        for known in {known_on, None, *sampled(own.knowledge(), 5)}:
            for day in sampled(own.days(known), 12):
                assert own.answer(day, known) == told(corpus.as_of(day, known_on=known))

    def test_of_a_topic_alone(self):
        corpus = two_documents()
        assert {entry.ref for entry in corpus.as_of(AFTER, topic=TOPIC).entries()} == {
            reader().of(entry)[0] for entry in reader().entries(AFTER, None)
        }
        with pytest.raises(UnknownNameError):
            build(corpus, "another")


class TestSteps:
    """What changed between two days equals the steps of the library."""

    @pytest.mark.parametrize("known_on", [None, date(2019, 12, 31), date(2018, 1, 1)])
    def test_between_any_two_stretches(self, known_on):
        corpus, own = two_documents(), reader()
        days = sampled(own.days(known_on), 9)
        for since, until in combinations(days, 2):
            report = corpus.changes(since, until, topic=TOPIC, known_on=known_on)
            assert own.steps(since, until, known_on) == steps_of(report), (since, until)

    @settings(max_examples=10)
    @given(corpus=loaded_corpora(), data=st.data())
    def test_of_any_records(self, corpus, data):
        known_on = data.draw(st.none() | days_of(corpus))
        own = read(corpus)
        known_on = known_on and max(day for day in own.knowledge()[:-1] if day <= known_on)
        for since, until in combinations(sampled(own.days(known_on), 6), 2):
            report = corpus.changes(since, until, known_on=known_on)
            assert own.steps(since, until, known_on) == steps_of(report)

    @pytest.mark.parametrize(
        "fields",
        [
            {"text": "One."},
            {"text": "Two."},
            {"title": "Other"},
            {"applies": {"until": "2021-01-01"}},
        ],
        ids=str,
    )
    def test_a_correction_is_told_in_the_words_of_the_library(self, fields):
        mended = act("corrects", "a#p", set=fields)
        records = small(
            version("a@1", "2020-01-01", says("p", "One.")), version("a@2", "2020-05-01", mended)
        )
        corpus = load(records)
        since, until = date(2020, 4, 1), date(2020, 6, 1)
        expected = steps_of(corpus.changes(since, until))
        assert "corrected" in {change_id for _, change_id, *_ in expected}
        assert read(corpus).steps(since, until, None) == expected

    def test_redline_gives_both_texts(self):
        texts = tuple(
            f"It may be offered to adults with active disease after {n} relapses in two years."
            for n in ("two", "three")
        )
        dated = zip(("2020-01-01", "2021-01-01"), texts, strict=True)
        records = small(*(version(f"a@{day[:4]}", day, says("p", text)) for day, text in dated))
        data = read(load(records)).data
        (change,) = (change for change in data["changes"] if change[6])
        assert tuple(data["wordings"][side]["text"] for side in change[5]) == texts
        kept, deleted, inserted = (sum(change[6][n::3]) for n in range(3))
        assert (kept + deleted, kept + inserted) == tuple(map(len, texts))

    def test_the_rule_for_first_treatment_is_stricter_with_a_witness(self):
        strings = reader().data["strings"]
        changed = {
            strings[change[1]]: change for change, _ in reader().changes(BEFORE, AFTER, None)
        }
        change = changed["ms-society-alemtuzumab#first-line"]
        direction = reader().data["directions"][change[7]]
        assert change[0] == "provision-replaced"
        assert direction["verdict"] == "stricter"
        assert len(direction["witnesses"]) == 1


class TestBriefs:
    """A brief in the page is the one that the command shows."""

    def test_of_every_day_by_all_records_and_as_known_on_many(self):
        corpus, own = two_documents(), reader()
        known_days = [None, *sampled(own.knowledge()[:-1], 6)]
        held = 0
        for known_on in known_days:
            days = own.days(known_on)
            for day in days if known_on is None else sampled(days, 9):
                brief = own.brief(day, known_on)
                if brief is not None:
                    held += 1
                    answer = corpus.as_of(day, topic=TOPIC, known_on=known_on)
                    assert brief == brief_of(of_answer(answer)), (day, known_on)
                else:
                    assert known_on is not None, day
        assert held > 40

    def test_of_any_two_days_by_all_records(self):
        corpus, own = two_documents(), reader()
        for since, until in combinations(sampled(own.days(None), 9), 2):
            brief = own.pair(since, until)
            if brief is None:  # between days of one stretch nothing can change
                assert not corpus.changes(since, until, topic=TOPIC).net
                continue
            window = window_of(corpus, since, until, topic=TOPIC)
            window = replace(window, changes=replace(window.changes, learn=None))
            assert brief == brief_of(of_changes(corpus, window)), (since, until)

    @settings(max_examples=8)
    @given(corpus=loaded_corpora())
    def test_of_any_records(self, corpus):
        own = read(corpus)
        days = sampled(own.days(None), 8)
        for day in days:
            if (brief := own.brief(day, None)) is not None:
                assert brief == brief_of(of_answer(corpus.as_of(day)))
        for since, until in combinations(days[::2], 2):
            if (brief := own.pair(since, until)) is not None:
                window = window_of(corpus, since, until)
                window = replace(window, changes=replace(window.changes, learn=None))
                assert brief == brief_of(of_changes(corpus, window))

    def test_what_hangs_on_the_day_in_another_way_is_not_kept(self, monkeypatch):
        def weekday(answer):
            report = of_answer(answer)
            return replace(report, title=f"On a {answer.on:%A}", opening=None)

        monkeypatch.setattr(briefs, "of_answer", weekday)
        own = read(two_documents(), TOPIC)
        assert own.brief(date(2030, 1, 1), None) is None


class TestScale:
    """Size grows with the records, and what does not fit is not there."""

    def test_what_was_known_long_ago_is_left_to_the_command(self, monkeypatch):
        monkeypatch.setattr(collecting, "MOST_KNOWN", 3 * len(two_documents().provisions))
        own = read(two_documents(), TOPIC)
        (family,) = own.data["families"]
        known = [day_of(day) for day in family["known"]]
        assert known == list(two_documents().days_of_knowledge()[-3:])
        assert day_of(own.data["knownSince"]) == known[0]
        for known_on in (None, known[0], AFTER):
            answer = two_documents().as_of(AFTER, topic=TOPIC, known_on=known_on)
            assert own.answer(AFTER, known_on) == told(answer)

    def test_twice_the_records_make_at_most_twice_the_page(self, monkeypatch):
        monkeypatch.setattr(collecting, "MOST_KNOWN", 0)
        monkeypatch.setattr(briefs, "MOST_OF_DAYS", 0)
        monkeypatch.setattr(briefs, "MOST_OF_PAIRS", 0)

        def size(count):
            written = [says(f"p{n}", f"Text {v} of {n}.") for n in range(4) for v in range(1)]
            versions = [
                version(f"s{s}@{v}", f"20{v:02d}-01-01", *written)
                for s in range(count)
                for v in range(6)
            ]
            return len(safe_json(collect(load(small(*versions)), None, None)))

        assert size(8) < 2.2 * size(4)


class Scripts(HTMLParser):
    """Collects the elements of a page, and what stands in its scripts."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.tags, self.scripts, self._inside = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append([dict(attrs), ""])

    def handle_endtag(self, _tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1][1] += data


def parsed(page):
    parser = Scripts()
    parser.feed(page)
    return parser


class TestPage:
    """One file that holds everything and cannot be broken out of."""

    def test_same_records_same_bytes(self):
        assert build(two_documents(), TOPIC) == page_of_two()

    def test_hostile_texts_stay_data(self, monkeypatch):
        monkeypatch.setattr(page_module, "MOST_PLAIN", 10**9)
        monkeypatch.setattr(briefs, "MOST_OF_DAYS", len(hostile_corpus().provisions))
        monkeypatch.setattr(briefs, "MOST_OF_PAIRS", len(hostile_corpus().provisions))
        page = build(hostile_corpus(), None, title=" ".join(HOSTILE))
        parser = parsed(page)
        assert parser.tags == parsed(page_of_two()).tags
        assert [attrs["type"] for attrs, _ in parser.scripts] == ["application/json", "module"]
        data = json.loads(parser.scripts[0][1])
        shown = json.dumps(data, ensure_ascii=False)
        for text in HOSTILE:
            assert json.dumps(visible(text), ensure_ascii=False)[1:-1] in shown
        page.encode()

    def test_embedded_json_is_plain_text_in_html(self):
        text = "</script><!--<script>\u2028&amp;\u2029]]>"
        written = safe_json({"text": text})
        assert not re.search("[<>&\u2028\u2029]", written)
        assert json.loads(written) == {"text": text}

    def test_asks_for_nothing(self):
        page = page_of_two()
        assert "default-src 'none'" in page
        assert not re.search(
            r"<(?:link|img|iframe|object|embed)\b|@import|url\(|\bfetch\(|XMLHttp", page
        )
        assert "innerHTML" not in page
        assert "eval(" not in page

    def test_modules_are_joined_in_their_order(self):
        joined = bundle()
        assert not re.search(r"^(?:import|export)\b", joined, re.MULTILINE)
        assert len(MODULES) == len(set(MODULES))


class TestFamilies:
    """Sources that have nothing to do with each other are asked separately."""

    def test_sources_that_name_each_other_stay_together(self):
        assert two_documents().families() == (tuple(two_documents().sources),)

    def test_strangers_are_apart_and_told_together(self):
        records = [source_saying(number, "text") for number in range(3)]
        versions = [dated for _, own in records for dated in own]
        corpus = Corpus.build([source for source, _ in records], versions, [facts("text")])
        assert len(corpus.families()) == 3
        own = read(corpus)
        for known_on in own.knowledge():
            for day in own.days(known_on):
                expected = told(corpus.as_of(day, known_on=known_on))
                assert own.answer(day, known_on) == expected, (day, known_on)


class TestCommand:
    """The command writes the page."""

    def test_writes_the_file(self, tmp_path):
        target = tmp_path / "page.html"
        only = ["--only", "ms-society-alemtuzumab", "--title", "A & B"]
        result = CliRunner().invoke(explore, [*only, "-o", str(target), TOPIC])
        assert (result.exit_code, result.output) == (0, "")
        assert "<h1>A &amp; B</h1>" in target.read_text()
