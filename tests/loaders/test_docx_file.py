"""Whole contracts: as python-docx writes them, and as offices write them by hand."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest

from pipeline.document.model import Document
from pipeline.loaders.docx_file import load
from pipeline.loaders.limits import Limits
from tests.loaders.docx_file_maker import level, make, numbered, numbering, paragraph, read, row, styled, table, text


def saved(document: Any) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    data = stream.getvalue()
    return load(data, "a.docx", hashlib.sha256(data).hexdigest(), Limits())


def test_document_of_python_docx() -> None:
    docx = pytest.importorskip("docx", reason="python-docx comes with the extra samples")
    document = docx.Document()
    document.add_heading("매매계약서", 0)
    document.add_heading("제1조 (목적)", 1)
    document.add_paragraph("매도인은 ").add_run("매수인에게").bold = True
    document.add_paragraph("첫째", style="List Number")
    document.add_paragraph("둘째", style="List Number")
    grid = document.add_table(2, 2)
    for cell, words in zip(grid._cells, ("품명", "금액", "나사", "1,000"), strict=True):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "대외비"
    loaded = saved(document)
    assert loaded.text.split("\n") == [
        "매매계약서",
        "제1조 (목적)",
        "매도인은 매수인에게",
        "1. 첫째",
        "2. 둘째",
        "품명\t금액",
        "나사\t1,000",
    ]
    assert [(block.kind, block.level) for block in loaded.blocks[1:4]] == [
        ("heading", 1),
        ("paragraph", None),
        ("list_item", None),
    ]
    assert [(aside.kind, aside.text) for aside in loaded.asides] == [("header", "대외비")]
    assert (loaded.language, loaded.pages, loaded.format) == ("ko", None, "docx")


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="HTML Top of Form"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)


def test_chinese_contract_with_chapters_annex_and_signatures() -> None:
    lists = numbering(
        level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/><w:pStyle w:val="2"/>'),
        level(2, "decimal", "%3.", '<w:suff w:val="space"/>'),
    )
    body = (
        paragraph("设备采购合同") + styled("总则", "1") + styled("标的", "2") + numbered("设备名称见附件一。", level=2)
    )
    body += (
        styled("付款", "1")
        + styled("价款", "2")
        + numbered("人民币伍拾万元整。", level=2)
        + numbered("分期。", level=2)
    )
    body += (
        paragraph("附件一")
        + table(row("品名", "数量"), row("泵", "2"))
        + table(row("甲方（盖章）：", "乙方（盖章）："))
    )
    document = read(make(body, styles=STYLES, numbering=lists))
    assert document.text.split("\n") == [
        "设备采购合同",
        "第一章 总则",
        "第一条 标的",
        "1. 设备名称见附件一。",
        "第二章 付款",
        "第二条 价款",
        "1. 人民币伍拾万元整。",
        "2. 分期。",
        "附件一",
        "品名\t数量",
        "泵\t2",
        "甲方（盖章）：\t乙方（盖章）：",
    ]
    assert [block.level for block in document.blocks][:4] == [None, 1, 2, None]
    assert document.language == "zh-Hans"


@pytest.mark.parametrize("style", ["", "z"])
def test_a_style_that_hides_matters_only_where_it_is_used(style: str) -> None:
    body = paragraph("第一条 目的") + (styled("按钮", style) if style else "")
    document = read(make(body, styles=STYLES))
    assert document.text == "第一条 目的"
    assert [aside.text for aside in document.asides] == (["按钮"] if style else [])


def test_default_style_that_hides() -> None:
    styles = STYLES.replace('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:rPr><w:vanish/></w:rPr>')
    document = read(make(paragraph("藏") + paragraph(text("显", '<w:vanish w:val="0"/>')), styles=styles))
    assert (document.text, [aside.text for aside in document.asides]) == ("显", ["藏"])


def test_text_is_whole_and_places_cover_it() -> None:
    body = "".join(paragraph(text(f"第{index}条") + text("甲方")) for index in range(50)) + table(
        row("a", "b"), row("c", "d")
    )
    document = read(make(body))
    placed = "".join(document.text[start:end] for start, end, _ in document.pieces(0, len(document.text)))
    assert placed == document.text.replace("\n", "").replace("\t", "")
    assert [document.text[block.start : block.end] for block in document.blocks] == document.text.split("\n")
