"""The questions in SQL, written once for all engines.

An engine puts its own words for the days in the places of ``{on}``, ``{since}``, ``{until}`` and
``{known}``: a parameter of a function, or of a statement. Open ends are ``NULL``.
"""

from __future__ import annotations

from guidance.exports.databases.tables import STATE_COLUMNS

_NUMBER = ("number", "integer")
_COLUMNS = ", ".join(name.rstrip("?") for name, _ in (*STATE_COLUMNS, _NUMBER))

_VALID = (
    "(valid_from IS NULL OR valid_from <= {on}) AND (valid_until IS NULL OR valid_until > {on})"
)
_KNOWN = (
    "(known_from IS NULL OR known_from <= {known})"
    " AND (known_until IS NULL OR known_until > {known})"
)
_IN_ORDER = " ORDER BY number, part"


def _states(table: str) -> str:
    return f"SELECT {_COLUMNS} FROM {{schema}}{table} JOIN {{schema}}provision USING (ref)"


_ON = f"{_states('state')} WHERE {_VALID}"

AS_OF = _ON + _IN_ORDER
"""The state of everything on a day, by all records, in the order of the documents."""

KNOWN_ON = f"{_states('state_known')} WHERE {_VALID} AND {_KNOWN}{_IN_ORDER}"
"""The state of everything on a day, as known on a day."""

CHANGES = (
    "SELECT a.ref, a.part, a.state AS state_before, b.state AS state_after,"
    " a.version AS version_before, b.version AS version_after,"
    " a.text AS text_before, b.text AS text_after, a.number AS number"
    f" FROM ({_ON.replace('{on}', '{since}')}) AS a"
    f" JOIN ({_ON.replace('{on}', '{until}')}) AS b ON a.ref = b.ref AND a.part = b.part"
    " WHERE a.meaning <> b.meaning ORDER BY a.number, a.part"
)
"""What differs in the end between two days, by all records."""

_CHANGED = (
    *("ref", "part", "state_before", "state_after", "version_before", "version_after"),
    *("text_before", "text_after"),
)
ANSWERED = {
    "as_of": (*STATE_COLUMNS, _NUMBER),
    "known_on": (*STATE_COLUMNS, _NUMBER),
    "changes": (*((name, "text") for name in _CHANGED), _NUMBER),
}
"""The columns of each answer; ``number`` is the place of the provision among all."""

QUESTIONS = {
    "as_of": (("on",), AS_OF),
    "known_on": (("on", "known"), KNOWN_ON),
    "changes": (("since", "until"), CHANGES),
}
"""Each question with its parameters."""


def asked(name: str, schema: str = "", **words: str) -> str:
    """A question with an engine's own words for its parameters."""
    return QUESTIONS[name][1].format(schema=schema, **words)
