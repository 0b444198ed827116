import os
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
