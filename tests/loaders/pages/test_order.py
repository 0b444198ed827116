from __future__ import annotations

import random

import pytest

from tests.loaders.pdf_samples import COLUMNS, LEFT, MINCHO, PITCH, SIZE, TOP, Paper, blocks, load, one_page, wrap

ARTICLES = [
    f"第{number}条　乙方应当按照本合同附件所列的标准和期限完成第{number}批货物的生产、检验、包装以及运输工作，"
    "并承担由此产生的全部费用。"
    for number in "一二三四五六"
]


def placed_lines() -> list[tuple[float, str]]:
    lines = [line for article in ARTICLES for line in wrap(article, indent=0)]
    return [(TOP + row * PITCH, line) for row, line in enumerate(lines)]


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_content_is_read_from_top_to_bottom(seed: int) -> None:
    lines = placed_lines()
    random.Random(seed).shuffle(lines)
    paper = Paper()
    for y, line in lines:
        paper.text(LEFT, y, line)
    assert blocks(load(paper.save())) == ARTICLES


def test_a_footer_written_first_is_read_last() -> None:
    paper = Paper().text(LEFT, 700, "（以下无正文）")
    for y, line in placed_lines():
        paper.text(LEFT, y, line)
    assert blocks(load(paper.save())) == [*ARTICLES, "（以下无正文）"]


@pytest.mark.parametrize("order", ["columns", "interleaved", "shuffled"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    width = COLUMNS // 2 - 1
    halves = [
        [line for article in part for line in wrap(article, indent=0, columns=width)]
        for part in (ARTICLES[:3], ARTICLES[3:])
    ]
    spots = [
        (LEFT + side * (width + 2) * SIZE, TOP + row * PITCH, line)
        for side, lines in enumerate(halves)
        for row, line in enumerate(lines)
    ]
    if order == "interleaved":
        spots.sort(key=lambda spot: (spot[1], spot[0]))
    if order == "shuffled":
        random.Random(5).shuffle(spots)
    paper = Paper()
    for spot in spots:
        paper.text(*spot)
    assert blocks(load(paper.save())) == ARTICLES


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_ruled_table_is_read_row_by_row_and_cell_by_cell(shuffled: bool) -> None:
    rows = [
        (["项目"], ["说明"], ["金额"]),
        (["基本设计"], ["需求规格说明书、系统", "概要设计说明书以及双", "方确认的清单"], ["3,000,000"]),
        (["开发"], ["源代码"], ["7,500,000"]),
    ]
    edges = [LEFT, LEFT + 100, LEFT + 230, LEFT + 330]
    paper, spots, top = Paper(), [], 100.0
    for row in rows:
        height = 8 + 16.0 * max(map(len, row))
        for column, lines in enumerate(row):
            paper.box(edges[column], top, edges[column + 1] - edges[column], height)
            spots += [(edges[column] + 6, top + 14 + 16 * line, text) for line, text in enumerate(lines)]
        top += height
    if shuffled:
        random.Random(2).shuffle(spots)
    for spot in spots:
        paper.text(*spot)
    document = load(paper.save())
    assert blocks(document) == ["\t".join("".join(lines) for lines in row) for row in rows]
    assert {block.kind for block in document.blocks} == {"table_row"}


def test_cells_without_rules_are_parted_by_tabs() -> None:
    paper = Paper()
    for row, (one, other) in enumerate([("甲方（盖章）：", "乙方（盖章）："), ("签字：", "签字：")]):
        paper.text(LEFT, TOP + row * 30, one).text(LEFT + 240, TOP + row * 30, other)
    assert blocks(load(paper.save())) == ["甲方（盖章）：\t乙方（盖章）：", "签字：\t签字："]


def test_header_and_footer_first_do_not_mix_up_the_cells_of_the_text() -> None:
    paper = Paper().text(LEFT, 40, "采购合同").text(280, 810, "第 1 页")
    cells = [
        (LEFT, ["甲方（公章）：海岳现代物", "流集团有限公司"]),
        (LEFT + 240, ["乙方（公章）：磐石信息技", "术服务股份有限公司"]),
    ]
    for x, lines in cells:
        paper.lines(lines, x=x, y=200)
    text = load(paper.save()).text.replace("\n", "")
    assert "".join("".join(lines) for _, lines in cells) in text


def test_vertical_writing_is_read_in_columns_from_the_right() -> None:
    article = "第一条　甲は、乙に対し、別紙仕様書に定める業務を委託し、乙は、善良な管理者の注意をもってこれを遂行する。"
    columns = [*wrap(article, indent=0, columns=30), "第二条　契約の期間は、一年とする。"]
    paper = Paper(MINCHO, (842.0, 400.0))
    for column, text in enumerate(columns):
        for row, char in enumerate(text):
            paper.text(700 - column * 20, 50 + row * SIZE, char)
    assert blocks(load(paper.save())) == [article, columns[-1]]


def test_text_turned_on_an_upright_page_is_read_in_its_own_direction() -> None:
    content = (
        b"BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Article 1 Scope) Tj ET BT /F1 12 Tf 0 1 -1 0 120 100 Tm (of supply) Tj ET"
    )
    assert load(one_page(content)).text.replace("\n", " ") == "Article 1 Scope of supply"


def test_a_rule_to_write_on_that_sticks_out_of_its_column_moves_nothing() -> None:
    width = COLUMNS // 2 - 1
    halves = [
        [line for article in part for line in wrap(article, indent=0, columns=width)]
        for part in (ARTICLES[:3], ARTICLES[3:])
    ]
    halves[0][3:3] = ["签名：", "_" * 60]
    paper = Paper()
    for side, half in enumerate(halves):
        for row, line in enumerate(half):
            paper.text(LEFT + side * (width + 2) * SIZE, TOP + row * PITCH, line)
    assert blocks(load(paper.save())) == [ARTICLES[0], "签名：", "_" * 60, *ARTICLES[1:]]


def test_empty_cells_between_others_keep_the_columns() -> None:
    paper = Paper()
    for row, entries in enumerate(
        (("项目", "单价", "数量", "备注"), ("水泵", "", "", "另议"), ("阀门", "20", "3", ""))
    ):
        for column, entry in enumerate(entries):
            paper.box(LEFT + 90 * column, TOP + 24 * row, 90, 24)
            paper.text(LEFT + 90 * column + 4, TOP + 24 * row + 16, entry)
    assert blocks(load(paper.save())) == ["项目\t单价\t数量\t备注", "水泵\t\t\t另议", "阀门\t20\t3"]


def test_a_sentence_with_blanks_in_it_goes_on_on_the_next_line() -> None:
    paper = Paper().lines(wrap(ARTICLES[0], indent=0))
    y = TOP + 3 * PITCH
    for column, words in (
        (0, "本合同项下合作期限为"),
        (13, "年，自"),
        (19, "年"),
        (22, "月"),
        (25, "日起，期满未退回的保证金应当予以退"),
    ):
        paper.text(LEFT + column * SIZE, y, words)
    paper.text(LEFT, y + PITCH, "还，不计利息。")
    shown = "".join(load(paper.save()).text.split())
    assert shown.endswith("本合同项下合作期限为年，自年月日起，期满未退回的保证金应当予以退还，不计利息。")
