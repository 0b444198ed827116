from __future__ import annotations

import pytest

from tests.checks.checking import told

CODES = ("role_swapped", "party_undefined")
ZH = (
    "租赁合同\n甲方（出租人）：江南绿源有限公司\n乙方（承租人）：德衡机械有限公司\n第一条 标的\n{}\n第二条 其他\n协商。"
)
JA = "契約書\n委託者：株式会社青葉商事（以下「甲」という。）\n受託者：北浜電機株式会社（以下「乙」という。）\n第1条（目的）\n{}\n第2条（雑則）\n協議する。"
KO = '계약서\n임대인 주식회사 한빛개발(이하 "갑"이라 한다)과 임차인 주식회사 다솜(이하 "을"이라 한다)은 다음과 같이 계약한다.\n제1조(목적)\n{}\n제2조(기타)\n협의한다.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ZH.format("甲方（承租人）应当支付租金。"), ("role_swapped", "甲方（承租人）")),
        (ZH.format("出租人（乙方）应当交付。"), ("role_swapped", "出租人（乙方）")),
        (ZH.format("丙方应当担保。"), ("party_undefined", "丙方")),
        (KO.format("갑(임차인)은 지급한다."), ("role_swapped", "갑(임차인)")),
        (KO.format('"병"은 이를 보증한다.'), ("party_undefined", '"병"')),
        (KO.format("병은 연대하여 보증한다."), ("party_undefined", "병")),
        (JA.format("丙は、これを保証する。"), ("party_undefined", "丙")),
    ],
)
def test_a_side_that_changes_and_a_party_that_nobody_is_are_told(text: str, expected: tuple[str, str]) -> None:
    assert told(text, *CODES) == [expected]


def test_in_a_further_contract_a_short_name_may_have_another_role() -> None:
    further = ZH.format("甲方（买方）付款，乙方（卖方）交货。").replace("出租人", "买方").replace("承租人", "卖方")
    further = further.replace("江南绿源", "北方蓝海").replace("德衡", "泰和").replace("租赁合同", "买卖合同")
    text = f"{ZH.format('甲方（出租人）交付。')}\n甲方（盖章）：江南绿源有限公司\n乙方（盖章）：德衡机械有限公司\n{further}"
    signed = text + "\n甲方（盖章）：北方蓝海有限公司\n乙方（盖章）：泰和机械有限公司"
    assert told(signed, *CODES, "signature_name_differs") == []
    wrong = signed.replace("甲方（盖章）：北方蓝海有限公司", "甲方（盖章）：江南绿源有限公司")
    assert told(wrong, *CODES, "signature_name_differs") == [("signature_name_differs", "江南绿源有限公司")]


@pytest.mark.parametrize(
    "text",
    [
        ZH.format("甲方（出租人）应当交付，承租人（乙方）应当支付。"),
        ZH.format("甲方（违约方）应当赔偿，乙方（守约方）有权解除。"),
        ZH.format("乙方将房屋转租给丙公司的，应当通知甲方。"),
        ZH.format("本合同一式三份，见证方（丙方）留存一份。"),
        ZH.replace("第一条", "丙方（担保人）：王某\n第一条").format("丙方应当担保。"),
        JA.format("甲乙丙の順に記載する。"),
        KO.format("갑(임대인)은 인도한다."),
    ],
)
def test_parties_in_their_places_are_silent(text: str) -> None:
    assert told(text, *CODES) == []
