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

# The opening tag of each entry, in what is written of it before its closing, by id.
Slices = dict[bytes, re.Match[bytes]]


class Entries:
    """The entries of one name by id, the last of those with the same."""

    def __init__(self, part: Catalogue, name: str, key: str) -> None:
        self._part, self._name = part, name
        slices = part.slices(name, key)
        self._unread = slices or {}
        self._elements: dict[str, Element | None] = part.elements(name, key) if slices is None else {}
        self._is_cut = slices is not None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(map(_decoded, self._unread) if self._is_cut else self._elements)

    def get(self, own_id: str) -> Element | None:
        """None for an id that is not there, and for an entry that is damaged."""
        if own_id not in self._elements:
            written = self._unread.get(own_id.encode("utf-8", "replace"))
            self._elements[own_id] = None if written is None else self._part.parsed(self._name, written.string)
        return self._elements[own_id]

    def holding(self, word: bytes) -> Iterator[tuple[str, Element]]:
        """All in which the word stands; perhaps others."""
        return self._read([own_id for own_id, written in self._unread.items() if word in written.string])

    def opened_with(self, word: bytes, other: bytes) -> Iterator[tuple[str, Element]]:
        """All in whose opening tag both words stand; perhaps others."""
        written = self._unread.items()
        return self._read([own_id for own_id, entry in written if word in entry[0] and other in entry[0]])

    def _read(self, of_cut: list[bytes]) -> Iterator[tuple[str, Element]]:
        """Those of a part that is cut; all of one that is not."""
        for own_id in map(_decoded, of_cut) if self._is_cut else tuple(self._elements):
            if (element := self.get(own_id)) is not None:
                yield own_id, element


class Catalogue:
    """The part of that name; one that is not there lists nothing. Damage to it is noted in the package."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        self._data = b""
        with package.spared(name):
            self._data = (package.read_xml(name) if name else None) or b""
        self._opening, self._start, self._closing = _ends(self._data)
        self.is_absent = not self._opening and self._root is None

    def entries(self, name: str, key: str) -> Entries:
        """The entries of that name by the attribute that is their id."""
        return Entries(self, name, key)

    def only(self, name: str) -> Element | None:
        """The one element of that name which stands beside the entries."""
        start = self._data.find(f"<w:{name}>".encode(), self._start) if self._opening else -1
        end = self._data.find(f"</w:{name}>".encode(), start) if start >= 0 else -1
        if end >= 0:
            return self.parsed(name, self._data[start:end])
        return self._root.find(w(name)) if name.encode() in self._data and self._root is not None else None

    def slices(self, name: str, key: str) -> Slices | None:
        """The entries by id; None where they cannot be told by the letter."""
        return _slices(self._data, self._start, name, key) if self._opening else None

    def elements(self, name: str, key: str) -> dict[str, Element | None]:
        """The entries of the part parsed as a whole."""
        found = () if self._root is None else self._root.findall(w(name))
        return {element.get(w(key), ""): element for element in found}

    def parsed(self, name: str, written: bytes) -> Element | None:
        """The element of which this is written before its closing; None where it is damaged."""
        entry = b"".join((self._opening, written, f"</w:{name}>".encode(), self._closing))
        with self._package.spared(self._name):
            return self._package.parse_xml(entry)[0]
        return None

    @cached_property
    def _root(self) -> Element | None:
        with self._package.spared(self._name):
            return self._package.parse_xml(self._data) if self._data else None
        return None


def _ends(data: bytes) -> tuple[bytes, int, bytes]:
    """The opening of the root, where what it holds begins, and its closing; an empty opening where entries cannot be told
    by the letter."""
    root = _ROOT.match(data) if is_plainly_written(data) else None
    closing = b"" if root is None else b"</w:" + root[2] + b">"
    if root is None or not data.rstrip().endswith(closing):
        return b"", 0, b""
    is_told = data.find(b"?", root.end()) < 0 or data.find(b"<?", root.end()) < 0  # the first takes no time
    return root[1] if is_told else b"", root.end(), closing


def _slices(data: bytes, start: int, name: str, key: str) -> Slices | None:
    """None where an entry bears its id in another way, begins or ends in another, or has something else before it."""
    # Long bytes are split from behind in half the time.
    *pieces, rest = data.rsplit(f"</w:{name}>".encode())
    begin = f"<w:{name} ".encode()
    if begin in rest:
        return None
    if pieces:
        pieces[0] = pieces[0][max(pieces[0].find(begin, start), 0) :]
    opening = re.compile(rb"\s*" + begin + rf'(?>(?:[^<>]* )?w:{key}="([^"&<>]*)")[^<>]*(?<!/)>'.encode())
    opened = [match for match in map(opening.match, pieces) if match]
    return {match[1]: match for match in opened} if len(opened) == len(pieces) else None


def _decoded(own_id: bytes) -> str:
    return own_id.decode("utf-8", "replace")
