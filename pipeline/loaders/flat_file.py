"""A Word package in one XML file (flat OPC, ISO/IEC 29500-2): put back into a package, and that is read."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from binascii import Error

from lxml.etree import tostring

from pipeline.document.model import Document
from pipeline.loaders import docx_file
from pipeline.loaders.limits import Limits
from pipeline.loaders.package import Element, checked_xml, parse_xml

_NAMESPACE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_PART, _NAME, _XML, _BINARY = (f"{_NAMESPACE}{name}" for name in ("part", "name", "xmlData", "binaryData"))


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads a flat package. Raises DocumentError."""
    return docx_file.load(_packed(data, name, limits), name, sha256, limits)


def load_original(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads it as it was before the revisions that nobody has accepted yet. Raises DocumentError."""
    return docx_file.load_original(_packed(data, name, limits), name, sha256, limits)


def _packed(data: bytes, name: str, limits: Limits) -> bytes:
    """The package. Raises DocumentError."""
    root = parse_xml(checked_xml(data, name, limits), name, huge=True)
    parts = {part.get(_NAME, "").lstrip("/"): _content(part) for part in root.iterchildren(_PART)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return packed.getvalue()


def _content(part: Element) -> bytes:
    """XML stands there as it is, everything else in base 64; what is broken is an empty part."""
    content = next(part.iterchildren(_XML, _BINARY), None)
    if content is None:
        return b""
    if content.tag == _XML:
        root = next(content.iterchildren("*"), None)
        return b"" if root is None else bytes(tostring(root, encoding="utf-8", with_tail=False))
    try:
        return b64decode(content.text or "")
    except Error:
        return b""
