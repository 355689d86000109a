"""A small web app: what applied on a day, as known on a day. The standard library serves it.

``python examples/web_app.py`` listens at http://127.0.0.1:8001/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

import guidance

CORPUS = guidance.load()
TOPIC = "alemtuzumab"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What applied</title>
<style>body{{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui}}</style>
</head><body><h1>What applied</h1>
<form><label>On <input name="on" type="date" value="{on}" required></label>
<label>as known on <input name="known_on" type="date" value="{known_on}"></label>
<button>Ask</button></form>
{body}
<p>It records guidance; it is not medical advice.</p></body></html>"""


@lru_cache(maxsize=256)
def answered(on: str, known_on: str | None) -> str:
    """The answer as HTML; kept by the question, as long as the records are these."""
    answer = CORPUS.as_of(on, topic=TOPIC, known_on=known_on)
    lists = (
        ("Applied for certain", answer.in_force),
        ("Set aside for the time being", answer.displaced),
        ("Paused", answer.suspended),
        ("Not yet", answer.upcoming),
        ("No longer", answer.ended),
        ("Nothing recorded", answer.no_evidence),
    )
    told = [f"<p><strong>{escape(guidance.headline(answer))}</strong></p>"]
    told.append(f"<p>The evidence is <em>{answer.coverage.status}</em>.</p>")
    for group in answer.undetermined:
        told.append(f"<h2>Depends on: {escape(group.event.label)}</h2>")
        told += [_item(answer, entry) for entry in group.entries]
    for title, entries in lists:
        if entries:
            told.append(f"<h2>{title} ({len(entries)})</h2>")
            told += [_item(answer, entry) for entry in entries]
    return "\n".join(told)


def _item(answer: guidance.Answer, entry: guidance.Entry) -> str:
    why = escape(guidance.explain(answer, entry.ref))
    return (
        f"<details><summary>{escape(entry.provision.title)} ({escape(entry.standing)})</summary>"
        f"<p>{why}</p></details>"
    )


def app(environ: dict[str, str], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer a request (WSGI)."""
    asked = parse_qs(environ.get("QUERY_STRING", ""))
    on = asked.get("on", ["2020-01-15"])[0]
    known_on = asked.get("known_on", [""])[0]
    status = "200 OK"
    try:
        body = answered(on, known_on or None)
    except guidance.GuidanceError as error:
        status, body = "400 Bad Request", f"<p>{escape(str(error))}</p>"
    page = PAGE.format(on=escape(on), known_on=escape(known_on), body=body)
    start_response(status, [("Content-Type", "text/html; charset=utf-8")])
    return [page.encode()]


if __name__ == "__main__":
    with make_server("127.0.0.1", 8001, app) as server:
        print("http://127.0.0.1:8001/  (Ctrl+C stops it)")
        server.serve_forever()
