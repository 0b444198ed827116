"""What a file is, by its bytes. A suffix is what somebody typed."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import BinaryIO, NamedTuple

from pipeline.loaders.encodings import is_wide_text
from pipeline.loaders.formats import CONTRACT_SUFFIXES, READERS, TEXT_SUFFIXES
from pipeline.loaders.hwp.container import Container, NoContainer
from pipeline.loaders.limits import Limits
from pipeline.loaders.seven_bit import ISO_2022_KR
from pipeline.loaders.zip_directory import open_zip

# Kinds that nothing reads are the code of the error that says so.
REFUSALS = {
    "empty_file": "empty_file",
    "encrypted": "encrypted",
    "damaged": "damaged",
    "foreign": "foreign_format",
    "packed": "packed_foreign",
    "message": "message_foreign",
}


class Kind(NamedTuple):
    """`name` is a kind of formats.READERS or CONTAINERS, or one of REFUSALS. `label` names a format to its owner."""

    name: str
    label: str = ""


HEAD_BYTES = 4096
_PDF_HEADER_BYTES = 1024
_TYPES_BYTES = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
_MAIL_PROGRAM_FIELDS = frozenset({b"mime-version", b"message-id", b"received", b"return-path"})
_MAIL_FIELDS = frozenset({b"from", b"to", b"subject", b"date", b"content-type"})
# By their first bytes.
_MAGICS = (
    (b"{\\rtf", Kind("rtf")),
    (b"\x89PNG", Kind("image", "PNG")),
    (b"\xff\xd8\xff", Kind("image", "JPEG")),
    (b"GIF8", Kind("foreign", "GIF")),
    (b"II*\x00", Kind("image", "TIFF")),
    (b"MM\x00*", Kind("image", "TIFF")),
    (b"Rar!\x1a\x07", Kind("packed", "RAR")),
    (b"7z\xbc\xaf\x27\x1c", Kind("packed", "7z")),
    (b"\x1f\x8b", Kind("packed", "gzip")),
    (b"BZh", Kind("packed", "bzip2")),
    (b"\xfd7zXZ\x00", Kind("packed", "xz")),
    (b"ALZ\x01", Kind("packed", "ALZ")),
    (b"EGGA", Kind("packed", "EGG")),
    (b"\x78\x9f\x3e\x22", Kind("packed", "winmail.dat")),
    (b"%!PS", Kind("foreign", "PostScript")),
    (b"HWP Document File", Kind("foreign", "HWP 3")),
)
# XML by what stands in its head, in lower case: a Word package in one file names Word as Word 2003 XML does.
_XML_MARKS = (
    (b"http://schemas.microsoft.com/office/2006/xmlpackage", Kind("flat")),
    (b'progid="word.document"', Kind("office")),
    (b'mimetype="application/vnd.oasis.opendocument.text"', Kind("office")),
)
# OLE containers by a stream that they hold.
_OLE_STREAMS = (
    ("__properties_version1.0", Kind("message", "Outlook (.msg)")),
    ("WordDocument", Kind("office")),
    ("MatOST", Kind("office")),
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
    (b"application/vnd.oasis.opendocument.text", Kind("office")),
    (b"application/hwp+zip", Kind("hwpx")),
    (b"application/epub+zip", Kind("foreign", "EPUB")),
)
# Zip packages by a member that they hold, in lower case.
_ZIP_MEMBERS = (
    ("word/document.xml", Kind("docx")),
    ("contents/section0.xml", Kind("hwpx")),
    ("ofd.xml", Kind("ofd")),
)


def sniff(file: BinaryIO, limits: Limits | None = None) -> Kind:
    """The kind of a seekable file. Reads the head only, except of zip and OLE containers."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head.strip(b"\0"):
        return _blank(file, head)
    if head.startswith(b"PK"):
        return _zip_kind(file, limits or Limits())
    if head.startswith(_OLE):
        return _ole_kind(file)
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
    if head[2:5] == b"-lh" and head[6:7] == b"-":
        return Kind("packed", "LZH")
    if head[257:262] == b"ustar":
        return Kind("packed", "tar")
    if b"%PDF-" in head[:_PDF_HEADER_BYTES]:
        return Kind("pdf")
    return _text_kind(head)


# Labels that say less about a format than the name that somebody gave the file.
_VAGUE = ("OLE", "binary", "XML", "zip")
# Formats that are text, by the names under which any text is taken for them.
_OF_TEXT = {suffix: kind for kind in ("html", "mail") for suffix in READERS[kind].suffixes}


def needs_all(head: bytes) -> bool:
    """Whether a head does not tell: a package or OLE file, or a head of zeros."""
    return head.startswith((b"PK", _OLE)) or not head.strip(b"\0")


def sniff_as(file: BinaryIO, suffix: str, limits: Limits | None = None) -> Kind:
    """The kind of a file under a name with that suffix, in lower case.

    Text bears no mark of its own: in a file called .pdf it is a broken download, in one called .csv no contract. A zip
    file under another name than .zip is the package of some program.
    """
    kind = sniff(file, limits)
    if kind.name == "zip" and suffix not in ("", ".zip"):
        kind = Kind("foreign", kind.label)
    if kind.name == "foreign" and kind.label in _VAGUE and suffix not in CONTRACT_SUFFIXES:
        return Kind("foreign", suffix or kind.label)
    if kind.name == "text" and suffix in _OF_TEXT:
        return Kind(_OF_TEXT[suffix])
    if kind.name in ("html", "mail"):
        return _page_as(kind, suffix)
    if kind.name != "text" or suffix in TEXT_SUFFIXES:
        return kind
    return Kind("damaged") if suffix in CONTRACT_SUFFIXES else Kind("foreign", suffix)


def _page_as(kind: Kind, suffix: str) -> Kind:
    """A page or mail is read under its own names, as text, and as the .doc that many systems make of it; elsewhere it is
    what a server sent instead of the file."""
    if suffix in _OF_TEXT or suffix in READERS["office"].suffixes or suffix in TEXT_SUFFIXES:
        return kind
    return Kind("damaged") if suffix in CONTRACT_SUFFIXES else Kind("foreign", kind.label)


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
        return Kind("html", "HTML")
    if start.startswith(b"<?xml"):
        return next((kind for mark, kind in _XML_MARKS if mark in start), Kind("foreign", "XML"))
    if _is_mail(head):
        return Kind("mail", "mail")
    # ISO-2022-JP needs escape, ISO-2022-KR shifts, old files end in substitute; UTF-16 may hold any byte.
    if not _CONTROLS.search(head) or head.startswith(ISO_2022_KR) or is_wide_text(head):
        return Kind("text")
    return Kind("foreign", "binary")


def _is_mail(head: bytes) -> bool:
    """Whether a head begins with the header of a message, one that only a mail program writes among its fields."""
    fields: set[bytes] = set()
    for line in head.splitlines():
        field, colon, _ = line.partition(b":")
        if not line.startswith((b" ", b"\t")):
            if not colon or not field.isascii() or b" " in field:
                break
            fields.add(field.lower())
    return bool(fields & _MAIL_PROGRAM_FIELDS) and bool(fields & _MAIL_FIELDS)


def _ole_kind(file: BinaryIO) -> Kind:
    """An encrypted DOCX is an OLE container with a stream EncryptedPackage ([MS-OFFCRYPTO] 2.3.4.4)."""
    file.seek(0)
    held = _ole_streams(file.read())
    if "EncryptedPackage" in held:
        return Kind("encrypted")
    return next((kind for stream, kind in _OLE_STREAMS if stream in held), Kind("foreign", "OLE"))


def _ole_streams(data: bytes) -> str:
    """The streams at the top of a container: what is embedded lies deeper. Of a broken one all that is in it."""
    try:
        return "\0".join(path for path in Container(data).paths if "/" not in path)
    except (NoContainer, struct.error, IndexError):
        return data.decode("utf-16-le", "replace") + data[1:].decode("utf-16-le", "replace")


def _zip_kind(file: BinaryIO, limits: Limits) -> Kind:
    """A zip file whose directory is too large goes to the DOCX loader, which refuses it by its limits."""
    try:
        archive = open_zip(file, limits.members)
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
    return next((kind for member, kind in _ZIP_MEMBERS if member in names), Kind("zip", "zip"))


def _head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(_TYPES_BYTES)
