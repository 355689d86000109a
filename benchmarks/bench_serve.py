"""As-of over HTTP: requests a second and the slowest of a hundred, beside a bare Starlette route.

Two servers on this machine, each a process of its own, asked in turns by eight connections that are
kept open. The bare route returns as many octets as an answer has, made beforehand. Asked are days
that were never asked (each answer is worked out and written), the same day again and again (it is
kept), and the same with its tag (nothing is sent but "you have it").
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from time import perf_counter

CONNECTIONS, SECONDS, ROUNDS = 8, 2.0, 3

GUIDANCE = "import sys; from guidance.cli import main; sys.exit(main(['serve', '--port', '0']))"
BARE = """
import socket, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
body = b'x' * {size}
async def answer(request):
    return Response(body, media_type='application/json')
at = socket.socket(); at.bind(('127.0.0.1', 0)); at.listen(64)
print('http://127.0.0.1:%d/' % at.getsockname()[1], file=__import__('sys').stderr, flush=True)
config = uvicorn.Config(Starlette(routes=[Route('/as-of', answer)]), http='h11', log_level='error',
    access_log=False)
uvicorn.Server(config).run(sockets=[at])
"""


def started(code: str) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())
    assert found
    return process, int(found.group(1))


def new_days() -> Iterator[str]:
    """Addresses of days that were never asked, all after the first record."""
    return (f"/as-of?on={date(2016, 10, 1) + timedelta(days=number)}" for number in count())


async def ask(port: int, address: str, tag: str = "") -> tuple[int, bytes, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found = await one(reader, writer, address, tag)
    writer.close()
    return found


async def one(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str, tag: str
) -> tuple[int, bytes, str]:
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    size = re.search(r"content-length: (\d+)", head)
    body = await reader.readexactly(int(size.group(1))) if size else b""
    found = re.search(r'etag: ("[^"]+")', head)
    return int(head.split()[1]), body, found.group(1) if found else ""


async def measured(port: int, addresses: Iterator[str], tag: str = "") -> tuple[float, list[float]]:
    """Requests a second, and the seconds that each took."""
    taken: list[float] = []
    end = perf_counter() + SECONDS

    async def asking() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while perf_counter() < end:
            begun = perf_counter()
            status, _, _ = await one(reader, writer, next(addresses), tag)
            assert status == (304 if tag else 200), status
            taken.append(perf_counter() - begun)
        writer.close()

    begun = perf_counter()
    await asyncio.gather(*(asking() for _ in range(CONNECTIONS)))
    return len(taken) / (perf_counter() - begun), sorted(taken)


async def race(guidance: int, bare: int) -> None:
    day = "/as-of?on=2020-01-15"
    tag = (await ask(guidance, day))[2]
    days = new_days()
    runs = {
        "bare Starlette route, as many octets": (bare, lambda: iter(lambda: "/as-of", ""), ""),
        "guidance, a day never asked": (guidance, lambda: days, ""),
        "guidance, the same day again": (guidance, lambda: iter(lambda: day, ""), ""),
        "guidance, the same day with its tag": (guidance, lambda: iter(lambda: day, ""), tag),
    }
    best: dict[str, tuple[float, list[float]]] = {}
    for _ in range(ROUNDS):
        for name, (port, addresses, known) in runs.items():
            found = await measured(port, addresses(), known)
            best[name] = max(best.get(name, found), found, key=lambda each: each[0])
    floor, slowest = best["bare Starlette route, as many octets"]
    print(f"{'':<38}{'a second':>9}{'ratio':>7}{'median':>10}{'p99':>10}{'ratio':>7}")
    for name, (rate, taken) in best.items():
        middle, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
        ratio = p99 / slowest[int(len(slowest) * 0.99)]
        print(
            f"{name:<38}{rate:>9,.0f}{rate / floor:>7.2f}{middle * 1000:>7.1f} ms"
            f"{p99 * 1000:>7.1f} ms{ratio:>7.2f}"
        )


def main() -> None:
    served, guidance = started(GUIDANCE)
    size = len(asyncio.run(ask(guidance, "/as-of?on=2020-01-15"))[1])
    print(f"an answer has {size:,} octets; {CONNECTIONS} connections, best of {ROUNDS} runs")
    plain, bare = started(BARE.format(size=size))
    try:
        asyncio.run(race(guidance, bare))
    finally:
        for process in (served, plain):
            process.terminate()
            process.communicate(timeout=30)


if __name__ == "__main__":
    main()
