"""The data of the explorer is what the library answers, and nothing in it can break the page."""

import json
import re
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import combinations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import guidance
from explorer_reader import Reader, sampled, told
from guidance import Corpus
from guidance.cli.exploring import explore
from guidance.errors import UnknownNameError
from guidance.exports.explorer import build
from guidance.exports.explorer.collecting import collect
from guidance.exports.explorer.page import MODULES, bundle, safe_json
from guidance.exports.explorer.tables import made_visible
from guidance.wording.directions import direction_sentence, witness_sentence
from guidance.wording.visible import visible
from laws.loaded import days_of, loaded_corpora
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


def read(corpus, topic=None):
    return Reader(made_visible(json.loads(safe_json(collect(corpus, topic, None)))))


class TestAnswers:
    """Each answer in the data equals the library's."""

    def test_on_every_boundary_day_and_beside_it_for_all_knowledge(self):
        corpus, own = two_documents(), reader()
        range_ = [date(2019, 4, 1) + timedelta(n) for n in range(0, 275, 13)]
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


class TestChanges:
    """What differs between two days equals the net result of the library."""

    @pytest.mark.parametrize("known_on", [None, date(2019, 12, 31), date(2018, 1, 1)])
    def test_between_any_two_stretches(self, known_on):
        corpus, own = two_documents(), reader()
        days = sampled(own.days(known_on), 9)
        for since, until in combinations(days, 2):
            report = corpus.changes(since, until, topic=TOPIC, known_on=known_on)
            expected = sorted((c.ref, c.id.value, guidance.sentence(c)) for c in report.net)
            assert own.net(since, until, known_on) == expected, (since, until)

    @settings(max_examples=10)
    @given(corpus=loaded_corpora(), data=st.data())
    def test_of_any_records(self, corpus, data):
        known_on = data.draw(st.none() | days_of(corpus))
        own = read(corpus)
        for since, until in combinations(sampled(own.days(known_on), 6), 2):
            net = corpus.changes(since, until, known_on=known_on).net
            expected = sorted((c.ref, c.id.value, visible(guidance.sentence(c))) for c in net)
            assert own.net(since, until, known_on) == expected

    def test_redline_gives_both_texts(self):
        data = reader().data
        redlined = [change for change in data["changes"] if change["redline"]]
        for change in redlined:
            before, after = (data["wordings"][side]["text"] for side in change["sides"])
            kept, deleted, inserted = (sum(change["redline"][n::3]) for n in range(3))
            assert (kept + deleted, kept + inserted) == (len(before), len(after))

    def test_the_rule_for_first_treatment_is_stricter_with_a_witness(self):
        found = {change["ref"]: change for change in reader().changes(BEFORE, AFTER, None)}
        change = found["ms-society-alemtuzumab#first-line"]
        direction = reader().data["directions"][change["direction"]]
        assert change["id"] == "provision-replaced"
        assert direction["verdict"] == "stricter"
        assert len(direction["witnesses"]) == 1


class TestDirections:
    """Which way the topic moved equals what the library proves."""

    @pytest.mark.parametrize(
        ("since", "until", "known_on"),
        [
            (BEFORE, AFTER, None),
            (BEFORE, date(2020, 1, 15), None),
            (date(2019, 5, 1), AFTER, date(2019, 12, 31)),
            (BEFORE, BEFORE, None),
        ],
    )
    def test_between_two_days(self, since, until, known_on):
        corpus, own = two_documents(), reader()
        (way,) = own.way(since, until, known_on)
        found = corpus.direction(since, until, topic=TOPIC, known_on=known_on)
        sheet = corpus.sheet(TOPIC)

        def shown(place):
            verdict = own.data["verdicts"][place]
            return verdict["verdict"], own.said(verdict["sentence"], since), verdict["witnesses"]

        def expected(direction):
            witnesses = [witness_sentence(each, sheet) for each in direction.witnesses]
            return direction.verdict, direction_sentence(direction), witnesses

        assert shown(way["overall"]) == expected(found.overall)
        assert [(words, shown(place)) for words, place in way["populations"]] == [
            (part.population, expected(part.direction)) for part in found.populations
        ]


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
        assert build(two_documents(), TOPIC) == build(two_documents(), TOPIC)

    def test_hostile_texts_stay_data(self):
        page = build(hostile_corpus(), None, title=" ".join(HOSTILE))
        parser = parsed(page)
        assert parser.tags == parsed(build(two_documents(), TOPIC)).tags
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
        page = build(two_documents(), TOPIC)
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
        found = [source_saying(number, "text") for number in range(3)]
        versions = [version for _, own in found for version in own]
        corpus = Corpus.build([source for source, _ in found], versions, [facts("text")])
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
