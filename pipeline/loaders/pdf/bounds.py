"""How much the PDF child may use, and the exception that says it will not read on."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """Address space in bytes, CPU seconds, pages and characters of one document, pixels of one picture."""

    address_space_bytes: int
    seconds: int
    pages: int
    characters: int
    pixels: int


class Refused(Exception):
    """Why a file is not read: encrypted, damaged, no_pages, too_large for memory, or the name of a bound it is over."""
