"""Whether a text is another than a contract, as it calls itself: 本公告, 本办法, この法律, a judgment."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.regex import regex

_KINDS: Final = r"(?:公告|制度|[条條]例|[办辦]法|章程|(?<![和及与與])[细細][则則]|(?:判[决決]|裁定|裁[决決])[书書]?|プレスリリース|のお知らせ|[就服]業規則|管理規約|보도\s?자료|(?:취업|복무)\s?규칙|관리\s?규약|정관|조례|판결)"
# 注册资本制度 is no 本制度. What a list holds (1. 대상회사 정관) is not the title.
_ANOTHER = regex(
    rf"^(?![ \u3000]*(?:[·•*-]|[（(]?[0-9０-９一二三四五六七八九十]{{1,2}}[.．、)）]))[^\n，。：:《「（(]{{0,40}}{_KINDS}(?:[（(][^（）()\n]{{1,20}}[）)])?[ \u3000]*$|(?<![基日资資成根样樣])本{_KINDS}|"
    r"本院(?=[于於受认認决決判立审審依]|提起)|この法律|이 법(?=[은에의])",
    re.MULTILINE,
)
_CONTRACT = regex(
    r"^[^\n，。：:《「]{0,30}(?:(?:合同|[协協][议議定]|契[约約]|合[约約])[书書]?|[备備]忘[录錄]|覚書|(?:계약|협약|약정|합의)서?)[ \u3000]*$|"
    r"(?:[本此]|以下)[^\n，。]{0,8}(?:合同|[协協][议議定]|契[约約]|合[约約]|[条條]款|[规規][则則約约]|[约約]款|覚書|[备備]忘[录錄])|"
    r"(?:이|본) ?(?:계약|협약|약관)|甲と乙|당사자|[双雙]方|立[约約契]|[甲乙]方[”\"」』’']?[：:）)]",
    re.MULTILINE,
)
# What a judgment begins with: the parties that it names are none of a contract. 주문 alone is an order of goods too.
_VERDICT = regex(r"^[ \u3000]*(?:主[ \u3000]*文|주[ \u3000]*문)[ \u3000]*$", re.MULTILINE)
_SUIT = regex(r"原告|被告|申立|控訴|上告|抗告|원고|피고|항소|상고|항고")
_HEAD_CHARS, _OPENING_CHARS = 8_000, 2_000


def is_another(text: str) -> bool:
    """Whether the first that a text says of itself is that it is no contract."""
    another = _ANOTHER.search(text, 0, _HEAD_CHARS)
    return another is not None and _CONTRACT.search(text, 0, another.start()) is None


def is_verdict(text: str) -> bool:
    """Whether a text is a judgment, of which nobody is a party of a contract."""
    return all(pattern.search(text, 0, _OPENING_CHARS) for pattern in (_VERDICT, _SUIT))
