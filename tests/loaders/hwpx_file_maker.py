"""HWPX files for the tests: the parts that Hancom writes, with what a test puts into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

SECTION, HEADER = "Contents/section0.xml", "Contents/header.xml"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for prefix, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"), ("hc", "core"))
)
_PATTERNS = (("DIGIT", "제^1조"), ("CIRCLED_DIGIT", "^2"), ("HANGUL_SYLLABLE", "^3."), ("DIGIT", "^n)"))
_LEVELS = "".join(
    f'<hh:paraHead start="1" level="{level}" numFormat="{shape}">{text}</hh:paraHead>'
    for level, (shape, text) in enumerate(_PATTERNS, 1)
)
# Paragraph shapes: 0 plain, 1 to 4 the levels of list 1, 5 outline, 6 bullet, 7 bullet checked. Characters: 0 plain,
# 1 white, 2 tiny, 3 white on a shade. Border fill 2 is painted.
_SHAPES = "".join(
    f'<hh:paraPr id="{number}" checked="{checked}"><hh:heading type="{kind}" idRef="{ref}" level="{level}"/></hh:paraPr>'
    for number, kind, ref, level, checked in (
        *((0, "NONE", 0, 0, 0), (1, "NUMBER", 1, 0, 0), (2, "NUMBER", 1, 1, 0), (3, "NUMBER", 1, 2, 0)),
        *((4, "NUMBER", 1, 3, 0), (5, "OUTLINE", 0, 0, 0), (6, "BULLET", 1, 0, 0), (7, "BULLET", 1, 0, 1)),
    )
)
_HEADER = (
    f"<hh:head {_NAMESPACES}><hh:refList>"
    '<hh:borderFills><hh:borderFill id="1"/><hh:borderFill id="2"><hc:fillBrush><hc:winBrush faceColor="#003366"/>'
    "</hc:fillBrush></hh:borderFill></hh:borderFills>"
    '<hh:charProperties><hh:charPr id="0" height="1000" textColor="#000000" shadeColor="none"/>'
    '<hh:charPr id="1" height="1000" textColor="#FFFFFF" shadeColor="none"/>'
    '<hh:charPr id="2" height="100" textColor="#000000" shadeColor="none"/>'
    '<hh:charPr id="3" height="1000" textColor="#FFFFFF" shadeColor="#000000"/></hh:charProperties>'
    f'<hh:numberings><hh:numbering id="1" start="0">{_LEVELS}</hh:numbering></hh:numberings>'
    '<hh:bullets><hh:bullet id="1" char="☐" checkedChar="☑" useImage="0"/></hh:bullets>'
    f"<hh:paraProperties>{_SHAPES}</hh:paraProperties>"
    '<hh:trackChanges><hh:trackChange id="1" type="Insert" authorID="1"/>'
    '<hh:trackChange id="2" type="Delete" authorID="2"/></hh:trackChanges>'
    '<hh:trackChangeAuthors><hh:trackChangeAuthor id="1" name="김철수"/><hh:trackChangeAuthor id="2" name="이영희"/>'
    "</hh:trackChangeAuthors></hh:refList></hh:head>"
)


def hwpx(*paragraphs: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A package with one section of these paragraphs; `parts` are added to it or take the place of its own."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/hwp+zip",
        "version.xml": "<version/>",
        "Contents/content.hpf": (
            '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
            f'<opf:item id="header" href="{HEADER}"/><opf:item id="section0" href="{SECTION}"/></opf:manifest>'
            '<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>'
        ),
        HEADER: _HEADER,
        SECTION: section(*paragraphs),
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def section(*paragraphs: str) -> str:
    return f"<hs:sec {_NAMESPACES}>{''.join(paragraphs)}</hs:sec>"


def p(*runs: str, shape: int = 0, own_id: int = 0) -> str:
    """A paragraph of runs; plain text becomes a run."""
    inside = "".join(part if part.startswith("<hp:run") else run(part) for part in runs)
    return f'<hp:p id="{own_id}" paraPrIDRef="{shape}" styleIDRef="0">{inside}</hp:p>'


def run(*content: str, char: int = 0) -> str:
    """A run; what is no element is text, which may hold inline elements after its first sign."""
    inside = "".join(part if part.startswith("<hp:") else f"<hp:t>{part}</hp:t>" for part in content)
    return f'<hp:run charPrIDRef="{char}">{inside}</hp:run>'


def control(content: str) -> str:
    return f"<hp:ctrl>{content}</hp:ctrl>"


def sub_list(*paragraphs: str) -> str:
    return f"<hp:subList>{''.join(paragraphs)}</hp:subList>"


def table(*rows: tuple[str, ...], inline: bool = True, caption: str = "") -> str:
    """Rows of cells made by `cell`."""
    inside = "".join(f"<hp:tr>{''.join(row)}</hp:tr>" for row in rows)
    position = f'<hp:pos treatAsChar="{int(inline)}" vertRelTo="PARA" vertOffset="0"/>'
    return f'<hp:tbl rowCnt="{len(rows)}" textWrap="TOP_AND_BOTTOM">{position}{caption}{inside}</hp:tbl>'


def cell(row: int, column: int, *paragraphs: str, rows: int = 1, columns: int = 1, fill: int = 1) -> str:
    return (
        f'<hp:tc borderFillIDRef="{fill}">{sub_list(*paragraphs)}<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{columns}" rowSpan="{rows}"/></hp:tc>'
    )


def text_box(*paragraphs: str) -> str:
    """A rectangle with text in it, and the description that Hancom gives to every shape."""
    return f"<hp:rect><hp:shapeComment>사각형입니다.</hp:shapeComment><hp:drawText>{sub_list(*paragraphs)}</hp:drawText></hp:rect>"
