"""Every format meets every kind of hostile file, and says in one line what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from guidance.authoring.importing import GivenFile, Request, importer, importer_names
from guidance.authoring.importing.request import MOST_BYTES
from guidance.errors import RecordsError

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
XML = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l12;</x>',
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "parameter": "<!DOCTYPE x [<!ENTITY % p \"<!ENTITY q 'r'>\"> %p;]><x>&q;</x>",
    "deep": "<x>" * 200_000,
    "cut": "<x><y>",
    "bytes": "<x>\x00</x>",
}
JSON = {
    "deep": '{"a":' * 200_000,
    "number": '{"a": ' + "9" * 100_000 + "}",
    "twice": '{"a": 1, "a": 2}',
    "cut": '{"a": [1, 2',
    "list": "[]",
}
YAML = {
    "laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "tag": "a: !!python/object/apply:os.system [ls]\n",
    "deep": "a: " + "[" * 100_000,
    "cut": 'a: "b',
}
KINDS = {
    "clml": XML,
    "ecfr": {**XML, **{f"{name}-json": text for name, text in JSON.items() if text[0] == "{"}},
    "fedramp": JSON,
    "fr": XML,
    "govuk": JSON,
    "openfisca": YAML,
}
CASES = [(name, kind) for name, kinds in KINDS.items() for kind in kinds]


def refusals(name, path):
    with pytest.raises(RecordsError) as caught:
        importer(name).read(Request((GivenFile(path),), seen=date(2040, 1, 1)))
    return caught.value.exceptions


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_hostile_file_is_refused_in_one_line(tmp_path, name, kind):
    path = tmp_path / "file"
    path.write_text(KINDS[name][kind])
    for fault in refusals(name, path):
        assert str(fault).startswith(f"{path}:")
        assert len(str(fault).splitlines()) == 1
        assert len(str(fault)) < 500


@pytest.mark.parametrize("name", KINDS)
def test_a_huge_file_is_not_even_read(tmp_path, name):
    path = tmp_path / "file"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    (fault,) = refusals(name, path)
    assert "larger than 100 MB" in str(fault)


@pytest.mark.parametrize("name", KINDS)
def test_bytes_that_are_no_text_are_refused(tmp_path, name):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 10)
    assert refusals(name, path)


def test_every_format_is_tried():
    # Git reads no file itself; what its repository can do is tested with it.
    assert {*KINDS, "git"} == set(importer_names())
