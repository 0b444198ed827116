"""What of the words that stand for a party is its name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outline.parties.name import party_name


@pytest.mark.parametrize(
    ("words", "name", "told"),
    [
        ("株式会社甲野 代表取締役 甲野太郎", "株式会社甲野", {"representative": "甲野太郎"}),
        (
            "東京都千代田区霞が関1丁目2番3号 株式会社緑環境 代表取締役社長 佐藤 一郎",
            "株式会社緑環境",
            {"address": "東京都千代田区霞が関1丁目2番3号", "representative": "佐藤 一郎"},
        ),
        ("東京都港区に本店を置く株式会社緑環境", "株式会社緑環境", {}),
        ("乙の代表者である尾本 光洋", "尾本 光洋", {}),
        ("横浜市長 川辺竹春", "横浜市", {"representative": "川辺竹春"}),
        (
            "大空・大地特定建設工事共同企業体 代表者 大空建設株式会社",
            "大空・大地特定建設工事共同企業体",
            {"representative": "大空建設株式会社"},
        ),
        ("甲野太郎（一人親方）", "甲野太郎", {}),
        ("あおぞら制作室（川辺 恵）", "あおぞら制作室", {}),
        ("株式会社新（旧商号 株式会社旧）", "株式会社新", {}),
        ("北京云海科技有限公司（曾用名：北京云海软件有限公司）", "北京云海科技有限公司", {}),
        ("北京安居有限公司 法定代表人：王五", "北京安居有限公司", {"representative": "王五"}),
        ("陳大華　　簽章", "陳大華", {}),
        ("주식회사 나래 대표이사 박영희 (인)", "주식회사 나래", {"representative": "박영희"}),
        ("한가람 인", "한가람", {}),
        ("(주)한국인테리어", "(주)한국인테리어", {}),
        ("Contoso Asia Pte. Ltd.", "Contoso Asia Pte. Ltd.", {}),
        ("まるたる株式会社", "まるたる株式会社", {}),
        ("XO酒業株式会社", "XO酒業株式会社", {}),
        ("홍○○", "홍○○", {}),
    ],
)
def test_a_name_stands_without_what_is_said_beside_it(words: str, name: str, told: dict[str, str]) -> None:
    found = party_name(words)
    assert (found.text, dict(found.particulars)) == (name, told)
    assert words[found.start : found.end] == name


@pytest.mark.parametrize(
    "words",
    ["", "____", "○○○", "〇〇株式会社", "株式会社○○", "○○○（一人親方）", "OO시", "XX公司", "******有限公司", "［委託者名］", "[受託者名]", "회사", "근로자", "甲方", "（簽章）", "住　所", "와", "義務人即債務人"],
)  # fmt: skip
def test_blanks_slots_and_roles_name_nobody(words: str) -> None:
    assert party_name(words).text == ""


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="東京都港区1丁番号 　株式会社代表取締役山田太郎（）印市長대표이사인○:：", max_size=60))
def test_a_name_is_always_a_stretch_of_its_words(words: str) -> None:
    found = party_name(words)
    assert found.text in ("", words[found.start : found.end])


@pytest.mark.parametrize(
    "name", ["はとバス株式会社", "のぞみ総合法律事務所", "김영자", "이인자", "山本直人", "がん研究会病院"]
)
def test_names_that_look_like_other_words_are_names(name: str) -> None:
    assert party_name(name).text == name


@pytest.mark.parametrize(
    "words",
    ["계약 신청자", "회원", "員工", "の使用許諾を受ける者", "시공사 [시공사 이름]", "待填写：甲方全称", "채권자(갑)"],
)
def test_whoever_takes_the_part_is_nobody(words: str) -> None:
    assert party_name(words).text == ""
