"""Parties, places, banks and numbers that are no values. Every name is made up of common parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Side:
    """A party as a contract introduces it; `alias` is None where the text calls it by its role."""

    name: str
    role: str
    alias: str | None
    written_role: bool

    @property
    def called(self) -> str:
        return self.alias or self.role


_FIRST: Final = {
    "zh-Hans": ("鸿远", "盛禾", "锦澜", "卓立", "恒驰", "青柚", "朗越", "泽安"),
    "zh-Hant": ("宏昱", "晟禾", "錦瀾", "卓立", "恆馳", "青柚", "朗悅", "澤安"),
    "ja": ("桜木", "三輪", "北浜", "あかつき", "若草", "ひびき", "白鳥", "大嶺"),
    "ko": ("새봄", "한울림", "가람", "다온", "누리빛", "솔바람", "미르", "푸른들"),
}
_STRANGER: Final = {"zh-Hans": "沐川", "zh-Hant": "沐川", "ja": "汐見", "ko": "마루"}
_LAST: Final = {
    "zh-Hans": ("置业有限公司", "精密机械有限公司", "信息科技股份有限公司", "商贸有限责任公司"),
    "zh-Hant": ("建設股份有限公司", "精密工業有限公司", "資訊科技股份有限公司", "貿易有限公司"),
    "ja": ("不動産", "精機", "システムズ", "商事"),
    "ko": ("건설", "정밀", "소프트", "상사"),
}
_CITIES: Final = {
    "zh-Hans": ("苏州市", "成都市", "青岛市", "杭州市"),
    "zh-Hant": ("臺中市", "高雄市", "新竹市", "桃園市"),
    "ja": ("神戸市", "名古屋市", "札幌市", "福岡市"),
    "ko": ("부산광역시", "대전광역시", "수원시", "전주시"),
}
_STREETS: Final = {
    "zh-Hans": "{city}工业园区星海街{n}号{m}栋",
    "zh-Hant": "{city}西屯區文心路{n}號{m}樓",
    "ja": "{city}中央区港島{n}丁目{m}番地",
    "ko": "{city} 중앙로 {n}길 {m}",
}
_BANKS: Final = {
    "zh-Hans": ("工商银行园区支行", "招商银行城西支行"),
    "zh-Hant": ("第一銀行西屯分行", "玉山銀行城中分行"),
    "ja": ("みなと銀行三宮支店", "北洋銀行本店"),
    "ko": ("국민은행", "신한은행"),
}
_COURTS: Final = {
    "zh-Hans": ("原告住所地人民法院", "{city}有管辖权的人民法院"),
    "zh-Hant": ("臺灣{city}地方法院",),
    "ja": ("神戸地方裁判所", "名古屋簡易裁判所又は名古屋地方裁判所"),
    "ko": ("부산지방법원", "수원지방법원"),
}
_STATUTES: Final = {
    "zh-Hans": ("2020年5月28日第十三届全国人民代表大会第三次会议通过的《民法典》",),
    "zh-Hant": ("民法",),
    "ja": ("平成17年法律第86号",),
    "ko": ("2020. 2. 4. 법률 제16930호 개정", "법률 제17799호"),
}
_PAIRS: Final = {"zh-Hans": ("甲方", "乙方"), "zh-Hant": ("甲方", "乙方"), "ja": ("甲", "乙"), "ko": ("갑", "을")}
_DETAILS: Final = {
    "zh-Hans": ("统一社会信用代码：91320594MA1{n}K8W", "法定代表人：王{given}", "地址：{street}", "联系电话：0512-{n}"),
    "zh-Hant": ("統一編號：{n}", "代表人：林{given}", "地址：{street}"),
    "ja": ("住所　{street}", "代表取締役　高橋{given}"),
    "ko": ("사업자등록번호: 101-81-{n}", "대표이사: 박{given}", "주소: {street}"),
}
_GIVEN: Final = {"zh-Hans": "志远", "zh-Hant": "志遠", "ja": "健二", "ko": "지훈"}
_LABELS: Final = {
    "zh-Hans": (("{alias}（{role}）：{name}", True), ("{alias}：{name}", False), ("{role}（{alias}）：{name}", True)),
    "zh-Hant": (
        ("{alias}（{role}）：{name}", True),
        ("{alias}：{name}", False),
        ("{role}：{name}（以下簡稱{alias}）", True),
    ),
    "ja": (
        ("{role}（{alias}）　{name}", True),
        ("{alias}（{role}）：{name}", True),
        ("{role}　{name}（以下「{alias}」という。）", True),
    ),
    "ko": (("{role}({alias}): {name}", True), ("{alias}({role}): {name}", True), ("{alias}: {name}", False)),
}
_BY_ROLE: Final = "{role}：{name}"


def sides(
    random: Random, language: str, roles: tuple[str, ...], in_full: bool, others: Sequence[Side]
) -> tuple[list[Side], str]:
    """Both parties, who are none of the others, and the pattern of the line that introduces each; `in_full` with role
    and short name.
    """
    taken = "".join(side.name for side in others)
    names = random.sample([name for name in _FIRST[language] if name not in taken], 2)
    by_role = not in_full and random.random() < 0.25
    labels = [label for label in _LABELS[language] if label[1] or not in_full]
    pattern, says_role = (_BY_ROLE, True) if by_role else random.choice(labels)
    made = [
        Side(company(random, language, first), role, None if by_role else alias, says_role)
        for first, role, alias in zip(names, roles, _PAIRS[language], strict=True)
    ]
    return made, pattern


def company(random: Random, language: str, first: str | None = None) -> str:
    """A company of that first name, or of one that no party has."""
    first = first or _STRANGER[language]
    last = random.choice(_LAST[language])
    if language == "ja":
        return random.choice([f"株式会社{first}{last}", f"{first}{last}株式会社", f"合同会社{first}"])
    if language == "ko":
        return random.choice([f"주식회사 {first}{last}", f"{first}{last} 주식회사", f"(주){first}{last}"])
    return random.choice(_CITIES[language])[:2] + first + last


def slip(name: str) -> str:
    """The name with two neighbouring characters in the wrong order, as a typist leaves it."""
    place = next(at for at in (*range(2, len(name) - 1), 0) if name[at] != name[at + 1] and name[at : at + 2].isalpha())
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def details(random: Random, language: str) -> list[str]:
    """Registration, representative and address below a party's name."""
    kept = [line for line in _DETAILS[language] if random.random() < 0.6]
    return [_filled(random, language, line) for line in kept]


def noise(random: Random, language: str, slot: str) -> str:
    """What a slot holds that is no value: places, counts, accounts, statutes and their dates."""
    patterns = {
        "place": _STREETS[language],
        "bank": random.choice(_BANKS[language]),
        "court": random.choice(_COURTS[language]),
        "statute": random.choice(_STATUTES[language]),
        "account": random.choice(["6222 0210 0112 {n}", "2019-0315-{n}", "1102{n}20240315"]),
        "number": random.choice(["HT-2023-{n}", "〔2022〕第{m}号", "No.2021{n}"]),
        "area": "{m}.5",
        "count": "{m}",
    }
    return _filled(random, language, patterns[slot])


def _filled(random: Random, language: str, pattern: str) -> str:
    city = random.choice(_CITIES[language])
    n, m = random.randrange(100_000, 999_999), random.randrange(2, 88)
    street = _STREETS[language].format(city=city, n=n % 300, m=m)
    # A house stands in a street, a number in a register: only the latter is long.
    n = n % 300 + 1 if pattern == _STREETS[language] else n
    return pattern.format(city=city, n=n, m=m, street=street, given=_GIVEN[language])
