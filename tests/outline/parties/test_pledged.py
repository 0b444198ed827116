"""A pledge is written by one side alone: who gives it, and whom it is written to."""

from __future__ import annotations

import time

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "written to a company": (
        "秘密保持誓約書\n株式会社青葉製作所　御中\n私は、下記の事項を誓約いたします。\n第1条（秘密）\n私は、貴社の秘密を漏らしません。\n第2条（賠償）\n私は、賠償いたします。\n氏名　　　　　印",
        [("貴社", "株式会社青葉製作所"), ("私", "")],
    ),
    "written to who acts for it, and signed": (
        "入社誓約書\n株式会社青葉\n代表取締役　青葉 一郎　殿\nこのたび、私は次の事項を誓約いたします。\n1. 規程を守ること。\n2. 私は、会社の許可なく副業を行いません。\n氏名　北山 彩　㊞",
        [("会社", "株式会社青葉"), ("私", "北山 彩")],
    ),
    "whom its giver works for": (
        "비밀유지서약서\n본인은 한빛산업 주식회사에 입사함에 있어 서약합니다.\n1. 본인은 회사의 비밀을 누설하지 않겠습니다.\n2. 본인은 자료를 반환하겠습니다.",
        [("본인", ""), ("회사", "한빛산업 주식회사")],
    ),
    "signed by who answers for its giver too": (
        "誓約書\n株式会社青葉　御中\n私は、貴社に入社するにあたり、次の事項を誓約いたします。\n1 秘密\n秘密を守ります。\n2 損害\n賠償します。\n"
        "令和6年4月1日\n氏名　北山 彩　印\n身元保証人\n氏名　北山 一郎　印",
        [("貴社", "株式会社青葉"), ("私", "北山 彩"), ("身元保証人", "北山 一郎")],
    ),
    "a memorandum of two companies": (
        "양해각서\n주식회사 한빛과 주식회사 누리는 다음과 같이 합의한다.\n제1조(목적) 담당자는 “본인은 확인함”이라 쓴다. 본인은 서명한다.\n제2조(협력) 서로 협력한다.",
        [("", "주식회사 누리"), ("", "주식회사 한빛")],
    ),
    "a contract in which somebody speaks": (
        "相談記録\n株式会社青葉　御中\n私は、次のとおり申し出ます。\n1. 値引き\n2. 納期",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_parties(case: str) -> None:
    text, told = CASES[case]
    found = build(document(text)).definitions
    assert sorted((each.term, each.meaning) for each in found if each.kind == "party") == sorted(told)


@pytest.mark.parametrize("piece", ["私は、", "株式会社　御中 ", "氏名　", "본인은 "])
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    text = "誓約書\n" + piece * (100_000 // len(piece))
    start = time.process_time()
    build(document(text))
    assert time.process_time() - start < 5
