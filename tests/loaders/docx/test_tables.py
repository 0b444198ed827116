from __future__ import annotations

from tests.loaders.docx_file_maker import level, lines, make, numbered, numbering, paragraph, read, row, table, tc, text


def kinds(body: str) -> list[tuple[str, str]]:
    document = read(make(body))
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_rows_are_blocks_with_cells_apart_by_a_tab() -> None:
    body = paragraph("附件一") + table(row("品名", "数量"), row("螺丝\t钉", "10")) + paragraph("完")
    assert kinds(body) == [
        ("paragraph", "附件一"),
        ("table_row", "品名\t数量"),
        ("table_row", "螺丝\t钉\t10".replace("\t", " ", 1)),
        ("paragraph", "完"),
    ]


def test_cell_with_several_paragraphs_keeps_them_on_lines() -> None:
    cell = tc(paragraph("一次") + paragraph() + paragraph("付清"))
    assert kinds(table(row("付款", cell))) == [("table_row", "付款\t一次\n付清")]


def test_merged_cells_are_read_once_and_keep_the_columns() -> None:
    merged = tc(paragraph("设备"), '<w:vMerge w:val="restart"/>')
    covered = tc(paragraph(""), "<w:vMerge/>")
    wide = tc(paragraph("合计"), '<w:gridSpan w:val="2"/>')
    body = table(row(merged, "甲", "1"), row(covered, "乙", "2"), row(wide, "3"))
    document = read(make(body))
    assert document.text == "设备\t甲\t1\n\t乙\t2\n合计\t3"
    assert document.places(len(document.text) - 1, len(document.text))[0].to_json()["cell"] == [0, 2, 2]


def test_text_under_a_merged_cell_is_hidden() -> None:
    covered = tc(paragraph("看不见"), "<w:vMerge/>")
    document = read(make(table(row(tc(paragraph("上"), '<w:vMerge w:val="restart"/>'), "a"), row(covered, "b"))))
    assert document.text == "上\ta\n\tb"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("hidden", "看不见")]


def test_contract_in_one_cell_is_paragraphs() -> None:
    inside = paragraph("第一条 目的") + paragraph("甲方出租。") + table(row("月租", "3000"))
    assert kinds(table(row(tc(inside)))) == [
        ("paragraph", "第一条 目的"),
        ("paragraph", "甲方出租。"),
        ("table_row", "月租\t3000"),
    ]


def test_bilingual_columns_of_articles_are_paragraphs() -> None:
    left = tc(paragraph("第一条 定义") + paragraph("本合同。"))
    right = tc(paragraph("Article 1 Definitions") + paragraph("This contract."))
    assert [kind for kind, _ in kinds(table(row(left, right)))] == ["paragraph"] * 4


def test_labelled_entries_stay_rows() -> None:
    assert kinds(table(row("第１条", "目的"), row("期間", "1年"))) == [
        ("table_row", "第１条\t目的"),
        ("table_row", "期間\t1年"),
    ]


def test_nested_tables_count_and_stand_in_order() -> None:
    inner = table(row("一期", "30%"), row("二期", "70%"))
    body = table(row("付款", tc(paragraph("如下") + inner + paragraph()))) + table(row("x", "y"))
    document = read(make(body))
    assert document.text == "付款\n如下\n一期\t30%\n二期\t70%\nx\ty"
    cells = {place.to_json()["cell"][0] for place in document.places(0, len(document.text))}  # type: ignore[index]
    assert cells == {0, 1, 2}


def test_numbers_count_through_cells() -> None:
    body = table(row(tc(numbered("甲")), tc(numbered("乙"))), row(tc(numbered("丙")), "丁")) + numbered("戊")
    shown = lines(body, numbering=numbering(level(0, "decimal", "%1.")))
    assert shown == ["1. 甲\t2. 乙", "3. 丙\t丁", "4. 戊"]


def test_empty_rows_leave_no_trace() -> None:
    assert kinds(paragraph("a") + table(row("", ""), row("x", "")) + paragraph("b")) == [
        ("paragraph", "a"),
        ("table_row", "x"),
        ("paragraph", "b"),
    ]


def test_tables_that_stand_in_a_paragraph_by_mistake() -> None:
    inner = table(row("a", "b")) + table("<w:tr>" + tc(paragraph(text("藏", '<w:color w:val="FFFFFF"/>'))) + "</w:tr>")
    body = f"<w:p><w:r><w:t>前</w:t></w:r>{inner}<w:r><w:t>后</w:t></w:r></w:p>" + paragraph(text("尾"))
    document = read(make(body))
    assert document.text == "前后\na\tb\n尾"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("hidden", "藏")]
    assert [place.to_json()["cell"] for place in document.places(3, 6)] == [[0, 0, 0], [0, 0, 1]]


def test_a_body_in_several_parts() -> None:
    assert lines(paragraph(text("甲")) + "</w:body><w:body>" + paragraph(text("乙"))) == ["甲", "乙"]
