"""The one layout: what is said and commented stays; a save without a change is byte-identical."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.authoring.comments import Comment, comments_of, with_comments
from guidance.authoring.layout import formatted, lay_out, save, updated
from guidance.errors import RecordsError, WriteError
from guidance.files import dump, dump_json
from guidance.files.reading import RecordReader
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version, as_plain, canonical
from strategies import sheets, sources, versions

SHIPPED = Path(__file__).parents[2] / "data" / "versions"

TANGLED = """\
# yaml-language-server: $schema=../.schema/version.json

# About this file:
# two lines.
topics:  [tea,   coffee]   # what about
title: >-   # folded
  A title that is
  folded # and this is text
# before the source
source: leaflet
format: guidance/1

note: 'a # in quotes'
coverage:
  # looked at
  checked:
    - "2020-01-01"  # first
    # second is below
    - "2021-01-01"

  note: none   # a note on the note
# the end
# of it
"""

TIDY = """\
# yaml-language-server: $schema=../.schema/version.json

# About this file:
# two lines.
format: guidance/1
# before the source
source: leaflet
title: "A title that is folded # and this is text"  # folded
topics: [tea, coffee]  # what about
coverage:
  # looked at
  # first
  # second is below
  checked: ["2020-01-01", "2021-01-01"]
  note: none  # a note on the note
note: "a # in quotes"

# the end
# of it
"""


def words(text: str) -> list[str]:
    return sorted(line for each in comments_of(text) for line in each.lines if line)


def record_in(data: bytes, model):
    record, _, faults = RecordReader().read(data, model, is_json=False)
    assert faults == []
    return record


class TestComments:
    def test_found_with_what_they_belong_to(self):
        assert comments_of(TANGLED) == (
            Comment(
                ("format",),
                (
                    "# yaml-language-server: $schema=../.schema/version.json",
                    "",
                    "# About this file:",
                    "# two lines.",
                ),
            ),
            Comment(("topics",), ("# what about",), is_beside=True),
            Comment(("title",), ("# folded",), is_beside=True),
            Comment(("source",), ("# before the source",)),
            Comment(("coverage", "checked"), ("# looked at",)),
            Comment(("coverage", "checked", 0), ("# first",), is_beside=True),
            Comment(("coverage", "checked", 1), ("# second is below",)),
            Comment(("coverage", "note"), ("# a note on the note",), is_beside=True),
            Comment((), ("# the end", "# of it")),
        )

    def test_laid_out_with_what_they_belong_to(self):
        assert formatted(TANGLED.encode(), Source).decode() == TIDY

    def test_nothing_is_lost_where_its_place_is_gone(self):
        comments = (Comment(("coverage", "note"), ("# kept",), is_beside=True),)
        assert with_comments("format: guidance/1\n", comments) == "format: guidance/1\n\n# kept\n"

    def test_a_hash_in_a_text_is_no_comment(self):
        text = 'title: "a # b"\nnote: |-\n  # c\n  d\nother: e#f\n'
        assert comments_of(text) == ()


class TestLayout:
    @pytest.mark.parametrize(
        "path", sorted(SHIPPED.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
    )
    def test_shipped_records_keep_content_and_comments(self, path):
        [layout] = lay_out(path)
        assert not layout.is_changed, "run: guidance fmt data/versions"
        before, after = layout.before.decode(), layout.after.decode()
        assert words(after) == words(before)
        assert formatted(layout.after, _model(path)) == layout.after
        assert canonical(record_in(layout.before, _model(path))) == canonical(
            record_in(layout.after, _model(path))
        )

    def test_faults_are_located_and_nothing_is_laid_out(self, tmp_path):
        folder = tmp_path / "tea"
        folder.mkdir()
        (folder / "source.yaml").write_text("format: guidance/1\nsource: tea\ntitel: T\n")
        with pytest.raises(RecordsError) as caught:
            lay_out(tmp_path)
        assert all(
            str(fault).startswith(f"{folder}/source.yaml:") for fault in caught.value.exceptions
        )

    def test_json_has_its_layout_too(self, tmp_path):
        folder = tmp_path / "tea"
        folder.mkdir()
        path = folder / "source.json"
        path.write_text('{"topics":["tea"],"title":"T","source":"tea","format":"guidance/1"}')
        [layout] = lay_out(tmp_path)
        assert layout.is_changed
        assert save(layout) is True
        [again] = lay_out(tmp_path)
        assert not again.is_changed
        assert path.read_text().startswith('{\n  "format": "guidance/1",\n')

    def test_a_file_that_changed_meanwhile_is_left(self, tmp_path):
        folder = tmp_path / "leaflet"
        folder.mkdir()
        path = folder / "source.yaml"
        path.write_text(TANGLED)
        [layout] = lay_out(tmp_path)
        path.write_text(TANGLED + "# mine\n")
        with pytest.raises(WriteError):
            save(layout)
        assert path.read_text() == TANGLED + "# mine\n"


def _model(path: Path):
    if path.parent.name == "facts":
        return FactSheet
    return Source if path.name == "source.yaml" else Version


class TestSave:
    def test_without_a_change_the_bytes_stay(self):
        data = TANGLED.encode()
        assert updated(data, record_in(data, Source)) == data

    def test_with_a_change_the_comments_stay(self):
        data = TANGLED.encode()
        record = record_in(data, Source).model_copy(update={"title": "Another"})
        after = updated(data, record)
        assert record_in(after, Source) == record
        assert words(after.decode()) == words(TANGLED)


RECORDS = st.one_of(sources, versions, sheets)


@st.composite
def commented(draw) -> tuple[str, object]:
    """A record written out, with comments put in between its lines."""
    record = draw(RECORDS)
    rows = []
    in_text = 0
    for row in dump(record).splitlines():
        indent = len(row) - len(row.lstrip(" "))
        if in_text and row and indent <= in_text - 1:
            in_text = 0
        if not in_text and draw(st.integers(0, 5)) == 0:
            rows += draw(st.sampled_from([["# one"], ["# two", "", "  # three"], ["", "#four"]]))
        starts_text = row.endswith((">-", "|-", "|"))
        if not in_text and row and not starts_text and draw(st.integers(0, 7)) == 0:
            row += "   # beside"
        rows.append(row)
        if starts_text:
            in_text = indent + 1
    rows += draw(st.sampled_from([[], ["# end"]]))
    return "\n".join(rows) + "\n", record


def inner(data: bytes, model):
    """The record in a JSON file."""
    record, _, faults = RecordReader().read(data, model, is_json=True)
    assert faults == []
    return record


class TestLaws:
    """Laying out is the identity on what a record says, keeps comments, and is done once."""

    @given(commented())
    def test_content_and_comments_survive_and_a_second_time_changes_nothing(self, made):
        text, record = made
        model = type(record)
        once = formatted(text.encode(), model)
        assert canonical(record_in(once, model)) == canonical(record)
        assert words(once.decode()) == words(text)
        assert formatted(once, model) == once

    @given(RECORDS)
    def test_what_the_library_writes_is_laid_out(self, record):
        model = type(record)
        assert formatted(dump(record).encode(), model) == dump(record).encode()
        as_json = dump_json(record).encode()
        assert formatted(as_json, model, is_json=True) == as_json

    @given(RECORDS)
    def test_neither_order_of_keys_nor_json_has_an_effect(self, record):
        """Law 5."""

        def turned(value):
            if isinstance(value, dict):
                return {key: turned(value[key]) for key in reversed(value)}
            return [turned(each) for each in value] if isinstance(value, list) else value

        model = type(record)
        data = json.dumps(turned(as_plain(record))).encode()
        laid_out = formatted(data, model, is_json=True)
        assert canonical(inner(laid_out, model)) == canonical(record)
        if model is Source and len(record.places) < 2:  # no order in it is the author's own
            assert laid_out == dump_json(record).encode()

    @given(commented())
    def test_saving_without_a_change_is_byte_identical(self, made):
        text, record = made
        assert updated(text.encode(), record) == text.encode()
