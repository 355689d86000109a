"""The command: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from guidance import load
from guidance.cli import app, main, serving
from guidance.cli.app import _COMMANDS
from guidance.exports.explorer import briefs, collecting

A, B = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"
DATA = Path(__file__).parents[2] / "data" / "versions"
AT_HAND = Path(__file__).parent / "at_hand"
TO_IMPORT = Path(__file__).parents[1] / "authoring" / "importers" / "documents"
COMMANDS = {name: app.get_command(click.Context(app), name) for name in _COMMANDS}
QUESTIONS = ("as-of", "changes", "compare", "history", "timeline", "explain")


@pytest.fixture(scope="module")
def shipped():
    return load()


@pytest.fixture
def read_once(shipped, monkeypatch):
    """Reading the records anew for each command is only slow."""
    from guidance.cli.loading import read

    monkeypatch.setattr(
        "guidance.cli.loading.read", lambda paths: read(paths) if paths == ("records",) else shipped
    )


def run(*args, **env):
    """Run the real command in its own process."""
    code = "import sys; from guidance.cli import main; sys.exit(main())"
    plain = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**plain, **env},
        check=False,
    )


# -- help ------------------------------------------------------------------------------------------


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from guidance.cli import main; main(['--help'])\n"
        "print(sorted({'pydantic', 'rich', 'yaml', 'deepdiff', 'rapidfuzz'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"
    assert "medical advice" in found.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_says_what_one_needs(name):
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert "Exit codes:" in result.output
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option) and not parameter.is_eager:
            assert parameter.help or parameter.name == "format", parameter.name


def examples():
    for name in (None, *COMMANDS):
        epilog = (COMMANDS[name] if name else app).epilog
        for line in re.findall(r"^  guidance (.*)$", epilog, re.MULTILINE):
            # One asks for a database server, which tests/index/ has.
            if "postgresql://" not in line:
                yield line


@pytest.mark.parametrize("line", list(examples()))
def test_examples_of_the_help_run(line, read_once, capsys, monkeypatch, tmp_path):
    """In a folder with the records, records of one's own to lay out, and a document."""
    shutil.copytree(DATA, tmp_path / "data" / "versions")
    if line.startswith(("fmt records", "check records", "checked")):
        shutil.copytree(DATA, tmp_path / "records")
    if "my-records" in line:
        shutil.copytree(DATA, tmp_path / "my-records")
    (tmp_path / "page.txt").write_text("A page.")
    shutil.copytree(TO_IMPORT, tmp_path, dirs_exist_ok=True)
    if line.startswith(("draft", "verify")):
        shutil.copytree(AT_HAND, tmp_path, dirs_exist_ok=True)
        shutil.copy(AT_HAND / "old.html", tmp_path / "page.html")
    monkeypatch.chdir(tmp_path)
    if line.startswith("new version"):
        start = 'new source tea-leaflet --title "A leaflet on tea" --topic tea --data records'
        assert main(shlex.split(start)) == 0
    # All states and briefs as known on each day take ten seconds; tests/exports/ holds them for two
    # of the documents. All documents are here, as known on a few days.
    monkeypatch.setattr(collecting, "MOST_KNOWN", 250)
    monkeypatch.setattr(briefs, "MOST_OF_DAYS", 100)
    monkeypatch.setattr(briefs, "MOST_OF_PAIRS", 100)
    # What listens until it is stopped is left when it would begin to; tests/serve/ lets it.
    monkeypatch.setattr(serving, "_run", lambda server, *_: click.echo(str(server)))
    assert main(shlex.split(line)) == 0
    written = re.search(r"(?:-o|--output|--to \w+) (\S+)", line)
    told = capsys.readouterr().out
    is_quiet = line.startswith("fmt") or "--format github" in line  # where all is well
    assert told or is_quiet or (written and Path(written.group(1)).stat().st_size)


def test_every_command_is_in_the_help():
    result = CliRunner().invoke(app, ["--help"])
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", result.output, re.MULTILINE)


# -- what is read ----------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """The user's own records: one source."""
    folder = tmp_path / "own" / "house-rules"
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(
        "format: guidance/1\nsource: house-rules\ntitle: House rules\ntopics: [house]\n"
    )
    (folder / "1.yaml").write_text(
        "format: guidance/1\nsource: house-rules\nversion: '1'\nextent: whole\n"
        "published: '2021-05-01'\nstanding: advice\ndocument: {title: House rules}\n"
        "provisions:\n  shoes:\n    title: Shoes off\n    kind: duty\n    force: should\n"
        "    text: Shoes come off at the door.\n    cite: {section: Hall}\n"
    )
    return tmp_path / "own"


def sources(capsys):
    return {row["source"] for row in json.loads(capsys.readouterr().out)["sources"]}


def test_own_records_take_the_place_of_the_shipped_ones(own, capsys):
    assert main(["list", "--data", str(own), "--format", "json"]) == 0
    assert sources(capsys) == {"house-rules"}
    assert main(["--data", str(own), "list", "--format", "json"]) == 0
    assert sources(capsys) == {"house-rules"}


def test_the_shipped_ones_can_be_added(own, capsys):
    assert main(["--data", "shipped", "list", "--data", str(own), "--format", "json"]) == 0
    assert {A, B, "house-rules"} <= sources(capsys)


def test_faults_are_told_one_a_line(own, capsys):
    (own / "house-rules" / "1.yaml").write_text("format: guidance/1\nsource: house-rules\nx: 1\n")
    assert main(["as-of", "2021-06-01", "--data", str(own)]) == 3
    out, err = capsys.readouterr()
    assert not out
    assert len(err.splitlines()) > 1
    for line in err.splitlines():
        assert re.match(r"guidance: .*1\.yaml:\d+:\d+: \S+: .+; .+", line)


def test_check_tells_what_is_sound_and_what_is_not(own, capsys):
    assert main(["check", str(own)]) == 0
    assert capsys.readouterr().out == "ok: 1 source, 1 version, 1 provision\n"
    assert main(["check", str(own / "house-rules" / "1.yaml")]) == 0
    assert capsys.readouterr().out == "ok: 0 sources, 1 version, 1 provision\n"
    (own / "house-rules" / "1.yaml").write_text("format: guidance/1\nsource: house-rules\nx: 1\n")
    assert main(["check", str(own)]) == 3
    out, err = capsys.readouterr()
    assert all(re.match(r".*1\.yaml:\d+:\d+: ", line) for line in out.splitlines())
    assert err == f"guidance: {len(out.splitlines())} faults in 1 file\n"


def test_only_answers_as_if_no_other_source_were_recorded(read_once, capsys):
    assert main(["as-of", "2020-02-01", "--only", A, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert not found["ended"]
    assert {entry["source"] for entry in found["in_force"]} == {A}
    assert main(["as-of", "2020-02-01", "--source", A, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {entry["ref"] for entry in found["ended"]} >= {f"{A}#first-line"}


@pytest.mark.parametrize(
    ("option", "check"),
    [
        (["--kind", "contraindication"], lambda p: p["kind"] == "contraindication"),
        (["--standing", "information"], lambda p: p["standing"] == "information"),
        (["--jurisdiction", "DE"], lambda p: p["jurisdictions"] == "not stated"),
    ],
)
def test_narrowing(option, check, read_once, capsys):
    assert main(["as-of", "2024-01-01", *option, "--only", A, "--only", B, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["in_force"]
    assert found
    assert all(check(provision) for provision in found)


def test_today_is_the_day_of_the_clock(read_once, capsys):
    before = date.today()  # noqa: DTZ011
    assert main(["as-of", "today", "--format", "json"]) == 0
    asked = date.fromisoformat(json.loads(capsys.readouterr().out)["on"])
    assert before <= asked <= date.today()  # noqa: DTZ011


# -- exit codes ------------------------------------------------------------------------------------

TWO = ["--only", A, "--only", B]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["as-of", "2020-01-15", *TWO], 0),
        (["as-of", "2020-01-15", "--exit-code", *TWO], 1),
        (["as-of", "2020-01-15", "--require-certain", *TWO], 4),
        (["as-of", "2020-01-15", "--require-certain", "--exit-code", *TWO], 4),
        (["as-of", "2016-09-05", "--require-certain", *TWO], 4),
        (["as-of", "2016-09-06", "--require-certain", "--exit-code", *TWO], 0),
        (["as-of", "2020-02-01", "--require-certain", *TWO], 0),
        (["as-of", "2020-02-01", "--exit-code", *TWO], 1),
        (["changes", "2019-12-31", "2020-02-01", "--exit-code", *TWO], 1),
        (["changes", "2019-12-31", "2020-02-01", "--require-certain", *TWO], 0),
        (["changes", "2019-12-31", "2020-01-10", "--require-certain", *TWO], 4),
        (["changes", "2017-01-01", "2017-02-01", "--exit-code", *TWO], 0),
        (["changes", "2010-01-01", "2010-02-01", "--require-certain", *TWO], 4),
        (["compare", f"{A}@2016-09-06", f"{B}@2019", "--exit-code"], 1),
        (["compare", f"{B}@2019", f"{B}@2019", "--exit-code"], 0),
        (["explain", "2020-01-15", f"{A}#first-line", "--require-certain", *TWO], 4),
        (["explain", "2019-01-15", f"{A}#first-line", "--require-certain", *TWO], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(args, code, read_once, capsys):
    assert main(args) == code
    out, err = capsys.readouterr()
    assert out
    assert not err


def test_our_own_fault_is_one_line(monkeypatch, capsys):
    def broken(data):
        raise RuntimeError("a\nb")

    monkeypatch.setattr("guidance.cli.loading.read", broken)
    monkeypatch.delenv("GUIDANCE_DEBUG", raising=False)
    assert main(["list"]) == 70
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "please report it" in err
    monkeypatch.setenv("GUIDANCE_DEBUG", "1")
    assert main(["list"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_interruption(monkeypatch, capsys):
    def interrupted(data):
        raise KeyboardInterrupt

    monkeypatch.setattr("guidance.cli.loading.read", interrupted)
    assert main(["list"]) == 130
    assert "Traceback" not in capsys.readouterr().err


# -- where it goes ---------------------------------------------------------------------------------


def test_a_file_is_written_whole(tmp_path, read_once, capsys):
    target = tmp_path / "answer.md"
    assert main(["as-of", "2020-01-15", "--format", "markdown", "-o", str(target)]) == 0
    first = target.read_bytes()
    assert first.startswith(b"# On 15 January 2020")
    assert capsys.readouterr().out == ""
    target.chmod(0o640)
    assert main(["as-of", "2020-01-15", "--format", "markdown", "-o", str(target)]) == 0
    assert target.read_bytes() == first
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["answer.md"]


def test_a_failed_write_leaves_the_old_file(tmp_path, read_once, monkeypatch, capsys):
    target = tmp_path / "answer.txt"
    target.write_text("old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["as-of", "2020-01-15", "-o", str(target)]) == 2
    assert "no space left" in capsys.readouterr().err
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.txt"]


def test_a_file_and_a_pipe_get_the_same_bytes(tmp_path, read_once, capsys):
    target = tmp_path / "answer.txt"
    assert main(["timeline", "-o", str(target)]) == 0
    assert main(["timeline"]) == 0
    assert capsys.readouterr().out.encode() == target.read_bytes()


def test_width_follows_the_terminal_within_bounds(read_once, capsys, monkeypatch):
    widths = {}
    for columns in ("20", "60", "500"):
        monkeypatch.setenv("COLUMNS", columns)
        main(["as-of", "2020-01-15"])
        widths[columns] = max(map(len, capsys.readouterr().out.splitlines()))
    assert widths["20"] <= 40
    assert 50 < widths["60"] <= 60
    assert 90 < widths["500"] <= 100


@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_only_in_a_terminal(env, coloured, read_once, monkeypatch, capsys):
    for key in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(key, raising=False)
    for key, value in env.items():
        monkeypatch.setenv(key, value)
    main(["explain", "2020-01-15", f"{A}#first-line"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    main(["explain", "2020-01-15", f"{A}#first-line"])
    assert ("\x1b" in capsys.readouterr().out) is coloured


# -- the real process ------------------------------------------------------------------------------


def test_a_real_run_is_the_same_each_time():
    args = ("as-of", "2020-01-15", "alemtuzumab", *TWO)
    first = run(*args, PYTHONHASHSEED="1")
    second = run(*args, PYTHONHASHSEED="2", LANG="C", LC_ALL="C", PYTHONUTF8="0")
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout.startswith("On 15 January 2020 it cannot be settled what applied on")
    assert not first.stderr


def test_nobody_reads_to_the_end():
    code = "import sys; from guidance.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "timeline", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 141)


def test_the_other_project_of_this_name_is_warned_of(tmp_path):
    other = tmp_path / "guidance-0.2.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: guidance\nVersion: 0.2.0\n")
    (other / "top_level.txt").write_text("guidance\n")
    (other / "RECORD").write_text("guidance/__init__.py,,\n")
    found = run("list", "topics", PYTHONPATH=str(tmp_path))
    assert found.returncode == 0
    assert found.stderr.startswith("guidance: warning: the project guidance is installed too")
    assert found.stderr.count("\n") == 1
    assert "warning" not in run("--help", PYTHONPATH=str(tmp_path)).stderr


# -- completion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert script.startswith("# To use it: ")
    assert "_GUIDANCE_COMPLETE" in script


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["guidance", "ti"], {"timeline"}),
        (["guidance", "as-of", "2020-01-15", "al"], {"alemtuzumab"}),
        (["guidance", "explain", "2020-01-15", f"{A}#first-l"], {f"{A}#first-line"}),
        (["guidance", "compare", f"{A}@"], {f"{A}@2016-09-06"}),
        (["guidance", "as-of", "2020-01-15", "--only", "ms"], {A}),
        (["guidance", "as-of", "2020-01-15", "--kind", "contra"], {"contraindication"}),
        (["guidance", "checked", B, "--not-yet", "sta"], {"start"}),
        (["guidance", "checked", A, "--not-yet", f"{B}@sta"], {f"{B}@start"}),
        (["guidance", "--data", "/nowhere", "timeline", ""], set()),
    ],
)
def test_completion_of_recorded_names(words, offered, monkeypatch, capsys):
    monkeypatch.setenv("_GUIDANCE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", shlex.join(words).replace("''", ""))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    with pytest.raises(SystemExit):
        main([])
    assert {line.partition(",")[2] for line in capsys.readouterr().out.split()} == offered
