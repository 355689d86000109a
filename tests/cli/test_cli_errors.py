"""Bad command lines: exit 2, one line that helps, never a traceback."""

from __future__ import annotations

import pytest

from guidance import load
from guidance.cli import main

A, B = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"

# The command line, and what its one line must say.
BAD = [
    ("", "for example: guidance as-of 2020-01-15"),
    ("as-off 2020-01-15", "did you mean as-of?"),
    ("asof 2020-01-15", "did you mean as-of?"),
    ("chnages 2019-12-31 2020-02-01", "did you mean changes?"),
    ("histroy x", "did you mean history?"),
    ("frobnicate", "see guidance --help"),
    ("--verison", "did you mean '--version'?"),
    ("--dta x list", "'--data'"),
    ("--data", "requires an argument"),
    ("as-of", "missing argument 'DATE'"),
    ("as-of 2020", "'2020' is not a day; write it as 2020-01-16"),
    ("as-of 2020-01", "is not a day"),
    ("as-of 20200115", "write it as 2020-01-16"),
    ("as-of 2020-1-15", "write it as 2020-01-16"),
    ("as-of 15-01-2020", "write it as 2020-01-16"),
    ("as-of 15/01/2020", "or write today"),
    ("as-of 2020-W01-1", "is not a day"),
    ("as-of 2020-02-30", "is not in the calendar"),
    ("as-of 2020-13-01", "is not in the calendar"),
    ("as-of 0000-01-01", "is not in the calendar"),
    ("as-of yesterday", "or write today"),
    ("as-of Today", "or write today"),
    ("as-of ２０２０-01-15", "is not a day"),
    ("as-of 2020-01-15 alemtuzumb", "did you mean alemtuzumab?"),
    ("as-of 2020-01-15 zzz", "see guidance list topics"),
    ("as-of 2020-01-15 alemtuzumab extra", "unexpected extra argument (extra)"),
    ("as-of 2020-01-15 --known-on 2019", "'2019' is not a day"),
    ("as-of 2020-01-15 --known-on", "requires an argument"),
    ("as-of 2020-01-15 --source ms-society", f"did you mean {A}?"),
    ("as-of 2020-01-15 --only ms-society-alemtuzumab-x", f"did you mean {A}?"),
    ("as-of 2020-01-15 --only zzz", "see guidance list sources"),
    ("as-of 2020-01-15 --kind eligiblity", "did you mean eligibility?"),
    ("as-of 2020-01-15 --standing lawful", "'law'"),
    ("as-of 2020-01-15 --jurisdiction UK", "did you mean GB (the United Kingdom)?"),
    ("as-of 2020-01-15 --jurisdiction gb", "did you mean GB (the United Kingdom)?"),
    ("as-of 2020-01-15 --jurisdiction UK-SCT", "did you mean GB-SCT (Scotland)?"),
    ("as-of 2020-01-15 --jurisdiction Britain", "GB-GBN (Great Britain)"),
    ("as-of 2020-01-15 --format yaml", "choose from html, docx, pdf, markdown"),
    ("as-of 2020-01-15 --formt json", "did you mean '--format'?"),
    ("as-of 2020-01-15 --exit-codes", "'--exit-code'"),
    ("as-of 2020-01-15 --exit-code=1", "does not take a value"),
    ("as-of 2020-01-15 -x", "no such option '-x'"),
    ("as-of 2020-01-15 -o", "requires an argument"),
    ("as-of 2020-01-15 -o /", "it is a folder"),
    ("as-of 2020-01-15 -o /nowhere/answer.txt", "there is no folder '/nowhere'; make it first"),
    ("as-of 2020-01-15 -o answer.doc", "names no format; end it in .docx, .pdf"),
    ("as-of 2020-01-15 --data=", "--data is empty"),
    ("changes 2019-12-31", "missing argument 'UNTIL'"),
    ("changes 2020-02-01 2019-12-31", "swap the two dates"),
    ("changes 2019-12-31 2020-02-31", "is not in the calendar"),
    ("changes 2019-12-31 2020-02-01 alemtuzumabs", "did you mean alemtuzumab?"),
    ("compare", "missing argument 'A'"),
    (f"compare {A}@2016-09-06", "missing argument 'B'"),
    (f"compare {A}@2016 {B}@2019", f"did you mean {A}@2016-09-06"),
    (f"compare {A}@2016-09-06 {B}@2020", f"did you mean {B}@2019"),
    ("compare a b", "see guidance list versions"),
    (f"compare {B}@2019 {B}@2019 --known-on 2020-01-01", "does not go with compare"),
    ("history", "missing argument 'REF'"),
    (f"history {A}#frist-line", f"did you mean {A}#first-line"),
    ("history first-line", f"{B}#first-line or {A}#first-line"),
    (f"history {A}", "did you mean"),
    ("explain 2020-01-15", "missing argument 'REF'"),
    ("explain 2020-01-15 nothing-like-it", "see guidance list provisions"),
    (f"explain {A}#first-line 2020-01-15", "is not a day"),
    ("timeline zzz", "see guidance list topics"),
    ("timeline alemtuzumab --kind x", "no such option '--kind'"),
    ("list everything", "'sources'"),
    ("list --topic zzz", "see guidance list topics"),
    ("list --source zzz", "see guidance list sources"),
    ("list --kind zzz", "no kind named 'zzz'"),
    ("check --format markdown", "'json'"),
    ("schema asof", "did you mean as-of?"),
    ("schema zzz", "did you mean"),
    ("completion powershell", "'fish'"),
    ("completion", "missing argument"),
]


@pytest.fixture(scope="module")
def shipped():
    return load().only(A, B)


@pytest.mark.parametrize(("line", "help_"), BAD, ids=[line or "(nothing)" for line, _ in BAD])
def test_one_line_that_helps(line, help_, shipped, monkeypatch, capsys):
    from guidance.cli import loading

    real = loading.read
    monkeypatch.setattr(loading, "read", lambda data: real(data) if data else shipped)
    code = main(line.split())
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.startswith("guidance: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert help_ in err
    assert "Traceback" not in err


def test_the_table_is_long_enough():
    assert len({line for line, _ in BAD}) >= 45


@pytest.mark.parametrize("line", ["as-of 2020-01-15 --data /nowhere", "check /nowhere"])
def test_a_folder_that_is_not_there_is_bad_data(line, capsys):
    assert main(line.split()) == 3
    out, err = capsys.readouterr()
    assert "no such file or folder" in out + err
