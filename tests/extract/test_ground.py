import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.ground import PROVED, Difference, ground
from pipeline.text.folding import folded
from tests.contracts import document

SOURCE = (
    "第一条 甲方应于2024年3月1日前支付人民币15,000元。\n乙方不得转让本合同。違約金は年１４．６％とする。\n"
    "第二条 乙方应于三十日内交付。㈱青葉は、「本製品」を納入する。\n제3조 을은 갑에게 통지하여야 한다."
)


@pytest.mark.parametrize(
    ("quote", "grade", "folds"),
    [
        ("甲方应于2024年3月1日前支付", "exact", ()),
        ("甲方应于 2024年3月1日 前支付", "folded", ("space",)),
        ("年14.6%とする", "folded", ("width",)),
        ("(株)青葉は", "folded", ("compatibility",)),
        ("“本製品”を納入", "folded", ("quote",)),
        ("违约金は年", "folded", ("variant",)),
    ],
)
def test_what_a_reader_takes_for_the_same_is_proved_by_named_folds(
    quote: str, grade: str, folds: tuple[str, ...]
) -> None:
    proof = ground(SOURCE, quote)
    assert (proof.grade, proof.folds) == (grade, folds)
    assert proof.start is not None
    assert proof.end is not None
    assert ground(SOURCE, SOURCE[proof.start : proof.end]).grade == "exact"


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("甲方应于2024年3月2日前支付", Difference("1", "2")),
        ("乙方得转让本合同", Difference("不", "")),
        ("甲方不得转让本合同。違約金", Difference("乙", "甲")),
        ("乙方应于二十日内交付", Difference("三", "二")),
        ("을은 을에게 통지하여야", Difference("갑", "을")),
        ("前支付人民币5,000元", Difference("1", "")),
    ],
)
def test_a_changed_word_is_altered_with_its_difference(quote: str, difference: Difference) -> None:
    proof = ground(SOURCE, quote)
    assert (proof.grade, proof.difference) == ("altered", difference)


@pytest.mark.parametrize("quote", ["5,000元", "十日内", "4.6％", "000元"])
def test_a_piece_of_a_number_is_no_quote(quote: str) -> None:
    assert ground(SOURCE, quote).grade not in PROVED


@pytest.mark.parametrize("mark", ["1．", "1.", "　　12．", "３．"])
def test_a_date_behind_the_number_of_an_item_is_no_piece_of_a_number(mark: str) -> None:
    text = f"乙方应按下列进度完成：\n{mark}2024年3月31日前完成设计；\n{mark}5米长。"
    assert ground(text, "2024年3月31日").grade == "exact"
    assert ground(text, "5米").grade not in PROVED
    assert ground(text.replace("：\n", "："), "2024年3月31日").grade not in PROVED


@pytest.mark.parametrize("quote", ["", "  ", "\u200b", "保险公司应当赔偿全部损失"])
def test_what_does_not_stand_there_is_absent(quote: str) -> None:
    proof = ground(SOURCE, quote)
    assert (proof.grade, proof.start, proof.end) == ("absent", None, None)


def test_a_quote_over_a_page_break_is_stitched() -> None:
    source = "甲方不得转让本合同项下的权\n- 3 -\n技术服务合同\n利义务。其他。\n- 4 -\n技术服务合同\n终。"
    proof = ground(source, "甲方不得转让本合同项下的权利义务。")
    assert proof.grade == "stitched"
    assert proof.start == 0
    assert source[: proof.end].endswith("利义务。")
    altered = ground(source, "甲方得转让本合同项下的权利义务。")
    assert (altered.grade, altered.difference) == ("altered", ("不", ""))


PAGE_NUMBERS = [
    "3",
    "- 3 -",
    "~3~",
    "第3页",
    "第三页",
    "第 3 页 共 10 页",
    "第3页，共10页",
    "3 / 10",
    "Page 3 of 10",
    "P.3",
]
PAGE_NUMBERS += ["页码：3", "－３－", "3ページ", "3쪽", "제3면", "3\f"]


@pytest.mark.parametrize("number", PAGE_NUMBERS)
def test_a_page_number_does_not_part_a_sentence(number: str) -> None:
    proof = ground(
        f"甲方应当在收到通知后三十日\n{number}\n内支付全部款项。", "甲方应当在收到通知后三十日内支付全部款项。"
    )
    assert proof.grade == "stitched"


@pytest.mark.parametrize(
    "edge", ["机密文件\n- 1 -\n", "机密文件\n- 1 -\n服务合同\n", "\f服务合同\n", "机密\n- 1 -\n\f合同\n"]
)
def test_heads_and_feet_that_come_again_do_not_part_a_sentence(edge: str) -> None:
    source = f"甲方应当在收到通知后\n{edge}支付全部款项。其他约定若干。\n{edge.replace('1', '2')}完。"
    assert ground(source, "甲方应当在收到通知后支付全部款项。").grade == "stitched"
    proof = ground(source, "甲方应当在收到通知后支付一切款项。")
    assert (proof.grade, proof.difference) == ("altered", ("全部", "一切"))


def test_numbers_of_a_table_are_no_page_numbers() -> None:
    column = "明细如下：\n100\n\n200\n合计300元。"
    assert ground(column, "明细如下：合计300元。").grade == "altered"
    cell = "押金为\n100\n元，不退还。"
    assert ground(cell, "押金为元，不退还。").grade == "stitched"
    for kind in ("pdf", "docx"):
        proof = ground(replace(document(cell), format=kind), "押金为元，不退还。")
        assert (proof.grade, proof.difference) == ("altered", ("100", ""))


def test_of_several_places_the_cited_one_is_taken() -> None:
    source = "乙方应付100元。甲方应付100元。"
    second = source.rindex("100元")
    assert ground(source, "100元").start == source.index("100元")
    assert ground(source, "100元", [(8, len(source))]).start == second


def test_a_document_is_grounded_like_its_text() -> None:
    assert ground(document(SOURCE), "乙方不得转让") == ground(SOURCE, "乙方不得转让")


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_every_stretch_of_the_source_is_proved_where_it_stands(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOURCE) - 6))
    end = data.draw(st.integers(start + 5, len(SOURCE)))
    quote = SOURCE[start:end].strip()
    proof = ground(SOURCE, quote, [(start, end)])
    if proof.grade == "exact":
        assert proof.start is not None
        assert SOURCE[proof.start : proof.end] == quote
    else:
        # Only a stretch that cuts a number in two, or leaves out what denies it, is refused.
        assert proof.grade == "altered"
        numerals = "0123456789０１２３４５６７８９三十"
        assert SOURCE[start] in numerals or SOURCE[end - 1] in numerals or SOURCE[start - 1] == "不"


@pytest.mark.parametrize(
    ("source", "quote", "difference"),
    [
        ("违约金不超过30日租金。", "超过30日租金", ("不", "")),
        ("乙方未支付租金的，", "支付租金的", ("未", "")),
    ],
)
def test_words_are_not_parted_from_what_makes_them_others(source: str, quote: str, difference: tuple[str, str]) -> None:
    proof = ground(source, quote)
    assert (proof.grade, proof.difference) == ("altered", difference)


def test_a_character_is_not_parted_from_its_mark() -> None:
    assert not ground("検収か\u3099完了したとき", "検収か").proved


def test_what_stands_before_a_denial_is_quoted_alone() -> None:
    assert ground("第3条ないし第5条を除く。", "第3条").grade == "exact"
    assert ground("을의 동의 없이 양도할 수 없다.", "동의").grade == "exact"


EDITS = ["不", "得", "无", "未", "甲", "乙", "ない", "아니", "없", "3", "８", "の", "。"]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_an_edited_quote_is_proved_only_where_it_stands(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOURCE) - 8))
    quote = SOURCE[start : start + data.draw(st.integers(6, 40))]
    at = data.draw(st.integers(0, len(quote)))
    edited = quote[:at] + data.draw(st.sampled_from(["", *EDITS])) + quote[at + data.draw(st.integers(0, 2)) :]
    proof = ground(SOURCE, edited)
    if proof.proved:
        assert folded(SOURCE[proof.start : proof.end]) == folded(edited)
    elif proof.grade == "altered":
        assert proof.difference is not None
        assert proof.difference.source != proof.difference.quote


def test_what_was_learned_of_a_text_changes_no_answer() -> None:
    quotes = [SOURCE[at : at + 15] for at in range(0, len(SOURCE) - 15, 3)]
    before = [ground(SOURCE + " ", quote) for quote in quotes]
    assert ground(SOURCE + " ", "保险公司应当赔偿全部损失").grade == "absent"
    assert [ground(SOURCE + " ", quote) for quote in quotes] == before


def test_the_nearest_of_many_like_clauses_is_found() -> None:
    clauses = [
        f"第{number}条 乙方应于每月{number % 28 + 1}日前支付第{number}期租金，不得拖欠。\n" for number in range(1, 2000)
    ]
    source = "".join(clauses)
    proof = ground(source, clauses[1500].replace("不得", "得").strip())
    assert (proof.grade, proof.difference) == ("altered", ("不", ""))
    assert proof.start == source.index(clauses[1500])


def _seconds(text: str, quotes: list[str]) -> float:
    """Of this process alone."""
    began = time.process_time()
    for quote in quotes:
        ground(text, quote)
    return time.process_time() - began


HOSTILE = {
    "one sign": ("甲" * 100_000, ["乙" * 200, "甲" * 300 + "乙", "甲" * 50_000 + "乙"]),
    "one number": ("1" * 100_000, ["1" * 20, "11"]),
    "ends that are cut": ("11a" * 30_000, ["11a" * 20 + "1", "a1"]),
    "a wide page number": ("1" + " " * 100_000 + "x", ["没有这样的句子在里面"]),
    "empty pages": ("\f\n" * 50_000, ["没有这样的句子在里面"]),
    "denials": ("不得" * 50_000, ["得", "得不" * 20]),
    "one clause": ("第一条 乙方不得转让本合同。\n" * 10_000, ["第一条 乙方得转让本合同。", "保险公司应当赔偿"]),
    "a long quote": ("甲乙丙丁戊己庚辛" * 12_000, ["甲乙丙丁戊己庚申" * 6_000]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    # What is linear takes some hundredths of a second here; what is not, minutes.
    assert _seconds(*HOSTILE[name]) < 10


def test_an_altered_quote_is_shown_with_its_number_as_far_as_words_go() -> None:
    words = "甲方应当在收到发票后支付款项编号"
    spans = [ground(words + "1" * digits, "甲方应当在收到发票后给付款项编号1") for digits in (10, 200)]
    assert [(span.grade, span.start, span.end) for span in spans] == [
        ("altered", 0, len(words) + 10),
        ("altered", 0, len(words) + 1 + 40),
    ]
