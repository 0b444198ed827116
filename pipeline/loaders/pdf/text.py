"""The characters of a page as pdfium finds them, without those that it put in itself. Runs inside the limited child."""

from __future__ import annotations

import codecs
import ctypes
import re
import sys
from array import array
from collections.abc import Sequence
from itertools import compress, repeat
from operator import not_
from typing import NamedTuple

from pipeline.loaders import symbol_fonts
from pipeline.loaders.pages.sheet import UNMAPPED
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.pdfium import Handle, Reference

# What may not be what stands on the page: spaces, controls, halves of a pair, private symbols, pdfium's own marks.
_NOTABLE = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\x00-\x20\x7f-\xa0\ud800-\udfff\uf000-\uf0ff\ufffe]")
_SYMBOLS = range(0xF000, 0xF100)
# pdfium's marks for a hyphen at the end of a line.
_HYPHENS = "\x02\ufffe"
_BOXES = pdfium.Records("4f")
# By itself: what `bytes.decode` would look up is a module of its own, and nothing can be opened here.
_decoded = codecs.utf_16_le_decode if sys.byteorder == "little" else codecs.utf_16_be_decode


class Characters(NamedTuple):
    """In the order of the file. `boxes` holds left, top, right, bottom of each in points of the file.

    `owners` are the text objects that they belong to, `indexes` the numbers that pdfium gives them, `spaced` the
    places in `text` before which pdfium saw a gap that a space may fill.
    """

    text: str
    boxes: array[float]
    owners: Sequence[Handle]
    indexes: Sequence[int]
    spaced: Sequence[int]


def read_characters(handle: Handle) -> Characters:
    """Everything that an open text page draws."""
    indexes, here = range(pdfium.count_chars(handle)), pdfium.reference(handle)
    text = _text(handle, len(indexes))
    owners = list(map(pdfium.char_owner, repeat(here), indexes))
    faults = list(map(pdfium.char_fault, repeat(here), indexes))
    _, edges = _BOXES.ask(pdfium.char_box, [here] * len(indexes), indexes)
    boxes = array("f", bytes(edges))
    changes = dict.fromkeys(compress(indexes, faults), UNMAPPED)
    changes.update(dict.fromkeys(compress(indexes, map(not_, owners)), ""))
    for match in _NOTABLE.finditer(text):
        index = match.start()
        if changes.get(index) == "":
            continue
        if match.group() == " ":
            if _is_empty(boxes, index):
                changes[index] = ""
        elif index not in changes or ord(text[index]) in _SYMBOLS:
            changes[index] = _rare(here, index, match.group())
            changes.update(dict.fromkeys(range(index + 1, match.end()), ""))
    whole = Characters(text, boxes, owners, indexes, ())
    return _changed(whole, changes) if changes else whole


def _text(handle: Handle, count: int) -> str:
    """What all characters stand for: asked at once, unless pdfium's text holds more or less than one unit for each."""
    units = array("H", bytes(2 * (count + 1)))
    if pdfium.text_units(handle, 0, count, pdfium.address(units)) == count + 1:
        text, _ = _decoded(units[:count].tobytes(), "surrogatepass")
        if len(text) == count:
            return text
    return "".join(map(chr, map(pdfium.char_code, repeat(pdfium.reference(handle)), range(count))))


def _is_empty(boxes: array[float], index: int) -> bool:
    """As the box of a space that pdfium put in."""
    left, top, right, bottom = boxes[4 * index : 4 * index + 4]
    return left == right or top == bottom


def _changed(whole: Characters, changes: dict[int, str]) -> Characters:
    """With other characters in their places; "" takes one out."""
    text: list[str] = []
    boxes = array("f")
    owners: list[Handle] = []
    indexes: list[int] = []
    spaced: list[int] = []
    done = 0
    for index in (*sorted(changes), len(whole.text)):
        written = changes.get(index, "")
        end = index + 1 if written else index
        if done < end:
            text += whole.text[done:index], written
            boxes += whole.boxes[4 * done : 4 * end]
            owners += whole.owners[done:end]
            indexes += whole.indexes[done:end]
        if not written and whole.text[index : index + 1] == " ":
            spaced.append(len(owners))
        done = index + 1
    return Characters("".join(text), boxes, owners, indexes, spaced)


def _rare(here: Reference, index: int, char: str) -> str:
    """What stands on the page; "" for characters that no reader sees. A pair of halves is one character."""
    if len(char) == 2:
        # By hand: a codec would have to be imported, and nothing can be opened here.
        return chr(0x10000 + ((ord(char[0]) - 0xD800) << 10) + (ord(char[1]) - 0xDC00))
    if ord(char) in _SYMBOLS:
        return _symbol(here, index, char)
    if char in _HYPHENS:
        return "-"
    if char == "\0" or char >= "\ud800":
        return UNMAPPED
    return " " if char in "\t\xa0" else ""


def _symbol(here: Reference, index: int, char: str) -> str:
    """What the symbol fonts of word processors show where the file holds a private code point."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.char_font(here, index, ctypes.byref(name), len(name), ctypes.byref(flags))
    font = name.value.decode("ascii", "replace").split("+")[-1].split("-")[0].replace("Wingdings2", "Wingdings 2")
    return symbol_fonts.glyph(font, char)
