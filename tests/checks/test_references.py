from __future__ import annotations

import pytest

from tests.checks.checking import told

CODE = "reference_dangles"
ZH = "采购合同\n第一条 标的\n标的为设备。\n第二条 价款\n{}\n第三条 交付\n按时交付。\n第四条 其他\n协商解决。"
JA = "売買契約書\n第1条（目的）\n売買する。\n第2条（代金）\n{}\n第3条（納入）\n納入する。\n第4条（雑則）\n協議する。"
KO = "매매계약서\n제1조(목적)\n매매한다.\n제2조(대금)\n{}\n제3조(인도)\n인도한다.\n제4조(기타)\n협의한다."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ZH.format("按照第九条的约定支付。"), "第九条"),
        (ZH.format("按照第三条至第六条的约定支付。"), "第三条至第六条"),
        (JA.format("第８条の定めにより支払う。"), "第８条"),
        (ZH.format("付款。\n第九条约定的情形除外。"), "第九条"),
        (JA.format("第3条ないし第7条を準用する。"), "第3条ないし第7条"),
        (KO.format("제9조에 따라 지급한다."), "제9조"),
        (KO.format("제3조 내지 제6조를 준용한다."), "제3조 내지 제6조"),
        (KO.format("제9조 또는 제3조에 따라 지급한다."), "제9조"),
        (ZH.format("付款。\n第九条（另行约定）的情形除外。"), "第九条"),
    ],
)
def test_a_reference_to_an_article_that_is_not_there_is_told_once(text: str, words: str) -> None:
    assert told(text, CODE) == [(CODE, words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (JA.format("１　代金は10万円とする。\n２　第2条第1項の代金を、第2条第3項により支払う。"), "第2条第3項"),
        (JA.format("代金は10万円とする。\n２　第2条第1項により支払う。\n３　第2条第四項による。"), "第2条第四項"),
        (KO.format("① 대금은 백만원으로 한다.\n② 제2조 제1항의 대금을 제2조 제3항에 따라 지급한다."), "제2조 제3항"),
    ],
)
def test_a_paragraph_behind_the_last_numbered_one_is_not_there(text: str, words: str) -> None:
    assert told(text, CODE) == [(CODE, words)]


def test_the_article_before_the_first_is_not_there() -> None:
    text = JA.format("支払う。").replace("売買する。", "前条の定めにより売買する。")
    assert told(text, CODE) == [(CODE, "前条")]


@pytest.mark.parametrize(
    "text",
    [
        ZH.format("依照《中华人民共和国民法典》第五百八十五条、第五百八十六条的规定支付。"),
        ZH.format("按照前条及本条第二款、第三条至第四条的约定支付。"),
        ZH.format("依照民法典第九条的规定支付。"),
        ZH.format("根据原合同第九条的约定支付。"),
        ZH.format("依照 GDPR 第 82 条、第 33-34 条及 Raamatupidamise seadus 第 12 条承担责任。"),
        JA.format("宅地建物取引業法第41条・第41条の2に基づき、実施要項第11条第1項により支払う。"),
        KO.format("｢개인정보 보호법｣ 제17조 및 제18조에 따른다."),
        JA.format("民法第9条及び第12条により支払う。前条、次条及び本条第2項による。"),
        JA.format("同法第8条による。原契約の第9条による。"),
        KO.format("민법 제9조에 따라 지급한다. 앞 조 및 다음 조에 따른다."),
        KO.format("「상법」 제46조 제1호에 따른다. 제3조 내지 제4조에 따른다."),
        ZH.format("付款。\n\n第十二條　契約效力\n自簽署之日起生效。"),
        "补充协议\n第一条 修改\n将第九条修改为以下内容。\n第二条 效力\n自签署之日起生效。\n第三条 其他\n其他不变。\n第四条 份数\n一式两份。",
    ],
)
def test_statutes_other_contracts_and_living_references_are_silent(text: str) -> None:
    assert told(text, CODE) == []


def test_a_paragraph_is_missing_only_where_the_paragraphs_are_told_apart() -> None:
    text = "采购合同\n第一条 标的\n设备。\n第二条 价款\n2.1 价格如下。\n2.2 按照{}支付。\n第三条 其他\n协商。"
    assert told(text.format("第2.1条"), CODE) == []
    assert told(text.format("第1.1条"), CODE) == []
    assert told(text.format("第2.7条"), CODE) == [(CODE, "第2.7条")]


@pytest.mark.parametrize(("words", "told_words"), [("検査する。", []), ("第９条により検査する。", [(CODE, "第９条")])])
def test_articles_that_are_no_more_are_not_missed(words: str, told_words: list[tuple[str, str]]) -> None:
    text = (
        f"請負契約書\n（総則）\n第１条　施工する。\n（代金）\n第２条　支払う。\n（検査）\n第３条　{words}\n"
        "第４条及び第５条　削除\n（雑則）\n第６条　協議する。\n（補則）\n第７条　協議する。"
    )
    assert told(text, CODE) == told_words
