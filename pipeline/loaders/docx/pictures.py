"""The pictures of a part that are as large as pages: scans that were pasted into a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.document.model import DocxPlace
from pipeline.loaders.docx.names import mc, relationship_id, vml, w, w14, whole
from pipeline.loaders.docx.paragraph import chosen
from pipeline.loaders.docx.part import DRAWINGS, Part
from pipeline.loaders.inset import WHOLE, Crop, Inset, is_page
from pipeline.loaders.package import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_P, _CELL, _PARA_ID = w("p"), w("tc"), w14("paraId")
_DELETED, _ALTERNATE = (w("del"), w("moveFrom")), mc("AlternateContent")
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
_SHARE = re.compile(r"\d{0,3}\.?\d{1,9}")
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "": 2.54 / 96}


class Pictures(NamedTuple):
    """`pages` are the pictures as large as pages by the drawing that they stand in; `small` counts the others."""

    pages: Mapping[Element, Sequence[Inset]]
    small: int


def find_pictures(part: Part, targets: Mapping[str, str]) -> Pictures:
    """The pictures that stand in a part, in their order; `targets` are its relationships."""
    pages: dict[Element, list[Inset]] = {}
    small: set[str] = set()
    stands = _Stands(part)
    for drawing in part.drawings:
        stand = stands.of(drawing)
        if stand is None:
            continue
        for picture in _pictures(drawing):
            target = targets.get(picture.relationship, "")
            if is_page(picture.width, picture.height):
                inset = Inset(target, stand.place, stands.follows(stand), picture.crop)
                pages.setdefault(drawing, []).append(inset)
            else:
                small.add(target)
    return Pictures(pages, len(small))


class _Stand(NamedTuple):
    """Where a drawing stands."""

    place: DocxPlace
    cell: Element | None


class _Stands:
    """Where the drawings of a part stand, one after the other."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._spoken = list(part.speaking())
        self._chosen: dict[Element, Element | None] = {}
        self._before: _Stand | None = None

    def of(self, drawing: Element) -> _Stand | None:
        """None where it is not shown: deleted, or in the branch for other programs."""
        above = list(drawing.iterancestors())
        paragraph = next((each for each in above if each.tag == _P), None)
        if paragraph is None or any(each.tag in _DELETED for each in above):
            return None
        if not all(self._choice(each) in above for each in above if each.tag == _ALTERNATE):
            return None
        place = DocxPlace(self._part.name, self._part.ordinals[paragraph], paragraph.get(_PARA_ID))
        return _Stand(place, next((each for each in above if each.tag == _CELL), None))

    def follows(self, stand: _Stand) -> bool:
        """Whether nothing is said between the last picture that was asked for and this one, and neither can be hidden."""
        before, self._before = self._before, stand
        if before is None or before.cell is not stand.cell or not self._part.plain:
            return False
        at = bisect_left(self._spoken, before.place.paragraph)
        return at == len(self._spoken) or self._spoken[at] > stand.place.paragraph

    def _choice(self, alternate: Element) -> Element | None:
        if alternate not in self._chosen:
            self._chosen[alternate] = chosen(alternate)
        return self._chosen[alternate]


class _Picture(NamedTuple):
    """As it is shown, in centimetres."""

    relationship: str
    width: float
    height: float
    crop: Crop


def _pictures(drawing: Element) -> Iterator[_Picture]:
    """Its own, not those of a drawing in one of its text boxes."""
    blips = [blip for blip in drawing.iter(_PICTURE) if next(blip.iterancestors(*DRAWINGS)) is drawing]
    for blip in blips:
        yield _picture(blip, next(drawing.iter(_EXTENT), None) if len(blips) == 1 else None)
    for image in drawing.iter(_IMAGE_DATA):
        if next(image.iterancestors(*DRAWINGS)) is drawing:
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
    return float(text) if _SHARE.fullmatch(text) else 0.0


def _crop(cut: Sequence[float]) -> Crop:
    """What is cut off each side; less than nothing is a border."""
    left, top, right, bottom = (min(max(share, 0.0), 1.0) for share in cut)
    return left, top, right, bottom
