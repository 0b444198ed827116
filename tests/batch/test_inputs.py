import os
import zipfile
from pathlib import Path

import pytest

from pipeline.batch.inputs import find_inputs
from pipeline.errors import UsageError
from pipeline.extract.stored import stem


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("第一条 目的")


def test_names_are_relative_to_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "A/契約書.txt", "b.txt", "notes.xyz")
    found = find_inputs([tmp_path])
    assert sorted(file.name for file in found.files) == ["A/契約書.txt", "b.txt"]
    assert found.skipped == ("notes.xyz",)


def test_several_paths_share_their_common_parent(tmp_path: Path) -> None:
    put(tmp_path, "one/a.txt", "two/a.txt", "c.txt")
    found = find_inputs([tmp_path / "one", tmp_path / "two", tmp_path / "c.txt"])
    assert sorted(file.name for file in found.files) == ["c.txt", "one/a.txt", "two/a.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert len(find_inputs([tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "." / "a.txt"]).files) == 1


def test_the_output_folder_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "out/a.txt.txt")
    assert [file.name for file in find_inputs([tmp_path], tmp_path / "out").files] == ["a.txt"]


def test_nothing_to_do_and_nothing_there_are_usage_errors(tmp_path: Path) -> None:
    put(tmp_path, "notes.xyz")
    with pytest.raises(UsageError, match=r"no contract in .* \(1 files"):
        find_inputs([tmp_path])
    with pytest.raises(UsageError, match="not there"):
        find_inputs([tmp_path / "none"])


def test_over_long_names_are_hashed_and_stay_apart() -> None:
    one, two = (stem("契" * 80 + f"{n}.pdf") for n in (1, 2))
    assert one != two
    assert len(f"{one}.json.tmp".encode()) <= 255
    assert stem("A/短い.pdf") == "A/短い.pdf"


def test_names_that_are_no_utf8_can_be_stored_and_stay_apart(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text("第一条 目的")
    files = find_inputs([tmp_path]).files
    assert [file.name.encode() for file in files] == ["\ufffd.txt".encode()] * 2
    assert len({file.stem.encode() for file in files}) == 2


def test_members_of_archives_are_inputs_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "A.zip", "w") as archive:
        for name in ("甲/契約.txt", "../乙.txt", "表.xlsx"):
            archive.writestr(name, "第一条 目的")
    found = find_inputs([tmp_path / "in"])
    assert [(file.name, file.stem) for file in found.files] == [
        ("A.zip/甲/契約.txt", "A.zip/甲/契約.txt"),
        ("A.zip/乙.txt", "A.zip/乙.txt"),
    ]
    assert found.skipped == ("A.zip/表.xlsx",)
    assert find_inputs([tmp_path / "in" / "A.zip"]).files == found.files
    (member,) = find_inputs([tmp_path / "in" / "A.zip" / "乙.txt"]).files
    assert member.name == "乙.txt"
    with pytest.raises(UsageError, match="not there"):
        find_inputs([tmp_path / "in" / "A.zip" / "none.txt"])


def test_an_archive_without_a_contract_fails_where_it_is_named_and_is_skipped_in_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    with zipfile.ZipFile(tmp_path / "A.zip", "w") as archive:
        archive.writestr("表.xlsx", "x")
    assert [file.name for file in find_inputs([tmp_path / "A.zip"]).files] == ["A.zip"]
    assert [file.name for file in find_inputs([tmp_path]).files] == ["a.txt"]
    assert find_inputs([tmp_path]).skipped == ("A.zip/表.xlsx",)


def test_what_folders_hold_beside_files_is_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    assert find_inputs([tmp_path]).skipped == ("dangling.txt", "pipe")


def test_a_named_folder_that_cannot_be_listed_fails_under_its_own_name(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may list every folder")
        assert [(file.name, file.stem) for file in find_inputs([closed]).files] == [("closed", "closed")]
    finally:
        closed.chmod(0o700)
