"""Writes a contract as a DOCX the way Word would: styles, automatic numbers, fields, merged cells, revisions."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from making.markup import Block, Contract
from making.numbering import Numbering

MOMENT = datetime(2026, 3, 2, 9, 0, 0)
STAMP = MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ")
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
FONTS = {"zh-Hans": "宋体", "zh-Hant": "新細明體", "ja": "ＭＳ 明朝", "ko": "바탕"}
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR"}
STYLES = {
    "title": "Title",
    "chapter": "Heading 1",
    "article": "Heading 2",
    "annex": "Heading 1",
    "heading": "Heading 3",
}
UNUSED_PARTS = ("/thumbnail", "/stylesWithEffects")
ALIGNED = {"title": "CENTER", "subtitle": "CENTER", "chapter": "CENTER", "annex": "CENTER", "right": "RIGHT"}

_PIECE = re.compile(r"\[([-+^])(.*?)\1\]|\[@(.*?)@(.*?)@\]")
_SCRIPT_RUN = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_FOOTNOTES = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def write(contract: Contract) -> bytes:
    return _Writer(contract).build()


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.document: Document = docx.Document()
        self.size = float(contract.settings.get("size", 10.5))
        self.numbering = Numbering(self.document, contract) if contract.settings.get("automatic") else None
        self.marks = 100
        self.footnotes = parse_xml(_FOOTNOTES)

    def build(self) -> bytes:
        self._set_styles()
        self._set_page()
        lead = ""
        for block in self.contract.blocks:
            if block.kind == "article" and self.contract.settings.get("article_style") in ("above", "inline"):
                lead = self._lead(block)
            elif lead and block.kind in ("paragraph", "clause"):
                self._text(block, lead)
                lead = ""
            else:
                self._block(block)
        return self._saved()

    def _lead(self, block: Block) -> str:
        """An article whose number opens its first paragraph: what is to stand before that paragraph's text."""
        if self.contract.settings["article_style"] == "inline":
            return self.contract.heading(block) + " "
        if block.text:
            self._fill(self.document.add_paragraph(), f"（{block.text}）")
        return block.label + "　"

    def _block(self, block: Block) -> None:
        if block.kind == "table":
            self._table(block)
        elif block.kind == "page":
            self.document.add_page_break()
        elif block.kind in ("chapter", "article", "annex"):
            self._heading(block)
        else:
            self._text(block)

    def _heading(self, block: Block) -> None:
        if block.kind == "annex":
            self.document.add_page_break()
        paragraph = self._paragraph(block)
        if self.numbering and block.kind != "annex":
            self._fill(paragraph, self.numbering.heading_text(block))
            return
        if self.numbering:
            self.numbering.restart(paragraph)
        self._fill(paragraph, self.contract.heading(block))

    def _text(self, block: Block, lead: str = "") -> None:
        paragraph = self._paragraph(block)
        if not block.level:
            self._fill(paragraph, lead + block.text)
        elif self.numbering:
            self.numbering.apply_clause(paragraph, block)
            self._fill(paragraph, block.text)
        else:
            paragraph.paragraph_format.left_indent = Pt(self.size * (block.level - bool(lead)))
            self._fill(paragraph, f"{lead}{block.label}{self.contract.settings.get('gap', '　')}{block.text}")

    def _paragraph(self, block: Block) -> Paragraph:
        paragraph = self.document.add_paragraph(style=STYLES.get(block.kind, "Normal"))
        if block.kind in ALIGNED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH[ALIGNED[block.kind]]
        if block.kind == "paragraph" and self.contract.settings.get("indent"):
            paragraph.paragraph_format.first_line_indent = Pt(self.size * self.contract.settings["indent"])
        return paragraph

    def _table(self, block: Block) -> None:
        if block.text:
            caption = self.document.add_paragraph(style="Caption")
            caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._fill(caption, block.text)
        table = self.document.add_table(len(block.rows), len(block.widths))
        if block.ruled:
            table.style = "Table Grid"
        table.autofit = False
        share = Mm(160) / sum(block.widths)
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = int(width * share)
        for y, row in enumerate(block.rows):
            for x, text in enumerate(row):
                cell = table.cell(y, x)
                cell.width = int(block.widths[x] * share)
                if text not in ("<", "^"):
                    self._fill(cell.paragraphs[0], text)
        _merge(table, block.rows)
        self.document.add_paragraph()

    def _fill(self, paragraph: Paragraph, text: str) -> None:
        """Writes a line with its insertions, deletions, footnotes and comments."""
        start = 0
        for match in _PIECE.finditer(text):
            self._runs(paragraph, text[start : match.start()])
            if match[1]:
                {"+": self._insert, "-": self._delete, "^": self._footnote}[match[1]](paragraph, match[2])
            else:
                self._comment(paragraph, match[3], match[4])
            start = match.end()
        self._runs(paragraph, text[start:])

    def _runs(self, paragraph: Paragraph, text: str) -> list[docx.text.run.Run]:
        """Word begins a new run where the script changes; so does this."""
        return [paragraph.add_run(piece) for piece in _SCRIPT_RUN.findall(text)]

    def _insert(self, paragraph: Paragraph, text: str) -> None:
        self._revision(paragraph, "w:ins", text, "w:t")

    def _delete(self, paragraph: Paragraph, text: str) -> None:
        self._revision(paragraph, "w:del", text, "w:delText")

    def _revision(self, paragraph: Paragraph, tag: str, text: str, text_tag: str) -> None:
        self.marks += 1
        revision = _element(tag, id=str(self.marks), author="法務担当", date=STAMP)
        run, content = OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        run.append(content)
        revision.append(run)
        paragraph._p.append(revision)

    def _comment(self, paragraph: Paragraph, text: str, comment: str) -> None:
        note = self.document.add_comment(self._runs(paragraph, text), comment, author="法務担当", initials="法")
        note._comment_elm.set(qn("w:date"), STAMP)

    def _footnote(self, paragraph: Paragraph, text: str) -> None:
        number = str(len(self.footnotes) - 1)
        note = parse_xml(f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:r><w:t/></w:r></w:p></w:footnote>')
        note.find(f".//{qn('w:t')}").text = text
        self.footnotes.append(note)
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(_element("w:footnoteReference", id=number))

    def _set_styles(self) -> None:
        language = self.contract.settings["language"]
        for name in ("Normal", "Title", "Caption", "Heading 1", "Heading 2", "Heading 3"):
            style = self.document.styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.attrib.clear()
            for slot in ("ascii", "hAnsi"):
                fonts.set(qn(f"w:{slot}"), "Times New Roman")
            fonts.set(qn("w:eastAsia"), FONTS[language])
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.size = Pt(self.size + {"Title": 7, "Heading 1": 2}.get(name, 0))
            style.paragraph_format.space_before = Pt(0 if name == "Normal" else 6)
            style.paragraph_format.space_after = Pt(self.contract.settings.get("space", 3))
            style.paragraph_format.line_spacing = self.contract.settings.get("leading", 1.3)
        for border in list(self.document.styles["Title"].element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
        for tag in self.document.styles.element.iter(qn("w:lang")):
            tag.set(qn("w:eastAsia"), LANGUAGES[language])

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
        settings = self.contract.settings
        header = section.header.paragraphs[0]
        header.text = f"{settings.get('header_left', '')}\t\t{settings.get('header_right', '')}".rstrip("\t")
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in re.split(r"(\{pages?\})", settings.get("footer", "{page}")):
            if piece.startswith("{"):
                _field(footer, "NUMPAGES" if piece == "{pages}" else "PAGE")
            else:
                footer.add_run(piece)

    def _saved(self) -> bytes:
        if len(self.footnotes) > 2:
            self._attach_footnotes()
        _give_ids(self.document.element)
        _thin(self.document)
        core = self.document.core_properties
        core.author, core.title, core.comments = "", self.contract.settings["title"], ""
        core.created = core.modified = MOMENT
        core.revision = 3
        stream = io.BytesIO()
        self.document.save(stream)
        return _fixed(stream)

    def _attach_footnotes(self) -> None:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        xml = etree.tostring(self.footnotes, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), kind, xml, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _merge(table: docx.table.Table, rows: tuple[tuple[str, ...], ...]) -> None:
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text == "<":
                _join(table.cell(y, x - 1), table.cell(y, x))
            elif text == "^":
                _join(table.cell(y - 1, x), table.cell(y, x))


def _join(first: docx.table._Cell, second: docx.table._Cell) -> None:
    merged = first.merge(second)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _element(tag: str, **attributes: str) -> etree._Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "code", "separate", "result", "end"):
        run = paragraph.add_run("1" if kind == "result" else "")
        if kind == "code":
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "result":
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _give_ids(root: etree._Element) -> None:
    """Paragraph ids as Word writes them."""
    etree.register_namespace("w14", W14)
    for number, paragraph in enumerate(root.iter(qn("w:p"))):
        paragraph.set(f"{{{W14}}}paraId", f"{0x10000001 + number * 0x1D:08X}")


def _thin(document: Document) -> None:
    """Leaves out what the template brings and no contract uses: a picture of it and its hundred table styles."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED_PARTS)]:
            del rels[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _fixed(stream: io.BytesIO) -> bytes:
    """The same package with one date on all its members."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
