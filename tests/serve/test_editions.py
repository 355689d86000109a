"""Records are read again when they change; a question never waits for that, and none fails."""

import asyncio
import http.client
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from guidance import load
from guidance.errors import RecordsError
from guidance.serve.app import Server, Settings
from guidance.serve.desk import Desk
from guidance.serve.editions import Shelf
from guidance.serve.guard import LOOPBACK
from guidance.serve.kept import Kept
from guidance.serve.problems import Problem
from serving import TODAY, client_of, running, server_of
from small_records import write_records

ASKED = "/as-of?on=2020-08-01"


@pytest.fixture
def folder(tmp_path):
    return write_records(tmp_path / "records")


def titled(folder, title):
    """Give the doctor another title, as an editor saves a file."""
    path = folder / "doctor" / "source.yaml"
    text = path.read_text().replace("The doctor", title)
    beside = path.with_name(".saving.tmp")
    beside.write_text(text)
    beside.replace(path)


def looked(shelf):
    """What comes of two looks, one after the other."""
    shelf.changed_and_rests()
    return shelf.refresh() if shelf.changed_and_rests() else None


def test_what_did_not_change_is_not_read_again(folder):
    shelf = Shelf([str(folder)], "1")
    before = shelf.current
    assert looked(shelf) is None
    assert shelf.current is before


def test_what_changed_is_read_once_it_is_at_rest(folder):
    shelf = Shelf([str(folder)], "1")
    before = shelf.current
    titled(folder, "Another doctor")
    assert not shelf.changed_and_rests()
    assert shelf.changed_and_rests()
    assert "read again: 2 sources" in shelf.refresh()
    assert shelf.current.corpus.sources["doctor"].title == "Another doctor"
    assert shelf.current.name != before.name
    assert shelf.named(before.name) is before
    assert not shelf.changed_and_rests()


def test_only_the_edition_before_is_kept(folder):
    shelf = Shelf([str(folder)], "1")
    names = [shelf.current.name]
    for title in ("One", "Two"):
        folder.joinpath("doctor", "source.yaml").touch()
        titled(folder, f"The doctor {title}")
        looked(shelf)
        names.append(shelf.current.name)
    assert [shelf.named(name) is not None for name in names] == [False, True, True]


def test_another_layout_is_no_other_edition(folder):
    shelf = Shelf([str(folder)], "1")
    before = shelf.current
    path = folder / "doctor" / "source.yaml"
    path.write_text("# a word\n" + path.read_text())
    assert looked(shelf) is None
    assert shelf.current is before


def test_another_version_of_the_library_is_another_edition(folder):
    one, other = (Shelf([str(folder)], version).current for version in ("1", "2"))
    assert one.name != other.name
    assert one.fingerprint == other.fingerprint


def test_what_cannot_be_read_leaves_the_last_sound_records_and_says_so(folder):
    server = server_of(str(folder))
    client = client_of(server)
    before = client.get(ASKED)
    path = folder / "doctor" / "source.yaml"
    sound = path.read_bytes()
    path.write_text("titel: nothing\n")
    assert "cannot be read, the earlier ones stay" in looked(server.shelf)
    assert looked(server.shelf) is None, "told once"
    found = client.get(ASKED)
    assert found.content == before.content
    assert found.headers["Guidance-Notice"] == "newer records cannot be read; see /"
    assert "source.yaml" in client.get("/").json()["fault"]
    path.write_bytes(sound)
    assert looked(server.shelf) == "the records can be read again"
    assert "Guidance-Notice" not in client.get(ASKED).headers
    assert client.get("/").json()["fault"] is None


def test_a_folder_that_is_gone_leaves_the_last_sound_records(folder):
    shelf = Shelf([str(folder)], "1")
    shutil.rmtree(folder)
    assert "cannot be read" in looked(shelf)
    assert shelf.current.corpus.sources


def test_records_that_cannot_be_read_at_the_start_are_refused(tmp_path):
    with pytest.raises(RecordsError):
        Shelf([str(tmp_path)], "1")


def test_an_answer_of_a_named_edition_stays_when_the_records_change(folder):
    server = server_of(str(folder))
    client = client_of(server)
    before = client.get("/list?what=sources")
    titled(folder, "Another doctor")
    looked(server.shelf)
    now = client.get("/list?what=sources")
    assert now.text != before.text
    assert now.headers["ETag"] != before.headers["ETag"]
    assert client.get(before.headers["Content-Location"]).content == before.content


def test_no_question_fails_or_is_mixed_up_while_records_change(folder):
    """Whoever asks gets one edition or the other, whole, and the one that its head names."""
    titles = {"The doctor", *(f"Doctor {number}" for number in range(4))}
    with running("--data", str(folder)) as (process, address, _):
        done = False

        def ask():
            seen = []
            with closing(http.client.HTTPConnection(*address, timeout=20)) as connection:
                while not done:
                    connection.request("GET", "/list?what=sources")
                    found = connection.getresponse()
                    seen.append((found.status, found.read(), found.headers["Guidance-Edition"]))
            return seen

        with ThreadPoolExecutor(4) as threads:
            asking = [threads.submit(ask) for _ in range(4)]
            last = "The doctor"
            for number in range(4):
                path = folder / "doctor" / "source.yaml"
                text = path.read_text().replace(f"title: {last}", f"title: Doctor {number}")
                last = f"Doctor {number}"
                beside = path.with_name(".saving.tmp")
                beside.write_text(text)
                beside.replace(path)
                assert "read again" in process.stderr.readline()
            done = True
            seen = [each for future in asking for each in future.result(timeout=30)]
    assert {status for status, _, _ in seen} == {200}
    by_edition = {}
    for _, body, edition in seen:
        assert by_edition.setdefault(edition, body) == body
    assert len(by_edition) > 1
    assert len(set(by_edition.values())) == len(by_edition)
    assert all(
        any(f'"{title}"' in body.decode() for title in titles) for body in by_edition.values()
    )


def test_an_index_damaged_while_it_is_served_is_told_and_mended(folder, tmp_path):
    from guidance.cli.loading import read
    from guidance.exports.indexes import build

    index = tmp_path / "records.index"
    build(load(folder), index)
    sound = index.read_bytes()
    settings = Settings("1.2.3", lambda: TODAY, hosts=LOOPBACK, look_every=0)
    server = Server(Shelf([str(index)], "1.2.3", read), settings)
    client = client_of(server)
    index.write_bytes(sound[:4096] + bytes(len(sound) - 4096))  # the same file, which stays open
    found = client.get("/list")
    assert (found.status_code, found.json()["type"]) == (503, "/problems/damaged")
    assert "cannot be read" in looked(server.shelf)
    index.write_bytes(sound)
    assert looked(server.shelf) == "the records can be read again"
    for asked in ("/list", ASKED):
        assert client.get(asked).content == client_of(server_of(str(folder))).get(asked).content


def test_an_index_is_served_as_the_records_are_and_read_again(folder, tmp_path):
    from guidance.cli.loading import read
    from guidance.exports.indexes import build

    index = tmp_path / "records.index"
    build(load(folder), index)
    settings = Settings("1.2.3", lambda: TODAY, hosts=LOOPBACK, look_every=0)
    server = Server(Shelf([str(index)], "1.2.3", read), settings)
    client, plain = client_of(server), client_of(server_of(str(folder)))
    for asked in (
        ASKED,
        "/list",
        "/changes?since=2019-12-31&until=2020-08-01",
        "/explore",
        "/status",
    ):
        assert client.get(asked).content == plain.get(asked).content, asked
    titled(folder, "Another doctor")
    build(load(folder), index)
    assert "read again" in looked(server.shelf)
    assert "Another doctor" in client.get("/list?what=sources").text
    beside = tmp_path / "beside"
    beside.write_bytes(index.read_bytes()[:5000])
    beside.replace(index)
    assert "cannot be read, the earlier ones stay" in looked(server.shelf)
    assert "Another doctor" in client.get("/list?what=sources").text


def test_a_fault_of_ours_while_reading_ends_no_watching(folder):
    server = server_of(str(folder), look_every=0.01)
    faults = [ValueError("ours"), None]

    def changed():
        if faults:
            fault = faults.pop(0)
            if fault is not None:
                raise fault
        return False

    async def watched():
        server.shelf.changed_and_rests = changed
        watching = asyncio.create_task(server.watch())
        while faults:
            await asyncio.sleep(0.01)
        is_over = watching.done()
        watching.cancel()
        return is_over

    assert not asyncio.run(watched())
    assert server.notices == ["the records could not be looked at: ours; the earlier ones stay"]


# -- the desk --------------------------------------------------------------------------------------


def test_questions_are_answered_in_order_and_one_at_a_time():
    async def asked():
        desk = Desk("test", patience=5, most_waiting=10)
        order = []
        await asyncio.gather(*(desk.ask(lambda n=n: order.append(n)) for n in range(8)))
        desk.close()
        return order

    assert asyncio.run(asked()) == list(range(8))


def test_what_takes_too_long_is_given_up_and_the_next_is_answered():
    from threading import Event

    async def asked():
        desk, held = Desk("test", patience=0.1, most_waiting=2), Event()
        with pytest.raises(Problem) as slow:
            await desk.ask(held.wait)
        waiting = asyncio.ensure_future(desk.ask(lambda: "answered"))
        await asyncio.sleep(0)
        with pytest.raises(Problem) as full:
            await desk.ask(lambda: "never")
        held.set()
        try:
            return slow.value, full.value, await waiting
        finally:
            desk.close()

    slow, full, answer = asyncio.run(asked())
    assert (slow.kind, slow.status, slow.headers["Retry-After"]) == ("took-too-long", 503, "60")
    assert (full.kind, full.status, full.headers["Retry-After"]) == ("busy", 503, "1")
    assert answer == "answered"


def test_a_fault_in_one_answer_is_that_answers_alone():
    async def asked():
        desk = Desk("test", patience=5, most_waiting=1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await desk.ask(lambda: 1 // 0)
        try:
            return await desk.ask(lambda: "answered")
        finally:
            desk.close()

    assert asyncio.run(asked()) == "answered"


def test_answers_are_kept_within_a_number_of_bytes():
    kept = Kept(100)
    for number in range(10):
        kept.keep(str(number), b"x" * 20)
        kept.find("5")
    assert [number for number in range(10) if kept.find(str(number))] == [5, 6, 7, 8, 9]
    kept.keep("large", b"x" * 26)
    assert kept.find("large") is None
