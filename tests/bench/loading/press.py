"""PDF written by hand, so that every fault in it is meant and every glyph's place is known.

All places are points of the page as displayed, from the top left.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.pdf_objects import write_file

WIDTH, HEIGHT, SIZE = 595.0, 842.0, 10.5
_TURNED = {  # from the page as displayed, y upwards, to the page as stored
    0: "1 0 0 1 0 0", 90: "0 1 -1 0 {height:g} 0", 180: "-1 0 0 -1 {width:g} {height:g}", 270: "0 -1 1 0 0 {width:g}",
}  # fmt: skip
_MATRIX = {0: "1 0 0 1", 1: "0 1 -1 0", 2: "-1 0 0 -1", 3: "0 -1 1 0"}
_ALONG = {0: (1, 0), 1: (0, -1), 2: (-1, 0), 3: (0, 1)}

Meaning = Callable[[str], str]


def same(char: str) -> str:
    return char


def width(char: str) -> float:
    """In ems."""
    return 0.5 if char < "\u0250" or "\uff61" <= char <= "\uff9f" else 1.0


class Face:
    """A composite font of one file: two-byte codes in order of first use, a black box for every glyph.

    `meaning` is what its ToUnicode says of each character; without it the table is left out. `embedded` is False for
    a font that is only named.
    """

    def __init__(self, meaning: Meaning | None = same, vertical: bool = False, embedded: bool = True) -> None:
        self._codes: dict[str, int] = {}
        self._meaning, self._vertical, self._embedded = meaning, vertical, embedded

    def encode(self, text: str) -> bytes:
        return b"".join(b"%04x" % self._codes.setdefault(char, len(self._codes) + 1) for char in text)

    def objects(self, first: int) -> list[bytes]:
        """The font's objects from number `first` on; the first of them is the font."""
        widths = b" ".join(b"%d" % (1000 * width(char)) for char in self._codes)
        head = b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Box/Encoding/Identity-%s/DescendantFonts[%d 0 R]%s>>" % (
            b"V" if self._vertical else b"H", first + 1, b"/ToUnicode %d 0 R" % (first + 3) if self._meaning else b"",
        )  # fmt: skip
        descendant = (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Box/CIDToGIDMap/Identity/DW 1000/W[1[%s]]" % widths
        )
        descendant += b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R>>" % (
            first + 2
        )
        descriptor = b"<</Type/FontDescriptor/FontName/AAAAAA+Box/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        descriptor += b"/Ascent 880/Descent -120/CapHeight 800/StemV 80%s>>"
        program = b"/FontFile2 %d 0 R" % (first + 4) if self._embedded else b""
        return [
            head, descendant, descriptor % program,
            stream(self._to_unicode()), stream(self._program() if self._embedded else b""),
        ]  # fmt: skip

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code:04x}><{(self._meaning or same)(char).encode('utf-16-be').hex()}>"
            for char, code in self._codes.items()
        ]
        blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        body = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
        head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Box def /CMapType 2 def\n"
        head += "1 begincodespacerange <0000><ffff> endcodespacerange\n"
        return (head + body + "endcmap CMapName currentdict /CMap defineresource pop end end").encode()

    def _program(self) -> bytes:
        names = [".notdef", *(f"g{code}" for code in self._codes.values())]
        advances = [1000, *(int(1000 * width(char)) for char in self._codes)]
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({})
        builder.setupGlyf({name: _box(advance) for name, advance in zip(names, advances, strict=True)})
        builder.setupHorizontalMetrics({name: (advance, 50) for name, advance in zip(names, advances, strict=True)})
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupPost()
        out = io.BytesIO()
        builder.save(out)
        return out.getvalue()


def _box(advance: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, -50))
    for corner in ((50, 780), (advance - 50, 780), (advance - 50, -50)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


@dataclass(frozen=True, slots=True)
class Line:
    """Characters set on one page from a point of their baseline. `turn` counts quarters counter-clockwise.

    `down`: set from top to bottom, the point being the middle of the first character's upper edge. `spacing` are
    points after each character.
    """

    page: int
    x: float
    y: float
    text: str
    size: float = SIZE
    turn: int = 0
    down: bool = False
    spacing: float = 0.0

    def centres(self) -> list[tuple[float, float]]:
        """The middle of each character."""
        found, at = [], 0.0
        for char in self.text:
            if self.down:
                found.append((self.x, self.y + at + 0.5 * self.size))
                at += self.size + self.spacing
                continue
            along, across = at + 0.5 * width(char) * self.size, 0.38 * self.size
            (dx, dy), (ux, uy) = _ALONG[self.turn], _ALONG[(self.turn + 1) % 4]
            found.append((self.x + dx * along + ux * across, self.y + dy * along + uy * across))
            at += width(char) * self.size + self.spacing
        return found


@dataclass(slots=True)
class Leaf:
    """A page being written."""

    press: Press
    number: int
    width: float
    height: float
    rotate: int
    content: list[bytes] = field(default_factory=list)
    annotations: list[int] = field(default_factory=list)
    resources: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def raw(self, content: bytes) -> Leaf:
        self.content.append(content)
        return self

    def text(self, line: Line, mode: int = 0, grey: float = 0.0, face: Face | None = None) -> Leaf:
        font = self.press.name_of(face or (self.press.upright if line.down else self.press.face))
        shown = (face or (self.press.upright if line.down else self.press.face)).encode(line.text)
        matrix = f"{_MATRIX[line.turn]} {line.x:.2f} {self.height - line.y:.2f} Tm".encode()
        spacing = -line.spacing if line.down else line.spacing
        return self.raw(
            b"BT %.3f g /%s %.2f Tf %d Tr %.3f Tc %s <%s> Tj ET" % (grey, font, line.size, mode, spacing, matrix, shown)
        )

    def box(self, x: float, y: float, wide: float, high: float, fill: str = "", stroke: bool = True) -> Leaf:
        """`fill` is a colour operator, as in "1 g"."""
        paint = b"B" if fill and stroke else b"f" if fill else b"S"
        corner = f"{x:.2f} {self.height - y - high:.2f} {wide:.2f} {high:.2f} re".encode()
        return self.raw(b"q %s 0.6 w %s %s Q" % (fill.encode(), corner, paint))

    def resource(self, kind: str, name: str, value: bytes) -> Leaf:
        self.resources.setdefault(kind, {})[name] = value
        return self

    def annotate(self, entries: bytes, box: tuple[float, float, float, float]) -> int:
        x0, y0, x1, y1 = box
        place = f"/Rect[{x0:g} {self.height - y1:g} {x1:g} {self.height - y0:g}]".encode()
        self.annotations.append(self.press.add(b"<</Type/Annot%s%s>>" % (entries, place)))
        return self.annotations[-1]


class Press:
    """A file being written: pages, fonts, and objects of any other kind."""

    def __init__(self, face: Face | None = None) -> None:
        self.objects: list[bytes] = [b"", b""]
        self.face, self.upright = face or Face(), Face(vertical=True)
        self.leaves: list[Leaf] = []
        self.catalog = b""
        self._fonts: list[tuple[Face, int]] = []

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def name_of(self, face: Face) -> bytes:
        for place, (known, _) in enumerate(self._fonts):
            if known is face:
                return b"F%d" % place
        self._fonts.append((face, len(self.objects) + 1))
        self.objects += [b""] * 5
        return b"F%d" % (len(self._fonts) - 1)

    def first_of(self, face: Face) -> int:
        """The number of a font's object."""
        self.name_of(face)
        return next(first for known, first in self._fonts if known is face)

    def leaf(self, wide: float = WIDTH, high: float = HEIGHT, rotate: int = 0) -> Leaf:
        self.leaves.append(Leaf(self, len(self.leaves) + 1, wide, high, rotate))
        return self.leaves[-1]

    def draw(self, lines: Iterable[Line], wide: float = WIDTH, high: float = HEIGHT, rotate: int = 0) -> Press:
        """The lines in the order given, on pages as they need."""
        for line in lines:
            while len(self.leaves) < line.page:
                self.leaf(wide, high, rotate)
            self.leaves[line.page - 1].text(line)
        return self

    def finish(self) -> list[bytes]:
        """All objects; the first is the catalog."""
        pages = [self._write(leaf) for leaf in self.leaves]
        for face, first in self._fonts:
            self.objects[first - 1 : first + 4] = face.objects(first)
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % self.catalog
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        self.objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
        return self.objects

    def save(self) -> bytes:
        return write_file(self.finish())

    def _write(self, leaf: Leaf) -> int:
        turned = _TURNED[leaf.rotate].format(width=leaf.width, height=leaf.height).encode()
        content = self.add(stream(b"%s cm\n" % turned + b"\n".join(leaf.content)))
        fonts = {f"F{place}": b"%d 0 R" % first for place, (_, first) in enumerate(self._fonts)}
        resources = b"".join(
            b"/%s<<%s>>"
            % (kind.encode(), b"".join(b"/%s %s" % (name.encode(), value) for name, value in entries.items()))
            for kind, entries in {"Font": fonts, **leaf.resources}.items()
        )
        wide, high = (leaf.height, leaf.width) if leaf.rotate % 180 else (leaf.width, leaf.height)
        notes = b"/Annots[%s]" % b" ".join(b"%d 0 R" % note for note in leaf.annotations) if leaf.annotations else b""
        return self.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R/Resources<<%s>>%s>>"
            % (wide, high, leaf.rotate, content, resources, notes)
        )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data, 6)
    return b"<</Filter/FlateDecode%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)
