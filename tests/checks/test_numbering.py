from __future__ import annotations

import pytest

from tests.checks.checking import checked, told

CODES = ("numbering_gap", "numbering_twice")
LABELS = {
    "zh-Hans": ("房屋租赁合同", "第{}条　保密义务", "双方应当对本合同的内容保密。"),
    "zh-Hant": ("房屋租賃契約", "第{}條　保密義務", "雙方應就本契約之內容保密。"),
    "ja": ("賃貸借契約書", "第{}条（秘密保持）", "甲及び乙は、本契約の内容を秘密とする。"),
    "ko": ("임대차계약서", "제{}조(비밀유지)", "당사자는 본 계약의 내용을 비밀로 한다."),
}


def contract(language: str, numbers: list[int]) -> str:
    title, label, body = LABELS[language]
    return "\n".join([title, *(f"{label.format(number)}\n{body}" for number in numbers)])


@pytest.mark.parametrize("language", LABELS)
def test_a_number_that_is_left_out_is_told_at_the_article_behind_it(language: str) -> None:
    label = LABELS[language][1].format(6)
    [(code, words)] = told(contract(language, [1, 2, 3, 4, 6, 7]), *CODES)
    assert code == "numbering_gap" and label.startswith(words.strip())


@pytest.mark.parametrize("language", LABELS)
def test_a_number_that_stands_twice_is_told_at_the_second(language: str) -> None:
    text = contract(language, [1, 2, 3, 4, 4, 5, 6])
    _, _, issues = checked(text)
    [issue] = [issue for issue in issues if issue.code in CODES]
    assert issue.code == "numbering_twice"
    assert issue.start == text.rindex(LABELS[language][1].format(4)[:3])


@pytest.mark.parametrize("label", ["{}. ", "{} ", "{}、", "（{}）"])
def test_a_bare_number_that_stands_twice_is_told_at_the_second(label: str) -> None:
    titles = ["标的", "价款", "交付", "验收", "保密", "解除"]
    numbers = [1, 2, 3, 3, 4, 5]
    lines = [
        f"{label.format(number)}{title}\n{title}由双方约定。" for number, title in zip(numbers, titles, strict=True)
    ]
    text = "\n".join(["买卖合同", *lines])
    _, _, issues = checked(text)
    [issue] = [issue for issue in issues if issue.code in CODES]
    assert (issue.code, issue.start) == ("numbering_twice", text.index(lines[3]))
    assert issue.params["second"] == "验收"


def test_a_heading_before_its_number_is_not_the_place() -> None:
    bodies = [f"（件名）\n第{number}条　甲は業務を行う。" for number in (1, 2, 4, 5)]
    text = "\n".join(["契約書", *bodies])
    assert told(text, *CODES) == [("numbering_gap", "第4条")]


@pytest.mark.parametrize("language", LABELS)
def test_whole_numbering_is_silent(language: str) -> None:
    assert told(contract(language, [1, 2, 3, 4, 5, 6, 7]), *CODES) == []


@pytest.mark.parametrize(
    "text",
    [
        "契約書\n第1条（目的）\n甲は業務を行う。\n第2条から第4条まで　削除\n第5条（雑則）\n以上のとおりとする。\n第6条（協議）\n協議する。",
        "合同书\n第一条 目的\n内容。\n第二条 价款\n内容。\n附件一 技术协议\n第一条 范围\n内容。\n第二条 标准\n内容。",
        "規程\n第1条（目的）\n目的を定める。\n第1条の2（定義）\n定義を定める。\n第2条（雑則）\n雑則を定める。",
        "合同\n1、标的\n1.1设备。\n2、价款\n2.1十万元。\n3.交付\n3.1按时。\n4、其他\n4.1协商。",
        "계약서\n제1조(목적) 목적\n제2조(기간) 기간\n제3조의2(특칙) 특칙\n제4조(해지) 해지\n제5조(기타) 기타",
        "合同\n第一部分 通用条款\n1. 总则\n1.1 无。\n2. 价格\n2.1 无。\n3. 交付\n3.1 无。\n"
        "第二部分 专用条款\n1. 总则\n1.1 无。\n3. 交付\n3.1 按时。",
    ],
    ids=[
        "repealed",
        "restart in an annex",
        "a number between",
        "other punctuation",
        "only its sub-number",
        "special conditions",
    ],
)
def test_honest_numbering_that_looks_alike_is_silent(text: str) -> None:
    assert told(text, *CODES) == []


def test_a_numbering_begins_anew_below_a_heading_that_holds_articles() -> None:
    regions = "".join(
        f"{number}. {name}\n第2条（保証）\n次に代える。\n第3条（料金）\n次を加える。\n"
        for number, name in enumerate(["アメリカ", "アジア", "欧州"], 1)
    )
    assert told(f"国別条項\n{regions}", *CODES) == []
