"""Who acts for a party, beside its name: 代表取締役　山田 太郎, 대표이사 홍길동 (인)."""

from __future__ import annotations

from typing import Final

from pipeline.text.regex import regex

ACTING: Final = regex(
    r"[ \u3000]*(?:[（(][ \u3000]*)?(?P<title>代表取締役(?:[社会]長|副社長|専務)?(?:兼[^\s　]{1,12})?|取締役社長|代表社員|代表執行役(?:社長)?|代表理事|"
    r"(?<=[\s　（(])(?:代表者?|支配人|[会社学総所局院組]長|組合長|支[店社]長|本部長|工場長)|理事長|(?<=場)場長|(?<=[場館園所局院校])長(?=[ \u3000])|(?<=[会団合社局ー])(?:会長|社長|組合長|所長|局長)(?=[ \u3000]|$)|"
    r"(?:공동\s?)?(?:대표이사|대표사원)|(?<=[\s(])(?:대표자?|이사장|원장|총장|사장|지점장|본부장)|"
    r"法定代表人|法人代表|[負负][責责]人|授[权權]代表)[ \u3000:：]*"
    r"(?P<representative>(?:[^\s　（）()、，,:：]{1,20})(?:[ \u3000][^\s　（）()、，,:：]{1,8})?)?[ \u3000]*[）)]?$"
)
# 東京都知事　…, 横浜市長　…: who signs for a prefecture, a city, a ward.
CHIEF: Final = regex(
    r"(?<=[都道府県市区町村])(?P<title>知事|長)(?:(?:[ \u3000]+|(?=[\u4e00-\u9fff]{3,5}$)(?!.*[会館院園社校所団部課局組店室署]$))(?P<representative>[^\s　、，]{1,8}(?:[ \u3000][^\s　、，]{1,6})?))?$"
)
SEAL: Final = regex(
    r"[ \u3000]*(?:[（(][ \u3000]*(?:[印章]|인|직인|서명|날인|[盖蓋]章|公章|印章|签[字章名]|簽[字章名]|或|及|/|또는|및| )+[ \u3000]*[）)]|㊞|"
    r"(?<=[\s　])(?:実?印|인|[签簽][章名字]|[盖蓋]章|서명|날인)|[_＿]+)$"
)


def representative_in(words: str) -> str:
    """Who acts for a party in words that are an office and its holder (代表取締役　山田 太郎, 대표이사 홍길동 (인)); else ""."""
    sealed = SEAL.search(words)
    acting = ACTING.fullmatch(" " + (words[: sealed.start()] if sealed else words).strip(" \u3000"))
    return (acting["representative"] or "") if acting else ""
