"""Text that is drawn and yet not seen: covered, clipped away, in a layer that is off.

What is under suspicion is taken off the page; where that changes nothing, nobody saw it. Runs inside the child.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import sub
from typing import NamedTuple

from pipeline.loaders.pages.sheet import Box, centres, edges_of
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.pdfium import Handle, Reference
from pipeline.loaders.pdf.scene import MOST_OBJECTS, Scene, fills
from pipeline.loaders.pdf.view import View

# Pixels a point, a page's most pixels, and the least difference of grey that an eye notices.
_SCALE, _MOST_PIXELS, _LEAST_CONTRAST = 2.0, 9_000_000, 6
# What a dash or a full stop is not more than: neighbours spill over its edge, but its own ink may lie there too.
_THIN_PIXELS = 8
_WHITE = 0xFFFFFFFF
_SPACES = "\t \xa0\u3000"
_CLIP_SLACK_POINTS = 2.0
# With more of them every text is under suspicion.
_MOST_COVERS = 400
_MOST_UNPACKED_BYTES = 32 << 20
_PACKED_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s{0,4}stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LAYERS, _OFF = b"/OCProperties", (b"/OFF", b"/AllOff", b"/AnyOff")


def hides_layers(data: bytes) -> bool:
    """Whether a file has layers of which some may be off; True too where that cannot be told."""
    if b"/Encrypt" in data and b"/ObjStm" in data:
        return True
    return any(
        _LAYERS in part and any(off in part for off in _OFF)
        for objects in (data, *_unpacked(data))
        for part in (objects, _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), objects))
    )


def _unpacked(data: bytes) -> Iterator[bytes]:
    room = _MOST_UNPACKED_BYTES
    for match in _PACKED_OBJECTS.finditer(data):
        try:
            objects = zlib.decompressobj().decompress(data[match.end() :], room)
        except zlib.error:
            continue
        room -= len(objects)
        yield objects
        if room <= 0:
            return


class Drawn(NamedTuple):
    """The characters of a page, the text objects that draw them, their boxes on the page as displayed, edge by edge.

    `objects` holds each of the text objects once, in the order of the file.
    """

    text: str
    owners: Sequence[Handle]
    edges: array[float]
    objects: Mapping[Handle, Reference]

    def boxes(self) -> Iterator[Box]:
        return zip(*(self.edges[edge::4] for edge in range(4)), strict=True)

    def centres(self) -> Iterator[tuple[float, float]]:
        return centres(edges_of(self.edges))

    def begins(self) -> dict[Handle, tuple[float, float]]:
        """The centre of the first character of each object."""
        return dict(zip(reversed(self.owners), reversed(list(self.centres())), strict=True))


def unseen(page: Handle, view: View, scene: Scene, drawn: Drawn, layered: bool) -> set[int]:
    """The indexes of characters that are drawn but not seen. `layered`: the file has layers that may be off."""
    if layered or max(len(scene.covers), len(scene.inks)) > _MOST_COVERS:
        suspects = set(drawn.objects)
    else:
        suspects = _clipped(drawn.objects) | (_covered(scene, drawn) if scene.covers else set())
        suspects |= _melted(scene, drawn) if scene.inks else set()
    return set(_without_trace(page, view, suspects, drawn)) if suspects else set()


def recognised(scene: Scene, drawn: Drawn, unseen: set[int]) -> set[int]:
    """Those of the unseen characters that lie under the scan of the page: scanners put what they read there."""
    if not scene.scans or not unseen:
        return set()
    order, last = scene.order, max(scene.scans)
    return {index for index in unseen if order.get(drawn.owners[index], last) < last}


def inked(page: Handle, view: View, drawn: Drawn, suspects: set[Handle]) -> set[Handle]:
    """The suspects that the page looks different without, in most of their characters."""
    if not suspects:
        return suspects
    traceless = Counter(drawn.owners[index] for index in _without_trace(page, view, suspects, drawn))
    for item in suspects:
        pdfium.set_active(item, 1)
    lengths = Counter(owner for owner in drawn.owners if owner in suspects)
    return {item for item in suspects if 2 * traceless[item] < lengths[item]}


def _clipped(objects: Mapping[Handle, Reference]) -> set[Handle]:
    """The objects that reach out of what their clip leaves open."""
    clips = list(map(pdfium.object_clip, objects.values()))
    told = zip(objects, clips, map(pdfium.count_clip_paths, clips), strict=True)
    return {item for item, clip, count in told if count > 0 and _reaches_out(item, clip, count)}


def _reaches_out(item: Handle, clip: Reference, paths: int) -> bool:
    edges = array("f", bytes(16))
    at = edges.buffer_info()[0]
    if not pdfium.object_bounds(item, at, at + 4, at + 8, at + 12):
        return False
    left, bottom, right, top = edges
    slack = _CLIP_SLACK_POINTS
    for path in range(paths):
        xs, ys = _points(clip, path)
        if not xs or not (min(xs) <= left + slack and right - slack <= max(xs)):
            return True
        if not (min(ys) <= bottom + slack and top - slack <= max(ys)):
            return True
    return False


def _points(clip: Reference, path: int) -> tuple[list[float], list[float]]:
    room = array("f", bytes(8))
    at = room.buffer_info()[0]
    xs, ys = [], []
    for index in range(min(pdfium.count_clip_segments(clip, path), MOST_OBJECTS)):
        if pdfium.segment_point(pdfium.clip_segment(clip, path, index), at, at + 4):
            xs.append(room[0])
            ys.append(room[1])
    return xs, ys


def _covered(scene: Scene, drawn: Drawn) -> set[Handle]:
    """The objects with a character in the middle of something that is painted later."""
    order = scene.order
    points = list(drawn.centres())
    found: set[Handle] = set()
    for above, (left, top, right, bottom) in scene.covers:  # few, where characters are many
        inside = [left <= x <= right and top <= y <= bottom for x, y in points]
        found.update(owner for owner in compress(drawn.owners, inside) if order.get(owner, -1) < above)
    return found


def _melted(scene: Scene, drawn: Drawn) -> set[Handle]:
    """The objects in the very colour of what a path painted behind their first character, as words under a bar."""
    inks = {item: ink for item, centre in drawn.begins().items() if (ink := scene.ink(*centre))}
    told = zip(inks.items(), fills([drawn.objects[item] for item in inks]), strict=True)
    return {item for (item, ink), colour in told if colour == ink}


def _without_trace(page: Handle, view: View, suspects: set[Handle], drawn: Drawn) -> Iterator[int]:
    """The suspects' characters where the page looks the same without them; a space is as what stands before it."""
    whole = Picture(page, view)
    for item in suspects:
        pdfium.set_active(item, 0)
    rest = Picture(page, view)
    gone = False
    for index, (char, owner, box) in enumerate(zip(drawn.text, drawn.owners, drawn.boxes(), strict=True)):
        if owner in suspects:
            if char not in _SPACES:
                gone = not whole.differs(rest, box)
            if gone:
                yield index


class Picture:
    """A page in greys."""

    def __init__(self, page: Handle, view: View) -> None:
        area = max(view.width * view.height, 1.0)
        self._scale = min(_SCALE, (_MOST_PIXELS / area) ** 0.5)
        self._width, self._height = (max(int(side * self._scale), 1) for side in (view.width, view.height))
        self._greys = bytearray(self._width * self._height)
        at = pdfium.address(self._greys)
        bitmap = pdfium.create_bitmap(self._width, self._height, pdfium.BITMAP_GRAY, at, self._width)
        pdfium.fill_bitmap(bitmap, 0, 0, self._width, self._height, _WHITE)
        flags = pdfium.RENDER_ANNOTATIONS
        pdfium.render_bitmap(bitmap, page, 0, 0, self._width, self._height, view.turns, flags)
        pdfium.destroy_bitmap(bitmap)

    def differs(self, other: Picture, box: Box) -> bool:
        """Whether two pictures of a page differ inside a box, by more than what its neighbours spill over its edge."""
        x0, y0, x1, y1 = (int(edge * self._scale) for edge in box)
        left, right = max(x0 + (x1 - x0 > _THIN_PIXELS), 0), min(x1, self._width)
        for row in range(max(y0 + (y1 - y0 > _THIN_PIXELS), 0), min(y1, self._height)):
            start = row * self._width
            one, two = self._greys[start + left : start + right], other._greys[start + left : start + right]
            if one != two and max(map(abs, map(sub, one, two)), default=0) >= _LEAST_CONTRAST:
                return True
        return False
