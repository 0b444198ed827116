"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.loaders.docx_fields import drop_unpaired
from pipeline.loaders.docx_names import w
from pipeline.loaders.docx_package import Element, Package

# What the bytes must hold for a run to be hidden or drawn by a symbol font; most parts hold nothing of it.
_TELLING = re.compile(
    rb"vanish|[Ww]ingdings|[\"']Symbol[\"']|sz\s[^>]{0,200}?val\s*=\s*[\"'][0-3][\"']"
    rb"|color\s[^>]{0,200}?[\"'](?:[fF][a-fA-F]){3}[\"']|\xef[\x80-\x83]|&#"
)


@dataclass(frozen=True, slots=True)
class Part:
    """`paragraphs` and `tables` give every w:p and w:tbl its ordinal in the part.

    `plain` says that no run of the part hides text or uses a symbol font by its own properties.
    """

    name: str
    root: Element
    plain: bool
    paragraphs: dict[Element, int]
    tables: dict[Element, int]


def open_part(package: Package, name: str) -> Part | None:
    """The part of that name, None if there is none. Raises DocumentError."""
    data = package.read_xml(name)
    if data is None:
        return None
    root = package.parse_xml(data)
    drop_unpaired(root)
    return Part(
        name=name,
        root=root,
        plain=_TELLING.search(data) is None,
        paragraphs={element: index for index, element in enumerate(root.iter(w("p")))},
        tables={element: index for index, element in enumerate(root.iter(w("tbl")))},
    )
