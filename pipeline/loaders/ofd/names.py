"""Names and references of an OFD package (GB/T 33190-2016, 7.2): elements by their local names, paths of its parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache

from pipeline.loaders.package import Element

_FALSE = ("false", "0")


@lru_cache(maxsize=512)
def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (() if element is None else element) if local(child.tag) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down this path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def resolve(location: str, base: str) -> str:
    """The part that a location names, which counts from the package or from the folder of the part it stands in."""
    location = location.strip().replace("\\", "/")
    path = location.lstrip("/") if location.startswith("/") else posixpath.join(posixpath.dirname(base), location)
    return posixpath.normpath(path)


def is_on(element: Element, name: str, default: bool = True) -> bool:
    value = element.get(name)
    return default if value is None else value.strip().lower() not in _FALSE
