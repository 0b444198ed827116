from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.checking import told

CODE = "party_name_differs"
ZH = "采购合同\n甲方：江南绿源环保科技有限公司\n乙方：德衡精密机械有限公司\n第一条 标的\n{}\n第二条 其他\n协商。\n（以下无正文）\n甲方（盖章）：{}\n乙方（盖章）：德衡精密机械有限公司"
JA = "売買契約書\n株式会社青葉不動産管理（以下「甲」という。）と北浜電機工業株式会社（以下「乙」という。）は、次のとおり契約する。\n第1条（目的）\n{}が売り渡す。\n第2条（雑則）\n協議する。"
KO = '매매계약서\n주식회사 한빛부동산개발(이하 "갑"이라 한다)과 주식회사 다솜네트웍스(이하 "을"이라 한다)는 다음과 같이 계약한다.\n제1조(목적)\n{}가 매도한다.\n제2조(기타)\n협의한다.'
NAME = "江南绿源环保科技有限公司"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (ZH.format("交付。", "江南绿原环保科技有限公司"), "江南绿原环保科技有限公司"),
        (ZH.format("交付。", "江南绿源环保技科有限公司"), "江南绿源环保技科有限公司"),
        (ZH.format("交付。", "江南绿源环科技有限公司"), "江南绿源环科技有限公司"),
        (ZH.format("户名：江南绿源生环保科技有限公司。", NAME), "江南绿源生环保科技有限公司"),
        (ZH.format("交付。", "江南绿原环保\u3000科技有限公司"), "江南绿原环保\u3000科技有限公司"),
        (
            ZH.replace("绿", "綠").replace("环", "環").format("交付。", "江南綠原環保科技有限公司"),
            "江南綠原環保科技有限公司",
        ),
        (ZH.format("交付。", "江南绿源环科保技有限公司"), "江南绿源环科保技有限公司"),
        (ZH.format("交付。", NAME) + "\n江南绿源环保科技有眼公司", "江南绿源环保科技有眼公司"),
        (JA.format("北浜電気工業株式会社"), "北浜電気工業株式会社"),
        (JA.replace("北浜電機工業", "汐見").format("汐見株会式社"), "汐見株会式社"),
        (KO.format("주식회사 다솜네트웤스"), "주식회사 다솜네트웤스"),
    ],
)
def test_a_name_with_one_other_character_is_told(text: str, written: str) -> None:
    assert told(text, CODE) == [(CODE, written)]


@pytest.mark.parametrize(
    "text",
    [
        ZH.format("交付。", NAME),
        ZH.format("由江南绿源环保科技有限公司上海分公司交付。", NAME),
        ZH.format("交付。", "江南绿源环保 科技有限公司"),
        ZH.format("由江南绿源一环保科技有限公司交付。", NAME),
        ZH.format("由绿源环保科技有限公司及绿源公司交付。", NAME),
        ZH.format("由北方蓝海建设工程有限公司交付。", "____________"),
        ZH.replace("江南绿源环保科技", "江南绿源天成实业").format(
            "由江南绿源天成置业有限公司担保。", "江南绿源天成实业有限公司"
        ),
        JA.format("株式会社 青葉不動産管理"),
        JA.format("東浜電機工業株式会社"),
        KO.format("주식회사 다솜 네트웍스"),
        KO.replace("주식회사 다솜네트웍스", "다솜네트웍스 주식회사").format("다솜네트웍스 주식회사\n사업자등록번호"),
    ],
)
def test_honest_names_are_silent(text: str) -> None:
    assert told(text, CODE) == []


def test_two_parties_of_one_house_are_not_each_other() -> None:
    text = ZH.format("交付。", NAME).replace("德衡精密机械有限公司", "江南绿源环境科技有限公司")
    assert told(text, CODE) == []


@settings(deadline=None, max_examples=40)
@given(st.integers(1, len(NAME) - 5), st.sampled_from("鑫森淼垚赟"))
def test_a_slip_is_found_wherever_it_is_in_the_name(place: int, other: str) -> None:
    written = NAME[:place] + other + NAME[place + 1 :]
    assert told(ZH.format("交付。", written), CODE) == [(CODE, written)]
