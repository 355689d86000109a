"""What to do next, as far as the records say so: what to find out, to decide and to look at again.

Nothing is advised that no record asks for: a day that was expected and not confirmed, a
recommendation without a decision, a condition of which nobody knows how it came out, a source that
nobody has looked at since, a document that was told of and not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.wording.days import brief_day_words, exact_words
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.engine.coverage import SourceCoverage

_MOST = 2


def find_out_words(questions: Iterable[str], conditions: Iterable[str]) -> list[str]:
    """To find out what something hangs on, and how conditions came out; each by itself.

    Args:
        questions: What is open, as it follows "whether".
        conditions: Those of which no record says how they came out.
    """
    told = [f"find out whether {words}" for words in dict.fromkeys(questions)]
    return [*told, *(f"find out how this came out: {quoted(words)}" for words in conditions)]


def decide_words(proposed: Iterable[str]) -> str:
    """To find out what became of recommendations.

    Args:
        proposed: What is recommended, in words: "that “X” be paused, by [2]".
    """
    told = list(dict.fromkeys(proposed))
    more = [f"{len(told) - _MOST} more"] if len(told) > _MOST else []
    what = listed([*told[:_MOST], *more])
    return f"ask what became of the recommendation {what}" if told else ""


def look_words(sources: Iterable[tuple[str, SourceCoverage]]) -> str:
    """To look again at what nobody is recorded to have looked at since: at the oldest first.

    Args:
        sources: Each with its number, or with its name.
    """
    seen = ((name, words) for name, source in sources if (words := _seen(source)))
    return next((f"look again at {name}, {words}" for name, words in seen), "")


def keep_words(numbers: Iterable[str]) -> str:
    """To get the documents that were only told of, and not kept."""
    told = list(numbers)
    return f"get {'a copy' if len(told) == 1 else 'copies'} of {listed(told)}" if told else ""


def _seen(source: SourceCoverage) -> str:
    newest = source.newest_evidence
    if source.last_checked is None or newest is None:
        return ""
    if newest.earliest == source.last_checked != newest.latest:
        return f"seen {brief_day_words(newest)}"  # on which day of these is not known
    return f"seen {exact_words(source.last_checked)}"
