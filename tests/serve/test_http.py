"""What is answered over HTTP: the documents of the command, tags, mementos, problems."""

import importlib
import json
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

import guidance
from guidance.cli import main
from guidance.serve.guard import MOST_ADDRESS
from guidance.serve.problems import MENDS, TITLES
from serving import TODAY, client_of, server_of

REF = "ema-alemtuzumab-measures#first-line"
ESCAPED = REF.replace("#", "%23")
SAME = {
    "/as-of?on=2020-01-15": ("as-of", "2020-01-15"),
    "/as-of?on=2019-11-20&known_on=2019-11-20&kind=eligibility": (
        *("as-of", "2019-11-20", "--known-on", "2019-11-20", "--kind", "eligibility"),
    ),
    "/as-of?on=2020-02-01&jurisdiction=GB&standing=decision&source=ema-lemtrada-review": (
        *("as-of", "2020-02-01", "--jurisdiction", "GB", "--standing", "decision"),
        *("--source", "ema-lemtrada-review"),
    ),
    "/changes?since=2019-12-31&until=2020-02-01&topic=alemtuzumab": (
        *("changes", "2019-12-31", "2020-02-01", "alemtuzumab"),
    ),
    f"/history?ref={ESCAPED}": ("history", REF),
    f"/explain?on=2020-01-15&ref={ESCAPED}": ("explain", "2020-01-15", REF),
    "/evaluate?on=2020-02-01&fact=prior-dmt%3Dno&fact=relapses%3D2/P24M": (
        *("evaluate", "2020-02-01", "--fact", "prior-dmt=no", "--fact", "relapses=2/P24M"),
    ),
    "/search?words=highly+active": ("search", "highly", "active"),
    "/search?words=first+treatment&on=2020-02-01&known_on=2020-01-20": (
        *("search", "first", "treatment", "--on", "2020-02-01", "--known-on", "2020-01-20"),
    ),
    "/status?on=2020-03-01&within=P6M": ("status", "--on", "2020-03-01", "--within", "P6M"),
    "/list": ("list",),
    "/list?what=topics": ("list", "topics"),
    "/feed?until=2020-02-01": ("feed", "--until", "2020-02-01"),
    "/feed?since=2019-12-31&until=2020-02-01&topic=alemtuzumab": (
        *("feed", "alemtuzumab", "--since", "2019-12-31", "--until", "2020-02-01"),
    ),
    "/calendar?on=2019-12-01": ("calendar", "--on", "2019-12-01"),
    "/explore": ("explore",),
}
"""Addresses, and the command that answers the same question."""

MEDIA = {"/feed": "application/atom+xml", "/calendar": "text/calendar", "/explore": "text/html"}


@pytest.fixture(scope="module")
def server():
    return server_of()


@pytest.fixture(scope="module")
def client(server):
    return client_of(server)


@pytest.fixture(scope="module", autouse=True)
def quickly():
    """The page to explore takes long to make, and what is in it is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("guidance.exports.explorer.build", lambda _, topic, **__: f"<p>{topic}</p>")
        yield


@pytest.mark.parametrize("address", SAME)
def test_answers_are_those_of_the_command(client, server, address, capfd, monkeypatch):
    # Reading the records anew for each command is only slow. Commands are imported when first
    # asked for: those that take the name over at import come first, lest they keep what is patched.
    importlib.import_module("guidance.cli.recordkeeping")
    monkeypatch.setattr("guidance.cli.loading.read", lambda _: server.shelf.current.pages)
    words = SAME[address]
    is_document = words[0] not in ("feed", "calendar", "explore")
    assert main([*words, *(["--format", "json"] if is_document else [])]) == 0
    found = client.get(address)
    assert found.status_code == 200, found.text
    path = address.partition("?")[0]
    assert found.headers["Content-Type"].partition(";")[0] == MEDIA.get(path, "application/json")
    # The terminal's own line ends are one character, and so are those of the calendar here.
    assert found.text.replace("\r\n", "\n") == capfd.readouterr().out.replace("\r\n", "\n")


def test_what_was_learnt_leads_from_one_answer_to_the_other(client):
    """It is what the corpus says; the net result is asked for beside it, as known on the last."""
    found = client.get("/learnt?since=2019-11-20&until=2020-02-01&topic=alemtuzumab")
    said = found.json()
    assert (said["since"], said["until"]) == ("2019-11-20", "2020-02-01")
    learnt = guidance.load().learnt("2019-11-20", "2020-02-01", topic="alemtuzumab")
    assert [each["key"] for each in said["learnt"]] == [change.key for change in learnt]
    assert said["learnt"]
    assert found.headers["Cache-Control"] == "public, no-cache"


def test_the_servers_own_day_stands_for_a_day_left_out(client):
    for path in ("status", "calendar"):
        assert client.get(f"/{path}").text == client.get(f"/{path}?on={TODAY}").text
    assert client.get("/feed").text == client.get(f"/feed?until={TODAY}").text


def test_the_first_page_names_questions_that_can_be_asked(client):
    said = client.get("/").json()
    assert said["provisions"] == len(guidance.load().provisions)
    told = [each["address"].lstrip("/") for each in said["questions"]]
    assert told == [
        *("as-of", "changes", "learnt", "history", "explain", "evaluate"),
        *("search", "status", "list", "feed", "calendar", "explore"),
    ]
    for question in said["questions"]:
        assert client.get(question["example"]).status_code == 200, question


# -- what may be kept ------------------------------------------------------------------------------


def test_a_tag_saves_the_answer(client):
    found = client.get("/as-of?on=2020-01-15")
    tag = found.headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/as-of?on=2020-01-15", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    fresh = client.get("/as-of?on=2020-01-15", headers={"If-None-Match": '"other"'})
    assert fresh.content == found.content


def test_whatever_there_is_is_not_what_is_refused(client):
    refused = "/changes?since=2020-02-01&until=2020-01-01"
    assert client.get(refused, headers={"If-None-Match": "*"}).status_code == 400


def test_a_tag_is_of_the_question_and_not_of_how_it_was_written(client):
    one, same, other = (
        client.get(address).headers["ETag"]
        for address in (
            "/as-of?on=2020-01-15&topic=alemtuzumab",
            "/as-of?topic=alemtuzumab&on=2020-01-15",
            "/as-of?on=2020-01-16&topic=alemtuzumab",
        )
    )
    assert one == same != other


def test_what_was_known_may_still_be_recorded_later_and_is_asked_anew(client):
    for address in ("/as-of?on=2000-01-01&known_on=2000-01-01", "/as-of?on=2020-01-15"):
        assert client.get(address).headers["Cache-Control"] == "public, no-cache"


def test_only_an_answer_of_a_named_edition_never_changes(client):
    found = client.get("/as-of?on=2020-01-15")
    pinned = client.get(found.headers["Content-Location"])
    assert pinned.content == found.content
    assert pinned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    gone = client.get("/as-of?on=2020-01-15&edition=0123")
    assert (gone.status_code, gone.json()["type"]) == (404, "/problems/edition-not-held")


def test_what_was_asked_about_a_person_is_kept_by_nobody_else(client):
    found = client.get("/evaluate?on=2020-02-01&fact=prior-dmt=no")
    assert found.headers["Cache-Control"] == "private, no-cache"
    pinned = client.get(found.headers["Content-Location"])
    assert pinned.headers["Cache-Control"].startswith("private, max-age")


@pytest.mark.parametrize("address", ["/", "/openapi.json", *SAME])
def test_head_says_the_same_without_the_answer(client, address):
    found, head = client.get(address), client.head(address)
    assert head.content == b""
    assert head.status_code == found.status_code
    assert head.headers == found.headers


# -- as known on an earlier day --------------------------------------------------------------------


def links_of(text):
    """Relations and what they lead to."""
    found = {}
    for part in text.replace("\n", " ").split(", <"):
        where, _, said = part.partition(">")
        rel = said.partition('rel="')[2].partition('"')[0]
        for each in rel.split():
            found.setdefault(each, []).append(where.lstrip("<"))
    return found


@pytest.mark.parametrize("address", ["/as-of?on=2020-01-15", f"/history?ref={ESCAPED}"])
def test_an_earlier_answer_is_found_by_its_day(client, address):
    asked = {"Accept-Datetime": "Tue, 31 Dec 2019 23:00:00 GMT"}
    found = client.get(address, headers=asked, follow_redirects=False)
    assert found.status_code == 302
    assert found.headers["Vary"] == "Accept-Datetime"
    memento = client.get(found.headers["Location"])
    assert memento.json()["known_on"] == "2019-12-31"
    assert memento.headers["Memento-Datetime"] == "Tue, 31 Dec 2019 00:00:00 GMT"
    assert "Vary" not in memento.headers
    for each in (found, memento, client.get(address)):
        links = links_of(each.headers["Link"])
        assert client.get(links["original"][0]).text == client.get(address).text
        assert links["timemap"]


def test_the_day_asked_about_is_never_negotiated(client):
    asked = {"Accept-Datetime": "Tue, 31 Dec 2019 23:00:00 GMT"}
    said = client.get("/as-of?on=2016-10-01", headers=asked).json()
    assert (said["on"], said["known_on"]) == ("2016-10-01", "2019-12-31")


def test_a_memento_is_not_negotiated_again(client):
    asked = {"Accept-Datetime": "Tue, 31 Dec 2019 23:00:00 GMT"}
    found = client.get("/as-of?on=2020-01-15&known_on=2018-01-01", headers=asked)
    assert found.json()["known_on"] == "2018-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-31",
        "yesterday",
        "",
        "Tue, 31 Dec 2019 23:00:00 +0100",
        "Tue, 31 Nov 2019 23:00:00 GMT",
        "Mon, 31 Dec 2019 23:00:00 GMT",
    ],
)
def test_a_day_that_is_no_date_of_http_is_refused(client, text):
    found = client.get("/as-of?on=2020-01-15", headers={"Accept-Datetime": text})
    assert (found.status_code, found.json()["parameter"]) == (400, "Accept-Datetime")


@pytest.mark.parametrize("fact", ["relapses", "=2", "a=b=c", "Relapses=2", "\t"])
def test_what_is_no_fact_leads_to_no_memento(client, fact):
    """An address of an earlier answer would say that the question can be asked."""
    for known in ({}, {"Accept-Datetime": "Tue, 31 Dec 2019 23:00:00 GMT"}):
        asked = {"on": "2020-01-15", "topic": "alemtuzumab", "fact": fact}
        found = client.get("/evaluate", params=asked, headers=known)
        assert (found.status_code, found.json()["parameter"]) == (400, "fact")


def test_the_list_of_mementos_names_each_day_on_which_more_was_known(client):
    found = client.get("/timemap/as-of?on=2019-07-15")
    assert found.headers["Content-Type"].partition(";")[0] == "application/link-format"
    links = links_of(found.text)
    days = [dict(parse_qsl(urlsplit(each).query))["known_on"] for each in links["memento"]]
    known = guidance.load().days_of_knowledge("2019-07-15")
    assert days == [day.isoformat() for day in known if day > date.min]
    assert links["first"] == links["memento"][:1]
    assert links["last"] == links["memento"][-1:]
    assert client.get(links["last"][0]).status_code == 200


# -- what cannot be answered -----------------------------------------------------------------------

REFUSED = {
    "/as-of": (400, "missing-parameter", "on", "add on=2020-01-15"),
    "/as-of?on=": (400, "bad-parameter", "on", "write it as 2020-01-16"),
    "/as-of?on=20200115": (400, "bad-parameter", "on", "write it as 2020-01-16"),
    "/as-of?on=2020-02-30": (400, "bad-parameter", "on", "check month and day"),
    "/as-of?on=2020-01-15&on=2020-01-16": (400, "bad-parameter", "on", "give it once"),
    "/as-of?on=2020-01-15&known-on=2019-01-01": (
        *(400, "unknown-parameter", "known-on"),
        "did you mean known_on?",
    ),
    "/as-of?on=2020-01-15&topic=alemtuzuma": (
        *(404, "unknown-name", "topic", "did you mean alemtuzumab?"),
    ),
    "/as-of?on=2020-01-15&topic=": (404, "unknown-name", "topic", "see /list?what=topics"),
    "/as-of?on=2020-01-15&jurisdiction=UK": (404, "unknown-name", "jurisdiction", None),
    "/history?ref=first-line": (404, "unknown-name", "ref", None),
    "/changes?since=2020-02-01&until=2019-01-01": (
        *(400, "bad-question", None, "swap the two dates"),
    ),
    "/feed?since=2020-02-01&until=2019-01-01": (
        *(400, "bad-question", None, "swap the two dates"),
    ),
    "/evaluate?on=2020-02-01&fact=relapse=2/P24M": (404, "unknown-name", "fact", None),
    "/evaluate?on=2020-02-01&fact=relapses=many": (400, "bad-question", None, None),
    "/search": (400, "missing-parameter", "words", "add words=highly active"),
    "/search?words=%20": (400, "bad-parameter", "words", "write a word to look for"),
    "/status?within=soon": (400, "bad-parameter", "within", None),
    "/status?on=9999-12-31&within=P1D": (400, "bad-question", None, None),
    "/list?what=everything": (
        *(404, "unknown-name", "what"),
        "it is one of sources, versions, provisions, events, topics and facts",
    ),
    "/?on=2020-01-15": (400, "unknown-parameter", "on", "leave it out"),
    "/timemap/as-of?on=2020-01-15&known_on=2020-01-15": (
        *(400, "unknown-parameter", "known_on", None),
    ),
    "/asof?on=2020-01-15": (404, "not-found", None, "did you mean /as-of?"),
    "/as-of/": (404, "not-found", None, None),
    "/../../etc/passwd": (404, "not-found", None, None),
    "/..%2f..%2fetc%2fpasswd": (404, "not-found", None, None),
    "/list?source=../../etc/passwd": (404, "unknown-name", "source", None),
}


@pytest.mark.parametrize("address", REFUSED)
def test_a_problem_says_what_is_wrong_and_how_to_mend_it(client, address):
    status, kind, parameter, mend = REFUSED[address]
    found = client.get(address)
    assert found.status_code == status
    assert found.headers["Content-Type"] == "application/problem+json"
    assert found.headers["Cache-Control"] == "no-store"
    said = found.json()
    assert (said["type"], said["status"]) == (f"/problems/{kind}", status)
    assert said["parameter"] == parameter
    assert said["detail"]
    assert mend is None or said["mend"] == mend
    assert said["mend"]
    assert client.head(address).content == b""


@pytest.mark.parametrize("kind", TITLES)
def test_the_type_of_a_problem_leads_to_what_it_is(client, kind):
    found = client.get(f"/problems/{kind}")
    assert found.status_code == 200
    assert found.json() == {
        "type": f"/problems/{kind}",
        "title": TITLES[kind],
        "mend": MENDS[kind],
    }


def test_a_kind_of_problem_that_there_is_not_is_not_found(client):
    assert client.get("/problems/nonsense").json()["type"] == "/problems/not-found"
    assert client.get("/problems/fault?on=2020-01-15").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_it_only_reads(client, method):
    found = client.request(method, "/as-of?on=2020-01-15")
    assert found.status_code == 405
    assert found.headers["Allow"] == "GET, HEAD"
    assert found.json()["mend"] == "use GET or HEAD"


def test_an_address_that_is_too_long_is_refused(client):
    most = f"/as-of?on=2020-01-15&topic={'x' * (MOST_ADDRESS - 26)}"
    assert len(most) - 1 == MOST_ADDRESS
    assert client.get(most).status_code == 404
    found = client.get(f"{most}x")
    assert (found.status_code, found.json()["type"]) == (414, "/problems/too-long")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]:80"])
def test_a_page_of_another_site_cannot_ask_under_its_own_name(client, host):
    found = client.get("/as-of?on=2020-01-15", headers={"Host": host})
    assert (found.status_code, found.json()["type"]) == (421, "/problems/not-this-host")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST", "[::1]:8000", "localhost:1"])
def test_the_names_of_this_machine_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_fault_of_ours_is_told_without_its_inside(client, monkeypatch):
    def broken(*_, **__):
        raise ValueError("secret")

    monkeypatch.setattr(guidance.Corpus, "status", broken)
    found = client.get("/status?on=2001-01-01")
    assert (found.status_code, found.json()["type"]) == (500, "/problems/fault")
    assert "secret" not in found.text


def test_hidden_characters_of_an_address_are_escaped(client):
    found = client.get("/as-of?on=2020-01-15&topic=%E2%80%AEx%00")
    assert found.status_code == 404
    assert "\u202e" not in found.text
    assert json.loads(found.text)["detail"]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("/as-of?on=2020-01-15&topic=qqq", "/list?what=topics"),
        ("/as-of?on=2020-01-15&source=qqq", "/list?what=sources"),
        ("/history?ref=qqq", "/list?what=provisions"),
        ("/evaluate?on=2020-01-15&fact=qqq%3Dyes", "/list?what=facts"),
    ],
)
def test_who_names_nothing_like_it_is_told_where_the_names_are(client, asked, listed):
    assert client.get(asked).json()["mend"] == f"see {listed}"
    assert client.get(listed).status_code == 200
