"""The questions in SQL, written once for all engines.

An engine puts its own words for the days in the places of ``{on}``, ``{since}``, ``{until}`` and
``{known}``: a parameter of a function, or of a statement. Open ends are ``NULL``.
"""

from __future__ import annotations

from guidance.exports.databases.tables import STATE_COLUMNS

_COLUMNS = ", ".join(STATE_COLUMNS)

_VALID = (
    "(valid_from IS NULL OR valid_from <= {on}) AND (valid_until IS NULL OR valid_until > {on})"
)
_KNOWN = (
    "(known_from IS NULL OR known_from <= {known})"
    " AND (known_until IS NULL OR known_until > {known})"
)

AS_OF = f"SELECT {_COLUMNS} FROM {{schema}}state WHERE {_VALID}"
"""The state of everything on a day, by all records."""

KNOWN_ON = f"SELECT {_COLUMNS} FROM {{schema}}state_known WHERE {_VALID} AND {_KNOWN}"
"""The state of everything on a day, as known on a day."""

CHANGED_COLUMNS = (
    *("ref", "part", "state_before", "state_after", "version_before", "version_after"),
    *("text_before", "text_after"),
)

CHANGES = (
    "SELECT a.ref, a.part, a.state AS state_before, b.state AS state_after,"
    " a.version AS version_before, b.version AS version_after,"
    " a.text AS text_before, b.text AS text_after"
    f" FROM ({AS_OF.replace('{on}', '{since}')}) AS a"
    f" JOIN ({AS_OF.replace('{on}', '{until}')}) AS b ON a.ref = b.ref AND a.part = b.part"
    " WHERE a.meaning <> b.meaning"
)
"""What differs in the end between two days, by all records."""

QUESTIONS = {
    "as_of": (("on",), AS_OF),
    "known_on": (("on", "known"), KNOWN_ON),
    "changes": (("since", "until"), CHANGES),
}
"""Each question with its parameters."""


def asked(name: str, schema: str = "", **words: str) -> str:
    """A question with an engine's own words for its parameters."""
    return QUESTIONS[name][1].format(schema=schema, **words)
