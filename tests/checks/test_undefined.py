from __future__ import annotations

import pytest

from tests.checks.checking import told

CODE = "term_undefined"
ZH = "合同\n第一条 定义\n“货物”是指水泵。“现场”是指港区。“验收”是指双方的检验。\n第二条 义务\n{}\n第三条 其他\n协商。"
JA = "契約書\n第1条（定義）\n「成果物」とは、図面をいう。「本施設」とは、港をいう。「検収」とは、検査をいう。\n第2条（義務）\n{}\n第3条（雑則）\n協議する。"
KO = '계약서\n제1조(정의)\n"결과물"이란 도면을 말한다.\n"시설"이란 항만을 말한다.\n"검수"란 검사를 말한다.\n제2조(의무)\n{}\n제3조(기타)\n협의한다.'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ZH.format("乙方交付“技术资料”，并保管“技术资料”。"), "技术资料"),
        (JA.format("乙は「技術資料」を交付し、「技術資料」を保管する。"), "技術資料"),
        (KO.format('을은 "기술자료"를 교부하고 "기술자료"를 보관한다.'), "기술자료"),
    ],
)
def test_a_quoted_term_without_a_definition_is_told(text: str, words: str) -> None:
    [(code, span)] = told(text, CODE)
    assert code == CODE and words in span


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方交付“货物”，并保管“货物”。",
        '"甲"将货款付给"乙"。"甲"将货款付给"乙"。',
        "乙方在箱上印“小心轻放”字样，“小心轻放”字样须清楚。",
        "乙方点击“接受条款”단추，“接受条款”生效。",
        "第三条中“货物”一词改为“设备”的字句，删去“设备”的字句。",
        "乙方遵守“保密协议”，违反“保密协议”的赔偿。",
        "乙方交付“技术资料”。",
        "图纸等资料（以下简称“技术资料”）由乙方保管，“技术资料”归甲方。",
    ],
)
def test_words_in_quotes_for_other_reasons_are_not_told(sentence: str) -> None:
    assert told(ZH.format(sentence), CODE) == []


def test_a_contract_that_defines_nothing_in_quotes_is_left_alone() -> None:
    assert told("合同\n第一条 义务\n交付“技术资料”，保管“技术资料”。\n第二条 其他\n协商。", CODE) == []
