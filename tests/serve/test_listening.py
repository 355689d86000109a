"""The command as a process: where it listens, how it ends, and clients that are no friends."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from guidance.cli import main
from guidance.serve import running as listening
from serving import running

ASKED = "/as-of?on=2020-01-15"


@pytest.fixture(scope="module")
def served():
    with running() as (process, address, line):
        yield process, address, line


def get(address, path, method="GET"):
    with closing(http.client.HTTPConnection(*address, timeout=20)) as connection:
        connection.request(method, path)
        found = connection.getresponse()
        return found.status, dict(found.getheaders()), found.read()


def sent(address, octets):
    """What comes back for octets that no client would send, until the server closes."""
    with closing(socket.create_connection(address, timeout=20)) as connection:
        found = b""
        with contextlib.suppress(OSError):
            connection.sendall(octets)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                found += piece
        return found


def test_one_line_says_what_is_served_and_where(served):
    _, (host, port), line = served
    assert line == (
        f"guidance: serving 3 sources, 6 versions, 70 provisions at http://{host}:{port}/"
        " (Ctrl+C stops it)\n"
    )


def test_head_sends_no_answer(served):
    _, address, _ = served
    status, head, body = get(address, ASKED, "HEAD")
    assert (status, body) == (200, b"")
    assert int(head["content-length"]) == len(get(address, ASKED)[2])


def test_a_huge_question_is_refused(served):
    _, address, _ = served
    assert get(address, f"/as-of?on={'9' * 9000}")[0] == 414
    told = sent(
        address, b"GET /as-of?on=" + b"9" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    # Refused; or hung up on while it still sends, and then the answer may be lost on the way.
    assert told.startswith(b"HTTP/1.1 400 ") or told == b""
    assert get(address, ASKED)[0] == 200


@pytest.mark.parametrize(
    "path", ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/\\..\\etc"]
)
def test_no_path_leads_to_a_file(served, path):
    _, address, _ = served
    status, head, body = get(address, path)
    assert (status, head["content-type"]) == (404, "application/problem+json")
    assert b"root:" not in body


def test_what_is_no_http_is_refused(served):
    _, address, _ = served
    assert sent(address, b"\x00\xff\x13HELLO\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert get(address, ASKED)[0] == 200


def test_who_takes_slowly_gets_the_same_and_holds_up_nobody(served):
    _, address, _ = served
    whole = get(address, ASKED)[2]
    with closing(socket.create_connection(address, timeout=20)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        slow.sendall(
            f"GET {ASKED} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        begun = time.monotonic()
        assert get(address, ASKED)[2] == whole
        assert time.monotonic() - begun < 5
        found = b""
        while piece := slow.recv(4096):
            found += piece
    assert found.partition(b"\r\n\r\n")[2] == whole


def test_many_who_never_finish_asking_hold_up_nobody(served):
    _, address, _ = served
    held = [socket.create_connection(address, timeout=20) for _ in range(100)]
    try:
        for each in held:
            each.sendall(b"GET /as-of?on=20")
        assert get(address, ASKED)[0] == 200
    finally:
        for each in held:
            each.close()


def test_who_never_finishes_asking_is_given_up(served, monkeypatch):
    """In a server of its own whose patience is short; also for the second question."""
    import asyncio

    import uvicorn

    monkeypatch.setattr(listening, "_SECONDS_TO_ASK", 0.3)

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def asked(*pieces):
        reader, writer = await asyncio.open_connection(*address)
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.1)
        try:
            found = await asyncio.wait_for(reader.read(), 3)
        except ConnectionResetError:
            found = b""
        writer.close()
        return found

    async def run():
        nonlocal address
        at = listening.listen("127.0.0.1", 0)
        address = at.getsockname()[:2]
        config = uvicorn.Config(app, http=listening.Patient, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None
        serving = asyncio.create_task(server._serve(sockets=[at]))
        while not server.started:
            await asyncio.sleep(0.01)
        found = [
            await asked(b"GET / HT"),
            await asked(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HT"),
            await asked(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        ]
        server.should_exit = True
        await serving
        at.close()
        return found

    address = None
    first, second, whole = asyncio.run(run())
    assert first == b"", "closed unanswered, and not only when the client goes"
    assert second.count(b"HTTP/1.1") == 1
    assert whole.startswith(b"HTTP/1.1 204 ")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_to_and_says_nothing_more(how):
    with running() as (process, address, _):
        assert get(address, "/")[0] == 200
        process.send_signal(how)
        assert process.wait(timeout=20) in (0, -how)
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_said(capsys):
    with closing(listening.listen("127.0.0.1", 0)) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert f"cannot listen at 127.0.0.1 port {port}: address already in use; choose another" in told


def test_bad_records_are_said_and_nothing_is_served(tmp_path, capsys):
    assert main(["serve", "--data", str(tmp_path / "none")]) == 3
    assert "there is no such file or folder" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it():
    code = (
        "import sys; sys.modules['starlette'] = None\n"
        "from guidance.cli import main; sys.exit(main(['serve']))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.returncode == 2
    assert "pip install 'guidance-timeline[serve]'" in found.stderr
