from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.loaders.sniff import Kind, sniff, sniff_as
from tests.loaders.docx_file_maker import make, pack, paragraph
from tests.loaders.hwp_file_maker import container

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def kind_of(data: bytes) -> Kind:
    return sniff(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "name", "label"),
    [
        (b"", "empty_file", ""),
        (bytes(5000), "damaged", ""),
        (b"%PDF-1.7\n...", "pdf", ""),
        (b"\r\n\xef\xbb\xbfjunk %PDF-1.4", "pdf", ""),
        (make(paragraph("x")), "docx", ""),
        (make(paragraph("x"))[:-30], "damaged", ""),
        (b"PK\x03\x04 not a zip at all", "damaged", ""),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", ""),
        (OLE + "WordDocument".encode("utf-16-le"), "office", ""),
        (OLE + "Workbook".encode("utf-16-le"), "foreign", "Excel 97-2003"),
        (OLE, "foreign", "OLE"),
        (b"{\\rtf1\\ansi", "rtf", ""),
        (b"\x89PNG\r\n\x1a\n", "image", "PNG"),
        (b"II*\x00", "image", "TIFF"),
        (b"GIF89a", "foreign", "GIF"),
        (b"  <!DOCTYPE html><html>", "html", "HTML"),
        (b'<?xml version="1.0"?><a/>', "foreign", "XML"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "foreign", "binary"),
        ("第一条".encode(), "text", ""),
        ("第一条".encode("utf-16"), "text", ""),
        ("第1条".encode("iso2022_jp"), "text", ""),
        ("제1조 갑은 을에게".encode("iso2022_kr"), "text", ""),
        ("第一条　甲方应当\n".encode("utf-16-le"), "text", ""),
        ("제1조(목적) 갑은".encode("utf-16-be"), "text", ""),
        ("Article 1\n第一条".encode("utf-32-be"), "text", ""),
        ("제1조\r\n\t갑".encode("cp949"), "text", ""),
        (pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), "office", ""),
        (pack({"mimetype": b"application/hwp+zip"}), "hwpx", ""),
        (pack({"OFD.xml": b"<x/>"}), "ofd", ""),
        (pack({"a.txt": b"x"}), "zip", "zip"),
        (pack({"[Content_Types].xml": b"spreadsheetml.sheet.main"}), "foreign", "Excel"),
        (pack({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}), "docx", ""),
        (pack({"word\\document.xml": b"<x/>"}), "docx", ""),
    ],
)
def test_kind_by_bytes(data: bytes, name: str, label: str) -> None:
    assert kind_of(data) == (name, label)


def test_zip_with_a_comment_and_leading_bytes() -> None:
    stream = io.BytesIO(make(paragraph("x")))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"c" * 60_000
    assert kind_of(stream.getvalue()).name == "docx"


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        ({"WordDocument": b"x" * 40, "ObjectPool/_1/__properties_version1.0": b"x"}, "office"),
        ({"WordDocument": "EncryptedPackage".encode("utf-16-le"), "ObjectPool/_1/EncryptedPackage": b"x"}, "office"),
        ({"FileHeader": b"x", "\x05HwpSummaryInformation": b"x", "BinData/_1/WordDocument": b"x"}, "hwp"),
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "encrypted"),
    ],
)
def test_what_an_ole_file_embeds_is_not_what_it_is(streams: dict[str, bytes], kind: str) -> None:
    assert sniff(io.BytesIO(container(streams))).name == kind


@pytest.mark.parametrize(
    ("data", "suffix", "label"),
    [
        (pack({"Index/Document.iwa": b"x"}), ".pages", ".pages"),
        (pack({"Index/Document.iwa": b"x"}), ".docx", "zip"),
        (container({"VisioDocument": b"x"}), ".vsd", ".vsd"),
        (container({"VisioDocument": b"x"}), ".doc", "OLE"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "", "binary"),
        (container({"Workbook": b"x"}), ".et", "Excel 97-2003"),
    ],
)
def test_a_foreign_format_is_called_by_what_its_owner_calls_it(data: bytes, suffix: str, label: str) -> None:
    assert sniff_as(io.BytesIO(data), suffix) == Kind("foreign", label)
