"""The words that end the head of a contract and lead to its articles: 双方达成协议如下：, 次のとおり契約を締結する。"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

_LEADING = regex(
    r"(?:订立|訂立|签订|簽訂|达成|達成|议定|議定|缔结|締結|约定|約定|协议|協議).{0,14}(?:如下|以下|下列|合同|协议|協議|契約|合約|条款|條款|事[项項])[^，,。]{0,8}[：:。]?$|"
    r"(?:次|以下|下記)の(?:とおり|通り).{0,12}(?:締結|合意|契約)|(?:契約|合意|覚書|協定).{0,8}締結(?:する|した|します)。?$|"
    r"(?:다음과|아래와|이와|다음|아래)\s?같이.{0,20}(?:체결|약정|합의|계약)|계약을\s?체결(?:한다|하며|하고|합니다)|"
    r"agree(?:d|s)?\sas\sfollows",
    re.IGNORECASE,
)
_END_CHARS = 48


def is_leading(line: str) -> bool:
    """Whether a line ends the head of a contract: what is numbered above it are its recitals or its parties."""
    return _LEADING.search(line[-_END_CHARS:]) is not None
