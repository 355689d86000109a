"""References are found by the types of fields: as many as stand in what is written."""

import re

from hypothesis import given

import guidance
from guidance.records.criteria import Record
from guidance.records.model import as_plain
from guidance.records.references import references
from laws.loaded import loaded_corpora

_NAMED = re.compile(r"[a-z0-9][a-z0-9.-]*[#@][a-z0-9][a-z0-9.-]*")


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def written(version):
    return sorted(t for t in texts(as_plain(version)) if _NAMED.fullmatch(t))


def full(version):
    return sorted(ref for ref in references(version) if "#" in ref or "@" in ref)


def test_in_the_shipped_records():
    for version in guidance.load().versions.values():
        assert full(version) == written(version)


@given(corpus=loaded_corpora())
def test_in_any_records(corpus):
    for version in corpus.versions.values():
        assert full(version) == written(version)


def test_words_are_no_references():
    class Said(Record):
        words: str = "see page#first"

    assert list(references(Said())) == []
