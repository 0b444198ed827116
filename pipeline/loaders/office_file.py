"""Word 97-2003 (.doc, .wps), OpenDocument text and Word XML: LibreOffice turns them into DOCX, and that is read."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore

from pipeline.document.model import Document
from pipeline.errors import DocumentError, ProgramMissingError
from pipeline.issues import Issue
from pipeline.loaders import docx_file
from pipeline.loaders.doc import fib
from pipeline.loaders.doc.lists import Level, read_lists, table_stream
from pipeline.loaders.doc.mending import mend
from pipeline.loaders.hwp.container import Container, NoContainer
from pipeline.loaders.limits import Limits
from pipeline.loaders.package import Package, checked_xml, parse_xml
from pipeline.loaders.program import (
    Bounds,
    ProgramFailed,
    ProgramMissing,
    ProgramTimeout,
    find_program,
    private_folder,
    run_program,
)

_ALSO = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
# Macros are off, links are never followed; nothing of this is asked for, since nobody could answer.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
# Each holds 200 MB and a core.
_SIDE_BY_SIDE = BoundedSemaphore(2)
# [MS-DOC] 2.5.2, FibBase: the word of flags, and the bit that says that the text is encrypted.
_FIB_BYTES, _FIB_FLAGS, _FIB_ENCRYPTED = 32, 0x0A, 0x0100

Loader = Callable[[bytes, str, str, Limits], Document]


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads a document through LibreOffice. Raises DocumentError, also where LibreOffice is not installed."""
    return _load(docx_file.load, data, name, sha256, limits)


def load_original(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads it as it was before the revisions that nobody has accepted yet. Raises DocumentError."""
    return _load(docx_file.load_original, data, name, sha256, limits)


def _load(read: Loader, data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    suffix = _check(data, name, limits)
    converted = _convert(data, suffix, name, limits)
    told = [Issue("read_through_office", "info")]
    lists = _lists(data) if suffix == ".doc" else []
    if any(level.is_lost for levels in lists for level in levels):
        mended = mend(Package(converted, name, limits), converted, lists)
        if mended is None:
            told.append(Issue("numbers_may_differ", "warning"))
        converted = mended or converted
    document = read(converted, name, sha256, limits)
    declared, got = _characters(data) if suffix == ".doc" else 0, _length(document)
    if fib.is_lost(declared, got):
        told.append(Issue("office_lost_text", "warning", {"declared": declared, "read": got}))
    return replace(document, format="office", issues=(*told, *document.issues))


def _length(document: Document) -> int:
    return len(document.text) + sum(len(aside.text) for aside in document.asides)


def _check(data: bytes, name: str, limits: Limits) -> str:
    """The suffix under which LibreOffice knows the format. Raises DocumentError for what needs a password, and for what is
    broken: LibreOffice takes that for plain text and makes up Chinese of it."""
    if data.startswith(b"PK"):
        package = Package(data, name, limits)
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise DocumentError("encrypted", name=name)
        package.read("content.xml")  # refuses what unpacks to too much
        return ".odt"
    if data.lstrip().startswith(b"<"):
        parse_xml(checked_xml(data, name, limits), name, huge=True)
        return ".fodt" if b"opendocument" in data[:4096] else ".xml"
    header = _main_stream(data)
    if len(header) < _FIB_BYTES:
        raise DocumentError("damaged", name=name)
    if struct.unpack_from("<H", header, _FIB_FLAGS)[0] & _FIB_ENCRYPTED:
        raise DocumentError("encrypted", name=name)
    return ".doc"


def _main_stream(data: bytes) -> bytes:
    """What Word or Works wrote its text to, nothing in a container that is broken."""
    try:
        container = Container(data)
        return container.read("WordDocument") or container.read("MatOST") or b""
    except (NoContainer, struct.error, IndexError):
        return b""


def _characters(data: bytes) -> int:
    """Of the main text, as the file counts them; 0 where it does not."""
    try:
        return fib.characters(Container(data).read("WordDocument") or b"")
    except (NoContainer, struct.error, IndexError):
        return 0


def _lists(data: bytes) -> list[tuple[Level, ...]]:
    try:
        container = Container(data)
        word = container.read("WordDocument") or b""
        return read_lists(word, container.read(table_stream(word)) or b"")
    except (NoContainer, struct.error, IndexError):
        return []


def _convert(data: bytes, suffix: str, name: str, limits: Limits) -> bytes:
    """The document as DOCX. Raises DocumentError."""
    office = find_program("soffice", "libreoffice", also=_ALSO)
    if office is None:
        raise ProgramMissingError("office_missing", name=name)
    bounds = Bounds(limits.office_seconds, limits.office_address_space_bytes, limits.unpacked_bytes)
    with _SIDE_BY_SIDE, private_folder() as folder:
        try:
            return _run(office, data, suffix, folder, bounds)
        except ProgramMissing as fault:
            raise ProgramMissingError("office_missing", name=name) from fault
        except ProgramTimeout as fault:
            raise DocumentError("office_too_slow", name=name, seconds=int(bounds.seconds)) from fault
        except (ProgramFailed, OSError) as fault:
            raise DocumentError("damaged", name=name) from fault


def _run(office: str, data: bytes, suffix: str, folder: Path, bounds: Bounds) -> bytes:
    source, out, profile = folder / f"document{suffix}", folder / "out", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    user = f"-env:UserInstallation={profile.as_uri()}"
    command = (office, *_OPTIONS, user, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source))
    run_program(command, folder, bounds)
    return (out / "document.docx").read_bytes()
