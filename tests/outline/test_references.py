"""References lead to sections; statutes and other contracts are none."""

from __future__ import annotations

import pytest

from pipeline.outline.section import Reference
from pipeline.outline.tree import build
from tests.outline.planted import document

ZH = "合同\n第一条 定义\n无。\n第二条 价款\n一、总价；\n二、分期：\n{}\n第三条 期限\n一年。\n附件一：清单\n服务器。"
JA = "契約書\n第1条（目的）\n１　甲は委託する。\n２　乙は受託する。\n第2条（解除）\n{}\n第3条（期間）\n1年。\n第4条（協議）\n協議する。"
KO = "계약서\n제1조(목적)\n① 갑은 위탁한다.\n② 을은 수탁한다.\n제2조(대금)\n{}\n제3조(기간)\n1년.\n제4조(기타)\n협의한다."
EN = "AGREEMENT\nArticle 1 Scope\n1.1 Services are rendered.\n1.2 Goods are sold.\nArticle 2 Price\n{}\nArticle 3 Term\nOne year."

CASES: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    (ZH, "按照第一条的约定支付。", [("第一条", "第一条")]),
    (ZH, "按照本合同第二条第一款支付。", [("第二条第一款", "一、")]),
    (ZH, "依照第九条支付。", [("第九条", None)]),
    (ZH, "第一条至第三条适用。", [("第一条至第三条", "第一条"), ("第一条至第三条", "第二条"), ("第一条至第三条", "第三条")]),
    (ZH, "按本条第二款支付。", [("本条第二款", "二、")]),
    (ZH, "详见附件一和附件二。", [("附件一", "附件一"), ("附件二", None)]),
    (ZH, "（3）投标书及其附件\n2.2 文件不一致的，协商。", []),
    (ZH, "按《中华人民共和国合同法》第五十二条、第五十三条处理，并适用第三条。", [("第三条", "第三条")]),
    (ZH, "按主合同第三条支付。", []),
    (ZH, "第一、三条适用。", [("第一、三条", "第一条"), ("第一、三条", "第三条")]),
    (ZH, "第一至第三条适用。", [("第一至第三条", "第一条"), ("第一至第三条", "第二条"), ("第一至第三条", "第三条")]),
    (ZH, "按照招标文件第9条和采购合同通用条款执行。", []),
    (ZH, "依照合同第九条支付。", [("第九条", None)]),
    (ZH, "依照本采购合同第九条支付。", [("第九条", None)]),
    (JA, "第3条に定める期間。", [("第3条", "第3条")]),
    (JA, "第1条第2項による。", [("第1条第2項", "２")]),
    (JA, "前条第1項及び次条による。", [("前条第1項", "１"), ("次条", "第3条")]),
    (JA, "第3条及び同条に定める。", [("第3条", "第3条"), ("同条", "第3条")]),
    (JA, "第3条ないし第5条による。", [("第3条ないし第5条", "第3条"), ("第3条ないし第5条", "第4条"), ("第3条ないし第5条", None)]),
    (JA, "民法第541条及び第542条による。", []),
    (JA, "個人情報の保護に関する法律（平成15年法律第57号）第2条による。", []),
    (KO, "제3조에 따른다.", [("제3조", "제3조")]),
    (KO, "제1조 제2항에 따른다.", [("제1조 제2항", "②")]),
    (KO, "앞 조에 따른다.", [("앞 조", "제1조")]),
    (KO, "제3조 내지 제4조를 준용한다.", [("제3조 내지 제4조", "제3조"), ("제3조 내지 제4조", "제4조")]),
    (KO, "민법 제390조에 따른다.", []),
    (EN, "As set out in Section 1.2 and Article 3.", [("Section 1.2", "1.2"), ("Article 3", "Article 3")]),
    (KO, "기본계약 제9조 및 여신거래기본약관 제8조에 따른다.", []),
    (KO, "본 계약 제9조에 따른다.", [("제9조", None)]),
    (EN, "Pursuant to Article 9 of the Civil Code and Section 36(b) of the Securities Exchange Act.", []),
    (EN, "As set out in Article 9.", [("Article 9", None)]),
    (ZH, "按上一条和下一条执行，以上条款不变。", [("上一条", "第一条"), ("下一条", "第三条")]),
    (JA, "前二条によらず、前各条及び次条第1項による。", [("前二条", "第1条"), ("前各条", "第1条"), ("次条第1項", "第3条")]),
    (JA, "別に定める（第3条参照）。", [("第3条", "第3条")]),
    (KO, "전조에 따라 안전조치를 하고 자본조달의 기본조건을 정한다.", [("전조", "제1조")]),
    (KO, "제1조, 제3조 및 제4조", [("제1조", "제1조"), ("제3조", "제3조"), ("제4조", "제4조")]),
    (EN, "Sections 1.1 and 1.2", [("Sections 1.1 and 1.2", "1.1"), ("Sections 1.1 and 1.2", "1.2")]),
    (EN, "Articles 1-2", [("Articles 1-2", "Article 1"), ("Articles 1-2", "Article 2")]),
    (EN, "Section 1.1 through 1.2", [("Section 1.1 through 1.2", "1.1"), ("Section 1.1 through 1.2", "1.2")]),
    (EN, "Section 2(b) of the Securities Act", []),
    (EN, "Sections 3 and 30 days", [("Sections 3", "Article 3")]),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "expected"), CASES)
def test_references(frame: str, sentence: str, expected: list[tuple[str, str | None]]) -> None:
    made = document(frame.format(sentence))
    found = build(made).references
    assert [(each.label, each.target.label if each.target else None) for each in found] == expected
    assert all(made.text[each.start : each.end] == each.label for each in found)


def test_a_reference_in_an_annex_leads_to_the_annex_first() -> None:
    text = "合同\n第一条 甲\n无。\n第二条 乙\n无。\n附件一：补充协议\n第一条 丙\n按第二条执行。\n第二条 丁\n无。"
    (found,) = build(document(text)).references
    assert isinstance(found, Reference)
    assert found.target is not None
    assert (found.target.part, found.target.title) == ("annex-1", "丁")


def test_the_paragraph_before() -> None:
    text = "契約書\n第1条（目的）\n甲は委託する。\n２　前項の定めによる。\n３　前項の定めによる。\n第2条（期間）\n1年。"
    found = build(document(text)).references
    assert [each.target.label if each.target else None for each in found] == ["第1条", "２"]


def test_a_bare_number_above_dotted_ones_is_what_an_article_number_leads_to() -> None:
    text = "業務委託契約書\n1. 目的\n1.1 委託する。\n2. 報酬\n2.1 第1条の業務に対し支払う。\n2.2 第9条に従う。"
    outline = build(document(text))
    assert [(each.label, each.target and each.target.title) for each in outline.references] == [
        ("第1条", "目的"),
        ("第9条", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("前二項による。", ["２", "３"]), ("前各項による。", ["１", "２", "３"]), ("前項による。", ["３"])],
)
def test_the_paragraphs_above(sentence: str, expected: list[str]) -> None:
    text = f"契約書\n第1条（目的）\n１　委託する。\n２　受託する。\n３　検収する。\n４　{sentence}\n第2条（雑則）\n協議する。"
    assert [each.target.label for each in build(document(text)).references if each.target] == expected


def test_a_small_letter_leads_to_its_item() -> None:
    text = "AGREEMENT\nArticle 1 Scope\n(a) Goods.\n(b) Services.\nArticle 2 Price\nSee Section 1(b)."
    (found,) = build(document(text)).references
    assert found.target is not None
    assert found.target.label == "(b)"
