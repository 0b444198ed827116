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

_DECLARATION = rb"""<\?xml version=["']1\.[01]["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["']\w+["'])? ?\?>"""
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:" + _DECLARATION + rb")?\s*(<w:(\w+) [^<>]{1,8000}(?<!/)>)")


# The XML of an entry and what follows it, and what closes it.
Written = tuple[bytes, bytes]


class Entries:
    """The entries of one name by id, the last of those with the same."""

    def __init__(self, part: Catalogue, elements: dict[str, Element | None], unread: Mapping[str, Written]) -> None:
        self._part, self._elements, self._unread = part, elements, unread
        self.ids = tuple(unread or elements)

    def get(self, own_id: str) -> Element | None:
        """None for an id that is not there, and for an entry that is damaged."""
        if own_id not in self._elements:
            written = self._unread.get(own_id)
            self._elements[own_id] = None if written is None else self._part.parsed(*written)
        return self._elements[own_id]

    def holding(self, word: bytes) -> Iterator[tuple[str, Element]]:
        """All in which the word stands; perhaps others."""
        for own_id in self.ids:
            written, _ = self._unread.get(own_id, (word, b""))
            if word in written and (element := self.get(own_id)) is not None:
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
        start = self._body.find(opening)
        end = self._body.find(closing, start) if start >= 0 else -1
        if end >= 0:
            return self.parsed(self._body[start:end], closing)
        return self._root.find(w(name)) if name.encode() in self._data and self._root is not None else None

    def parsed(self, written: bytes, closing: bytes) -> Element | None:
        """The element that is written up to its closing, under the namespaces of the root; None where it is damaged."""
        content, _, _ = written.partition(closing)
        with self._package.spared(self._name):
            return self._package.parse_xml(self._opening + content + closing + self._closing)[0]
        return None

    @cached_property
    def _root(self) -> Element | None:
        with self._package.spared(self._name):
            return self._package.parse_xml(self._data) if self._data else None
        return None


def _cut(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The opening of the root, what stands in it, and its closing; nothing where entries cannot be told by the letter."""
    data = data.rstrip()
    root = _ROOT.match(data) if is_plainly_written(data) else None
    closing = b"" if root is None else b"</w:" + root[2] + b">"
    if root is None or not data.endswith(closing):
        return b"", b"", b""
    body = data[root.end() : -len(closing)]
    return (b"", b"", b"") if b"?" in body and b"<?" in body else (root[1], body, closing)


def _slices(body: bytes, name: str, key: str) -> dict[str, Written] | None:
    """The XML of every entry; None where one bears its id in another way, or begins or ends in another."""
    opening, closing, mark = f"<w:{name}".encode(), f"</w:{name}>".encode(), f' w:{key}="'.encode()
    before, *pieces = body.split(opening + b" ")
    if closing in before or any(piece.count(closing) != 1 for piece in pieces):
        return None
    slices: dict[str, Written] = {}
    for piece in pieces:
        tag, _, _ = piece.partition(b">")
        _, _, rest = (b" " + tag).partition(mark)
        own_id, ended, _ = rest.partition(b'"')
        if not ended or b"&" in own_id:
            return None
        slices[own_id.decode("utf-8", "replace")] = opening + b" " + piece, closing
    return slices
