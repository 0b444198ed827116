"""Content controls and form fields: what somebody filled in is text, a prompt is a blank."""

from __future__ import annotations

import pytest

from tests.loaders.docx_file_maker import lines, make, paragraph, read, row, table, tc, text


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_prompt_is_a_blank_and_stands_aside() -> None:
    prompt = control("<w:showingPlcHdr/><w:text/>", text("单击此处", '<w:rStyle w:val="a9"/>') + text("输入文字。"))
    document = read(make(paragraph(text("甲方：") + prompt + text("（盖章）"))))
    assert document.text == "甲方：____（盖章）"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("form_field", "单击此处输入文字。")]
    assert [place.source for place in document.places(0, 8)] == ["text", "generated", "text"]


def test_prompts_of_blocks_and_cells() -> None:
    cell = control("<w:showingPlcHdr/>", tc(paragraph("请输入金额")))
    body = control("<w:showingPlcHdr/>", paragraph("请输入") + paragraph("日期"))
    body += f"<w:tbl><w:tr>{tc(paragraph('金额'))}{cell}</w:tr></w:tbl>"
    assert lines(body) == ["____", "金额\t____"]


@pytest.mark.parametrize(
    ("properties", "content", "shown"),
    [
        ('<w:showingPlcHdr w:val="0"/>', "已填", "已填"),
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒", "☒"),
        ('<w:date w:fullDate="2026-04-01T00:00:00Z"/>', "2026年4月1日", "2026年4月1日"),
        ('<w:dropDownList><w:listItem w:displayText="月付" w:value="1"/></w:dropDownList>', "月付", "月付"),
    ],
)
def test_what_is_filled_in_is_text(properties: str, content: str, shown: str) -> None:
    document = read(make(paragraph(control(properties, text(content)))))
    assert (document.text, document.asides) == (shown, ())


def test_controls_around_rows_and_cells() -> None:
    rows = control("", row("a", "b")) + f"<w:tr>{control('', tc(paragraph('c')))}{tc(paragraph('d'))}</w:tr>"
    assert lines(table(rows)) == ["a\tb", "c\td"]


def test_buttons_show_their_words() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def button(code: str) -> str:
        return mark("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>" + mark("end")

    fill_in = text("地址：") + button("MACROBUTTON NoMacro [点击此处]")
    assert lines(paragraph(fill_in) + paragraph(text("见") + button("GOTOBUTTON art5 第五条"))) == [
        "地址：[点击此处]",
        "见第五条",
    ]
