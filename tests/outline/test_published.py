"""Published terms name one side; the other is whoever takes them."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "what is between the two": (
        "利用規約\n本規約は、株式会社青葉（以下「当社」といいます。）の提供条件及び当社と登録会員との間の権利義務を定めます。\n第1条（適用）\n本規約は登録会員に適用されます。\n第2条（変更）\n当社は変更します。",
        [("当社", "株式会社青葉"), ("登録会員", "")],
    ),
    "each in brackets": (
        "サービス契約約款\n第1条（適用）\n青葉通信株式会社（以下、「当社」といいます）は、利用契約を締結していただいた方（以下、「契約者」といいます）に提供します。\n第2条（変更）\n当社は変更します。",
        [("当社", "青葉通信株式会社"), ("契約者", "")],
    ),
    "a city": (
        "加盟店規約\n第1条（目的）\n本規約は、青葉市（以下「発行者」といいます。）が発行する商品券に関し、発行者と加盟店（第2条に定めるものをいいます。）との間の契約を定めます。\n第2条（定義）\n無。",
        [("発行者", "青葉市"), ("加盟店", "")],
    ),
    "a trade name": (
        "利用規約\n第1条（適用）\n本規約は、Aoba Studio（以下「当スタジオ」といいます。）の利用条件を定めます。会員の皆様（以下「会員」といいます。）にご利用いただきます。\n第2条（禁止）\n無。",
        [("当スタジオ", "Aoba Studio"), ("会員", "")],
    ),
    "who is defined as the other": (
        "加盟店規約\n第1条 本規約は、一般社団法人青葉機構（以下「当機構」といいます。）の電子マネーについて定めます。\n第2条 「加盟店」とは、当機構との間で加盟店契約を締結した者をいいます。",
        [("当機構", "一般社団法人青葉機構"), ("加盟店", "")],
    ),
    "nobody named": (
        "利用規約\n本規約は、当社とユーザーの皆様との間の権利義務関係を定めます。\n第1条（適用）\n無。\n第2条（変更）\n無。",
        [("当社", ""), ("ユーザー", "")],
    ),
    "a bank": (
        "전자금융거래기본약관\n제1조(목적) 이 약관은 푸른은행(이하 “은행”이라 한다)과 이용자 사이의 거래에 관한 사항을 정한다.\n제2조(정의) “이용자”라 함은 은행과 계약을 체결한 고객을 말한다.",
        [("은행", "푸른은행"), ("이용자", "")],
    ),
    "words without quotes": (
        "이용약관\n제1조 (목적)\n이 약관은 모두의책(이하 회사라 칭한다)이 운영하는 서비스를 이용함에 있어 회사와 회원의 권리 및 의무를 정한다.\n제2조 (정의)\n없음",
        [("회사", "모두의책"), ("회원", "")],
    ),
    "a clause before the other": (
        '약관\n제1조(목적)\n이 약관은 서비스를 제공하는 한빛주식회사(이하 "회사"라 한다)와 서비스를 이용하는 고객간의 사항을 정한다.\n제2조(정의)\n없음',
        [("회사", "한빛주식회사"), ("고객", "")],
    ),
    "a contract between two": (
        "委託契約書\n当社の約款を除く。\n株式会社青葉（以下「委託者」という。）と若葉市（以下「受託者」という。）は締結する。\n第1条（目的）\n当社と利用者との間の契約に関する。\n第2条（変更）\n無。",
        [("委託者", "株式会社青葉"), ("受託者", "若葉市")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_parties_of_terms(name: str) -> None:
    text, expected = CASES[name]
    found = [each for each in build(document(text)).definitions if each.kind == "party"]
    assert [(each.term, each.meaning) for each in found] == expected
