"""HWPX, Hancom's zip package of XML parts (OWPML, KS X 6101), as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.block_writer import Writer
from pipeline.loaders.blocks import Block
from pipeline.loaders.collector import collector_paused
from pipeline.loaders.hwp.context import Context, private_characters
from pipeline.loaders.hwp.numbering import Counters
from pipeline.loaders.hwp.table import TooManyCells
from pipeline.loaders.hwpx.header import read_shapes
from pipeline.loaders.hwpx.names import local
from pipeline.loaders.hwpx.part import Section
from pipeline.loaders.hwpx.pictures import find_pictures
from pipeline.loaders.hwpx.section import Story
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.package import Element, Package
from pipeline.loaders.silence import silence

_MANIFEST, _CONTENT, _HEADER = "META-INF/manifest.xml", "Contents/content.hpf", "Contents/header.xml"
_SECTION = re.compile(r"(?:.*/)?section\d+\.xml", re.IGNORECASE)


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of an HWPX package. Raises DocumentError."""
    with collector_paused():
        return _load(data, name, sha256, limits)


def _load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    package = Package(data, name, limits)
    if b"encryption-data" in (package.read(_MANIFEST) or b""):
        raise DocumentError("encrypted", name=name)
    builder = DocumentBuilder(name, sha256, "hwpx")
    reader = _Reader(package)
    try:
        Writer(builder, reader.context.note_blocks, limits).write(reader.blocks())
        reader.read_master_pages()
    except TooManyCells as fault:
        raise too_large(name) from fault
    if not builder.length:
        raise silence(name, reader.context, limits)
    builder.unread_pages.extend(reader.context.unread_scans)
    builder.asides.extend(reader.context.asides)
    builder.issues.extend(reader.context.issues())
    document = builder.finish()
    return replace(document, issues=(*document.issues, *private_characters(document.text)))


class _Reader:
    """The parts of one package and how they hang together."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._items, self._spine = _contents(package.parse(_CONTENT))
        header = next((href for href in self._items.values() if href.lower().endswith("header.xml")), _HEADER)
        self.context = Context(read_shapes(package.parse(header)))
        self._paragraphs = self._elements = 0

    def blocks(self) -> Iterator[Block]:
        counters = Counters()
        sections = [self._open(name) for name in self._sections()]
        pictures = find_pictures(sections, self._items, self.context.shapes)
        self.context.small_pictures = pictures.small
        self.context.read_scans(pictures.pages, self._package.read, self._package.limits)
        for section in sections:
            yield from Story(section, self.context, counters).blocks(section.root)

    def read_master_pages(self) -> None:
        """What stands behind every page of a section is kept aside, like its header."""
        for href in self._items.values():
            if "masterpage" in href.lower():
                section = self._open(href)
                for inside in section.root.iter("{*}subList"):
                    blocks = Story(section, self.context, Counters()).blocks(inside)
                    self.context.margin("header", blocks, DocxPlace(href, 0))
                    break

    def _sections(self) -> list[str]:
        """The sections in the order of the package's spine, else by their numbers."""
        spine = dict.fromkeys(self._items.get(item, "") for item in self._spine)
        named = [item for item in spine if _SECTION.fullmatch(item)]
        if named:
            return named
        found: list[str] = []
        while self._package.read(name := f"Contents/section{len(found)}.xml") is not None:
            found.append(name)
        return found

    def _open(self, name: str) -> Section:
        """A part, counted against the limits together with those before it."""
        data, limits = self._package.read_xml(name), self._package.limits
        if data is None:
            raise DocumentError("damaged", name=self._package.name)
        self._elements += data.count(b"<")
        limits.check(self._package.name, elements=self._elements)
        section = Section(name, self._package.parse_xml(data))
        self._paragraphs += len(section.ordinals)
        limits.check(self._package.name, paragraphs=self._paragraphs)
        return section


def _contents(root: Element | None) -> tuple[dict[str, str], list[str]]:
    """The items of the package by id, and the ids in reading order. Paths are those of the package or of its folder."""
    items: dict[str, str] = {}
    spine: list[str] = []
    for element in () if root is None else root.iter("{*}item", "{*}itemref"):
        if local(element.tag) == "itemref":
            spine.append(element.get("idref", ""))
        else:
            href = element.get("href", "").lstrip("/")
            items[element.get("id", "")] = href if "/" in href else f"Contents/{href}"
    return items, spine
