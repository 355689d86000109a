"""A document is written as the standard library writes it, what is hidden escaped."""

import json

from hypothesis import given
from hypothesis import strategies as st

from guidance.documents.writing import dumps

TEXTS = st.text() | st.text('\x00\x1f\x7f"\\\b\f\n\r\t/é\u2028\u202e\ud800💩', max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_documents_are_written_as_the_standard_library_does(document):
    written = dumps(document)
    assert json.loads(written) == document
    plain = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if plain.isprintable() or plain.replace("\n", "").isprintable():
        assert written == plain


def test_what_is_hidden_is_escaped():
    assert dumps({"a": "x\u202ey\x7f\ud800"}) == '{\n  "a": "x\\u202ey\\u007f\\ud800"\n}\n'
