"""A picture of an RTF file while it is read: its measures, its bytes in hexadecimal figures or as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.loaders.inset import WHOLE, Crop, is_page
from pipeline.loaders.picture_size import HEAD_BYTES, may_be_page

MEASURES = frozenset({"picwgoal", "pichgoal", "picscalex", "picscaley", "piccropl", "piccropt", "piccropr", "piccropb"})
# Of the shape that a floating picture fills, in twips.
FRAME_SIDES = ("shpleft", "shptop", "shpright", "shpbottom")
# How the bytes are coded, by the suffixes of such files.
CODINGS = {"pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "dib"}
CODINGS |= {"wbitmap": "ddb", "macpict": "pict", "pmmetafile": "met"}
_KNOWN_SIZES = ("png", "jpg")
_TWIPS_PER_CM = 1440 / 2.54
# Of a side; writers round.
_LEAST_CUT = 0.01


@dataclass(slots=True)
class Picture:
    """`coding` is the suffix that a file of its kind has."""

    coding: str = ""
    _measures: dict[str, int] = field(default_factory=dict)
    _figures: list[bytes] = field(default_factory=list)
    _bytes: list[bytes] = field(default_factory=list)

    def measure(self, name: str, number: int) -> None:
        self._measures[name] = number

    def set_in(self, frame: Mapping[str, int]) -> None:
        """Shown as large as the frame, if that has a size."""
        left, top, right, bottom = (frame[side] for side in FRAME_SIDES)
        if right > left and bottom > top:
            self._measures = {"picwgoal": right - left, "pichgoal": bottom - top}

    def take(self, data: bytes, is_binary: bool) -> None:
        (self._bytes if is_binary else self._figures).append(data)

    @property
    def data(self) -> bytes:
        """What is no hexadecimal figure ends it."""
        try:
            return b"".join(self._bytes) or bytes.fromhex(b"".join(self._figures).decode("ascii"))
        except ValueError:
            return b""

    @property
    def is_page(self) -> bool:
        """By the size that it is shown in, else by its own."""
        cut = self.crop
        width = self._goal("picwgoal") * (1 - cut[0] - cut[2]) * self._measures.get("picscalex", 100) / 100
        height = self._goal("pichgoal") * (1 - cut[1] - cut[3]) * self._measures.get("picscaley", 100) / 100
        if width > 0 and height > 0:
            return is_page(width / _TWIPS_PER_CM, height / _TWIPS_PER_CM)
        return self.coding in _KNOWN_SIZES and may_be_page(self.data[:HEAD_BYTES])

    @property
    def crop(self) -> Crop:
        """Of what would be all of it; less than nothing is a border."""
        width, height = self._goal("picwgoal"), self._goal("pichgoal")
        left, top, right, bottom = (
            max(self._measures.get(f"piccrop{side}", 0), 0) / (length or 1)
            for side, length in (("l", width), ("t", height), ("r", width), ("b", height))
        )
        is_cut = max(left, top, right, bottom) > _LEAST_CUT and left + right < 1 and top + bottom < 1
        return (left, top, right, bottom) if is_cut else WHOLE

    def _goal(self, name: str) -> int:
        return max(self._measures.get(name, 0), 0)
