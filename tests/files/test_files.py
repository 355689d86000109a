from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

import pytest
import yaml

from guidance.errors import RecordFault, RecordsError
from guidance.files import dump_json, load, read_records
from hostile.cases import Case, assert_readable, cases, good

CASES = cases()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The good corpus, on disk."""
    return Case("good", good(), "", "", "").write(tmp_path)


def faults_of(*paths: Path) -> tuple[RecordFault, ...]:
    with pytest.raises(RecordsError) as caught:
        load(*paths)
    return caught.value.exceptions


def lines_of(folder: Path) -> list[str]:
    return [str(fault).replace(f"{folder}/", "") for fault in faults_of(folder)]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_copy_that_a_file_manager_made_is_to_be_renamed(folder: Path):
    """What it is called can be no name of a version: writing that into the record mends nothing."""
    copied = folder / "alpha" / "2019 (copy).yaml"
    copied.write_bytes((folder / "alpha" / "2019.yaml").read_bytes())
    told = [line for line in lines_of(folder) if "is called" in line]
    assert len(told) == 1
    assert told[0].endswith("rename the file to 2019")


class TestHostileFiles:
    def test_there_are_enough_and_each_has_a_name(self):
        assert len(CASES) >= 150
        assert len({case.name for case in CASES}) == len(CASES)

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_fault_is_told_with_file_line_column_and_field(self, case: Case, tmp_path: Path):
        faults = faults_of(case.write(tmp_path))
        assert any(
            f"{fault.file}:{fault.line}:{fault.column}" == f"{tmp_path}/{case.at}"
            and case.field in ("", fault.field)
            and case.says in f"{fault.problem}; {fault.mend}"
            for fault in faults
        ), "\n".join(map(str, faults))

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_every_fault_is_one_readable_line(self, case: Case, tmp_path: Path):
        for fault in faults_of(case.write(tmp_path)):
            assert_readable(fault)
            assert fault.file.startswith(str(tmp_path))

    def test_without_libyaml_the_same_files_are_refused(self, tmp_path: Path, monkeypatch):
        monkeypatch.delattr(yaml, "CSafeLoader")
        assert load(Case("good", good(), "", "", "").write(tmp_path / "good")).topics == ("topic",)
        for case in CASES:
            if not case.name.startswith("huge"):
                faults = faults_of(case.write(tmp_path / case.name))
                assert any(
                    f"{fault.file}:{fault.line}:{fault.column}".endswith("/" + case.at)
                    and case.says in f"{fault.problem}; {fault.mend}"
                    for fault in faults
                ), case.name

    def test_no_message_depends_on_the_words_of_a_parser(self, tmp_path: Path, monkeypatch):
        before = {
            case.name: [str(fault) for fault in faults_of(case.write(tmp_path / case.name))]
            for case in CASES
            if not case.name.startswith("huge")
        }

        def wordless(self, context, context_mark, problem, problem_mark):
            self.context, self.context_mark = "wordless", context_mark
            self.problem, self.problem_mark = "wordless", problem_mark
            self.note = None

        def wordless_json(self, msg, doc, pos):
            ValueError.__init__(self, "wordless")
            self.msg, self.doc, self.pos, self.lineno, self.colno = "wordless", doc, 0, 1, 1

        monkeypatch.setattr(yaml.MarkedYAMLError, "__init__", wordless)
        monkeypatch.setattr(json.JSONDecodeError, "__init__", wordless_json)
        with pytest.raises(yaml.MarkedYAMLError, match="wordless"):
            yaml.safe_load("[")
        for name, faults in before.items():
            assert [str(fault) for fault in faults_of(tmp_path / name)] == faults

    def test_a_tab_inside_a_line_which_only_the_slow_parser_refuses(self, folder, monkeypatch):
        monkeypatch.delattr(yaml, "CSafeLoader")
        change(folder / "alpha/2019.yaml", "standing: advice", "standing:\t- advice")
        assert lines_of(folder)[0].startswith(
            "alpha/2019.yaml:6:10: (whole record): a tab stands where a space is expected"
        )


class TestWhatIsReported:
    def test_all_faults_of_all_files_at_once_and_in_order(self, folder: Path):
        change(folder / "alpha/source.yaml", "[topic]", "topic")
        change(folder / "alpha/2019.yaml", "whole", "entire")
        change(folder / "alpha/2019.yaml", "force: may", "force: can")
        change(folder / "facts/topic.yaml", "count", "counter")
        assert [line.partition(": ")[0] for line in lines_of(folder)] == [
            "alpha/2019.yaml:4:9",
            "alpha/2019.yaml:16:12",
            "alpha/source.yaml:4:9",
            "facts/topic.yaml:9:11",
        ]

    def test_faults_inside_a_file_and_between_records_come_together(self, folder: Path):
        (folder / "beta").mkdir()
        (folder / "beta/source.yaml").write_text(
            "format: guidance/1\nsource: beta\ntitle: B\ntopics: [topic, T]\n"
        )
        change(folder / "alpha/2020.yaml", "alpha#hospital", "alpha#hospitals")
        assert [line.partition(": ")[0] for line in lines_of(folder)] == [
            "alpha/2020.yaml:28:18",
            "beta/source.yaml:4:17",
        ]

    def test_a_reference_into_a_file_that_cannot_be_read_is_not_called_dangling(self, folder: Path):
        change(folder / "alpha/2019.yaml", "    cite: {section: Where}\n", "")
        assert lines_of(folder) == [
            "alpha/2019.yaml:26:3: provisions.hospital.cite: missing; add cite: …"
        ]

    def test_an_empty_value_is_reported_once(self, folder: Path):
        change(folder / "alpha/2019.yaml", "standing: advice", "standing: null")
        assert lines_of(folder) == [
            "alpha/2019.yaml:6:11: standing: empty; write a value or leave the key out"
        ]

    def test_very_many_faults_are_counted(self, folder: Path):
        change(folder / "alpha/source.yaml", "[topic]", f"[{'T, ' * 5000}]")
        faults = faults_of(folder)
        assert len(faults) == 101
        assert faults[-1].problem == "4900 more faults from here on"

    def test_the_record_is_named(self, folder: Path):
        change(folder / "alpha/2019.yaml", "whole", "entire")
        change(folder / "facts/topic.yaml", "count", "counter")
        assert [fault.record for fault in faults_of(folder)] == ["alpha@2019", "facts/topic"]

    def test_the_same_faults_in_json_with_the_places_of_json(self, folder: Path):
        plain = yaml.safe_load((folder / "alpha/2019.yaml").read_text())
        plain["extent"] = "entire"
        (folder / "alpha/2019.yaml").unlink()
        (folder / "alpha/2019.json").write_text(json.dumps(plain, indent=2, default=str))
        assert lines_of(folder) == [
            "alpha/2019.json:5:13: extent: 'entire' is not one of the words allowed here;"
            " write whole or partial"
        ]


class TestFoldersAndFiles:
    def test_the_name_shipped_stands_for_the_records_that_are_shipped(self, folder: Path):
        both = load("shipped", folder)
        assert {*both.sources} > {*load().sources}
        assert load("shipped") == load()
        assert {*both.sources} == {*load().sources, *load(folder).sources}

    def test_shipped_records(self):
        assert "alemtuzumab" in load().topics

    def test_nothing_shipped(self, monkeypatch):
        monkeypatch.setattr("guidance.files.loading.shipped", lambda: None)
        with pytest.raises(RecordsError) as caught:
            load()
        assert "install it again, or name a data folder" in str(caught.value.exceptions[0])

    def test_one_source_and_one_file(self, folder: Path):
        assert len(read_records(folder / "alpha").versions) == 2
        assert [v.ref for v in read_records(folder / "alpha/2020.yaml").versions] == ["alpha@2020"]
        assert [s.topic for s in read_records(folder / "facts").sheets] == ["topic"]

    def test_the_same_file_named_twice_is_read_once(self, folder: Path):
        records = read_records(folder, folder / "alpha/2020.yaml", folder)
        assert len(records.versions) == 2

    def test_a_record_in_two_folders(self, folder: Path, tmp_path_factory):
        other = Case("", good(), "", "", "").write(tmp_path_factory.mktemp("other"))
        problems = {fault.problem for fault in faults_of(folder, other)}
        assert f"alpha@2020 is already recorded in {folder}/alpha/2020.yaml" in problems

    def test_nowhere(self, folder: Path):
        assert lines_of(folder / "nowhere")[0].endswith(
            "nowhere:1:1: (whole record): there is no such file or folder; check the path"
        )

    @pytest.mark.parametrize("name", ["a\0b", "loop"])
    def test_what_cannot_be_a_path(self, tmp_path: Path, name: str):
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        (fault,) = faults_of(tmp_path / name)
        assert_readable(fault)

    def test_a_folder_that_may_not_be_read(self, folder: Path, monkeypatch):
        def refuse(path: Path) -> list[str]:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(os, "listdir", refuse)
        assert lines_of(folder) == [
            f"{folder}:1:1: (whole record): cannot be read: Permission denied;"
            " check its permissions"
        ]

    def test_a_folder_without_records(self, tmp_path: Path):
        assert "the folder holds no records" in lines_of(tmp_path)[0]

    def test_readme_licence_and_hidden_files_are_left_alone(self, folder: Path):
        for name in ("README.md", "LICENSE", ".DS_Store", "alpha/README.txt", "alpha/.2019.swp"):
            (folder / name).write_text("x")
        assert len(read_records(folder).versions) == 2

    def test_a_link_out_of_the_folder(self, folder: Path, tmp_path_factory):
        secret = tmp_path_factory.mktemp("elsewhere") / "2021.yaml"
        secret.write_text("x")
        (folder / "alpha/2021.yaml").symlink_to(secret)
        (folder / "beta").symlink_to(secret.parent)
        (folder / "alpha/2022.yaml").symlink_to(folder / "gone")
        (folder / "alpha/2023.yaml").symlink_to(folder / "alpha/2023.yaml")
        assert [line.partition(": (whole record): ")[::2] for line in lines_of(folder)] == [
            ("alpha/2021.yaml:1:1", "a link that leads out of the folder; copy the file instead"),
            ("alpha/2022.yaml:1:1", "a link that leads nowhere; delete it"),
            ("alpha/2023.yaml:1:1", "a link that leads nowhere; delete it"),
            ("beta:1:1", "a link that leads out of the folder; copy the file instead"),
        ]

    def test_a_link_inside_the_folder_is_one_more_name_of_one_record(self, folder: Path):
        (folder / "alpha/2021.yaml").symlink_to(folder / "alpha/2020.yaml")
        assert len(read_records(folder).versions) == 2

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
    def test_a_named_pipe_is_not_waited_for(self, folder: Path):
        os.mkfifo(folder / "alpha/2021.yaml")
        assert "alpha/2021.yaml:1:1: (whole record): not a regular file" in lines_of(folder)[0]

    def test_a_file_that_may_not_be_read(self, folder: Path, monkeypatch):
        def refuse(self: Path, mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        assert "cannot be read: Permission denied; check its permissions" in lines_of(folder)[0]

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
    def test_a_file_name_that_is_no_text(self, folder: Path):
        (folder / os.fsdecode(b"alpha/\xff\x1b[31m\n.yaml")).write_text("format: guidance/1\n")
        for fault in faults_of(folder):
            assert_readable(fault)

    def test_where_a_field_stands(self, folder: Path):
        records = read_records(folder)
        file = str(folder / "alpha/2019.yaml")
        assert records.where("alpha@2019", ("provisions", "hospital", "force")) == (file, 29, 12)
        assert records.where("alpha@2019", ("provisions", "hospital", "note")) == (file, 27, 5)
        assert records.where("facts/topic")[1:] == (1, 1)

    def test_places_are_also_known_in_json(self, folder: Path):
        source = read_records(folder).sources[0]
        (folder / "alpha/source.yaml").unlink()
        (folder / "alpha/source.json").write_text(dump_json(source))
        where = read_records(folder).where("alpha", ("coverage", "checked", 0))
        assert where == (str(folder / "alpha/source.json"), 10, 7)


class TestSharing:
    def test_a_provision_repeated_unchanged_is_one_object(self, folder: Path):
        text = (folder / "alpha/2019.yaml").read_text()
        for year in ("2021", "2022"):
            (folder / f"alpha/{year}.yaml").write_text(
                text.replace("2019", year).replace("force: should", f"force: should # {year}")
            )
        first, _, third, fourth = read_records(folder).versions
        for name in first.provisions:
            assert first.provisions[name] is third.provisions[name] is fourth.provisions[name]

    def test_a_provision_that_differs_is_not(self, folder: Path):
        text = (folder / "alpha/2019.yaml").read_text().replace("2019", "2021")
        (folder / "alpha/2021.yaml").write_text(text.replace("force: should", "force: may"))
        first, _, third = read_records(folder).versions
        assert [first.provisions["hospital"].force, third.provisions["hospital"].force] == [
            "should",
            "may",
        ]

    def test_equal_texts_are_one_object(self, folder: Path):
        one, two = read_records(folder).versions
        assert one.source is two.source

    @pytest.mark.parametrize("was_on", [True, False])
    def test_the_collector_is_left_as_it_was(self, folder: Path, was_on: bool):
        (gc.enable if was_on else gc.disable)()
        try:
            load(folder)
            assert gc.isenabled() is was_on
            change(folder / "alpha/2019.yaml", "whole", "entire")
            faults_of(folder)
            assert gc.isenabled() is was_on
        finally:
            gc.enable()
