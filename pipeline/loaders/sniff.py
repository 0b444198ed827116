"""What a file is, by its bytes. A suffix is what somebody typed."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO, NamedTuple

from pipeline.loaders.encodings import is_wide_text
from pipeline.loaders.limits import Limits
from pipeline.loaders.zip_directory import open_zip


class Kind(NamedTuple):
    """`name` is a kind of formats.READERS, an error's code ("empty_file", "encrypted", "damaged") or "foreign".

    `label` names a format to its owner.
    """

    name: str
    label: str = ""


_HEAD_BYTES = 4096
_PDF_HEADER_BYTES = 1024
_TYPES_BYTES = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_ISO_2022_KR = b"\x1b$)C"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
# By their first bytes.
_MAGICS = (
    (b"{\\rtf", Kind("foreign", "RTF")),
    (b"\x89PNG", Kind("foreign", "PNG")),
    (b"\xff\xd8\xff", Kind("foreign", "JPEG")),
    (b"GIF8", Kind("foreign", "GIF")),
    (b"II*\x00", Kind("foreign", "TIFF")),
    (b"MM\x00*", Kind("foreign", "TIFF")),
    (b"Rar!\x1a\x07", Kind("foreign", "RAR")),
    (b"7z\xbc\xaf\x27\x1c", Kind("foreign", "7z")),
    (b"\x1f\x8b", Kind("foreign", "gzip")),
    (b"%!PS", Kind("foreign", "PostScript")),
    (b"HWP Document File", Kind("foreign", "HWP 3")),
)
# OLE containers by a stream that they hold.
_OLE_STREAMS = (
    ("WordDocument", Kind("foreign", "Word 97-2003 (.doc)")),
    ("Workbook", Kind("foreign", "Excel 97-2003")),
    ("PowerPoint Document", Kind("foreign", "PowerPoint 97-2003")),
    ("HwpSummaryInformation", Kind("hwp")),
)
_WORD_MAIN_TYPES = (
    b"wordprocessingml.document.main",
    b"wordprocessingml.template.main",
    b"ms-word.document.macroenabled.main",
    b"ms-word.template.macroenabledtemplate.main",
)
_OTHER_MAIN_TYPES = (
    (b"spreadsheetml", Kind("foreign", "Excel")),
    (b"presentationml", Kind("foreign", "PowerPoint")),
)
# Zip packages by the start of their member `mimetype`.
_ZIP_MIMES = (
    (b"application/vnd.oasis.opendocument.text", Kind("foreign", "OpenDocument text")),
    (b"application/hwp+zip", Kind("hwpx")),
    (b"application/epub+zip", Kind("foreign", "EPUB")),
)
# Zip packages by a member that they hold, in lower case.
_ZIP_MEMBERS = (
    ("word/document.xml", Kind("docx")),
    ("contents/section0.xml", Kind("hwpx")),
    ("ofd.xml", Kind("foreign", "OFD")),
)


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
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
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
    # ISO-2022-JP needs escape, ISO-2022-KR shifts, old files end in substitute; UTF-16 may hold any byte.
    if not _CONTROLS.search(head) or head.startswith(_ISO_2022_KR) or is_wide_text(head):
        return Kind("text")
    return Kind("foreign", "binary")


def _ole_kind(file: BinaryIO) -> Kind:
    """An encrypted DOCX is an OLE container with a stream EncryptedPackage ([MS-OFFCRYPTO] 2.3.4.4)."""
    file.seek(0)
    data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind("encrypted")
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
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
        for main, kind in _OTHER_MAIN_TYPES:
            if main in declared:
                return kind
    if (mimetype := names.get("mimetype")) is not None:
        declared = _head_of(archive, mimetype)
        for mime, kind in _ZIP_MIMES:
            if declared.startswith(mime):
                return kind
    return next((kind for member, kind in _ZIP_MEMBERS if member in names), Kind("foreign", "zip"))


def _head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(_TYPES_BYTES)
