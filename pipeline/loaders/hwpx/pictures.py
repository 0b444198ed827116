"""The pictures of an OWPML document that are as large as pages: scans that were pasted into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.document.model import DocxPlace
from pipeline.loaders.hwp.shapes import UNITS_PER_CM, Shapes
from pipeline.loaders.hwpx.names import child, local, number
from pipeline.loaders.hwpx.part import Section
from pipeline.loaders.inset import WHOLE, Crop, Inset, Pictures, crop_of, is_page
from pipeline.loaders.package import Element


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
    if clip is None:
        return WHOLE
    shown = (number(clip, "left"), number(clip, "top"), number(clip, "right", width), number(clip, "bottom", height))
    return crop_of(shown, width, height)
