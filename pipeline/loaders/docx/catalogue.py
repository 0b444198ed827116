"""A part that lists things by their ids: the styles, the lists. Each is parsed when it is first asked for.

Word brings hundreds of styles along, of which a contract uses ten. Only a part that is written as Word writes it is cut
into its entries; any other is parsed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from pipeline.loaders.docx.names import w
from pipeline.loaders.docx.written import is_plainly_written
from pipeline.loaders.package import Element, Package

_DECLARATION = rb"""<\?xml version=["']1\.[01]["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["']\w+["'])? ?\?>"""
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:" + _DECLARATION + rb")?\s*(<w:(\w+) [^<>]{1,8000}(?<!/)>)")

# The opening tag of each entry, in what follows its name, by id.
Slices = dict[str, re.Match[bytes]]


class Entries:
    """The entries of one name by id, the last of those with the same."""

    def __init__(self, part: Catalogue, name: str, key: str) -> None:
        self._part, self._name = part, name
        slices = part.slices(name, key)
        self._unread = slices or {}
        self._elements: dict[str, Element | None] = part.elements(name, key) if slices is None else {}
        self.ids = tuple(self._unread or self._elements)

    def get(self, own_id: str) -> Element | None:
        """None for an id that is not there, and for an entry that is damaged."""
        if own_id not in self._elements:
            written = self._unread.get(own_id)
            self._elements[own_id] = None if written is None else self._part.parsed(self._name, b" " + written.string)
        return self._elements[own_id]

    def holding(self, word: bytes) -> Iterator[tuple[str, Element]]:
        """All in which the word stands; perhaps others."""
        for own_id in self.ids:
            written = self._unread.get(own_id)
            if (written is None or word in written.string) and (element := self.get(own_id)) is not None:
                yield own_id, element

    def opened_with(self, word: bytes) -> Iterator[tuple[str, Element]]:
        """All in whose opening tag the word stands; perhaps others."""
        for own_id in self.ids:
            written = self._unread.get(own_id)
            if (written is None or word in written[0]) and (element := self.get(own_id)) is not None:
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
        return Entries(self, name, key)

    def only(self, name: str) -> Element | None:
        """The one element of that name which stands beside the entries."""
        opening = f"<w:{name}>".encode()
        start = self._body.find(opening)
        end = self._body.find(f"</w:{name}>".encode(), start) if start >= 0 else -1
        if end >= 0:
            return self.parsed(name, self._body[start + len(opening) - 1 : end])
        return self._root.find(w(name)) if name.encode() in self._data and self._root is not None else None

    def slices(self, name: str, key: str) -> Slices | None:
        """The entries by id; None where they cannot be told by the letter."""
        return _slices(self._body, name, key) if self._opening else None

    def elements(self, name: str, key: str) -> dict[str, Element | None]:
        """The entries of the part parsed as a whole."""
        found = () if self._root is None else self._root.findall(w(name))
        return {element.get(w(key), ""): element for element in found}

    def parsed(self, name: str, written: bytes) -> Element | None:
        """The element of which this follows the opening, and other text its closing; None where it is damaged."""
        closing = f"</w:{name}>".encode()
        content, _, _ = written.partition(closing)
        entry = b"".join((self._opening, f"<w:{name}".encode(), content, closing, self._closing))
        with self._package.spared(self._name):
            return self._package.parse_xml(entry)[0]
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


def _slices(body: bytes, name: str, key: str) -> Slices | None:
    """None where an entry bears its id in another way, or begins or ends in another."""
    # Long bytes are split from behind in half the time.
    _, *pieces = body.rsplit(f"<w:{name} ".encode())
    if len(body.rsplit(f"</w:{name}>".encode())) != len(pieces) + 1:
        return None
    opening = re.compile(rf'(?>(?:[^<>]* )?w:{key}="([^"&<>]*)")[^<>]*(?<!/)>'.encode())
    opened = [match for match in map(opening.match, pieces) if match]
    return {match[1].decode("utf-8", "replace"): match for match in opened} if len(opened) == len(pieces) else None
