from __future__ import annotations

import pytest

from pipeline.normalize import mentions, normalize
from pipeline.outline.section import Definition

PARTIES = [
    ('한빛법률사무소 (변호사 김하나, 이하 "을"이라 한다)', "ko", "한빛법률사무소", None, "을"),
    ("株式会社青葉（代表取締役　山田太郎、以下「甲」という。）", "ja", "株式会社青葉", None, "甲"),
    ("甲方（出租人）：北京华安置业有限公司", "zh-Hans", "北京华安置业有限公司", "出租人", "甲方"),
    ("出租人（甲方）：北京华安置业有限公司　　地址：北京市朝阳区", "zh-Hans", "北京华安置业有限公司", "出租人", "甲方"),
    ("甲方：北京华安置业有限公司（盖章）", "zh-Hans", "北京华安置业有限公司", None, "甲方"),
    ("委托方（以下简称“甲方”）：上海云图科技有限公司", "zh-Hans", "上海云图科技有限公司", "委托方", "甲方"),
    ("买方：江南绿源环保科技股份有限公司（以下简称“甲方”）", "zh-Hans", "江南绿源环保科技股份有限公司", "买方", "甲方"),
    ("上海云图科技有限公司（以下简称“甲方”）", "zh-Hans", "上海云图科技有限公司", None, "甲方"),
    ("賣方（以下簡稱甲方）：大禾醫療器材股份有限公司", "zh-Hant", "大禾醫療器材股份有限公司", "賣方", "甲方"),
    ("株式会社青葉（以下「甲」という。）", "ja", "株式会社青葉", None, "甲"),
    ("賃貸人若葉不動産株式会社（以下「甲」という。）", "ja", "若葉不動産株式会社", "賃貸人", "甲"),
    ('임대인 주식회사 한빛(이하 "갑"이라 한다)', "ko", "주식회사 한빛", "임대인", "갑"),
    ("근로자 정다온(이하 “을”이라 한다)", "ko", "정다온", "근로자", "을"),
    ("임차인: 홍길동", "ko", "홍길동", "임차인", None),
    ("北京华安置业有限公司", "zh-Hans", "北京华安置业有限公司", None, None),
    ("株式会社青葉（以下「委託者」という。）", "ja", "株式会社青葉", "委託者", "委託者"),
]


@pytest.mark.parametrize(("text", "language", "name", "role", "alias"), PARTIES)
def test_reads_name_role_and_alias(text: str, language: str, name: str, role: str | None, alias: str | None) -> None:
    value = normalize("party", text, language)
    assert (value["name"], value["role"], value["alias"]) == (name, role, alias)
    assert value["written"] in text


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        (
            "みなと計測株式会社（以下「甲」という。）とみなみ商事株式会社（以下「乙」という。）とは、次のとおり契約する。",
            "ja",
            ["みなと計測株式会社", "みなみ商事株式会社"],
        ),
        (
            '주식회사 해오름전자(이하 "갑"이라 한다)와 주식회사 다솜네트웍스(이하 "을"이라 한다)는 다음과 같이 약정한다.',
            "ko",
            ["주식회사 해오름전자", "주식회사 다솜네트웍스"],
        ),
        (
            "株式会社ABC（以下「甲」という。）と、山田太郎（以下「乙」という。）は、契約する。",
            "ja",
            ["株式会社ABC", "山田太郎"],
        ),
        ("갑: 주식회사 가나다 (대표이사 홍길동)\n을: 김철수", "ko", ["주식회사 가나다", "김철수"]),
        ("甲方：华安公司\n乙方：李明\n地址：北京市\n电话：123", "zh-Hans", ["华安公司", "李明"]),
    ],
)
def test_finds_each_party_of_a_preamble(text: str, language: str, names: list[str]) -> None:
    assert [found.value["name"] for found in mentions(text, language) if found.kind == "party"] == names


@pytest.mark.parametrize(
    "text",
    ["甲方：________", "乙方（承租人）：", "甲方：${name}", "________（以下简称“甲方”）", "甲：　　　　　（印）"],
)
def test_a_blank_is_never_a_party(text: str) -> None:
    found = [mention for mention in mentions(text, "zh-Hans") if mention.kind == "party"]
    assert [mention.blank for mention in found] == [True]
    assert found[0].value["value"] is None


@pytest.mark.parametrize(
    "text",
    [
        "本契約（以下「本契約」という。）",
        "一方当事者（以下「開示者」という。）",
        "甲方应当支付：租金",
        "本システム（以下「本件」という。）",
        '도급(하도급을 포함한다)한 자(이하 "병"이라 한다)',
    ],
)
def test_other_defined_terms_are_no_parties(text: str) -> None:
    assert [found for found in mentions(text, "ja") if found.kind == "party"] == []


def test_the_outlines_parties_stand_where_there_is_an_outline() -> None:
    text = "出租人：华安公司\n乙方：____"
    definitions = [
        Definition("party", "出租人", "华安公司", "出租人", 0, 8),
        Definition("party", "乙方", "", None, 9, 16),
        Definition("term", "押金", "三个月的租金", None, 0, 8),
    ]
    lessor, blank = mentions(text, "zh-Hans", definitions)
    assert lessor.value == {"written": "出租人：华安公司", "name": "华安公司", "role": "出租人", "alias": None}
    assert (blank.blank, blank.value["value"]) == (True, None)
    assert mentions(text, "zh-Hans", []) == []


def test_two_parties_in_one_quote_are_refused() -> None:
    with pytest.raises(ValueError, match="More than one"):
        normalize("party", "株式会社青葉（以下「甲」という。）と株式会社若葉（以下「乙」という。）", "ja")


@pytest.mark.parametrize("day", ["2023年7月31日与", "二〇二三年七月三十一日同"])
def test_a_day_before_a_name_is_no_part_of_it(day: str) -> None:
    date, party = mentions(f"公司于{day}青山技术有限公司（以下简称“客户”）签订合同。", "zh-Hans")
    assert (date.value["iso"], party.value["name"]) == ("2023-07-31", "青山技术有限公司")


@pytest.mark.parametrize("name", ["7天连锁酒店（深圳）有限公司", "一元公社文化有限公司", "张三（1978年3月3日出生）"])
def test_a_name_with_a_number_in_it_is_no_length_of_time_nor_a_sum(name: str) -> None:
    party = Definition("party", "甲方", name, None, 3, 3 + len(name))
    assert [each.value["written"] for each in mentions(f"甲方：{name}", "zh-Hans", [party])] == [name]
