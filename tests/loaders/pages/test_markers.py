from __future__ import annotations

import pytest

from pipeline.loaders.pages.markers import HEADING, begins_article, begins_item, follow, number_of


@pytest.mark.parametrize(
    "text",
    ["第三条 付款", "제5조(대금)", "Article 7 Fees", "附件一", "（1）甲方", "２．１ 期间", "一、总则", "가. 매도인", "(나) 매수인", "甲方：", "(을) 한빛", "令和6年4月1日"],
)  # fmt: skip
def test_what_stands_at_the_head_of_a_paragraph_begins_one(text: str) -> None:
    assert begins_item(text)


@pytest.mark.parametrize(
    "text",
    ["甲方应当付款。", "1,000元", "3.5%以上", "2024年", "매도인은 대금을", "articles of", "(주)청솔식품은", "(인)"],
)
def test_figures_and_words_of_a_sentence_begin_none(text: str) -> None:
    assert not begins_item(text)


def test_articles_are_no_items_of_a_list() -> None:
    assert begins_article("第十二条 保密") and begins_article("제3조") and not begins_article("（3）保密")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（3）甲方", ("（#）", 3)),
        ("十二、其他", ("#、", 12)),
        ("4.2 期间", ("#.2", 4)),
        ("第3条", None),
        ("• 甲方", None),
    ],
)
def test_the_number_of_an_item_is_told_apart_from_its_shape(text: str, number: tuple[str, int] | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [("（1）甲", "（2）乙", True), ("一、甲", "十二、乙", True), ("（1）甲", "（1）乙", False), ("（1）甲", "2、乙", False), ("甲", "（2）", False)],
)  # fmt: skip
def test_numbers_follow_each_other_in_one_shape(one: str, other: str, do: bool) -> None:
    assert follow(one, other) is do


def test_a_heading_holds_its_title_and_no_sentence_in_brackets() -> None:
    assert HEADING.fullmatch("第二条（目的）") and HEADING.fullmatch("別紙 1 明細")
    assert not HEADING.fullmatch("第二条の規定により")
