"""The text before its revisions, and the text after them, of the same file."""

from __future__ import annotations

import hashlib

import pytest

import pipeline
from pipeline.document.model import Document
from pipeline.loaders.docx_file import load_original
from pipeline.loaders.limits import Limits
from tests.loaders.docx_file_maker import level, make, numbered, numbering, paragraph, read, row, table, tc, text

WHO = 'w:id="9" w:author="乙方" w:date="2026-01-01T00:00:00Z"'
MARK = "<w:rPr><w:{} " + WHO + "/></w:rPr>"


def original(data: bytes) -> Document:
    return load_original(data, "contract.docx", hashlib.sha256(data).hexdigest(), Limits())


def both(body: str, numbering: str = "") -> tuple[list[str], list[str]]:
    """The lines of a document as accepted and as it was."""
    data = make(body, numbering=numbering)
    return read(data).text.split("\n"), original(data).text.split("\n")


def inserted(content: str, kind: str = "ins") -> str:
    return f"<w:{kind} {WHO}>{content}</w:{kind}>"


def deleted(words: str, kind: str = "del") -> str:
    return f"<w:{kind} {WHO}>{text(words).replace('w:t>', 'w:delText>').replace('w:t ', 'w:delText ')}</w:{kind}>"


def test_insertions_are_out_and_deletions_in() -> None:
    data = make(paragraph(text("违约金为") + deleted("百分之五") + inserted(text("百分之十")) + text("。")))
    document = original(data)
    assert document.text == "违约金为百分之五。"
    assert [(aside.kind, aside.text, aside.author) for aside in document.asides] == [("revision", "百分之十", "乙方")]
    (issue,) = document.issues
    assert (issue.code, issue.params["insertions"], issue.params["deletions"]) == ("revisions_rejected", 1, 1)
    assert issue.message("ja").startswith("1 名（乙方）")


def test_moved_text_stands_where_it_was() -> None:
    body = paragraph(text("一") + inserted(text("移"), "moveFrom")) + paragraph(
        text("二") + inserted(text("移"), "moveTo")
    )
    assert both(body) == (["一", "二移"], ["一移", "二"])


def test_text_inserted_and_deleted_again_stands_in_neither_view() -> None:
    assert both(paragraph(text("a") + inserted(text("b") + deleted("c")) + text("d"))) == (["abd"], ["ad"])


def test_paragraph_marks() -> None:
    gone = paragraph("甲方应当", MARK.format("del")) + paragraph("付款。")
    assert both(gone) == (["甲方应当付款。"], ["甲方应当", "付款。"])
    new = paragraph("甲方应当", MARK.format("ins")) + paragraph("付款。")
    assert both(new) == (["甲方应当", "付款。"], ["甲方应当付款。"])


def test_rows_and_cells() -> None:
    def marked(kind: str, *cells: str) -> str:
        return row(*cells).replace("<w:tr>", f"<w:tr><w:trPr><w:{kind} {WHO}/></w:trPr>")

    body = table(row("项", "额"), marked("del", "旧", "1"), marked("ins", "新", "2"))
    assert both(body) == (["项\t额", "新\t2"], ["项\t额", "旧\t1"])
    cells = table(row("项", tc(paragraph("旧"), f"<w:cellDel {WHO}/>"), tc(paragraph("新"), f"<w:cellIns {WHO}/>")))
    assert both(cells) == (["项\t\t新"], ["项\t旧"])


def test_a_number_that_was_given_to_a_paragraph() -> None:
    given = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {WHO}/></w:numPr>'
    articles = numbering(level(0, "decimal", "第%1条"))
    assert both(paragraph("甲", given) + numbered("乙"), numbering=articles) == (
        ["第1条 甲", "第2条 乙"],
        ["甲", "第1条 乙"],
    )


def test_numbers_follow_the_revisions() -> None:
    """A deleted article counts in the original only, an inserted one only in the text in force."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = numbered("a") + paragraph(deleted("b"), number + MARK.format("del"))
    body += paragraph(inserted(text("c")), number + MARK.format("ins")) + numbered("d")
    lists = numbering(level(0, "chineseCounting", "第%1条"))
    assert both(body, numbering=lists) == (
        ["第一条 a", "第二条 c", "第三条 d"],
        ["第一条 a", "第二条 b", "第三条 d"],
    )


def test_changed_properties_are_what_they_were() -> None:
    now = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    before = (
        f'<w:pPrChange {WHO}><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    without = f"<w:pPrChange {WHO}><w:pPr><w:jc w:val='both'/></w:pPr></w:pPrChange>"
    lists = numbering(level(0, "decimal", "第%1条"), level(1, "decimal", "（%2）"))
    assert both(numbered("a") + paragraph("b", now + before) + paragraph("c", now + without), numbering=lists) == (
        ["第1条 a", "第2条 b", "第3条 c"],
        ["第1条 a", "（1） b", "c"],
    )


def test_changes_of_format_alone_are_no_revision_of_the_text() -> None:
    change = f'<w:b/><w:rPrChange {WHO}><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrChange>'
    numbers = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:numberingChange {WHO} w:original="%1:1:0:."/></w:numPr>'
    )
    document = read(make(paragraph(text("甲", change), numbers), numbering=numbering(level(0, "decimal", "%1."))))
    assert (document.text, document.issues) == ("1. 甲", ())


@pytest.mark.parametrize(
    ("now", "was", "shown"), [("<w:vanish/>", "", ("甲", "甲藏")), ("", "<w:vanish/>", ("甲藏", "甲"))]
)
def test_text_hidden_by_a_revision_of_its_format(now: str, was: str, shown: tuple[str, str]) -> None:
    change = f"{now}<w:rPrChange {WHO}><w:rPr>{was}</w:rPr></w:rPrChange>"
    assert both(paragraph(text("甲") + text("藏", change))) == ([shown[0]], [shown[1]])


def test_deleted_field_is_a_field_again() -> None:
    code = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:delInstrText> REF x </w:delInstrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:delText>第三条</w:delText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    assert both(paragraph(text("依") + inserted(code, "del") + text("办"))) == (["依办"], ["依第三条办"])


def test_the_option_reaches_the_loader(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.docx"
    path.write_bytes(make(paragraph(text("甲") + inserted(text("乙")))))
    assert (pipeline.load(path).text, pipeline.load(path, revisions="original").text) == ("甲乙", "甲")
    plain = path.with_suffix(".txt")
    plain.write_text("甲方应当按照合同约定支付货款。", "utf-8")
    assert pipeline.load(plain, revisions="original").text == pipeline.load(plain).text
