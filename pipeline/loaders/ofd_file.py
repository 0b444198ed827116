"""OFD, the fixed pages of GB/T 33190-2016: a zip package of XML parts, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, Document, PdfPlace
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.collector import collector_paused
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.ofd.geometry import POINTS_PER_MM, Matrix, numbers, page_matrix, placed
from pipeline.loaders.ofd.names import child, children, is_on, local, resolve, text_of
from pipeline.loaders.ofd.page import PageReader, Resources, TooManyGlyphs
from pipeline.loaders.package import Element, Package
from pipeline.loaders.pages import paged
from pipeline.loaders.pages.layout import lay_out
from pipeline.loaders.pages.page import Page
from pipeline.loaders.pages.sheet import Sheet
from pipeline.loaders.silence import no_text

_ROOT, _ENCRYPTED = "OFD.xml", ("Encryptions.xml", "EncryptInfo.xml")
_A4_MM = (0.0, 0.0, 210.0, 297.0)
# A page of small type holds some 4,000 characters; a few pages may hold more.
_GLYPHS, _GLYPHS_PER_PAGE, _GLYPHS_ON_A_PAGE = 100_000, 6_000, 50_000
# Some producers write every character as an object of its own.
_ELEMENTS_PER_PAGE = 60_000
# What laying a template over a page costs of them at the least: a page has one or two, a hostile one thousands.
_ELEMENTS_PER_TEMPLATE = 6_000
_LARGEST_POINTS = 20_000.0


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of an OFD package. Raises DocumentError."""
    package = Package(data, name, limits)
    if any(package.read(part) is not None for part in _ENCRYPTED):
        raise DocumentError("encrypted", name=name)
    reader = _Reader(package)
    try:
        with collector_paused():
            pages = list(reader.pages())
    except TooManyGlyphs as fault:
        raise too_large(name) from fault
    builder = DocumentBuilder(name, sha256, "ofd")
    builder.issues.extend(reader.issues())
    document = paged.build(builder, pages)
    if not document.text:
        raise no_text(name, document.asides, "pdf_no_text", pages=len(pages))
    return replace(document, asides=(*document.asides, *reader.asides))


@dataclass(slots=True)
class _Body:
    """One of the documents of a package. `base` is the part of its root; templates and annotations are by id, the
    templates' `contents` by part."""

    root: Element
    base: str
    resources: Resources = field(default_factory=Resources)
    templates: dict[str, tuple[Element, str]] = field(default_factory=dict)
    annotations: dict[str, Element] = field(default_factory=dict)
    contents: dict[str, Element | None] = field(default_factory=dict)


class _Reader:
    """Reads page after page; what they hold counts together against the limits."""

    def __init__(self, package: Package) -> None:
        self._package, self._limits = package, package.limits
        self._elements, self._glyphs, self._number = self._limits.elements, _GLYPHS, 0
        self._attachments = 0
        self.asides: list[Aside] = []
        root = self._parse(_ROOT)
        if root is None:
            raise DocumentError("damaged", name=package.name)
        self._bodies = [self._body(resolve(text_of(item), _ROOT)) for item in root.iter("{*}DocRoot")]

    def pages(self) -> Iterator[Page]:
        """The pages of all documents of the package, numbered on."""
        for body in self._bodies:
            for element in children(child(body.root, "Pages"), "Page"):
                self._number += 1
                self._limits.check(self._package.name, pages=self._number)
                yield self._page(body, element)

    def issues(self) -> Iterator[Issue]:
        if self._attachments:
            yield Issue("embedded_part_unread", "warning", {"count": self._attachments})

    def _body(self, base: str) -> _Body:
        body = _Body(self._needed(base), base)
        common = child(body.root, "CommonData")
        for kind in ("PublicRes", "DocumentRes"):
            for item in children(common, kind):
                self._read_resources(body.resources, resolve(text_of(item), base))
        for item in children(common, "TemplatePage"):
            body.templates[item.get("ID", "")] = item, resolve(item.get("BaseLoc", ""), base)
        self._read_annotations(body)
        attachments = text_of(child(body.root, "Attachments"))
        listed = self._parse(resolve(attachments, base)) if attachments else None
        self._attachments += len(list(children(listed, "Attachment")))
        return body

    def _read_resources(self, resources: Resources, part: str) -> None:
        root = self._parse(part)
        for item in () if root is None else root.iter("{*}DrawParam", "{*}CompositeGraphicUnit"):
            own_id, colour, content = item.get("ID", ""), child(item, "FillColor"), child(item, "Content")
            if local(item.tag) == "CompositeGraphicUnit" and content is not None:
                resources.drawings[own_id] = content
            elif colour is not None:
                resources.colours[own_id] = colour

    def _read_annotations(self, body: _Body) -> None:
        location = text_of(child(body.root, "Annotations"))
        part = resolve(location, body.base)
        listed = self._parse(part) if location else None
        for item in children(listed, "Page"):
            root = self._parse(resolve(text_of(child(item, "FileLoc")), part))
            if root is not None:
                body.annotations[item.get("PageID", "")] = root

    def _page(self, body: _Body, element: Element) -> Page:
        self._glyphs += _GLYPHS_PER_PAGE
        self._elements += _ELEMENTS_PER_PAGE
        root = self._needed(resolve(element.get("BaseLoc", ""), body.base))
        x, y, width, height = _paper(root, body.root)
        sheet = Sheet(width * POINTS_PER_MM, height * POINTS_PER_MM)
        matrix = page_matrix(x, y)
        budget = min(self._glyphs, _GLYPHS_ON_A_PAGE)
        reader = PageReader(sheet, body.resources, budget)
        behind, before = self._templates(body, root)
        for template in behind:
            reader.read_content(template, matrix)
        printed = len(sheet.runs)
        reader.read_content(root, matrix)
        filled = len(sheet.runs)
        for template in before:
            reader.read_content(template, matrix)
        sheet.filled = _interleaved(sheet, printed, filled)
        sheet.pictured = reader.is_picture
        sheet.doubt_recognition(reader.stands_on_picture)
        self._glyphs -= sum(len(run.text) for run in sheet.runs)
        self._annotate(body, element.get("ID", ""), sheet, matrix)
        return lay_out(self._number, sheet, spaceless=False)

    def _templates(self, body: _Body, root: Element) -> tuple[list[Element], list[Element]]:
        """The templates of a page that lie behind it and those that lie before it."""
        behind: list[Element] = []
        before: list[Element] = []
        for item in children(root, "Template"):
            page, part = body.templates.get(item.get("TemplateID", ""), (None, ""))
            if page is None:
                continue
            if part not in body.contents:
                body.contents[part] = self._parse(part)
            if (content := body.contents[part]) is not None:
                self._charge(max(_ELEMENTS_PER_TEMPLATE, sum(1 for _ in content.iter())))
                order = item.get("ZOrder") or page.get("ZOrder", "Background")
                (before if order == "Foreground" else behind).append(content)
        return behind, before

    def _annotate(self, body: _Body, page_id: str, page: Sheet, matrix: Matrix) -> None:
        """What is laid over a page - a watermark, a seal, a remark - is kept aside with its place."""
        root = body.annotations.get(page_id)
        for item in children(root, "Annot"):
            kind = "watermark" if item.get("Type") == "Watermark" else "comment"
            place = PdfPlace(self._number, (0.0, 0.0, page.width, page.height))
            sheet = Sheet(page.width, page.height)
            appearance = child(item, "Appearance")
            if appearance is not None and is_on(item, "Visible"):
                PageReader(sheet, body.resources, _GLYPHS_PER_PAGE).read(appearance, placed(appearance, matrix))
            for text in ("".join(run.text for run in sheet.runs), text_of(child(item, "Remark"))):
                if text.strip():
                    self.asides.append(Aside(kind, text, place, item.get("Creator")))

    def _needed(self, part: str) -> Element:
        root = self._parse(part)
        if root is None:
            raise DocumentError("damaged", name=self._package.name)
        return root

    def _parse(self, part: str) -> Element | None:
        """A part, counted against the limits together with those before it."""
        data = self._package.read_xml(part)
        if data is None:
            return None
        self._charge(data.count(b"<"))
        return self._package.parse_xml(data)

    def _charge(self, elements: int) -> None:
        self._elements -= elements
        if self._elements < 0:
            raise self._limits.exceeded("elements", self._package.name)


def _paper(page: Element, document: Element) -> tuple[float, ...]:
    """The paper of a page in millimetres: x, y, width, height. Some producers keep it inside the content."""
    for area in (child(page, "Area"), child(page, "Content", "PageArea"), child(document, "CommonData", "PageArea")):
        box = numbers(text_of(child(area, "PhysicalBox")))
        if (
            len(box) == 4
            and 0 < box[2] * POINTS_PER_MM < _LARGEST_POINTS
            and 0 < box[3] * POINTS_PER_MM < _LARGEST_POINTS
        ):
            return tuple(box)
    return _A4_MM


def _interleaved(sheet: Sheet, printed: int, filled: int) -> bool:
    """Whether templates have text between that of the page: a form, whose text was filled in after it was printed."""
    own = [run.boxes[1] for run in sheet.runs[printed:filled]]
    others = sheet.runs[:printed] + sheet.runs[filled:]
    low, high = min(own, default=1.0), max(own, default=0.0)
    return any(low <= run.boxes[1] <= high for run in others)
