"""A new document beside its records: passages, statements, the draft, and verify."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from guidance.authoring.fingerprints import write_fingerprints
from guidance.cli import main
from guidance.errors import QueryError, RecordsError
from guidance.files import load
from guidance.files.loading import read_records
from guidance.upkeep.arrivals import arrival
from guidance.upkeep.documents.html import read_html
from guidance.upkeep.documents.passages import LEAD, Passages, PassageState
from guidance.upkeep.documents.phrases import phrases
from guidance.upkeep.documents.units import units
from guidance.upkeep.verification import verify
from papers import docx, gone, ins, p, r

HERE = Path(__file__).parents[1] / "cli" / "at_hand"
OLD, NEW = (HERE / f"{name}.html" for name in ("old", "new"))
REF = "leaflet@2024-06"


def page(body):
    return read_html(f"<!doctype html>{body}".encode())


@pytest.fixture
def records(tmp_path):
    """The records of the leaflet, in a folder of their own."""
    folder = tmp_path / "records"
    shutil.copytree(HERE / "records", folder)
    return folder


@pytest.fixture
def marked(records):
    """The same with fingerprints."""
    write_fingerprints(records, OLD.read_bytes(), REF, name="old.html")
    return records


def arrived(folder, new, old=None):
    versions = read_records(folder).versions
    old = (old, read_html(old)) if old is not None else None
    return arrival("leaflet", versions, (new, read_html(new)), old)


def states(found):
    return {each.ref.partition("#")[2]: each.state.value for each in found.statements}


class TestPassages:
    PAGE = page(
        "<p>before<h1>The tablet</h1><p>lead<h2>4.4 Special warnings</h2><p>one<h3>Heart</h3>"
        "<p>two<p>three<h2>Storage</h2><h3>Sealed</h3><p>four<h2>Use</h2><h3>Sealed</h3><p>five"
    )

    @pytest.mark.parametrize(
        ("section", "paragraph", "texts"),
        [
            ("4.4 Special warnings", 1, [["one"]]),
            ("special warnings", 1, [["one"]]),
            ("Special warnings:", 2, [["two"]]),
            ("Special warnings", None, [["one", "two", "three"]]),
            ("Heart", 2, [["three"]]),
            ("Heart", 3, []),
            ("Nowhere", 1, []),
            ("Section 4.4", 1, []),
            ("Sealed", 1, [["four"], ["five"]]),
            ("Use > Sealed", 1, [["five"]]),
            ("Heart > Sealed", 1, []),
            (LEAD, 1, [["lead"]]),
        ],
    )
    def test_what_a_citation_names(self, section, paragraph, texts):
        found = Passages(self.PAGE).cited(section, paragraph)
        assert [[unit.text for unit in each.units] for each in found] == texts

    def test_the_shortest_name_that_means_no_other_section(self):
        passages = Passages(self.PAGE)
        names = {passages.name(unit.block.section) for unit in passages.units}
        assert {"Heart", "Storage > Sealed", "Use > Sealed", "Storage"} <= names
        for unit in passages.units:
            path = unit.block.section
            if path:
                assert passages.sections(passages.name(path)) == (path,)

    def test_without_a_title_the_lead_stands_before_the_first_heading(self):
        passages = Passages(page("<p>one<h2>A</h2><p>two<h2>B</h2><p>three"))
        assert [each.units[0].text for each in passages.cited(LEAD, 1)] == ["one"]


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("It applies from 1 July 2021.", [("from 1 July 2021", "2021-07-01")]),
            ("by July 1, 2021", [("by July 1, 2021", "2021-07-01")]),
            ("in March 2020", [("in March 2020", "2020-03")]),
            ("on 2021-07-01", [("on 2021-07-01", "2021-07-01")]),
            ("on 01/02/2021", [("on 01/02/2021", None)]),
            ("until 3 May", [("until 3 May", None)]),
            ("31 February 2021", [("31 February 2021", None)]),
            ("within 14 days", [("within 14 days", None)]),
            ("for at least two years", [("for at least two years", None)]),
            ("until further notice", [("until further notice", None)]),
            (
                "comes into force in due course",
                [("comes into force", None), ("in due course", None)],
            ),
            ("see sections 4.4 and 4.8 may affect", []),
            ("You may march on.", []),
            ("12 days old", []),
        ],
    )
    def test_as_written_and_read_only_where_there_is_one_reading(self, text, found):
        told = phrases(units(page(f"<p>{text}")))
        assert [(each.words, str(each.date) if each.date else None) for each in told] == found

    def test_days_of_the_document_are_told_apart(self):
        told = phrases(units(page("<p>Updated 7 April 2021<p>From 1 May 2021, take two.")))
        assert [each.is_of_the_document for each in told] == [True, False]


class TestBesideAnOlderDocument:
    def test_statements_and_what_became_of_their_passages(self, records):
        found = arrived(records, NEW.read_bytes(), OLD.read_bytes())
        assert states(found) == {
            "dose": "changed",
            "driving": "unchanged",
            "children": "changed",
            "storage": "changed",
        }
        assert found.has_substance
        cited = {each.place: each.cited_by for each in found.changed}
        assert cited == {
            ("How to take it", 1): ("leaflet#dose",),
            ("Warnings", 3): ("leaflet#children",),
            ("How often side effects occur", 3): (),
            ("Storage", 3): ("leaflet#storage",),
        }

    @pytest.mark.parametrize(
        ("before", "after", "ref", "state", "place"),
        [
            ("<p>Swallow it whole", "<p>Sit down.</p><p>Swallow it whole", "dose", "unchanged", 1),
            ("<p>Take one", "<p>Sit down.</p><p>Take one", "dose", "moved", 2),
            ("<p>Take one tablet every morning.</p>\n", "", "dose", "gone", None),
            ("Take one tablet every morning.", "Take two a day.", "dose", "gone", None),
            ("every morning", "every evening", "dose", "changed", 1),
            ("Take one tablet every morning.", "Take one tablet every&nbsp;morning", "dose",
             "unchanged", 1),
            ("Updated 3 June", "Updated 4 July", "dose", "unchanged", 1),
            ("Cookies and contact", "Contact", "dose", "unchanged", 1),
            ("How to take it</a></h2>", "How you take it</a></h2>", "dose", "moved", 1),
        ],
    )  # fmt: skip
    def test_one_edit(self, records, before, after, ref, state, place):
        old = OLD.read_text(encoding="utf-8")
        assert before in old
        found = arrived(records, old.replace(before, after).encode(), old.encode())
        [statement] = [each for each in found.statements if each.ref == f"leaflet#{ref}"]
        assert statement.state.value == state
        assert (statement.place[1] if statement.place else None) == place
        others = {each.state for each in found.statements if each.ref != f"leaflet#{ref}"}
        assert others == {PassageState.UNCHANGED}

    def test_a_fingerprint_finds_what_the_place_does_not(self, marked):
        """Recorded from one document; in the older one at hand the passage stands elsewhere."""
        old = OLD.read_text(encoding="utf-8").replace("<p>Take one", "<p>Sit.</p><p>Take one")
        new = old.replace("every morning", "every evening")
        found = arrived(marked, new.encode(), old.encode())
        [dose] = [each for each in found.statements if each.ref == "leaflet#dose"]
        assert (dose.state, dose.found_by, dose.place) == (
            PassageState.CHANGED,
            "fingerprint",
            ("How to take it", 2),
        )

    def test_a_place_counted_in_an_earlier_edition_is_said_to_be_that(self, records):
        """Without a fingerprint nobody knows whether the paragraphs are still counted so."""
        mark = hashlib.sha256(OLD.read_bytes()).hexdigest()
        (records / "leaflet" / "2024-07.yaml").write_text(
            "format: guidance/1\nsource: leaflet\nversion: 2024-07\nextent: partial\n"
            "published: 2024-07-01\nstanding: advice\n"
            f"document: {{title: The blue tablet, sha256: {mark}}}\n",
            encoding="utf-8",
        )
        found = arrived(records, NEW.read_bytes(), OLD.read_bytes())
        assert found.previous.version == "leaflet@2024-07"
        assert {each.found_by for each in found.statements} == {"earlier-place"}

    def test_the_same_document_is_nothing_of_substance(self, marked):
        found = arrived(marked, OLD.read_bytes(), OLD.read_bytes())
        assert not found.has_substance
        assert found.previous.version == found.document.version == REF


class TestWithoutAnOlderDocument:
    def test_told_by_fingerprints(self, marked):
        assert states(arrived(marked, NEW.read_bytes())) == {
            "dose": "changed",
            "driving": "unchanged",
            "children": "changed",
            "storage": "changed",
        }

    def test_without_fingerprints_nothing_can_be_told(self, records):
        found = arrived(records, NEW.read_bytes())
        assert set(states(found).values()) == {"untold"}
        assert found.has_substance

    def test_the_recorded_document_is_no_news(self, marked):
        assert not arrived(marked, OLD.read_bytes()).has_substance

    def test_the_recorded_document_needs_no_fingerprint(self, records):
        path = records / "leaflet" / "2024-06.yaml"
        mark = hashlib.sha256(OLD.read_bytes()).hexdigest()
        text = path.read_text(encoding="utf-8")
        text = text.replace(
            "{title: The blue tablet}", f"{{title: The blue tablet, sha256: {mark}}}"
        )
        path.write_text(text, encoding="utf-8")
        assert set(states(arrived(records, OLD.read_bytes())).values()) == {"unchanged"}

    def test_the_first_document_is_all_new(self):
        found = arrival("leaflet", (), (OLD.read_bytes(), read_html(OLD.read_bytes())))
        assert found.is_first
        assert found.has_substance
        assert {each.match.outcome.value for each in found.blocks} == {"new"}


class TestFingerprints:
    def test_written_into_the_version_comments_kept(self, records):
        path = records / "leaflet" / "2024-06.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("  dose:", "  # The first one.\n  dose:"),
            encoding="utf-8",
        )
        [(written, result)] = write_fingerprints(records, OLD.read_bytes(), REF, name="old.html")
        assert (written, result.written, result.left) == (path, 4, ())
        text = path.read_text(encoding="utf-8")
        assert "# The first one." in text
        assert text.count("passage: sha256-") == 4
        version = load(records).versions[REF]
        assert version.document.read_by == "html/1"
        assert version.document.sha256
        # A second run changes nothing.
        write_fingerprints(records, OLD.read_bytes(), name="old.html")
        assert path.read_text(encoding="utf-8") == text

    def test_a_fingerprint_is_no_change_of_a_statement(self, records):
        """Restated with fingerprints, or with others, a statement says the same."""
        path = records / "leaflet" / "2024-06.yaml"
        later = path.read_text(encoding="utf-8").replace("2024-06", "2024-07")
        (records / "leaflet" / "2024-07.yaml").write_text(later, encoding="utf-8")
        write_fingerprints(records, OLD.read_bytes(), REF, name="old.html")
        corpus = load(records)
        assert not corpus.compare(REF, "leaflet@2024-07").changes
        assert not corpus.changes("2024-06-20", "2024-08-01").net
        entry = corpus.as_of("2024-08-01").find("leaflet#dose")[0]
        assert entry.since.date.earliest.isoformat() == "2024-06-03"

    def test_only_from_the_document_that_was_recorded(self, marked):
        with pytest.raises(QueryError, match="recorded from another document"):
            write_fingerprints(marked, NEW.read_bytes(), REF)
        with pytest.raises(QueryError, match="no version records the hash"):
            write_fingerprints(marked, NEW.read_bytes())

    def test_what_gets_none_is_said(self, records):
        path = records / "leaflet" / "2024-06.yaml"
        text = path.read_text(encoding="utf-8").replace("section: Storage", "section: Nowhere")
        path.write_text(text, encoding="utf-8")
        [(_, result)] = write_fingerprints(records, OLD.read_bytes(), REF)
        assert result.written == 3
        assert [(ref, reason) for ref, _, reason in result.left] == [
            ("leaflet#storage", "it is not in the document")
        ]

    def test_one_changed_word_is_found_and_none_elsewhere(self, marked):
        versions = load(marked).versions
        old = OLD.read_text(encoding="utf-8")
        words = {
            "dose": ("one tablet every", "two tablets every"),
            "driving": ("Do not drive", "Do drive"),
            "children": ("below 12", "below 11"),
            "storage": ("Keep it dry", "Keep it wet"),
        }
        for name, (before, after) in words.items():
            assert old.count(before) == 1
            [found] = verify(old.replace(before, after).encode(), versions, name="x.html")
            told = {each.ref: each.state for each in found.passages}
            changed = told.pop(f"leaflet#{name}")
            assert changed is PassageState.CHANGED
            assert set(told.values()) == {PassageState.UNCHANGED}

    def test_moved_and_gone(self, marked):
        old = OLD.read_text(encoding="utf-8")
        item = "<li>Do not drive on the first day.</li>"
        moved = old.replace(f"{item}\n", "").replace(
            "<p>Keep it dry", f"<p>{item[4:-5]}</p><p>Keep"
        )
        [found] = verify(moved.encode(), load(marked).versions, name="x.html")
        told = {
            each.ref.partition("#")[2]: (each.state.value, each.place) for each in found.passages
        }
        assert told["driving"] == ("moved", ("Storage", 1))
        gone = old.replace(f"{item}\n", "").replace(
            "<li>Children below 12 years must", "<li>12 must"
        )
        [found] = verify(gone.encode(), load(marked).versions, name="x.html")
        told = {each.ref.partition("#")[2]: each.state.value for each in found.passages}
        assert told["children"] == "gone"

    def test_words_that_stand_in_many_places_have_not_moved(self, records):
        old = OLD.read_text(encoding="utf-8").replace("Swallow it whole, with water", "Keep it dry")
        path = records / "leaflet" / "2024-06.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("section: Storage}", "section: Storage, paragraph: 1}"), encoding="utf-8"
        )
        write_fingerprints(records, old.encode(), REF, name="old.html")
        new = old.replace("<h2>Storage</h2>\n<p>Keep it dry", "<h2>Storage</h2>\n<p>Keep it wet")
        new = new.replace("<p>Ask a doctor", "<p>Keep it dry.</p><p>Ask a doctor")
        [found] = verify(new.encode(), load(records).versions, name="x.html")
        told = {each.ref.partition("#")[2]: each.state.value for each in found.passages}
        assert told["storage"] == "changed"

    def test_a_newer_reader_is_no_change_of_the_document(self, marked):
        """The bytes are the same, the reader cuts them otherwise: nothing has changed."""
        path = marked / "leaflet" / "2024-06.yaml"
        text = path.read_text(encoding="utf-8").replace("read-by: html/1", "read-by: html/9")
        path.write_text(text, encoding="utf-8")
        versions = load(marked).versions
        [found] = verify(OLD.read_bytes(), versions, name="old.html")
        assert {each.state for each in found.passages} == {PassageState.UNCHANGED}
        # Even where it finds none of the fingerprints again.
        other = re.sub("sha256-.{8}", "sha256-00000000", text)
        path.write_text(other, encoding="utf-8")
        [found] = verify(OLD.read_bytes(), load(marked).versions, name="old.html")
        assert {each.state for each in found.passages} == {PassageState.UNCHANGED}
        # Other bytes: what is found again is unchanged, of the rest nothing can be said.
        [found] = verify(NEW.read_bytes(), versions, name="new.html")
        told = {each.ref.partition("#")[2]: each.state for each in found.passages}
        assert told == {
            "dose": PassageState.UNTOLD,
            "driving": PassageState.UNCHANGED,
            "children": PassageState.UNTOLD,
            "storage": PassageState.UNTOLD,
        }
        assert all("html/9" in each.reason for each in found.passages if each.reason)


def run(capsys, *args):
    code = main([str(arg) for arg in args])
    told = capsys.readouterr()
    return code, told.out, told.err


class TestDraft:
    def draft(self, capsys, folder, *more, document=NEW, previous=OLD):
        before = ("--previous", previous) if previous else ()
        return run(
            capsys, "draft", "leaflet", "--document", document, *before, "--data", folder, *more
        )

    def test_from_a_document_to_a_record(self, marked, capsys):
        """Draft, settle, check, verify: the way of a new version."""
        code, out, err = self.draft(capsys, marked, "--write", "--published", "2024-09-09")
        path = marked / "leaflet" / "2024-09-09.yaml"
        assert code == 0
        assert out.startswith("4 of 17 blocks want a look")
        assert f"wrote {path}" in err
        text = path.read_text(encoding="utf-8")

        # It decides nothing: no force, no words, no day of a start.
        assert text.count("force: TODO") == text.count("text: TODO") == 3
        assert "events:" not in text
        assert "published-as-written: Updated 9 September 2024" in text
        assert "“From 1 October 2024” (1 October 2024, written 2024-10-01)" in text
        assert "driving" not in text
        code, out, _ = run(capsys, "check", marked)
        assert code == 3
        assert out.count("to be filled in") == 6
        assert out.count("left to be settled") == 5
        with pytest.raises(RecordsError):
            load(marked)

        # A person settles it.
        settled = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
        for force, words in (
            ("should", "One tablet a day, in the evening."),
            ("must-not", "Children below 16 must not take it."),
            ("should", "Keep it dry, below 25 degrees; what is left goes to the pharmacy."),
        ):
            settled = settled.replace("force: TODO", f"force: {force}", 1)
            settled = settled.replace("text: TODO", f"text: {words}", 1)
        path.write_text(settled, encoding="utf-8")
        assert run(capsys, "check", marked)[0] == 0
        [found] = verify(NEW.read_bytes(), load(marked).versions, name="new.html")
        assert found.version == "leaflet@2024-09-09"
        assert {each.state for each in found.passages} == {PassageState.UNCHANGED}
        code, out, _ = self.draft(capsys, marked, "--exit-code", document=NEW, previous=NEW)
        assert (code, out.partition("\n")[0]) == (0, "Nothing of substance changed in 17 blocks.")

    def test_the_text_of_the_report(self, marked, capsys):
        code, out, _ = self.draft(capsys, marked)
        assert code == 0
        assert out == (HERE / "draft.txt").read_text(encoding="utf-8")

    def test_exit_codes(self, records, capsys, tmp_path):
        assert self.draft(capsys, records, "--exit-code")[0] == 1
        assert self.draft(capsys, records, "--exit-code", document=OLD)[0] == 0
        other = tmp_path / "old.html"
        other.write_text(
            OLD.read_text(encoding="utf-8").replace("Updated 3 June", "Updated 4 June"),
            encoding="utf-8",
        )
        assert self.draft(capsys, records, "--exit-code", document=other)[0] == 0

    def test_formats_say_the_same(self, marked, capsys):
        _, text, _ = self.draft(capsys, marked)
        _, markdown, _ = self.draft(capsys, marked, "--format", "markdown")
        _, page, _ = self.draft(capsys, marked, "--format", "html")
        document = json.loads(self.draft(capsys, marked, "--format", "json")[1])
        assert document["headline"] in " ".join(text.split())
        for each in document["statements"]:
            if each["state"] != "unchanged":
                assert all(each["ref"] in face for face in (text, markdown, page))
        assert "<ins>" in page
        assert document["has_substance"] is True
        assert [each["reads_as"] for each in document["phrases"]] == ["2024-09-09", "2024-10-01"]

    def test_one_word_file_with_tracked_changes_is_both_editions(self, records, capsys, tmp_path):
        path = tmp_path / "redline.docx"
        path.write_bytes(
            docx(
                p("How to take it", style="H1")
                + p("Take one tablet every ", gone("morning"), ins(r("evening")), ".")
                + p("Swallow it whole.")
            )
        )
        for previous, count in ((path, 1), (None, 0)):
            document = json.loads(
                self.draft(capsys, records, "--format", "json", document=path, previous=previous)[1]
            )
            changed = [each for each in document["blocks"] if each["is_of_substance"]]
            assert len(changed) == count
        [dose] = [
            each
            for each in json.loads(
                self.draft(capsys, records, "--format", "json", document=path, previous=path)[1]
            )["statements"]
            if each["ref"] == "leaflet#dose"
        ]
        assert dose["state"] == "changed"

    def test_nothing_of_substance_starts_no_version(self, records, capsys):
        code, _, err = self.draft(capsys, records, "--write", "--id", "x", document=OLD)
        assert code == 2
        assert "nothing of substance changed" in err
        assert not (records / "leaflet" / "x.yaml").exists()

    def test_a_version_needs_a_name(self, records, capsys):
        for more in ((), ("--published", "2024-09")):
            code, _, err = self.draft(capsys, records, "--write", *more)
            assert code == 2
            assert "--id" in err

    def test_a_version_that_is_there_is_not_written_over(self, records, capsys):
        assert self.draft(capsys, records, "--write", "--id", "2024-06")[0] == 2

    def test_the_first_version_of_a_source(self, records, capsys):
        (records / "leaflet" / "2024-06.yaml").unlink()
        code, out, _ = self.draft(capsys, records, "--write", "--id", "first", previous=None)
        assert code == 0
        assert out.startswith("The first document of leaflet")
        text = (records / "leaflet" / "first.yaml").read_text(encoding="utf-8")
        assert "extent: whole" in text
        assert "standing: TODO" in text
        assert text.count("# TODO") == 12 + 1
        assert run(capsys, "check", records)[0] == 3

    @pytest.mark.parametrize(
        ("name", "data", "problem"),
        [
            ("new.pdf", b"%PDF-1.4 nothing", "is damaged, or no PDF"),
            ("new.doc", b"\xd0\xcf\x11\xe0", "is an old Word file, or encrypted"),
            ("new.docx", b"PK\x03\x04", "is damaged, or no Word file"),
        ],
    )
    def test_documents_that_cannot_be_read(self, records, capsys, tmp_path, name, data, problem):
        path = tmp_path / name
        path.write_bytes(data)
        code, out, err = self.draft(capsys, records, document=path, previous=None)
        assert (code, out) == (2, "")
        assert err.startswith(f"guidance: the document {problem}; ")

    def test_comments_hold_no_sign_that_a_terminal_obeys(self, records, capsys, tmp_path):
        path = tmp_path / "new.html"
        path.write_bytes(
            OLD.read_bytes().replace(b"Swallow it", "\x1b[31m\u202eTODO: #it".encode())
        )
        self.draft(capsys, records, "--write", "--id", "new", document=path)
        code, out, _ = run(capsys, "check", records)
        assert code == 3
        assert "invisible" not in out
        assert "left to be settled" in out


class TestTodo:
    @pytest.mark.parametrize(
        ("before", "after", "is_refused"),
        [
            ("    force: should\n", "    force: TODO\n", True),
            ("    title: Dose\n", "    title: Dose  # TODO ask\n", True),
            ("  dose:\n", "  # TODO changed\n  dose:\n", True),
            ("  dose:\n", "  # to do: nothing\n  dose:\n", False),
            ("    title: Dose\n", "    title: TODOS of the day\n", False),
            ("    title: Dose\n", '    title: "Dose # TODO"\n', False),
        ],
    )
    def test_a_version_with_one_left_is_not_read(self, records, before, after, is_refused):
        path = records / "leaflet" / "2024-06.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        if not is_refused:
            load(records)
            return
        with pytest.raises(RecordsError) as found:
            load(records)
        [fault] = found.value.exceptions
        assert "settled" in fault.problem or "filled in" in fault.problem
        line = next(n for n, row in enumerate(path.read_text().split("\n"), 1) if "TODO" in row)
        assert fault.line == line
