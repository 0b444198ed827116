"""Addresses without a label, and names that only begin with a place."""

from __future__ import annotations

import pytest

from pipeline.outline.parties.address import is_address


@pytest.mark.parametrize(
    "words",
    [
        "東京都千代田区青葉1-1-1",
        "〒158-0092 東京都世田谷区野毛1-9-12",
        "東京都新宿区△△町4-5-6",
        "青葉市中央無番地",
        "서울시 서초구 서초대로 272 한빛빌딩",
        "광주광역시 북구",
        "北京市朝阳区建国路1号院2号楼",
    ],
)
def test_an_address(words: str) -> None:
    assert is_address(words)


@pytest.mark.parametrize(
    "words",
    [
        "東京都",
        "横浜市立大学",
        "北京市朝阳区人民法院",
        "北京市第一建筑工程公司",
        "京都市右京区第一工業",
        "서울 강남구청",
        "株式会社青空",
    ],
)
def test_a_name_that_begins_with_a_place(words: str) -> None:
    assert not is_address(words)
