"""As-of over HTTP: how long a hundredth waits at 200 requests a second, and what each costs.

Two servers on this machine, each a process of its own: ours, and a bare Starlette route that returns
as many octets, made beforehand. They are asked in turns of two seconds, so that what else the
machine does falls on both alike. Asked are days that were never asked (each answer is worked out
and written), the same day again and again (it is kept), and the same with its tag (nothing is sent
but "you have it").

First questions come at a fixed rate, whether or not earlier ones were answered, and each is timed
from the moment at which it was due: a server that stands still for a second is seen to. Then eight
connections ask as fast as they are answered. Processor time is that of the server's process.
``python bench_serve.py steady`` asks at the fixed rate alone.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

RATE, CONNECTIONS, SECONDS, ROUNDS = 200, 8, 2.0, 5

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
FLOOR = "bare Starlette route, as many octets"
_TICKS = os.sysconf("SC_CLK_TCK")


class Asking(asyncio.Protocol):
    """One connection: a question, and the end of its answer; the answer itself is not kept."""

    transport: asyncio.Transport
    answered: asyncio.Future[tuple[int, bytes, str]]

    def __init__(self) -> None:
        self._octets = bytearray()
        self._size: int | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, address: str, tag: str = "") -> asyncio.Future[tuple[int, bytes, str]]:
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        self._octets, self._size = bytearray(), None
        self.answered = asyncio.get_running_loop().create_future()
        question = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n"
        self.transport.write(question.encode())
        return self.answered

    def data_received(self, data: bytes) -> None:
        self._octets += data
        if self._size is None:
            end = self._octets.find(b"\r\n\r\n")
            if end < 0:
                return
            size = re.search(rb"content-length: (\d+)", self._octets[:end].lower())
            self._size = end + 4 + (int(size.group(1)) if size else 0)
        if len(self._octets) >= self._size:
            head, _, body = bytes(self._octets).partition(b"\r\n\r\n")
            tag = re.search(rb'etag: ("[^"]+")', head.lower())
            status = int(head.split()[1])
            self.answered.set_result((status, body, tag.group(1).decode() if tag else ""))


@dataclass
class Run:
    """What one kind of question showed, over all rounds."""

    taken: list[float] = field(default_factory=list)
    processor: float = 0.0
    refused: int = 0
    """Questions that were not answered, because too many were waiting."""
    rates: list[float] = field(default_factory=list)

    def share(self, part: float) -> float:
        """The milliseconds within which this part of the questions was answered."""
        taken = sorted(self.taken)
        return taken[min(len(taken) - 1, int(len(taken) * part))] * 1000


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    @classmethod
    def started(cls, code: str) -> Served:
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        line = re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())
        assert line
        return cls(process, int(line.group(1)))

    def processor(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    async def connection(self) -> Asking:
        loop = asyncio.get_running_loop()
        return (await loop.create_connection(Asking, "127.0.0.1", self.port))[1]

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=30)


@dataclass
class Kind:
    """A kind of question: who is asked, and what."""

    served: Served
    addresses: Iterator[str]
    tag: str = ""

    async def asked(self, connection: Asking, run: Run) -> None:
        status, _, _ = await connection.ask(next(self.addresses), self.tag)
        assert status in (304 if self.tag else 200, 503), status
        run.refused += status == 503

    async def at_rate(self, run: Run) -> None:
        """Ask so many times a second, whether or not earlier questions were answered."""
        free = [await self.served.connection() for _ in range(CONNECTIONS)]
        begun, before = perf_counter(), self.served.processor()

        async def ask(due: float) -> None:
            connection = free.pop() if free else await self.served.connection()
            await self.asked(connection, run)
            run.taken.append(perf_counter() - due)
            free.append(connection)

        async with asyncio.TaskGroup() as asking:
            for number in range(int(RATE * SECONDS)):
                due = begun + number / RATE
                await asyncio.sleep(max(0.0, due - perf_counter()))
                asking.create_task(ask(due))
        run.processor += self.served.processor() - before
        for connection in free:
            connection.transport.close()

    async def as_fast_as_answered(self, run: Run) -> None:
        """Ask again as soon as there is an answer, on all connections."""
        end, before = perf_counter() + SECONDS, self.served.processor()

        async def asking() -> int:
            connection = await self.served.connection()
            for number in count():
                begun = perf_counter()
                if begun >= end:
                    connection.transport.close()
                    return number
                await self.asked(connection, run)
                run.taken.append(perf_counter() - begun)
            raise AssertionError

        begun = perf_counter()
        answered = sum(await asyncio.gather(*(asking() for _ in range(CONNECTIONS))))
        run.rates.append(answered / (perf_counter() - begun))
        run.processor += self.served.processor() - before


def new_days() -> Iterator[str]:
    """Addresses of days that were never asked, all after the first record."""
    return (f"/as-of?on={date(2016, 10, 1) + timedelta(days=number)}" for number in count())


async def race(ours: Served, bare: Served, tag: str) -> None:
    day = "/as-of?on=2020-01-15"
    kinds = {
        FLOOR: Kind(bare, iter(lambda: "/as-of", "")),
        "guidance, a day never asked": Kind(ours, new_days()),
        "guidance, the same day again": Kind(ours, iter(lambda: day, "")),
        "guidance, the same day with its tag": Kind(ours, iter(lambda: day, ""), tag),
    }
    steady = {name: Run() for name in kinds}
    fast = {name: Run() for name in kinds}
    for _ in range(ROUNDS):
        for name, kind in kinds.items():
            await kind.at_rate(steady[name])
    print(
        f"\nat {RATE} a second\n{'':<38}{'median':>10}{'p99':>10}{'ratio':>7}{'processor':>12}{'refused':>9}"
    )
    for name, run in steady.items():
        print(
            f"{name:<38}{run.share(0.5):>7.1f} ms{run.share(0.99):>7.1f} ms"
            f"{run.share(0.99) / steady[FLOOR].share(0.99):>7.2f}"
            f"{run.processor / len(run.taken) * 1000:>9.2f} ms{run.refused:>9}"
        )
    if "steady" in sys.argv:
        return
    for _ in range(ROUNDS):
        for name, kind in kinds.items():
            await kind.as_fast_as_answered(fast[name])
    print(f"\nas fast as answered\n{'':<38}{'a second':>9}{'ratio':>7}{'median':>10}{'p99':>10}")
    for name, run in fast.items():
        rate = max(run.rates)
        print(
            f"{name:<38}{rate:>9,.0f}{rate / max(fast[FLOOR].rates):>7.2f}"
            f"{run.share(0.5):>7.1f} ms{run.share(0.99):>7.1f} ms"
        )


async def answer_of(served: Served) -> tuple[int, str]:
    """The octets of an answer, and its tag."""
    connection = await served.connection()
    _, body, tag = await connection.ask("/as-of?on=2020-01-15")
    connection.transport.close()
    return len(body), tag


def main() -> None:
    ours = Served.started(GUIDANCE)
    size, tag = asyncio.run(answer_of(ours))
    bare = Served.started(BARE.format(size=size))
    load = os.getloadavg()[0]
    print(f"an answer has {size:,} octets; {ROUNDS} rounds of {SECONDS:g} s; load {load:.1f}")
    try:
        asyncio.run(race(ours, bare, tag))
    finally:
        ours.stop()
        bare.stop()


if __name__ == "__main__":
    main()
