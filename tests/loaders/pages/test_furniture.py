from __future__ import annotations

import pytest

from tests.loaders.pdf_samples import LEFT, PITCH, TOP, Paper, asides, blocks, load, wrap

BODIES = [
    f"第{number}部分的说明各不相同，本页所载内容仅适用于第{number}阶段的交付、验收和付款安排，其他阶段不得援引。" * 3
    for number in "甲乙丙丁戊己"
]


def contract(header: str, footers: list[str]) -> bytes:
    paper = Paper()
    for body, footer in zip(BODIES, footers, strict=False):
        if header:
            paper.text(LEFT, 40, header, 9)
        paper.lines(wrap(body)).text(280, 810, footer, 9).page()
    return paper.save()


@pytest.mark.parametrize(
    "pattern",
    [
        "{n}",
        "- {n} -",
        "第{n}页",
        "第 {n} 页 共 6 页",
        "{n} / 6",
        "Page {n} of 6",
        "{n}ページ",
        "{n}頁",
        "{n}쪽",
        "{n}/6",
    ],
)
def test_page_numbers_of_every_form_are_set_aside(pattern: str) -> None:
    footers = [pattern.format(n=number) for number in range(1, 7)]
    document = load(contract("", footers))
    assert len(asides(document, "footer")) == 6
    assert blocks(document) == ["\u3000\u3000" + body for body in BODIES]


def test_running_headers_are_set_aside_with_their_places() -> None:
    document = load(contract("机密　设备采购合同", [str(number) for number in range(1, 7)]))
    assert asides(document, "header") == ["机密　设备采购合同"] * 6
    assert [aside.place.to_json()["page"] for aside in document.asides if aside.kind == "header" and aside.place] == [
        1, 2, 3, 4, 5, 6
    ]  # fmt: skip


def test_headers_may_differ_from_left_to_right_pages() -> None:
    paper = Paper()
    for number, body in enumerate(BODIES):
        paper.text(LEFT, 40, "采购合同" if number % 2 else "某某公司", 9).lines(wrap(body)).page()
    assert len(asides(load(paper.save()), "header")) == 6


def test_a_clause_that_comes_back_at_the_top_of_pages_stays_text() -> None:
    same = "本条所称书面形式包括信件和数据电文。"
    paper = Paper()
    for body in BODIES:
        paper.lines(wrap(same) + wrap(body), y=60).page()
    document = load(paper.save())
    assert document.text.count(same) == len(BODIES)


def test_a_header_that_stands_apart_on_one_page_is_one_on_all() -> None:
    paper = Paper()
    for number, body in enumerate(BODIES[:2]):
        paper.text(LEFT, TOP - PITCH, "编号 2024-017")
        paper.text(LEFT, TOP + 10, "采购合同", 20) if number == 0 else paper.text(LEFT, TOP, "本页续前。")
        paper.lines(wrap(body), y=TOP + 3 * PITCH).page()
    document = load(paper.save())
    assert asides(document, "header") == ["编号 2024-017"] * 2
    assert "2024-017" not in document.text


@pytest.mark.parametrize(("footer", "size", "aside"), [("- 1 -", 8, True), ("- 2 -", 8, False), ("- 1 -", 10.5, False)])
def test_a_small_line_with_the_number_of_its_page_beside_a_name(footer: str, size: float, aside: bool) -> None:
    paper = Paper().lines(wrap(BODIES[0])).text(LEFT, 800, "保密协议", size).text(480, 800, footer, size)
    assert ("保密协议" not in load(paper.page().save()).text) is aside


def test_a_bare_number_in_the_text_is_no_page_number() -> None:
    paper = Paper().lines(["合同金额", "100"]).page()
    assert blocks(load(paper.save())) == ["合同金额", "100"]


def test_slanted_and_stamped_words_are_watermarks() -> None:
    paper = Paper()
    for body in BODIES[:4]:
        paper.canvas.saveState()
        paper.canvas.translate(200, 300)
        paper.canvas.rotate(45)
        paper.canvas.setFont("STSong-Light", 60)
        paper.canvas.drawString(0, 0, "样本")
        paper.canvas.restoreState()
        paper.text(200, 500, "机密", 40).lines(wrap(body), y=TOP + PITCH).page()
    document = load(paper.save())
    assert sorted(asides(document, "watermark")) == ["机密"] * 4 + ["样本"] * 4
    assert "样本" not in document.text
    assert "机密" not in document.text


def test_pages_that_hold_nothing_but_what_comes_back_keep_it() -> None:
    paper = Paper()
    for number in range(1, 4):
        paper.text(LEFT, 60, f"附件 {number}").page()
    document = load(paper.save())
    assert blocks(document) == ["附件 1", "附件 2", "附件 3"]
    assert not document.asides


@pytest.mark.parametrize("size", [(595, 842), (842, 595)])
def test_the_only_page_number_is_set_aside_however_the_page_is_turned(size: tuple[int, int]) -> None:
    paper = Paper()
    paper.canvas.setPageSize(size)
    paper.canvas.setFont("STSong-Light", 9)
    paper.canvas.drawString(size[0] / 2, 60, "第 1 页 共 1 页")
    for row, words in enumerate(wrap(BODIES[0])):
        paper.canvas.drawString(60, 400 - 20 * row, words)
    assert "共" not in load(paper.page().save()).text
