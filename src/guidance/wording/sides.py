"""What the two sides of a change say: the words, whom they reach, where, and from when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from guidance.changes.ids import FIELDS, ChangeId
from guidance.records.dates import ImpreciseDate
from guidance.wording.conditions import criteria_words
from guidance.wording.days import from_words
from guidance.wording.places import code_words
from guidance.wording.terms import cite_words, field_words, force_words, listed

if TYPE_CHECKING:
    from guidance.changes.model import Change, Side
    from guidance.records.model import Application, ByPlace, Provision

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_OF_WORDS = frozenset({"text", "force", "only"})
"""The fields that the words of a statement tell, with how strongly it speaks."""
_NOT_APPLIED = {"suspended": "; paused", "displaced": "; set aside"}


def said_words(side: Side | None, text: Callable[[Provision], str]) -> str:
    """What a provision says and how strongly, and whether it applied at all."""
    if side is None or side.provision is None:
        return "nothing"
    paused = _NOT_APPLIED.get(side.state, "") if side.state else ""
    return f"{text(side.provision)} ({force_words(side.provision)}{paused})"


def conditions_words(provision: Provision | None) -> str:
    """Whom a provision reaches."""
    if provision is None:
        return "nothing"
    parts = []
    if provision.population is not None:
        parts.append(provision.population.words)
    if provision.condition is not None:
        link = "only if " if provision.only else "if "
        parts.append(link + criteria_words(provision.condition))
    return ", ".join(parts) or "no conditions"


def scope_words(provision: Provision | None) -> str:
    """Where a provision applies."""
    if provision is None:
        return "not stated"
    words = listed(map(code_words, provision.jurisdictions)) or "not stated"
    without = listed(map(code_words, provision.opted_out))
    return words + (f" but not {without}" if without else "")


def periods_words(provision: Provision | None) -> str:
    """From when a provision applies and until when, in some places from another day."""
    if provision is None:
        return "nothing"
    applies = provision.applies
    words = _period(applies) or "from publication"
    if applies.then is not None:
        words += " (then the earlier text)" if applies.then == "earlier" else " (then nothing)"
    elsewhere = (
        f"in {listed(map(code_words, other.jurisdictions))} {_period(other)}"
        for other in applies.by_place
    )
    return "; ".join([words, *elsewhere])


def _period(applies: Application | ByPlace) -> str:
    parts = [_day("from", applies.from_)] if applies.from_ else []
    parts += [_day("until", applies.until)] if applies.until else []
    return " ".join(parts)


def _day(word: str, event: str) -> str:
    """An event by its name, a day as people say it."""
    if not _DAY.match(event):
        return f"{word} {event}"
    return from_words(ImpreciseDate.parse(event)).replace("from", word, 1)


def corrected_words(change: Change, text: Callable[[Provision], str]) -> str:
    """What a correction changes of a statement, each with both sides; never the same twice.

    Args:
        change: The correction.
        text: How it quotes the text of a provision; of equal texts, alike.
    """
    old, new = (side and side.provision for side in (change.before, change.after))
    said = said_words(change.before, text), said_words(change.after, text)
    worded = [_both(*said)] if said[0] != said[1] else []
    is_quoted_alike = old is not None and new is not None and text(old) == text(new)
    told = _OF_WORDS - {"text"} if is_quoted_alike else _OF_WORDS
    return "; ".join([*worded, *_beside_the_words(change, told)]) or "nothing that is shown"


def differing_words(change: Change) -> str:
    """What differs beside the words of a statement, each with both sides."""
    return "; ".join(_beside_the_words(change, _OF_WORDS)) or "the words"


def _beside_the_words(change: Change, told: frozenset[str]) -> Iterator[str]:
    """What differs but for fields that are told already; what no words show is named."""
    old, new = (side and side.provision for side in (change.before, change.after))
    untold = [name for name in change.fields if name not in told]
    for kind, what, words in (
        (ChangeId.CRITERIA, "whom it reaches", conditions_words),
        (ChangeId.APPLICATION, "the days from and until which it applies", periods_words),
        (ChangeId.SCOPE, "where it applies", scope_words),
        (ChangeId.MOVED, "where it stands in its document", _place),
    ):
        own = {name for name in change.fields if FIELDS.get(name) is kind}
        both = words(old), words(new)
        if own and both[0] != both[1]:
            untold = [name for name in untold if name not in own]
            yield f"{what}: {_both(*both)}"
    if old is not None and new is not None and old.title != new.title:
        untold = [name for name in untold if name != "title"]
        yield f"its title: {_both(old.title, new.title)}"
    if untold:
        yield f"its details ({field_words(untold)})"


def _place(provision: Provision | None) -> str:
    return cite_words(provision.cite) if provision else ""


def _both(before: str, after: str) -> str:
    return f"before, {before}; after, {after}"
