from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from guidance.files import dump, dump_json, load, read_records
from guidance.files.reading import RecordReader
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version, as_plain
from hostile.cases import Case, assert_readable, good
from how_many import examples

MODELS = {"source.yaml": Source, "topic.yaml": FactSheet}


def read(data: bytes, model: type, *, is_json: bool = False):
    return RecordReader().read(data, model, is_json=is_json)


class TestLayout:
    """Law 10: parse ∘ write is the identity."""

    @settings(
        max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(st.one_of(strategies.versions, strategies.sources, strategies.sheets))
    def test_what_is_written_is_read_back(self, record):
        for written, is_json in ((dump(record), False), (dump_json(record), True)):
            again, _, faults = read(written.encode(), type(record), is_json=is_json)
            assert faults == []
            assert again == record

    @settings(max_examples=examples(200), deadline=None)
    @given(strategies.texts)
    def test_texts_survive_another_reader_too(self, text: str):
        source = Source(format="guidance/1", source="a", title=text, topics=("no", "2019"))
        for written in (dump(source), dump_json(source)):
            assert yaml.safe_load(written) == as_plain(source)

    def test_shipped_records_survive(self):
        for record in load().versions.values():
            assert read(dump(record).encode(), Version)[0] == record

    def test_what_it_looks_like(self, tmp_path: Path):
        version = read_records(Case("good", good(), "", "", "").write(tmp_path)).versions[1]
        longer = version.provisions["second-line"].model_copy(
            update={
                "text": "Not for people with bleeding disorders. " * 4 + "Ask.",
                "note": "a\n\nb",
            }
        )
        version = version.model_copy(update={"provisions": {"second-line": longer}})
        assert dump(version) == LAYOUT


LAYOUT = """\
format: guidance/1
source: alpha
version: "2020"
extent: partial
published: "2020-02-10"
standing: decision
jurisdictions: [GB]
document: {title: The second page}

events:

  late-start:
    label: the second rules start
    date: {after: start, period: P6M}

provisions:

  second-line:
    title: Use as a second treatment
    kind: eligibility
    force: must-not
    text: >-
      Not for people with bleeding disorders. Not for people with bleeding disorders. Not for people
      with bleeding disorders. Not for people with bleeding disorders. Ask.
    applies: {from: "2020-03-01", until: "2021-03-01"}
    replaces: [alpha#first-line]
    cite: {section: New rules, paragraph: 1}
    note: |-
      a

      b

amendments:
  - act: fixes-date
    because: The day became known.
    event: start
    date: "2019-06-15"
  - act: suspends
    because: Home treatment is tried.
    provisions: [alpha#hospital]
    from: "2020-03-01"
    until: "2020-09-01"
"""


models = st.sampled_from([Source, Version, FactSheet])
_KEYS = sorted(
    {key for model in (Source, Version, FactSheet) for key in model.model_fields}
    | {"a", "act", "all", "any", "not", "fact", "is", "at-least", "within", "cite", "text"}
    | {"title", "from", "until", "set", "after", "period", "date", "event", "[key]", "x\x1b"}
)
trees = st.recursive(
    st.sampled_from(["guidance/1", "a", "A b", "2019", "may", "suspends", "corrects", "", "é"])
    | st.booleans()
    | st.none()
    | st.integers()
    | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)
    ),
    max_leaves=12,
)


class TestAnyBytes:
    """Law 11: any bytes give a valid record or a located error."""

    @staticmethod
    def check(data: bytes, model: type, *, is_json: bool) -> None:
        record, _, faults = read(data, model, is_json=is_json)
        assert (record is None) == bool(faults)
        for fault in faults:
            assert_readable(fault)

    @settings(max_examples=examples(200), deadline=None)
    @given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), models, st.booleans())
    def test_arbitrary_bytes(self, data: bytes, model: type, is_json: bool):
        self.check(data, model, is_json=is_json)

    @settings(max_examples=examples(200), deadline=None)
    @given(st.data())
    def test_good_files_with_something_broken(self, data: st.DataObject):
        name = data.draw(st.sampled_from(sorted(good())))
        model = MODELS.get(Path(name).name, Version)
        content = good()[name]
        is_json = data.draw(st.booleans())
        if is_json:
            record, _, _ = read(content, model)
            content = dump_json(record).encode()
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(content)))
            end = min(len(content), start + data.draw(st.integers(0, 12)))
            other = data.draw(st.integers(0, len(content)))
            new = data.draw(
                st.sampled_from(
                    [b"", b"\t", b"\n", b'"', b"[", b"{", b": ", b"&a ", b"null", b"\\"]
                )
                | st.binary(max_size=3)
                | st.just(content[other : other + 20])
            )
            content = content[:start] + new + content[end:]
        self.check(content, model, is_json=is_json)

    @settings(max_examples=examples(200), deadline=None)
    @given(trees, models)
    def test_arbitrary_trees(self, tree, model: type):
        self.check(json.dumps(tree).encode(), model, is_json=True)

    @settings(max_examples=examples(100), deadline=None)
    @given(
        st.sampled_from(["events", "provisions", "amendments", "document", "applies"]),
        st.recursive(trees, lambda inner: st.fixed_dictionaries({"a": inner}), max_leaves=2),
    )
    def test_arbitrary_parts_of_a_version(self, field: str, tree):
        version = as_plain(read(good()["alpha/2020.yaml"], Version)[0])
        self.check(json.dumps({**version, field: tree}).encode(), Version, is_json=True)

    def test_a_deep_stack_is_no_matter(self):
        def descend(depth: int) -> None:
            if depth:
                descend(depth - 1)
            else:
                self.check(b"[" * 500_000, Version, is_json=True)

        with contextlib.suppress(RecursionError):
            # Near the end of the stack nothing can be called; before it, a fault is reported.
            descend(sys.getrecursionlimit() - 300)
