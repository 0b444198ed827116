"""The pictures of an OWPML document that are as large as pages: scans that were pasted into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.document.model import DocxPlace
from pipeline.loaders.hwp_shapes import UNITS_PER_CM, Shapes
from pipeline.loaders.hwpx_names import child, local, number
from pipeline.loaders.hwpx_section import Section
from pipeline.loaders.inset import WHOLE, Crop, Inset, is_page
from pipeline.loaders.package import Element


@dataclass(frozen=True, slots=True)
class Pictures:
    """`pages` are the pictures as large as pages by their element; `small` counts the others."""

    pages: Mapping[Element, Sequence[Inset]]
    small: int


def find_pictures(sections: Sequence[Section], items: Mapping[str, str], shapes: Shapes) -> Pictures:
    """The pictures of all sections in their order; `items` are the parts of the package by their ids."""
    pages: dict[Element, list[Inset]] = {}
    small: set[str] = set()
    for section in sections:
        for picture, follows in _pictures(section, shapes):
            part = items.get(_image(picture), "")
            size = child(picture, "sz")
            if is_page(number(size, "width") / UNITS_PER_CM, number(size, "height") / UNITS_PER_CM):
                paragraph = next(each for each in picture.iterancestors() if each in section.ordinals)
                place = DocxPlace(section.name, section.ordinals[paragraph])
                pages[picture] = [Inset(part, place, follows, _crop(picture))]
            else:
                small.add(part)
    return Pictures(pages, len(small))


def _pictures(section: Section, shapes: Shapes) -> Iterator[tuple[Element, bool]]:
    """Each picture, and whether nothing is said between it and the one before, and neither can be hidden."""
    revised, follows = next(section.root.iter("{*}deleteBegin"), None) is not None, False
    for element in section.root.iter("{*}t", "{*}pic"):
        if local(element.tag) != "pic":
            follows = follows and not "".join(element.itertext()).strip()
        elif any(each in section.ordinals for each in element.iterancestors()):
            is_open = not revised and not shapes.char(number(element.getparent(), "charPrIDRef")).hidden_on(False)
            yield element, follows and is_open
            follows = is_open


def _image(picture: Element) -> str:
    image = child(picture, "img")
    return "" if image is None else image.get("binaryItemIDRef", "")


def _crop(picture: Element) -> Crop:
    """What is cut off each side of the picture, in the units of its own size."""
    clip, whole = child(picture, "imgClip"), child(picture, "imgDim")
    width, height = number(whole, "dimwidth"), number(whole, "dimheight")
    if clip is None or width <= 0 or height <= 0:
        return WHOLE
    left, top = number(clip, "left") / width, number(clip, "top") / height
    right, bottom = 1 - number(clip, "right", width) / width, 1 - number(clip, "bottom", height) / height
    cut = (left, top, right, bottom)
    return cut if all(0 <= share < 1 for share in cut) and max(cut) > _LEAST_CUT else WHOLE


# Of a side; files round.
_LEAST_CUT = 0.01
