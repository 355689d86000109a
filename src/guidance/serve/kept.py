"""What may be kept of an answer, and for how long: by clients, by caches, and by the server.

The answer of a question can change whenever records are added or mended: also what was *known on* a
day long past, for a document of that time may be recorded late. The only question that can never
change is one that names its edition, the records and the version of this library. It may be kept
for ever; everything else is asked anew, and a tag tells cheaply that nothing changed.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable

_YEAR = 31_536_000


def tag_of(edition: str, path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The strong entity tag of an answer: made of the edition and of the question alone."""
    asked = "\n".join((edition, path, *(f"{name}={text}" for name, text in pairs)))
    return f'"{hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def has_tag(tag: str, if_none_match: str) -> bool:
    """Whether a client lists the tag (RFC 9110, 13.1.2: compared weakly)."""
    return tag in (listed.strip().removeprefix("W/") for listed in if_none_match.split(","))


def cache_control(*, never_changes: bool, is_private: bool) -> str:
    """The ``Cache-Control`` of an answer."""
    whose = "private" if is_private else "public"
    return f"{whose}, max-age={_YEAR}, immutable" if never_changes else f"{whose}, no-cache"


class Kept:
    """The last answers by their tags, within a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, tag: str) -> bytes | None:
        """The answer of a tag, if it is kept."""
        with self._lock:
            answer = self._answers.get(tag)
            if answer is not None:
                self._answers.move_to_end(tag)
            return answer

    def keep(self, tag: str, answer: bytes) -> None:
        """Keep an answer, and give up those that were not asked for longest."""
        if len(answer) > self._most // 4:
            return
        with self._lock:
            self._bytes += len(answer) - len(self._answers.pop(tag, b""))
            self._answers[tag] = answer
            while self._bytes > self._most:
                self._bytes -= len(self._answers.popitem(last=False)[1])
