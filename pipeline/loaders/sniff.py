"""What a file is, by its bytes. A suffix is what somebody typed."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO, Literal, NamedTuple

from pipeline.loaders.limits import Limits
from pipeline.loaders.zip_directory import open_zip

KindName = Literal["pdf", "docx", "text", "empty_file", "encrypted", "damaged", "foreign"]

# Names of plain text, which no byte tells from a table or a program.
TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
# A file with such a name was meant as a contract: if it cannot be read, somebody must be told.
CONTRACT_SUFFIXES = frozenset({".pdf", ".docx", ".docm", ".dotx", ".dotm"}) | (TEXT_SUFFIXES - {""})

_HEAD_BYTES = 4096
_PDF_HEADER_BYTES = 1024
_TYPES_BYTES = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
_MAGICS = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"%!PS", "PostScript"),
    (b"HWP Document File", "HWP"),
)
_OLE_STREAMS = (
    ("WordDocument", "Word 97-2003 (.doc)"),
    ("Workbook", "Excel 97-2003"),
    ("PowerPoint Document", "PowerPoint 97-2003"),
    ("HwpSummaryInformation", "HWP"),
)
_WORD_MAIN_TYPES = (
    b"wordprocessingml.document.main",
    b"wordprocessingml.template.main",
    b"ms-word.document.macroenabled.main",
    b"ms-word.template.macroenabledtemplate.main",
)
_OTHER_MAIN_TYPES = ((b"spreadsheetml", "Excel"), (b"presentationml", "PowerPoint"))
_ZIP_MIMES = (
    (b"application/vnd.oasis.opendocument.text", "OpenDocument text"),
    (b"application/hwp+zip", "HWPX"),
    (b"application/epub+zip", "EPUB"),
)


class Kind(NamedTuple):
    """`name` decides what happens to the file; `label` names a foreign format to its owner."""

    name: KindName
    label: str = ""


def sniff(file: BinaryIO) -> Kind:
    """The kind of a seekable file. Reads the head only, except of zip and OLE containers."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if not head.strip(b"\0"):
        return _blank(file, head)
    if head.startswith(b"PK"):
        return _zip_kind(file)
    if head.startswith(_OLE):
        return _ole_kind(file)
    for magic, label in _MAGICS:
        if head.startswith(magic):
            return Kind("foreign", label)
    if b"%PDF-" in head[:_PDF_HEADER_BYTES]:
        return Kind("pdf")
    return _text_kind(head)


def _blank(file: BinaryIO, head: bytes) -> Kind:
    """No byte at all is an empty file; nothing but zeros is what a failed copy leaves behind."""
    if not head:
        return Kind("empty_file")
    while chunk := file.read(1 << 20):
        if chunk.strip(b"\0"):
            return Kind("foreign", "binary")
    return Kind("damaged")


def _text_kind(head: bytes) -> Kind:
    if head.startswith(_BYTE_ORDER_MARKS):
        return Kind("text")
    start = head.lstrip().lower()
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and b"<html" in start):
        return Kind("foreign", "HTML")
    if start.startswith(b"<?xml"):
        return Kind("foreign", "XML")
    # No text encoding of the region holds control bytes; ISO-2022-JP needs escape, old files end in substitute.
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b\x1a" for byte in head)
    return Kind("foreign", "binary") if controls else Kind("text")


def _ole_kind(file: BinaryIO) -> Kind:
    """An encrypted DOCX is an OLE container with a stream EncryptedPackage ([MS-OFFCRYPTO] 2.3.4.4)."""
    file.seek(0)
    data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind("encrypted")
    for stream, label in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return Kind("foreign", label)
    return Kind("foreign", "OLE")


def _zip_kind(file: BinaryIO) -> Kind:
    """A zip file whose directory is too large goes to the DOCX loader, which refuses it by its limits."""
    try:
        archive = open_zip(file, Limits().members)
        if archive is None:
            return Kind("docx")
        with archive:
            return _package_kind(archive)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return Kind("damaged")


def _package_kind(archive: zipfile.ZipFile) -> Kind:
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.filelist}
    if (types := names.get("[content_types].xml")) is not None:
        declared = _head_of(archive, types).lower()
        if any(main in declared for main in _WORD_MAIN_TYPES):
            return Kind("docx")
        for main, label in _OTHER_MAIN_TYPES:
            if main in declared:
                return Kind("foreign", label)
    if "word/document.xml" in names:
        return Kind("docx")
    if (mimetype := names.get("mimetype")) is not None:
        declared = _head_of(archive, mimetype)
        for mime, label in _ZIP_MIMES:
            if declared.startswith(mime):
                return Kind("foreign", label)
    return Kind("foreign", "OFD" if "ofd.xml" in names else "zip")


def _head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(_TYPES_BYTES)
