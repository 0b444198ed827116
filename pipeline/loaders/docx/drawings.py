"""Pictures with words in them: diagrams and charts, whose text stands in parts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.loaders.docx.names import is_on, w
from pipeline.loaders.package import Element, Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = f"{_C}chart"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_PARAGRAPH, _TEXT, _LABELS, _VALUE = f"{_A}p", f"{_A}t", f"{_C}strCache", f"{_C}v"
_NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SWITCHED_OFF = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
# What embeds or links a file of another program; a formula or a picture is none.
EMBEDDED_DOCUMENTS = ("word.", "excel.", "powerpoint.", "package", "acroexch", "hwp", "wps.", "et.")


class Drawings:
    """The diagrams and charts of one part, by relationship; each is read once."""

    def __init__(self, package: Package, targets: Mapping[str, str]) -> None:
        self._package, self._targets = package, targets
        self._seen: set[str] = set()

    def texts(self, drawing: Element) -> Iterator[tuple[str, str]]:
        """The kind of aside, and the words, of every diagram and chart inside a drawing."""
        for reference in drawing.iter(_DIAGRAM, _CHART):
            is_chart = reference.tag == _CHART
            target = self._targets.get(reference.get(_R + ("id" if is_chart else "dm"), ""), "")
            if not target or target in self._seen:
                continue
            self._seen.add(target)
            root = self._package.parse_if_sound(target)
            if root is not None:
                yield ("chart" if is_chart else "diagram"), "\n".join(_lines(root))
        if words := "\n".join(_lines(drawing)):
            yield "drawing", words


def is_switched_off(box: Element) -> bool:
    """Whether the drawing that holds a text box is not shown."""
    drawing = next(box.iterancestors(w("drawing"), w("pict")), None)
    if drawing is None:
        return False
    styles = (shape.get("style", "") for shape in drawing)
    is_hidden = any(is_on(named.get("hidden", "0")) for named in drawing.iterfind(f"*/{_NAMED}"))
    return is_hidden or any(map(_SWITCHED_OFF.search, styles))


def embeds_document(drawing: Element) -> bool:
    """Whether a file of another program stands here, of which only a picture is shown."""
    return any(item.get("ProgID", "").lower().startswith(EMBEDDED_DOCUMENTS) for item in drawing.iter(_OLE))


def _lines(root: Element) -> Iterator[str]:
    """The paragraphs of DrawingML text and the labels of a chart."""
    for element in root.iter(_PARAGRAPH, _LABELS):
        words = (text.text or "" for text in element.iter(_TEXT, _VALUE))
        line = ("" if element.tag == _PARAGRAPH else " ").join(words)
        if line.strip():
            yield line
