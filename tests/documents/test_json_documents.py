"""Every JSON document of the command keeps to its published schema: shipped and invented records.

That the schemas are closed and complete is tested in ``test_schemas.py``.
"""

from __future__ import annotations

import io
import json
import shlex
from contextlib import chdir, redirect_stdout

import click
import jsonschema
import pytest

from guidance.cli import main
from guidance.cli.app import _COMMANDS as COMMANDS
from guidance.cli.app import app
from guidance.documents import SHAPES, schema
from small_records import write_records

PAGE, NEWS = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"

SHIPPED = (
    "as-of 2016-09-05",
    "as-of 2019-06-01 --kind eligibility",
    "as-of 2020-01-15 --known-on 2019-12-01",
    "as-of 2020-02-01",
    "changes 2016-01-01 2020-02-01 alemtuzumab",
    "changes 2017-01-01 2017-02-01 --known-on 2017-01-15",
    f"compare {PAGE}@2016-09-06 {NEWS}@2019",
    "diff records shipped --known-on 2020-06-01",
    "search first treatment --on 2020-02-01",
    f"history {NEWS}#first-line --known-on 2019-12-01",
    "timeline alemtuzumab --known-on 2019-12-01",
    f"explain 2020-01-15 {PAGE}#first-line --known-on 2019-12-01",
    "direction 2019-12-31 2020-02-01 --known-on 2019-12-01",
    "evaluate 2020-01-15 --fact prior-dmt=no --known-on 2019-12-01",
    "list",
    "discrepancies alemtuzumab",
    "status --on 2019-12-01",
    "status --on 2020-02-01",
    "verify --document letter.txt",
    f"draft {PAGE} --document letter.txt",
    "report 2019-12-31 2020-02-01 alemtuzumab --author Us --known-on 2019-12-01",
    "report 2016-01-01 2020-02-01",
    "check",
)
INVENTED = (
    "as-of 2018-12-31",
    "as-of 2020-05-10 tea",
    "as-of 2020-07-01",
    "changes 2018-01-01 2020-07-01",
    "compare doctor@2020 doctor@2020-06",
    "diff shipped records --topic tea --source doctor",
    "search milk --topic clubs --source club",
    "search milk --on 2020-04-01 --known-on 2020-03-01",
    "history club#milk",
    "timeline",
    "explain 2020-05-10 doctor#how-much",
    "direction 2019-12-31 2020-05-10",
    "evaluate 2020-05-10 tea --fact cups=3",
    "evaluate 2020-07-01 tea --fact cups=2",
    "list facts",
    "discrepancies",
    "discrepancies clubs",
    "status --on 2020-04-01",
    "status --on 2020-07-01",
    "verify --document letter.txt doctor@2020",
    "draft doctor --document letter.txt",
    "draft doctor --document letter.txt --previous older.txt",
    "draft doctor --document older.txt --previous letter.txt",
    "report 2019-12-31 2020-05-10",
    "check records",
    "check broken",
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The documents by the line that wrote them."""
    folder = tmp_path_factory.mktemp("records")
    records = write_records(folder)
    (folder / "broken" / "a").mkdir(parents=True)
    (folder / "broken" / "a" / "source.yaml").write_text("format: nonsense\n", encoding="utf-8")
    found = {}
    with chdir(folder):
        for line in (*SHIPPED, *INVENTED):
            names_its_own = line.startswith(("check", "diff"))
            own = ["--data", str(records)] if line in INVENTED and not names_its_own else []
            with redirect_stdout(io.StringIO()) as out:
                code = main([*own, *shlex.split(line), "--format", "json"])
            assert code == (3 if line == "check broken" else 0), line
            found[line] = json.loads(out.getvalue())
    return found


def validator(name):
    return jsonschema.Draft202012Validator(
        schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("line", [*SHIPPED, *INVENTED])
def test_documents_keep_to_their_schema(line, documents):
    validator(line.split()[0]).validate(documents[line])


def test_every_command_that_writes_json_is_asked():
    context = click.Context(app)
    for name in set(COMMANDS) - {"facts"}:  # facts writes a list of facts, which is asked above
        command = app.get_command(context, name)
        formats = [each.type for each in command.params if each.name == "format"]
        asked = {line.split()[0] for line in SHIPPED} & {line.split()[0] for line in INVENTED}
        assert bool(formats) == (name in asked), name
        assert not formats or name in SHAPES, name


@pytest.mark.parametrize("name", sorted({line.split()[0] for line in SHIPPED} - {"list"}))
def test_nothing_is_tested_in_its_absence_only(name, documents):
    """Each key has a value in some of the documents above."""
    of_name = [found for line, found in documents.items() if line.split()[0] == name]
    for key in schema(name)["required"]:
        assert any(found[key] for found in of_name), key
