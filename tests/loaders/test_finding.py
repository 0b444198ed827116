from __future__ import annotations

import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import DocumentError
from pipeline.loaders import registry
from pipeline.loaders.finding import find, find_in
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


def test_the_texts_of_records_are_no_contracts(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "a.txt.json").write_text(f'{{"text_sha256": "{sha256(b"a.txt.txt").hexdigest()}"}}')
    (tmp_path / "b.json").write_text('{"text_sha256": "0"}')
    assert [path.name for path in find(tmp_path).files] == ["a.txt", "b.txt"]


def test_pictures_as_large_as_pages_are_found_and_smaller_ones_skipped(tmp_path: Path) -> None:
    for name, size in (("fax.TIF", (40, 30)), ("seal.png", (300, 300)), ("logo.jpg", (2000, 200))):
        Image.new("L", size, 255).save(tmp_path / name)
    for name in ("page 1.png", "page 2.JPG", "wide.jpeg"):
        Image.new("RGB", (1654, 1169) if name == "wide.jpeg" else (1240, 1754), "white").save(tmp_path / name)
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "page 2.JPG").read_bytes()[:60])
    found = find(tmp_path)
    assert [path.name for path in found.files] == ["cut.jpg", "fax.TIF", "page 1.png", "page 2.JPG", "wide.jpeg"]
    assert [path.name for path in found.skipped] == ["logo.jpg", "seal.png"]


def test_so_are_those_in_an_archive(tmp_path: Path) -> None:
    Image.new("L", (1240, 1754), 255).save(tmp_path / "page.png")
    Image.new("L", (100, 100), 255).save(tmp_path / "logo.png")
    with zipfile.ZipFile(tmp_path / "A.zip", "w") as archive:
        for name in ("page.png", "logo.png"):
            archive.write(tmp_path / name, f"扫描/{name}")
    found = find_in(tmp_path / "A.zip")
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["A.zip/扫描/page.png"]
    assert [path.name for path in found.skipped] == ["logo.png"]


def test_find_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        find(tmp_path / "none")
    assert caught.value.code == "not_found"


def test_hidden_contracts_are_named_and_what_programs_hide_is_not(tmp_path: Path) -> None:
    contract, locked = make(paragraph("x")), b"\x05User" + b" " * 157
    hidden = {
        ".合同.docx": contract,
        ".旧/a.pdf": b"%PDF-1.4",
        ".旧/.更/b.docx": contract,
        "~$合同.docx": contract,
        "~$锁.docx": locked,
        ".~锁.docx": locked,
        "._合同.pdf": b"\x00\x05\x16\x07",
        ".venv/LICENSE.txt": b"x",
        ".git/objects/ab": b"%PDF-1.4",
    }
    for name, data in {**hidden, "a.txt": b"x"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    os.mkfifo(tmp_path / ".pipe.pdf")
    found = find(tmp_path)
    assert found.files == (tmp_path / "a.txt",)
    named = [path.relative_to(tmp_path).as_posix() for path in found.skipped]
    assert named == [".合同.docx", ".旧/.更/b.docx", ".旧/a.pdf", "~$合同.docx"]


def test_the_folder_that_is_searched_may_lie_in_a_hidden_one(tmp_path: Path) -> None:
    root = tmp_path / ".cases" / "~$1"
    root.mkdir(parents=True)
    (root / "a.txt").write_text("x")
    assert find(root).files == (root / "a.txt",)


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may list every folder")
        assert find(tmp_path).files == (closed,)
        with pytest.raises(DocumentError) as caught:
            registry.load(closed)
        assert caught.value.code == "unreadable"
    finally:
        closed.chmod(0o700)
