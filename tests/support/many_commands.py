"""Runs many command lines in one process, where nothing but the distribution is installed.

A program of its own: it reads a line of JSON for each, ``[words, environment]``, and answers with
one, ``[exit code, stdout, stderr]``, the bytes of a stream as Latin-1. What is not installed is
there for none of them, and the libraries are loaded once for all.
"""

import contextlib
import io
import json
import os
import sys


def told(words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of one command line."""
    from guidance.cli import main

    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    os.environ.update(environment)
    try:
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            code = main(words)
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        for name in environment:
            del os.environ[name]
    out, err = (_bytes_of(stream).decode("latin-1") for stream in streams)
    return code, out, err


def _bytes_of(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def serve() -> None:
    """Answer one line after the other until no more come."""
    answers = sys.stdout
    for line in sys.stdin:
        answers.write(json.dumps(told(*json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
