"""How Word writes elements: what can be told of a part by the letter, before it is parsed."""

from __future__ import annotations

from pipeline.loaders.docx.names import MAIN_NAMESPACE

_BOUND = b'xmlns:w="' + MAIN_NAMESPACE + b'"'
ATTRIBUTES = rb'(?: [\w:]+="[^"&<>]*")*'
ANY_LEAF = rb"<w:\w+" + ATTRIBUTES + rb" ?/>"


def is_plainly_written(data: bytes) -> bool:
    """Whether elements can be told by the letter: in a comment or a CDATA section they are none, and by another name
    they are others."""
    last = data.rfind(b"xmlns:w=")
    is_bound = data.startswith(_BOUND, last) and data.find(b"xmlns:w=", 0, last) < 0
    return is_bound and not (b"!" in data and b"<!" in data)


def leaves(names: bytes) -> bytes:
    return rb"<w:(?:" + b"|".join(names.split()) + rb")" + ATTRIBUTES + rb" ?/>"


def any_of(*patterns: bytes) -> bytes:
    return b"|".join(patterns)
