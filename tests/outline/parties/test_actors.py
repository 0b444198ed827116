"""Who is bound or free to act is a party, whichever word the contract has for it."""

from __future__ import annotations

import pytest

from pipeline.outline.meanings import meanings
from pipeline.outline.parties.actors import with_actors
from pipeline.outline.tree import build
from tests.outline.planted import document

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a word that no table holds, joined to a party": (
        "雇用契約書\n\n株式会社北山（以下「会社」という。）と 川上 夏（以下「本人」という。）は、雇用契約を締結する。\n"
        "第1条（秘密）\n本人は、会社の秘密を漏らしてはならない。\n第2条（賃金）\n会社は、賃金を支払う。",
        [("会社", "株式会社北山"), ("本人", "川上 夏")],
    ),
    "two words that no table holds": (
        '보관 계약서\n제1조 (목적)\n윤가람(이하 "맡긴이")의 물건을 한빛보관센터(이하 "시설")에서 보관한다.\n'
        "제2조 (보관료)\n맡긴이는 시설에 보관료를 납부하여야 한다.\n제3조 (의무)\n시설은 물건을 보관하여야 한다. 시설은 이를 점검할 수 있다.",
        [("맡긴이", "윤가람"), ("시설", "한빛보관센터")],
    ),
    "spoken of together": (
        "参加契約\n第1条（目的）\n本契約は、株式会社青葉（以下「主催社」という。）の催しに団体（以下「本団体」という。）の者が加わる場合の、"
        "本団体と主催社との間の関係を定める。\n第2条（許諾）\n本団体は、主催社に対し、写真の利用を許諾する。\n第3条\n主催社は通知する。",
        [("主催社", "株式会社青葉"), ("本団体", "")],
    ),
    "letters that nothing defines": (
        "会員規約\n第1条（申込）\n乙は、甲に申込書を提出しなければならない。甲は、これを拒むことができる。\n"
        "第2条（通知）\n甲は、乙に結果を通知する。乙は、届出をしなければならない。",
        [("乙", ""), ("甲", "")],
    ),
    "roles that nothing defines": (
        "금전소비대차계약서\n제1조 (대여)\n채권자는 채무자에게 금 일천만원을 대여하여야 한다.\n제2조 (변제)\n채무자는 이를 갚아야 한다. "
        "채무자는 이자를 지급하기로 한다.\n제3조 (양도)\n채권자는 채권을 양도할 수 있다.",
        [("채권자", ""), ("채무자", "")],
    ),
    "such roles where nothing is a contract": (
        "대출 안내\n제1조 (대여)\n채권자는 채무자에게 금 일천만원을 대여하여야 한다.\n제2조 (변제)\n채무자는 이자를 지급하여야 한다. "
        "채권자는 채권을 양도할 수 있다.",
        [],
    ),
    "a third one of whom a duty is told": (
        "貸与契約書\n株式会社青葉（以下「甲」という。）は機械を貸す。\n第1条（転貸）\n借り受ける者からさらに借りる者（以下「転借者」という。）がある。\n"
        "第2条（義務）\n転借者は、機械を損じてはならない。",
        [("甲", "株式会社青葉")],
    ),
    "who watches over the work of the two": (
        "施工合同\n第一条 工程\n承包人应按监理人指示施工。监理人有权发出指示。监理人应当审核。监理人不得拖延。承包人不得转包。\n"
        "第二条 付款\n发包人应支付工程款。监理人应签字。",
        [("承包人", ""), ("发包人", "")],
    ),
    "who watches over the work for one": (
        "监理合同\n第一条 工程\n监理人应当审核。监理人不得拖延。\n第二条 付款\n委托人应支付报酬。",
        [("监理人", ""), ("委托人", "")],
    ),
    "whom a contract only defines": (
        '운영 계약서\n제1조 (정의)\n"위원회"란 심의위원회를 말한다. "발주기관"이란 계약을 체결한 기관을 말한다.\n'
        "제2조 (심의)\n위원회는 심의하여야 한다. 위원회는 결정할 수 있다. 발주기관은 지급하여야 한다.",
        [],
    ),
    "who belongs to the only party that is named": (
        "合作协议\n甲方：北京青山有限公司\n第一条 定义\n“关联方”指受控制的主体。\n第二条 义务\n甲方及关联方应遵守。关联方不得泄露。",
        [("甲方", "北京青山有限公司")],
    ),
    "a program that may be copied": (
        "使用許諾契約書\n第1条（定義）\n「本ソフトウェア」とは、株式会社青葉のソフトウェアをいう。「取扱店」とは、使用する者をいう。\n"
        "第2条（許諾）\n本ソフトウェアは、複製することができる。取扱店は、使用することができる。",
        [],
    ),
    "a thing of which much is told": (
        "売買契約書\n第1条（目的）\n別紙の機械（以下「本機械」という。）と附属の部品（以下「本部品」という。）を売買する。\n"
        "第2条（場所）\n本機械の所有権は移転する。本部品は無償である。",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_parties(case: str) -> None:
    text, told = CASES[case]
    found = build(document(text)).definitions
    assert [(each.term, each.meaning) for each in found if each.kind == "party"] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "土地売買契約書\n売払人青葉市（以下「売払人」という。）と買受人○○○○（以下「買受人」という。）とは、契約を締結する。",
            ("売払人", "青葉市"),
        ),
        ("合同\n巨人网络有限公司（以下简称“巨人”）与张三（以下简称“乙方”）签订。", ("巨人", "巨人网络有限公司")),
        (
            '합의서\n주식회사 한빛(이하 "공급업자")과 한빛투자증권 주식회사(이하 "한빛투자")는 합의한다.',
            ("한빛투자", "한빛투자증권 주식회사"),
        ),
    ],
)
def test_short_name_before_the_name(text: str, told: tuple[str, str]) -> None:
    found = build(document(text + "\n第1条（目的）\n定める。\n第2条（期間）\n定める。")).definitions
    assert told in [(each.term, each.meaning) for each in found if each.kind == "party"]


def test_of_very_many_terms_the_first_may_act() -> None:
    """Each costs a pass over the text."""
    text = "合作协议\n" + "".join(f"“词{index}者”指某物。" for index in range(5_000)) + "词4000者应做。词4001者应做。"
    assert all(each.kind == "term" for each in with_actors(text, len(text), list(meanings(text))))
