"""Paragraphs that run into one another, and those that take no room."""

from __future__ import annotations

import pytest

from tests.loaders.docx_file_maker import level, lines, make, numbered, numbering, paragraph, read, row, table, tc, text

ARTICLES = numbering(level(0, "chineseCounting", "第%1条"))
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
DELETED_MARK = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
HIDDEN_MARK = "<w:rPr><w:vanish/></w:rPr>"
SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
LOW_LINE = '<w:spacing w:line="20" w:lineRule="exact"/>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize("joining", [DELETED_MARK, HIDDEN_MARK, SEPARATOR])
def test_the_number_of_a_shared_line_stands_before_all_of_it(joining: str) -> None:
    body = paragraph("甲", joining) + paragraph("乙", joining) + paragraph("丙", LISTED) + numbered("丁")
    assert lines(body, numbering=ARTICLES) == ["第一条 甲乙丙", "第二条 丁"]


def test_a_heading_with_a_number_keeps_it_before_its_text() -> None:
    body = paragraph("标题 ", LISTED + SEPARATOR) + paragraph("正文") + numbered("乙")
    assert lines(body, numbering=ARTICLES) == ["第一条 标题 正文", "第二条 乙"]


def test_what_is_hidden_with_its_mark_neither_counts_nor_joins() -> None:
    hidden = paragraph(text("暗", "<w:vanish/>"), LISTED + HIDDEN_MARK)
    assert lines(numbered("甲") + hidden + numbered("乙"), numbering=ARTICLES) == ["第一条 甲", "第二条 乙"]


def test_a_hidden_mark_joins_nothing_beyond_its_cell_or_a_table() -> None:
    body = table(row(tc(paragraph("甲", HIDDEN_MARK)), "乙")) + paragraph("丙", HIDDEN_MARK) + table(row("丁", "戊"))
    assert lines(body) == ["甲\t乙", "丙", "丁\t戊"]


def test_paragraphs_inside_an_instruction_are_not_counted() -> None:
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    body = (
        paragraph(text("前") + mark("begin") + code.format('IF 1 = 1 "'))
        + paragraph(code.format("真"), LISTED)
        + paragraph("假", LISTED)
        + paragraph(code.format('"') + mark("separate") + text("真") + mark("end"))
        + numbered("后")
    )
    assert lines(body, numbering=ARTICLES) == ["前真", "第一条 后"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (LOW_LINE, False),
        ('<w:spacing w:after="0" w:lineRule="exact" w:line="39"/>', False),
        ('<w:framePr w:w="1" w:h="1" w:hRule="exact"/>', False),
        ('<w:spacing w:line="40" w:lineRule="exact"/>', True),
        ('<w:spacing w:line="20" w:lineRule="atLeast"/>', True),
        ('<w:spacing w:line="560" w:lineRule="exact"/>', True),
    ],
)
def test_lines_without_height_hide_their_text(line: str, shown: bool) -> None:
    document = read(make(paragraph("甲") + paragraph("密文", line)))
    assert document.text.split("\n") == (["甲", "密文"] if shown else ["甲"])
    assert [(aside.kind, aside.text) for aside in document.asides] == ([] if shown else [("hidden", "密文")])


def test_a_number_on_a_line_without_height_is_counted() -> None:
    body = numbered("甲") + paragraph("暗", LISTED + LOW_LINE) + numbered("乙")
    assert lines(body, numbering=ARTICLES) == ["第一条 甲", "第三条 乙"]


@pytest.mark.parametrize(
    ("height", "shown"),
    [
        ('<w:trHeight w:val="20" w:hRule="exact"/>', False),
        ('<w:trHeight w:val="20" w:hRule="atLeast"/>', True),
        ('<w:trHeight w:val="20"/>', True),
        ('<w:trHeight w:val="300" w:hRule="exact"/>', True),
    ],
)
def test_rows_without_height_hide_their_text(height: str, shown: bool) -> None:
    low = row("密", "文").replace("<w:tr>", f"<w:tr><w:trPr>{height}</w:trPr>")
    document = read(make(table(row("甲", "乙"), low)))
    assert document.text.split("\n") == ["甲\t乙", *(["密\t文"] if shown else [])]
    assert [aside.text for aside in document.asides] == ([] if shown else ["密文"])
