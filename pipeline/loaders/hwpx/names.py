"""Elements of an OWPML document by their local names: Hancom's namespaces and those of KS X 6101:2024 hold the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.loaders.docx.names import whole
from pipeline.loaders.package import Element

DRAWINGS = (
    *("pic", "container", "ole", "line", "rect", "ellipse", "arc", "polygon", "curve", "connectLine"),
    *("chart", "video", "unknownObject"),
)
ON = ("1", "true")


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names; of a hp:switch, what its first case holds."""
    for child in element:
        name = local(child.tag)
        if name in names:
            yield child
        elif name == "switch":
            for branch in list(child)[:1]:
                yield from children(branch, *names)


def child(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)


def number(element: Element | None, name: str, default: int = 0) -> int:
    """An attribute as a whole number."""
    value = whole(element.get(name)) if element is not None else None
    return default if value is None else value
