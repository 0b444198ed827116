"""The pictures of a part that are as large as pages: scans that were pasted into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from pipeline.document.model import DocxPlace
from pipeline.loaders.docx_names import relationship_id, vml, w, w14, whole
from pipeline.loaders.docx_part import Part
from pipeline.loaders.inset import WHOLE, Crop, Inset, is_page
from pipeline.loaders.package import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_P, _CELL, _PARA_ID = w("p"), w("tc"), w14("paraId")
_PICTURE, _EXTENT, _OWN_EXTENT, _CUT = f"{_A}blip", f"{_ANCHOR}extent", f"{{*}}spPr/{_A}xfrm/{_A}ext", f"{_A}srcRect"
_IMAGE_DATA = vml("imagedata")
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
# Shares of a picture: DrawingML counts in thousandths of a per cent, VML in 65536ths where it says f.
_CUT_UNITS, _VML_UNITS = 100_000, 65_536
# English Metric Units.
_TO_CENTIMETRES = 360_000
_LENGTH = re.compile(
    r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,7}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|px|)\s*(?=;|$)", re.IGNORECASE
)
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "": 2.54 / 96}


@dataclass(frozen=True, slots=True)
class Pictures:
    """`pages` are the pictures as large as pages by the drawing that they stand in; `small` counts the others."""

    pages: Mapping[Element, Sequence[Inset]]
    small: int


def find_pictures(part: Part, targets: Mapping[str, str]) -> Pictures:
    """The pictures that stand in a part, in their order; `targets` are its relationships."""
    pages: dict[Element, list[Inset]] = {}
    small: set[str] = set()
    before: _Stand | None = None
    for drawing in part.drawings:
        stand = _stand(drawing, part)
        for picture in _pictures(drawing) if stand else ():
            target = targets.get(picture.relationship, "")
            if not is_page(picture.width, picture.height):
                small.add(target)
            elif stand is not None:
                inset = Inset(target, stand.place, stand.follows(before, part), picture.crop)
                pages.setdefault(drawing, []).append(inset)
                before = stand
    return Pictures(pages, len(small))


class _Stand(NamedTuple):
    """Where a drawing stands."""

    place: DocxPlace
    cell: Element | None

    def follows(self, before: _Stand | None, part: Part) -> bool:
        """Whether nothing is said between two drawings."""
        if before is None or before.cell is not self.cell:
            return False
        between = islice(part.sketches.values(), before.place.paragraph, self.place.paragraph + 1)
        return not any(text.strip() for sketch in between for text in sketch.texts)


def _stand(drawing: Element, part: Part) -> _Stand | None:
    paragraph = next(drawing.iterancestors(_P), None)
    if paragraph is None:
        return None
    place = DocxPlace(part.name, part.sketches[paragraph].ordinal, paragraph.get(_PARA_ID))
    return _Stand(place, next(drawing.iterancestors(_CELL), None))


@dataclass(frozen=True, slots=True)
class _Picture:
    """As it is shown, in centimetres."""

    relationship: str
    width: float
    height: float
    crop: Crop


def _pictures(drawing: Element) -> Iterator[_Picture]:
    blips = list(drawing.iter(_PICTURE))
    for blip in blips:
        yield _picture(blip, next(drawing.iter(_EXTENT), None) if len(blips) == 1 else None)
    for image in drawing.iter(_IMAGE_DATA):
        yield _vml_picture(image)


def _picture(blip: Element, extent: Element | None) -> _Picture:
    """A picture of DrawingML; `extent` is that of the drawing, for one that is all of it."""
    fill = blip.getparent()
    frame = fill.getparent()
    if extent is None:
        extent = frame.find(_OWN_EXTENT)
    width, height = (0.0, 0.0) if extent is None else (_emu(extent, "cx"), _emu(extent, "cy"))
    cut = fill.find(_CUT)
    crop = WHOLE if cut is None else _crop([(whole(cut.get(side)) or 0) / _CUT_UNITS for side in _SIDES])
    return _Picture(blip.get(f"{_R}embed", ""), width, height, crop)


def _emu(extent: Element, side: str) -> float:
    return (whole(extent.get(side)) or 0) / _TO_CENTIMETRES


def _vml_picture(image: Element) -> _Picture:
    style = image.getparent().get("style", "")
    sides = {side.lower(): float(length) * _CENTIMETRES[unit.lower()] for side, length, unit in _LENGTH.findall(style)}
    crop = _crop([_vml_share(image.get(side, "")) for side in _VML_SIDES])
    return _Picture(relationship_id(image), sides.get("width", 0.0), sides.get("height", 0.0), crop)


def _vml_share(text: str) -> float:
    if text.endswith("f"):
        return (whole(text[:-1]) or 0) / _VML_UNITS
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _crop(cut: Sequence[float]) -> Crop:
    """What is cut off each side; less than nothing is a border."""
    left, top, right, bottom = (min(max(share, 0.0), 1.0) for share in cut)
    return left, top, right, bottom
