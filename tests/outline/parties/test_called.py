"""What brackets that give a short name speak of."""

from __future__ import annotations

import pytest

from pipeline.outline.parties.called import words_before

NAME = "上海青禾网络科技有限公司"


@pytest.mark.parametrize(
    "before",
    [
        "不可撤销地同意接受",
        "委托方委托",
        "本软件由",
        "北京星河科技有限公司于2024年5月6日与",
        "关于适用于",
        "歡迎使用",
        "立約人向",
        "客户与",
    ],
)
def test_a_company_is_named_from_where_it_begins(before: str) -> None:
    assert words_before(f"{before}{NAME}（", len(before + NAME)) == (len(before), NAME)


@pytest.mark.parametrize(
    "name",
    [
        "由良建設株式会社",
        "給与計算株式会社",
        "自由之路旅行社有限公司",
        "授权人株式会社",
        "上海聘用者服务有限公司",
        "您好时间科技（深圳）有限公司",
        "委托人",
    ],
)
def test_what_a_name_holds_does_not_cut_it(name: str) -> None:
    assert words_before(name, len(name)) == (0, name)
