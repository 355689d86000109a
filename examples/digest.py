"""A scheduled digest by mail: what changed or became known since a subscription began, told once.

Run it as often as you like, from cron or a task scheduler. What was told stands in a small table; a
change that is recorded months late is told then, and never twice. It writes an e-mail to a file, or
sends it where ``--smtp HOST`` is given.
"""

from __future__ import annotations

import argparse
import smtplib
import sqlite3
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import guidance


def news(
    corpus: guidance.Corpus, table: sqlite3.Connection, topic: str, days: tuple[date, date]
) -> list[str]:
    """The sentences that were not told yet; they are noted as told."""
    since, today = days
    report = corpus.changes(since, today, topic=topic, known_on=today)
    changes = [change for step in report.steps for change in step.changes]
    changes += corpus.learnt(since, today, topic=topic)
    found = []
    for change in changes:
        row = (topic, change.key)
        if table.execute("INSERT OR IGNORE INTO told VALUES (?, ?)", row).rowcount:
            found.append(guidance.sentence(change))
    return found


def mail(topic: str, sentences: list[str], today: date) -> EmailMessage:
    """The digest as an e-mail."""
    message = EmailMessage()
    message["Subject"] = f"{topic}: {len(sentences)} changes by {today}"
    message["From"], message["To"] = "guidance@example.org", "team@example.org"
    lines = [f"* {sentence}" for sentence in sentences]
    message.set_content("\n\n".join([*lines, "It records guidance; it is not medical advice."]))
    return message


def main(words: list[str] | None = None) -> int:
    """Write or send the digest; nothing where there is no news."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("topic")
    options.add_argument("--data", action="append", default=[])
    options.add_argument("--since", type=date.fromisoformat, required=True)
    options.add_argument("--today", type=date.fromisoformat, default=None)
    options.add_argument("--state", type=Path, default=Path("told.db"))
    options.add_argument("--out", type=Path, default=Path("digest.eml"))
    options.add_argument("--smtp")
    asked = options.parse_args(words)
    today = asked.today or date.today()  # noqa: DTZ011  (the day of whoever runs it)
    corpus = guidance.load(*asked.data)
    table = sqlite3.connect(asked.state)
    try:
        # One transaction with the writing: what could not be sent is not noted as told.
        with table:
            table.execute("CREATE TABLE IF NOT EXISTS told (topic, key, PRIMARY KEY (topic, key))")
            sentences = news(corpus, table, asked.topic, (asked.since, today))
            if sentences:
                message = mail(asked.topic, sentences, today)
                if asked.smtp:
                    with smtplib.SMTP(asked.smtp) as server:
                        server.send_message(message)
                else:
                    asked.out.write_bytes(bytes(message))
    finally:
        table.close()
    print(f"{len(sentences)} changes told")
    return 0


if __name__ == "__main__":
    sys.exit(main())
