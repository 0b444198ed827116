from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import pytest

from pipeline.document.model import Document
from pipeline.errors import DocumentError, ProgramMissingError
from pipeline.loaders import office_file, registry
from pipeline.loaders.finding import find
from pipeline.loaders.limits import Limits
from pipeline.loaders.program import Bounds, find_program, private_folder, run_program
from pipeline.loaders.sniff import Kind, sniff
from tests.loaders.docx_file_maker import level, make, numbered, numbering, pack, paragraph, text
from tests.loaders.hwp_file_maker import container

MIME = b"application/vnd.oasis.opendocument.text"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>%s'
    "</office:text></office:body></office:document-content>"
)
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{MIME.decode()}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml">%s</manifest:file-entry></manifest:manifest>'
)

with_office = pytest.mark.skipif(
    find_program("soffice", "libreoffice", also=office_file._ALSO) is None, reason="LibreOffice is not installed"
)


def odt(body: str, manifest: str = "") -> bytes:
    members = {"mimetype": MIME, "content.xml": (CONTENT % body).encode()}
    return pack({**members, "META-INF/manifest.xml": (MANIFEST % manifest).encode()})


def read(data: bytes, limits: Limits | None = None) -> Document:
    return office_file.load(data, "契約.odt", "0" * 64, limits or Limits())


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, limits)
    assert "契約.odt" in caught.value.line("ko")
    return caught.value.code


def fake_office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program of that name that does something else."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setattr(office_file, "find_program", lambda *_, **__: str(path))


def test_without_libreoffice_a_file_fails_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_file, "find_program", lambda *_, **__: None)
    with pytest.raises(ProgramMissingError, match="apt install libreoffice-writer"):
        read(odt("<text:p>甲</text:p>"))


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in")
@pytest.mark.parametrize(
    ("script", "code"), [("sleep 60", "office_too_slow"), ("exit 3", "damaged"), ("exit 0", "damaged")]
)
def test_an_office_that_hangs_or_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str) -> None:
    fake_office(tmp_path, monkeypatch, script)
    assert code_of(odt("<text:p>甲</text:p>"), Limits(office_seconds=1)) == code


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in")
def test_the_conversion_is_read_under_the_name_of_the_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "converted.docx").write_bytes(make(paragraph("第一条")))
    fake_office(tmp_path, monkeypatch, f"mkdir out && cp {tmp_path}/converted.docx out/document.docx")
    document = read(odt("<text:p>甲</text:p>"))
    assert (document.name, document.sha256, document.format, document.text) == (
        "契約.odt",
        "0" * 64,
        "office",
        "第一条",
    )
    assert document.issues[0].code == "read_through_office"
    assert document.places(0, 3)[0].to_json()["part"] == "word/document.xml"


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in")
@pytest.mark.parametrize(
    ("version", "place", "declared", "lost"),
    [(0xC1, 0x4C, 600, True), (0x65, 0x34, 600, True), (0xC1, 0x4C, 499, False), (0x101, 0x4C, 30, False)],
)
def test_a_conversion_that_lacks_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int, place: int, declared: int, lost: bool
) -> None:
    (tmp_path / "converted.docx").write_bytes(make(paragraph("第一条")))
    fake_office(tmp_path, monkeypatch, f"mkdir out && cp {tmp_path}/converted.docx out/document.docx")
    head = bytearray(200)
    struct.pack_into("<HH", head, 0, 0xA5EC, version)
    struct.pack_into("<L", head, place, declared)
    found = [issue.params for issue in read(container({"WordDocument": bytes(head)})).issues[1:]]
    assert found == ([{"declared": declared, "read": 3}] if lost else [])


def test_what_needs_a_password() -> None:
    assert code_of(odt("", "<manifest:encryption-data/>")) == "encrypted"
    assert code_of(container({"WordDocument": b"\xec\xa5" + bytes(9) + b"\1" + bytes(50)})) == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(1, 256)) * 3 + "WordDocument".encode("utf-16-le") * 300,
        container({"1Table": b"x" * 5000}),
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:p>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><?mso-application progid="Word.Document"?><a>&b;</a>',
    ],
)
def test_what_is_broken_is_never_guessed_at(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice reads as plain text what it does not know."""
    monkeypatch.setattr(office_file, "find_program", lambda *_, **__: pytest.fail("was started"))
    assert code_of(data) == "damaged"


def test_a_bomb_is_refused_before_it_is_converted() -> None:
    assert code_of(odt("<text:p>" + "甲" * 20_000_000 + "</text:p>")) == "too_large"


@pytest.mark.parametrize(
    "data",
    [
        odt(""),
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        f'<?xml version="1.0"?><office:document office:mimetype="{MIME.decode()}">'.encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"),
    ],
)
def test_kinds(data: bytes) -> None:
    assert sniff(io.BytesIO(data)) == Kind("office")


def test_in_a_folder_they_are_contracts(tmp_path: Path) -> None:
    for name in ("a.doc", "b.WPS", "c.odt", "d.dot"):
        (tmp_path / name).write_bytes(b"?")
    (tmp_path / "e").write_bytes(odt("<text:p>甲</text:p>"))
    assert [path.name for path in find(tmp_path).files] == ["a.doc", "b.WPS", "c.odt", "d.dot", "e"]


@with_office
def test_opendocument_for_real(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    linked = f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/></text:section>'
    change = (
        '<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info><dc:creator>乙</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>'
        "<text:p>削除</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = f"{change}<text:h>第1条（目的）</text:h><text:p>甲は<text:change text:change-id='c1'/>乙に</text:p>{linked}"
    path = tmp_path / "契約.odt"
    path.write_bytes(odt(body))
    document = registry.load(path)
    assert document.text == "第1条（目的）\n甲は乙に"
    assert "SECRET" not in document.text


@with_office
def test_word_97_for_real(tmp_path: Path) -> None:
    """Numbers and revisions live through two conversions."""
    levels = (level(0, "chineseCountingThousand", "第%1条"), level(1, "decimal", "（%2）"))
    inserted = f'<w:ins w:id="1" w:author="乙" w:date="2026-01-01T00:00:00Z">{text("十日内")}</w:ins>'
    deleted = (
        '<w:del w:id="2" w:author="乙" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>立即</w:delText></w:r></w:del>'
    )
    body = (
        numbered("定义")
        + numbered("甲方", level=1)
        + numbered("付款")
        + paragraph(text("甲方应") + deleted + inserted + text("付款"))
    )
    with private_folder() as folder:
        (folder / "document.docx").write_bytes(make(body, numbering=numbering(*levels)))
        office = find_program("soffice", "libreoffice", also=office_file._ALSO)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run_program([str(office), "--headless", profile, "--convert-to", "doc", "document.docx"], folder, Bounds(60))
        data = (folder / "document.doc").read_bytes()
    path = tmp_path / "合同.wps"
    path.write_bytes(data)
    document = registry.load(path)
    assert document.text.split("\n") == ["第一条 定义", "（1） 甲方", "第二条 付款", "甲方应十日内付款"]
    assert [aside.text for aside in document.asides if aside.kind == "revision"]
    assert "unaccepted_revisions" in [issue.code for issue in document.issues]
    locked = bytearray(data)
    at = locked.index(b"\xec\xa5") + 0x0A
    struct.pack_into("<H", locked, at, struct.unpack_from("<H", locked, at)[0] | 0x0100)
    assert code_of(bytes(locked)) == "encrypted"
