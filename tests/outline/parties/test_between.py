"""The parties of sentences that give them no short names."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

HEADS: dict[str, list[tuple[str, str | None]]] = {
    "連携に関する協定\n白浜市と青嶺市とは、次のとおり連携に関する協定を締結する。\n第1条（目的）\n連携する。": [
        ("白浜市", None),
        ("青嶺市", None),
    ],
    "応援協定\n白浜市、堺市及び藤野町（以下「構成市町」という。）は、被災した市町（以下「被災市町」という。）を助けるため、"
    "次のとおり協定する。\n第1条（目的）\n応援する。": [("白浜市", None), ("堺市", None), ("藤野町", None)],
    '본 임대차계약서는 임대인 김새벽(이하 "갑"이라 함)와 임차인 이한별(이하 "을"이라 함) 간에 체결한다.\n제1조(목적)\n임대한다.': [
        ("김새벽", "임대인"),
        ("이한별", "임차인"),
    ],
    '근로계약서\n(병원명) 대표 (대표자명)(이하 "갑"이라 함)와 의사 (성명)(이하 "을"이라 함)은 체결한다.\n제1조(목적)\n진료한다.': [
        ("", None),
        ("", None),
    ],
    "공급계약서\n주식회사 한가람과 주식회사 새벽은 다음과 같이 공급계약을 체결한다.\n제1조(목적)\n공급한다.": [
        ("주식회사 한가람", None),
        ("주식회사 새벽", None),
    ],
    "임대차계약서\n임대인 한가람과(와) 임차인 김새벽은(는) 다음과 같이 계약을 체결한다.\n제1조(목적)\n임대한다.": [
        ("한가람", "임대인"),
        ("김새벽", "임차인"),
    ],
    "합의서\n양사의 협상 결과\n쟁점\t최종 합의\n공급 시점\t계약 후 30일\n제1조(목적)\n합의한다.": [],
    "利用契約\n当社と利用者とは、次のとおり契約を締結する。\n第1条（目的）\n利用する。": [],
}


@pytest.mark.parametrize("text", HEADS)
def test_who_concludes_is_named(text: str) -> None:
    parties = [each for each in build(document(text)).definitions if each.kind == "party"]
    assert [(each.meaning, each.role) for each in parties] == HEADS[text]
