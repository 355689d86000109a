"""Servers for tests: within the process, and as the command in a process of its own."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from datetime import date

from starlette.testclient import TestClient

from guidance.serve.app import Server, Settings, application
from guidance.serve.editions import Shelf
from guidance.serve.guard import LOOPBACK

TODAY = date(2020, 1, 20)


def server_of(*folders, look_every=0.0, hosts=LOOPBACK):
    """A server of data folders that lives on one day."""
    notices = []
    settings = Settings("1.2.3", lambda: TODAY, notices.append, hosts, look_every)
    found = Server(Shelf(folders, "1.2.3"), settings)
    found.notices = notices
    return found


def client_of(server):
    """What asks a server within this process."""
    return TestClient(
        application(server), base_url="http://127.0.0.1", raise_server_exceptions=False
    )


@contextlib.contextmanager
def running(*args):
    """Run ``guidance serve`` in a process of its own; yield it with its address."""
    code = "import sys; from guidance.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "serve", "--port", "0", *args]
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=env)
    try:
        line = process.stderr.readline()
        found = re.search(r"http://(127\.0\.0\.1):(\d+)/", line)
        assert found, line + process.stderr.read()
        yield process, (found.group(1), int(found.group(2))), line
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
