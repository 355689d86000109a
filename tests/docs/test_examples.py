"""The examples run as they are, and do what they say."""

import email
import importlib.util
import json
import shutil
import subprocess
import sys
from email import policy
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest

from small_records import write_records

EXAMPLES = Path(__file__).parents[2] / "examples"


def module(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_every_example_is_told():
    told = (EXAMPLES / "README.md").read_text()
    names = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".ipynb")}
    assert names == {"web_app.py", "walkthrough.ipynb", "digest.py", "pull_request_gate.py"}
    assert all(f"`{name}`" in told for name in names)


@pytest.fixture(scope="module")
def browse():
    app = module("web_app").app

    def browse(query):
        environ, heard = {"QUERY_STRING": query}, []
        setup_testing_defaults(environ)
        body = b"".join(app(environ, lambda status, head: heard.append((status, dict(head)))))
        return heard[0][0], body.decode()

    return browse


def test_the_web_app_tells_what_applied(browse):
    status, page = browse("on=2020-02-01")
    assert status == "200 OK"
    assert "On 1 February 2020: " in page
    assert "<h2>Applied for certain (" in page
    assert "The evidence is <em>stale</em>" in page


def test_the_web_app_tells_what_is_open(browse):
    _, page = browse("on=2020-01-15&known_on=2020-01-15")
    assert "<h2>Depends on: " in page


def test_the_web_app_tells_a_mistake_with_its_mend_and_escapes_it(browse):
    status, page = browse("on=%3Cscript%3E")
    assert status == "400 Bad Request"
    assert "write it as 2020-01-16" in page
    assert "<script>" not in page


def test_the_notebook_runs():
    book = json.loads((EXAMPLES / "walkthrough.ipynb").read_text())
    assert (book["nbformat"], len({cell["id"] for cell in book["cells"]})) == (
        4,
        len(book["cells"]),
    )
    names = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec("".join(cell["source"]), names)
    assert names["then"].undetermined
    assert names["report"].net


def digest(folder, today):
    words = ["alemtuzumab", "--since", "2019-01-01", "--today", today]
    files = ["--state", str(folder / "told.db"), "--out", str(folder / f"{today}.eml")]
    assert module("digest").main([*words, *files]) == 0
    path = folder / f"{today}.eml"
    if not path.exists():
        return None
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_the_digest_tells_each_change_once(tmp_path, capsys):
    first = digest(tmp_path, "2019-12-31")
    second = digest(tmp_path, "2020-03-01")
    again = digest(tmp_path, "2020-03-02")
    told = [
        {line for line in each.get_content().splitlines() if line.startswith("* ")}
        for each in (first, second)
    ]
    assert all(told)
    assert not told[0] & told[1]
    assert again is None
    assert capsys.readouterr().out.endswith("0 changes told\n")


def test_what_could_not_be_written_is_told_the_next_time(tmp_path):
    words = ["alemtuzumab", "--since", "2019-01-01", "--today", "2019-12-31"]
    state = ["--state", str(tmp_path / "told.db")]
    with pytest.raises(FileNotFoundError):
        module("digest").main([*words, *state, "--out", str(tmp_path / "none" / "x.eml")])
    assert module("digest").main([*words, *state, "--out", str(tmp_path / "x.eml")]) == 0
    assert (tmp_path / "x.eml").exists()


def gate(*folders):
    words = [sys.executable, str(EXAMPLES / "pull_request_gate.py"), *map(str, folders)]
    return subprocess.run(words, capture_output=True, text=True)


def test_the_gate_says_which_answers_become_others(tmp_path):
    old = write_records(tmp_path / "old")
    new = tmp_path / "new"
    shutil.copytree(old, new)
    same = gate(old, new)
    assert (same.returncode, same.stdout.splitlines()[0]) == (
        0,
        "### 0 answers would become others",
    )
    path = new / "doctor" / "2020.yaml"
    path.write_text(path.read_text().replace("date: 2020-05?", "date: 2020-07-01"))
    other = gate(old, new)
    assert other.returncode == 1, other.stderr
    assert "| `doctor#" in other.stdout
    path.write_text("nothing: here\n")
    bad = gate(old, new)
    assert (bad.returncode, bad.stdout) == (3, "")
    assert "2020.yaml" in bad.stderr
