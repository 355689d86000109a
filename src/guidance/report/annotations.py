"""Faults and findings as workflow commands of GitHub: notes beside the lines of a pull request."""

from __future__ import annotations

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def annotation(
    severity: str, code: str, place: tuple[str, int, int], field: str, message: str
) -> str:
    """Return one command. What a record says cannot end it or begin another.

    Args:
        severity: ``error``, ``warning`` or ``note``.
        code: The code of the fault or finding, shown as the title.
        place: File, line and column; a line of 0 is left out.
        field: The field, put before the message.
        message: What is wrong and how to mend it.
    """
    file, line, column = place
    properties = {"file": file, "line": line, "col": column, "title": code}
    written = ",".join(f"{key}={_value(str(value))}" for key, value in properties.items() if value)
    return f"::{_LEVELS[severity]} {written}::{_data(f'{field}: {message}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
