"""A part that lists things by their ids: the styles, the lists. Each is parsed when it is first asked for.

Word brings hundreds of styles along, of which a contract uses ten. Only a part that is written as Word writes it is cut
into its entries; any other is parsed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pipeline.loaders.docx_names import w
from pipeline.loaders.docx_trim import is_plainly_written
from pipeline.loaders.package import Element, Package

_ROOT = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.[01]"(?: encoding="(?i:utf-8)")?(?: standalone="\w+")? ?\?>)?\s*'
    rb"(<w:(\w+) [^<>]{1,8000}(?<!/)>)"
)


class Entries:
    """The entries of one name by id, the last of those with the same."""

    def __init__(self, part: Catalogue, elements: dict[str, Element | None], unread: Mapping[str, bytes]) -> None:
        self._part, self._elements, self._unread = part, elements, unread
        self.ids = tuple(unread or elements)

    def get(self, own_id: str) -> Element | None:
        """None for an id that is not there, and for an entry that is damaged."""
        if own_id not in self._elements:
            written = self._unread.get(own_id)
            self._elements[own_id] = None if written is None else self._part.parsed(written)
        return self._elements[own_id]

    def holding(self, word: bytes) -> Iterator[tuple[str, Element]]:
        """All in which the word stands; perhaps others."""
        for own_id in self.ids:
            if word in self._unread.get(own_id, word) and (element := self.get(own_id)) is not None:
                yield own_id, element


class Catalogue:
    """The part of that name; one that is not there lists nothing. Damage to it is noted in the package."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        self._data = b""
        with package.spared(name):
            self._data = (package.read_xml(name) if name else None) or b""
        self._opening, self._body, self._closing = _cut(self._data)
        self.is_absent = not self._opening and self._root is None

    def entries(self, name: str, key: str) -> Entries:
        """The entries of that name by the attribute that is their id."""
        slices = _slices(self._body, name, key) if self._opening else None
        if slices is not None:
            return Entries(self, {}, slices)
        elements = () if self._root is None else self._root.findall(w(name))
        return Entries(self, {element.get(w(key), ""): element for element in elements}, {})

    def only(self, name: str) -> Element | None:
        """The one element of that name which stands beside the entries."""
        opening, closing = f"<w:{name}>".encode(), f"</w:{name}>".encode()
        content, closed, _ = self._body.partition(opening)[2].partition(closing)
        if closed:
            return self.parsed(opening + content + closing)
        return None if self._root is None else self._root.find(w(name))

    def parsed(self, written: bytes) -> Element | None:
        """An element of the part, under the namespaces of its root; None where it is damaged."""
        with self._package.spared(self._name):
            return self._package.parse_xml(self._opening + written + self._closing)[0]
        return None

    @cached_property
    def _root(self) -> Element | None:
        with self._package.spared(self._name):
            return self._package.parse_xml(self._data) if self._data else None
        return None


def _cut(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The opening of the root, what stands in it, and its closing; nothing where entries cannot be told by the letter."""
    root = _ROOT.match(data) if is_plainly_written(data) else None
    if root is None:
        return b"", b"", b""
    closing, body = b"</w:" + root[2] + b">", data[root.end() :].rstrip()
    is_whole = body.endswith(closing) and b"<?" not in body
    return (root[1], body.removesuffix(closing), closing) if is_whole else (b"", b"", b"")


def _slices(body: bytes, name: str, key: str) -> dict[str, bytes] | None:
    """The XML of every entry; None where one bears its id in another way, or begins or ends in another."""
    opening, closing = f"<w:{name} ".encode(), f"</w:{name}>".encode()
    id_of = re.compile(rf'(?:[\w:]+="[^"]*" )*?w:{key}="([^"&<]*)"'.encode())
    _, *pieces = body.split(opening)
    slices: dict[str, bytes] = {}
    for piece in pieces:
        found, (content, closed, _) = id_of.match(piece), piece.partition(closing)
        if found is None or not closed:
            return None
        slices[found[1].decode("utf-8", "replace")] = opening + content + closed
    return slices if len(pieces) == body.count(closing) else None
