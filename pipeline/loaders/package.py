"""The parts of a zip package of XML (DOCX, HWPX, OFD): opened within limits, parsed without DTDs, never fetched from outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml.etree import ErrorTypes, XMLParser, XMLSyntaxError, fromstring

from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.zip_directory import open_zip

# lxml is untyped; an element is Any wherever it is passed on.
Element = Any

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO/IEC 29500 strict names the same vocabulary by other URIs: read as the transitional ones, it needs no code.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 1
_HEAD_BYTES = 1 << 14


class Relationship(NamedTuple):
    """`kind` is the last segment of the relationship's type; `target` a part name, "" where it lies outside."""

    id: str
    kind: str
    target: str


class Package:
    """A zip package. Everything it raises is a DocumentError that names the file."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._archive = self._open(data)
        self._members = {_part_name(info.filename): info for info in self._archive.filelist}
        self.has_doubles = len(self._members) < len(self._archive.filelist)
        self.damaged_parts: list[str] = []

    @property
    def names(self) -> Iterable[str]:
        """The names of all parts, in lower case."""
        return self._members

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part ("" for the package), without those that lead out of the package."""
        folder, base = posixpath.split(part)
        root = self.parse_if_sound(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(_relationship(element, folder) for element in root.iter(_RELATIONSHIP))

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None if there is no such part."""
        info = self._members.get(part.lower())
        if info is None:
            return None
        self._check_member(info)
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            raise DocumentError("damaged", name=self.name) from fault

    def read_xml(self, part: str) -> bytes | None:
        """The bytes of an XML part with transitional names. Raises DocumentError for a DTD, for too many elements."""
        data = self.read(part)
        return None if data is None else checked_xml(data, self.name, self.limits)

    def parse_xml(self, data: bytes) -> Element:
        """The root element. Raises DocumentError for what is no XML, and for a DTD in an encoding of its own."""
        return parse_xml(data, self.name)

    def parse(self, part: str) -> Element | None:
        """The root element of a part, None if there is no such part."""
        data = self.read_xml(part)
        return None if data is None else self.parse_xml(data)

    def parse_if_sound(self, part: str) -> Element | None:
        """The root element of a part that a document can do without: a damaged one is noted, and is none."""
        with self.spared(part):
            return self.parse(part)
        return None

    def issues(self) -> list[Issue]:
        """What is wrong with the package without keeping it from being read."""
        names = ", ".join(dict.fromkeys(self.damaged_parts))
        damaged = [Issue("part_damaged", "warning", {"names": names})] if names else []
        return damaged + ([Issue("part_twice", "warning")] if self.has_doubles else [])

    @contextmanager
    def spared(self, part: str) -> Iterator[None]:
        """Within it, damage to the part is noted instead of raised."""
        try:
            yield
        except DocumentError as error:
            if error.code != "damaged":
                raise
            self.damaged_parts.append(part)

    def _open(self, data: bytes) -> zipfile.ZipFile:
        try:
            archive = open_zip(io.BytesIO(data), self.limits.members)
        except (zipfile.BadZipFile, OSError) as fault:
            raise DocumentError("damaged", name=self.name) from fault
        if archive is None:
            raise self.limits.exceeded("members", self.name)
        self.limits.check(self.name, unpacked_bytes=sum(info.file_size for info in archive.filelist))
        return archive

    def _check_member(self, info: zipfile.ZipInfo) -> None:
        """Sizes are those of the directory: zipfile never unpacks more than it declares."""
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise DocumentError("encrypted", name=self.name)
        if info.compress_type not in _COMPRESSIONS:
            raise DocumentError("damaged", name=self.name)
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > self.limits.ratio_from_bytes and ratio > self.limits.ratio:
            raise self.limits.exceeded("ratio", self.name)
        self.limits.check(self.name, part_bytes=info.file_size)


def checked_xml(data: bytes, name: str, limits: Limits) -> bytes:
    """XML with transitional names. Raises DocumentError for a DTD, for too many elements."""
    data = _as_ascii_compatible(data)
    if b"!" in data and b"<!DOCTYPE" in data:  # the first test takes a tenth of the time
        raise DocumentError("damaged", name=name)
    if len(data) > limits.elements and data.count(b"<") > limits.elements:
        raise limits.exceeded("elements", name)
    if b"purl.oclc.org" in data[:_HEAD_BYTES]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def parse_xml(data: bytes, name: str, huge: bool = False) -> Element:
    """The root element; `huge` for texts of more than 10 MB. Raises DocumentError for what is no XML or longer
    than that, and for a DTD in an encoding of its own."""
    try:
        root = fromstring(data, _parser(huge))
    except XMLSyntaxError as fault:
        # Too deep is the same error, but no document of any size is.
        is_large = fault.code == ErrorTypes.ERR_RESOURCE_LIMIT and "depth" not in str(fault)
        raise (too_large(name) if is_large else DocumentError("damaged", name=name)) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("damaged", name=name)
    return root


def _parser(huge: bool) -> Element:
    return XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _as_ascii_compatible(data: bytes) -> bytes:
    """UTF-16 becomes UTF-8, so that the checks above see every byte that the parser sees."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        declaration, end, rest = text.partition("?>")
        return (rest if end and declaration.lstrip().startswith("<?xml") else text).encode("utf-8", "replace")
    return data


def _part_name(member: str) -> str:
    """Part names are compared without case and escapes (ECMA-376 part 2, 6.2.2); some writers use the wrong slash."""
    return unquote(member).replace("\\", "/").lstrip("/").lower()


def _relationship(element: Element, folder: str) -> Relationship:
    target = unquote(element.get("Target", ""))
    if element.get("TargetMode") == "External":
        target = ""
    elif target.startswith("/"):
        target = target.lstrip("/")
    elif target:
        target = posixpath.normpath(posixpath.join(folder, target))
    return Relationship(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target)
