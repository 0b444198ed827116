from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders.finding import find
from tests.loaders.docx_file_maker import make, paragraph


def test_finds_contracts_in_a_stable_order(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    root = tmp_path / "in"
    for name in ("b/2.docx", "b/10.pdf", "a.txt", "c.md", "z.bin", "data.csv", "page.html", ".hidden.txt", "~$b.docx"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (root / "scan").write_bytes(b"%PDF-1.4")
    (root / "renamed.dat").write_bytes(make(paragraph("x")))
    (root / "broken.docx").write_bytes(b"")
    (root / "out").mkdir()
    (root / "out" / "a.txt.txt").write_text("x")
    (root / ".git").mkdir()
    (root / ".git" / "x.txt").write_text("x")
    (root / "link.txt").symlink_to(outside / "secret.txt")
    (root / "inner.txt").symlink_to(root / "a.txt")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "dangling.txt").symlink_to(root / "nowhere")
    os.mkfifo(root / "pipe.txt")
    found = find(root, root / "out")
    names = [path.relative_to(root).as_posix() for path in found.files]
    assert names == [
        "a.txt",
        "b/10.pdf",
        "b/2.docx",
        "broken.docx",
        "c.md",
        "inner.txt",
        "page.html",
        "renamed.dat",
        "scan",
    ]
    skipped = ["dangling.txt", "data.csv", "folder", "link.txt", "loop", "pipe.txt", "z.bin"]
    assert [path.name for path in found.skipped] == skipped


def test_what_scanners_write_is_found_and_other_pictures_are_skipped(tmp_path: Path) -> None:
    for name, head in (
        ("fax.TIF", b"II*\0"),
        ("scan.tiff", b"MM\0*"),
        ("seal.png", b"\x89PNG"),
        ("x.jpg", b"\xff\xd8\xff"),
    ):
        (tmp_path / name).write_bytes(head + b"0" * 100)
    found = find(tmp_path)
    assert [path.name for path in found.files] == ["fax.TIF", "scan.tiff"]
    assert [path.name for path in found.skipped] == ["seal.png", "x.jpg"]


def test_find_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        find(tmp_path / "none")
    assert caught.value.code == "not_found"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert find(tmp_path).files == (closed,)
    finally:
        closed.chmod(0o700)
