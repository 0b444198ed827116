"""Kinds of fonts: what the file says of its characters, and what it leaves out."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import cache

from tests.bench.loading import vocabulary
from tests.bench.loading.orders import contract_truth
from tests.bench.loading.press import SIZE, Face, Line, Meaning, Press, stream
from tests.bench.loading.sample import LEFT, PITCH, TOP, Sample, Truth, pages, set_type

_RADICALS = {"⺠": "民", "⻓": "长", "⻔": "门", "⻅": "见", "⻋": "车", "⻢": "马", "⻰": "龙"}
_RARE = "𠮷𠀋𡈽𡚴𡸴𣇄𣗄𣜿𤹪"


@cache
def _kangxi() -> dict[str, str]:
    """Ideographs to the radicals that look like them."""
    pairs = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
    return pairs | {ideograph: radical for radical, ideograph in _RADICALS.items()}


def _as_radical(char: str) -> str:
    return _kangxi().get(char, char)


def _mapped(name: str, meaning: Meaning | None, dice: random.Random, language: str, lost: bool = False) -> Sample:
    """A contract in a font that means what `meaning` says. `lost`: nobody can read it."""
    contract = vocabulary.write(language, dice, articles=8)
    lines = set_type(contract.paragraphs, pages())
    data = Press(Face(meaning)).draw(lines).save()
    if not lost:
        return contract_truth(contract, lines).finish(name, data, dice)
    truth = Truth(unread=range(1, lines[-1].page + 1), quotes=0)
    return truth.finish(name, data, dice, lines[-1].page)


def radicals(dice: random.Random, language: str) -> Sample:
    return _mapped("radicals for ideographs", _as_radical, dice, language)


def actual_text(dice: random.Random, language: str) -> Sample:
    """Wrong code points with the right ones in ActualText, as browsers print."""
    contract = vocabulary.write(language, dice, articles=8)
    lines = set_type(contract.paragraphs, pages())
    press = Press(Face(lambda char: "\u2f00" if char > "\u3400" else char))
    for line in lines:
        while len(press.leaves) < line.page:
            press.leaf()
        leaf = press.leaves[line.page - 1]
        x = line.x
        for part in (line.text[at : at + 3] for at in range(0, len(line.text), 3)):
            leaf.raw(b"/Span<</ActualText<feff%s>>>BDC" % part.encode("utf-16-be").hex().encode())
            leaf.text(Line(line.page, x, line.y, part, line.size)).raw(b"EMC")
            x = x + sum(0.5 if char < "\u0250" else 1.0 for char in part) * line.size
    return contract_truth(contract, lines).finish("ActualText", press.save(), dice)


def decomposed(dice: random.Random, language: str) -> Sample:
    """Hangul as single letters, kana with their marks apart."""
    return _mapped("decomposed letters", lambda char: unicodedata.normalize("NFD", char), dice, language)


def compatibility(dice: random.Random, language: str) -> Sample:
    return _mapped(
        "compatibility ideographs",
        lambda char: {"金": "\uf90a", "不": "\uf967", "律": "\uf9d8"}.get(char, char),
        dice,
        language,
    )


def unmapped(dice: random.Random, language: str) -> Sample:
    return _mapped("lost: no ToUnicode", None, dice, language, lost=True)


def private(dice: random.Random, language: str) -> Sample:
    return _mapped(
        "lost: private code points", lambda char: chr(0xE000 + ord(char) % 0x1800), dice, language, lost=True
    )


def replaced(dice: random.Random, language: str) -> Sample:
    return _mapped("lost: replacement characters", lambda char: "\ufffd", dice, language, lost=True)


def one_for_all(dice: random.Random, language: str) -> Sample:
    return _mapped("lost: one character for all", lambda char: "一", dice, language, lost=True)


def outlines(dice: random.Random, language: str) -> Sample:
    """A page of text turned to curves between two that are text."""
    contract = vocabulary.write(language, dice, articles=14)
    lines = set_type(contract.paragraphs, pages(rows=24))
    press = Press()
    for number in range(1, lines[-1].page + 1):
        leaf = press.leaf()
        for line in (line for line in lines if line.page == number):
            if number != 2:
                leaf.text(line)
                continue
            for x, y in line.centres():
                leaf.raw(b"%g %g 7 7 re f" % (x - 3.5, leaf.height - y - 3.5))
    truth = Truth([line for line in lines if line.page != 2], unread=(2,))
    return truth.finish("lost: curves", press.save(), dice, lines[-1].page)


def _encoded(name: str, ordering: str, cmap: str, encoding: str, dice: random.Random, language: str) -> Sample:
    """A font that is only named, with one of the encodings every reader knows."""
    contract = vocabulary.write(language, dice, articles=8)
    lines = set_type(contract.paragraphs, pages())
    face = _NamedFace(ordering, cmap, encoding)
    return contract_truth(contract, lines).finish(name, Press(face).draw(lines).save(), dice)


# The half-width glyphs of each collection.
_HALVES = {
    "GB1": b"1 95 500 814 939 500",
    "CNS1": b"1 98 500 13648 13742 500",
    "Japan1": b"1 632 500",
    "Korea1": b"1 100 500 8094 8190 500",
}


class _NamedFace(Face):
    def __init__(self, ordering: str, cmap: str, encoding: str) -> None:
        super().__init__()
        self._ordering, self._cmap, self._encoding = ordering, cmap, encoding

    def encode(self, text: str) -> bytes:
        return text.encode(self._encoding).hex().encode()

    def objects(self, first: int) -> list[bytes]:
        head = b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/%s/DescendantFonts[%d 0 R]>>" % (
            self._cmap.encode(),
            first + 1,
        )
        system = b"<</Registry(Adobe)/Ordering(%s)/Supplement 2>>" % self._ordering.encode()
        descendant = b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo%s/DW 1000/W[%s]" % (
            system,
            _HALVES[self._ordering],
        )
        descendant += b"/FontDescriptor %d 0 R>>" % (first + 2)
        descriptor = b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
        return [head, descendant, descriptor + b"/Descent -120/CapHeight 800/StemV 80>>", b"null", b"null"]


ENCODINGS = {
    "GBK-EUC-H": ("GB1", "gbk", "zh-Hans"), "UniGB-UTF16-H": ("GB1", "utf-16-be", "zh-Hans"),
    "ETen-B5-H": ("CNS1", "big5", "zh-Hant"), "90ms-RKSJ-H": ("Japan1", "cp932", "ja"),
    "UniJIS-UTF16-H": ("Japan1", "utf-16-be", "ja"), "KSCms-UHC-H": ("Korea1", "cp949", "ko"),
}  # fmt: skip


def _encoding_maker(cmap: str) -> Callable[[random.Random, str], Sample]:
    ordering, encoding, _ = ENCODINGS[cmap]

    def make(dice: random.Random, language: str) -> Sample:
        return _encoded(f"encoding {cmap}", ordering, cmap, encoding, dice, language)

    return make


def rare(dice: random.Random, language: str) -> Sample:
    """Characters beyond the basic plane, full-width figures, half-width katakana, ideographic variants."""
    paragraphs = []
    for number in range(1, 10):
        wide = "".join(chr(0xFF10 + int(figure)) for figure in str(dice.randint(1000, 99999)))
        who = "".join(dice.sample(_RARE, 2)) + "野株式会社"
        paragraphs += [
            vocabulary.label(language, number),
            f"{who}（ｶﾌﾞｼｷｶﾞｲｼｬ）は金{wide}円を㈱{who[0]}に㎡当り支払う。" * 2,
        ]
    lines = set_type(paragraphs, pages())
    return Truth(lines).finish("rare characters and widths", Press().draw(lines).save(), dice)


def drawn_glyphs(dice: random.Random, language: str, told: bool = True) -> Sample:
    """A Type 3 font: glyphs are little drawings."""
    name = "Type 3" if told else "lost: Type 3 without names"
    paragraphs = [vocabulary.sentence(language, dice)[:34] for _ in range(5)]
    chars = sorted({char for text in paragraphs for char in text})
    codes = {char: code for code, char in enumerate(chars, 33)}
    press = Press()
    glyph = press.add(stream(b"1000 0 0 0 1000 900 d1 50 0 850 780 re f"))
    names = b"".join(b"/g%d" % code for code in codes.values())
    rows = "".join(f"<{code:02x}><{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items())
    cmap = (
        f"begincmap 1 begincodespacerange<00><ff>endcodespacerange\n{len(codes)} beginbfchar\n{rows}endbfchar endcmap"
    )
    meaning = press.add(stream(cmap.encode()))
    font = press.add(
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<<%s>>"
        b"/Encoding<</Type/Encoding/Differences[33%s]>>/FirstChar 33/LastChar %d/Widths[%s]/Resources<<>>%s>>"
        % (
            b"".join(b"/g%d %d 0 R" % (code, glyph) for code in codes.values()), names, 32 + len(codes),
            b" ".join([b"1000"] * len(codes)), b"/ToUnicode %d 0 R" % meaning if told else b"",
        )
    )  # fmt: skip
    leaf = press.leaf()
    leaf.resources["Font"] = {"T3": b"%d 0 R" % font}
    lines = [Line(1, LEFT, TOP + row * PITCH, text) for row, text in enumerate(paragraphs)]
    for line in lines:
        shown = bytes(codes[char] for char in line.text).hex().encode()
        leaf.raw(b"BT /T3 %g Tf %g %g Td <%s> Tj ET" % (SIZE, line.x, leaf.height - line.y, shown))
    truth = Truth(lines, quotes=0) if told else Truth(unread=(1,), quotes=0)
    return truth.finish(name, press.save(), dice)


def untold_glyphs(dice: random.Random, language: str) -> Sample:
    return drawn_glyphs(dice, language, told=False)


KINDS = (
    (radicals, ("zh-Hans", "ja")), (actual_text, ("zh-Hans", "ja")), (decomposed, ("ko", "ja")), (compatibility, ("ja",)),
    *((_encoding_maker(cmap), (language,)) for cmap, (_, _, language) in ENCODINGS.items()),
    (rare, ("ja",)), (drawn_glyphs, ("zh-Hans",)), (untold_glyphs, ("zh-Hans",)), (unmapped, ("zh-Hans", "ko")),
    (private, ("zh-Hans", "ja")), (replaced, ("ja",)), (one_for_all, ("zh-Hans",)), (outlines, ("zh-Hans", "ko")),
)  # fmt: skip
