"""The process in which one document is read: ``python -m guidance.upkeep.documents.apart``.

Takes a line of JSON and the bytes of the document, and gives a JSON document back.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import astuple
from typing import Any

from guidance.errors import DocumentError, MissingExtraError
from guidance.upkeep.documents.opening import OUT_OF_MEMORY, read_here


def main() -> None:
    """Read what stands on the standard input."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["memory"], order["seconds"])
    try:
        data = sys.stdin.buffer.read()
        answer = json.dumps(_answer(data, order)).encode()
    except MemoryError:
        # Nothing is tidied away: that might need memory, too.
        os._exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    # The tree of a page nested endlessly is not taken down node by node.
    os._exit(0)


def _answer(data: bytes, order: dict[str, Any]) -> dict[str, object]:
    try:
        reading = read_here(
            data,
            order["media"],
            order["changes"],
            order["headings"],
        )
    except DocumentError as error:
        return {"problem": error.problem, "mend": error.mend}
    except MissingExtraError as error:
        return {"need": error.need, "extra": error.extra}
    return {
        "media": reading.media,
        "reader": reading.reader,
        "blocks": [astuple(block) for block in reading.blocks],
        "left_out": list(reading.left_out),
    }


def _limit(memory: int, seconds: int) -> None:
    """Hold this process to its limits, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(what)
        top = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (top, hard))


if __name__ == "__main__":
    main()
