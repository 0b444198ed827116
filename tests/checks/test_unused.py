from __future__ import annotations

import pytest

from tests.checks.checking import told

CODE = "term_unused"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合同\n第一条 定义\n“重大变化”是指市场变化。\n第二条 其他\n协商。", "重大变化"),
        ("契約\n第一條 定義\n「重大變更」係指市場變化。\n第二條 其他\n協商。", "重大變更"),
        ("契約書\n第1条（定義）\n「成果物」とは、本業務の結果をいう。\n第2条（雑則）\n協議する。", "成果物"),
        ('계약서\n제1조(정의)\n"결과물"이란 업무의 결과를 말한다.\n제2조(기타)\n협의한다.', "결과물"),
    ],
)
def test_a_term_that_only_its_definition_knows_is_told(text: str, words: str) -> None:
    [(code, span)] = told(text, CODE)
    assert code == CODE and words in span
    assert told(f"{text}\n{words}", CODE) == []


@pytest.mark.parametrize("used", ["ID", "아이디", "ID(아이디)"])
def test_a_term_may_be_called_by_either_of_its_names(used: str) -> None:
    text = "이용약관\n제1조(정의)\n“ID(아이디)”란 영문자와 숫자를 말한다.\n제2조(기타)\n협의한다."
    assert len(told(text, CODE)) == 1
    assert told(f"{text} {used}를 관리한다.", CODE) == []


@pytest.mark.parametrize(
    "text",
    [
        "売買契約書\n甲と乙は、次のとおり売買契約（以下「本契約」という。）を締結する。\n第1条（目的）\n売買する。",
        "合作协议\n双方签订本合作协议（以下简称“协议”）。\n第一条 目的\n合作。",
    ],
)
def test_what_a_contract_calls_itself_may_stay_unused(text: str) -> None:
    assert told(text, CODE) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [('悪意 ("dolus malus")', []), ('代金（以下"price"という。）', [(CODE, '代金（以下"price"という。）')])],
)
def test_a_word_in_another_language_is_no_name(words: str, codes: list[tuple[str, str]]) -> None:
    text = f"売買契約書\n第1条（責任）\n売主は、{words}について責任を負う。\n第2条（雑則）\n協議する。"
    assert told(text, CODE) == codes
