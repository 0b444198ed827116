"""The names of WordprocessingML that the reader knows, as lxml spells them."""

from __future__ import annotations

from functools import lru_cache

from pipeline.loaders.package import Element

MAIN_NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_W = f"{{{MAIN_NAMESPACE.decode()}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """A name of the main vocabulary: w("p") is a paragraph."""
    return _W + name


def w14(name: str) -> str:
    return _W14 + name


def mc(name: str) -> str:
    return _MC + name


def vml(name: str) -> str:
    return _V + name


def math(name: str) -> str:
    return _M + name


def relationship_id(element: Element) -> str:
    """The r:id of an element, "" without one."""
    return str(element.get(_R + "id", ""))


VAL, AUTHOR = w("val"), w("author")
_OFF = frozenset({"0", "false", "off"})


def value(parent: Element | None, name: str) -> str | None:
    """The w:val of the child of that name, None without the child or the attribute."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def number(parent: Element | None, name: str) -> int | None:
    """The w:val of a child as a whole number, None where it is none."""
    return whole(value(parent, name))


@lru_cache(maxsize=256)
def whole(text: str | None) -> int | None:
    """A decimal number of a length that a document can mean."""
    text = (text or "").strip()
    return int(text) if len(text) < 10 and text.lstrip("-").isascii() and text.lstrip("-").isdecimal() else None


def toggle(element: Element | None) -> bool | None:
    """An on/off property: None where it is not set, on where it has no value (ECMA-376 part 1, 17.17.4)."""
    return None if element is None else is_on(element.get(VAL, "true"))


def is_on(text: str) -> bool:
    """An on/off value (ST_OnOff)."""
    return text.lower() not in _OFF
