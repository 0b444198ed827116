"""Foreign words on a terminal: a file's name may hold line breaks, escape sequences and marks that turn text around."""

from __future__ import annotations

import unicodedata


def shown(text: str) -> str:
    """The text with every control, format and half character written out; tabs and line feeds are left."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _is_plain(character) else _written_out(character) for character in text)


def shown_on_a_line(text: str) -> str:
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")


def about(name: str, line: str) -> str:
    """A line about a file that names it, and names it once."""
    return shown_on_a_line(line if name in line else f"{name}: {line}")


def _is_plain(character: str) -> bool:
    return character in "\n\t" or not unicodedata.category(character).startswith("C")


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode()
