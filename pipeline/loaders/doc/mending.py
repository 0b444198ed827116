"""Puts back into a conversion what LibreOffice drops of Word's automatic numbers: a wrong number cites a wrong article."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from lxml.etree import SubElement, tostring

from pipeline.loaders.doc.lists import Level
from pipeline.loaders.docx.names import value, w
from pipeline.loaders.package import Element, Package

_PART = "word/numbering.xml"
_PLACEHOLDER = re.compile("[\x00-\x08]")


def mend(package: Package, data: bytes, lists: Sequence[Sequence[Level]]) -> bytes | None:
    """The conversion with the numbering of the original; None where not every list of the original is found in it."""
    root = package.parse(_PART)
    wanted = {_key(levels): levels for levels in lists if any(level.is_lost for level in levels)}
    plain = {_key(levels) for levels in lists if not any(level.is_lost for level in levels)}
    if root is None or wanted.keys() & plain:
        return None
    found = set()
    for definition in root.iter(w("abstractNum")):
        elements = list(definition.iterchildren(w("lvl")))
        key = tuple(value(element, w("lvlText")) or "" for element in elements)
        if key in wanted:
            found.add(key)
            _mend_list(elements, wanted[key])
    return _with_part(data, tostring(root)) if found == wanted.keys() else None


def _key(levels: Sequence[Level]) -> tuple[str, ...]:
    return tuple(_PLACEHOLDER.sub(lambda match: f"%{ord(match[0]) + 1}", level.text) for level in levels)


def _mend_list(elements: Sequence[Element], levels: Sequence[Level]) -> None:
    for element, level in zip(elements, levels, strict=True):
        if level.is_legal:
            SubElement(element, w("isLgl"))
        if level.restart is not None:
            SubElement(element, w("lvlRestart")).set(w("val"), str(level.restart))


def _with_part(data: bytes, part: bytes) -> bytes:
    """The same package with another numbering."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(info, part if info.filename == _PART else source.read(info))
    return out.getvalue()
