"""What holds for the outline of any text, and contracts made at random with their truth."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outline.context import OPENING
from pipeline.outline.section import Outline, Section
from pipeline.outline.tree import build
from tests.outline.planted import document
from tests.outline.test_tree import CASES, plant

FRAGMENTS = st.sampled_from(
    [
        "第一条 付款", "第二条", "第3条（目的）", "（賃料）", "제1조(목적)", "제2조", "Article 1 Definitions", "第一章 总则", "第二部分 通用条款",
        "一、甲方应当付款。", "二、乙方", "1. 定义", "1.1 范围", "2 费用", "(1) 设计", "①", "가. 통지", "イ　試験", "附件一：清单", "別紙１", "부칙", "目录",
        "甲方（盖章）：", "以下无正文", "以上、本契約の成立を証するため、本書を作成する。", "保密协议", "第五条に定める場合", "按照第三条", "【特约事项】",
        "甲方应当于十日内付款。", "本契約は一年とする。", "", " ", "\t", "第一条……1", "。第二条 交付",
        "## 第一条 付款", "■第1条（目的）", "**第二条** 交付", "---", "====", "> 第3条", "### 1. 定义", "**一、** 甲", "SERVICES AND FEES", "# 合同", "**附件**", "第\n3 条",
    ]
)  # fmt: skip
RULE = re.compile(r"^[ \t]*(?:---|====|\*\*\*)[ \t]*$", re.MULTILINE)
ANY_TEXT = st.lists(FRAGMENTS | st.text(max_size=8), max_size=40).map("\n".join)


def check_sections(text: str, sections: tuple[Section, ...], start: int, end: int) -> None:
    position = start
    for section in sections:
        assert position <= section.start < section.end <= end
        assert not text[section.start].isspace()
        assert not text[section.end - 1].isspace()
        assert section.label in text[section.start : section.end]
        before = text[section.start : text.index(section.label, section.start)].strip(" \t\n\u3000#*>-■●▶|")
        assert before in OPENING or section.title in before
        check_sections(text, section.children, section.start, section.end)
        position = section.end


def uncovered(text: str, found: Outline) -> list[int]:
    """The inked characters in no unit, no part and on no line of a heading that holds units."""
    covered = bytearray(len(text))
    spans = [(each.start, each.end) for each in (*found.articles, *found.parts)]
    for section in found.walk():
        first = found_first(section)
        spans.append((section.start, first if first is not None else section.start))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    for rule in RULE.finditer(text):
        covered[rule.start() : rule.end()] = b"\1" * len(rule[0])
    return [index for index, char in enumerate(text) if not char.isspace() and not covered[index]]


def found_first(section: Section) -> int | None:
    units = [child for child in section.children if child.kind not in ("clause", "item")]
    return units[0].start if units else None


def check(text: str, found: Outline) -> None:
    check_sections(text, found.sections, 0, len(text))
    position = 0
    for index, article in enumerate(found.articles):
        assert article.index == index
        assert article.start >= position
        position = article.end
        assert (article.start, article.end) == (article.section.start, article.section.end)
        assert article.path
    assert list(found.parts) == sorted(found.parts, key=lambda part: (part.start, -part.end))
    for part in found.parts:
        assert 0 <= part.start < part.end <= len(text)
    for reference in found.references:
        assert text[reference.start : reference.end].strip() == reference.label.strip()
    assert uncovered(text, found) == []


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    made = document(text)
    check(made.text, build(made))


@pytest.mark.parametrize("name", CASES)
def test_real_shapes(name: str) -> None:
    made = document(plant(CASES[name])[0])
    check(made.text, build(made))


HAN = "零一二三四五六七八九十"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones]
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


def wide(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


Label = Callable[[int], str]
# How an article is labelled, and how its title is joined: each with the language of the words around it.
LABELS: list[tuple[str, Label]] = [
    ("zh", lambda n: f"第{han(n)}条"), ("zh", lambda n: f"第 {n} 条"), ("zh", lambda n: f"{han(n)}、"), ("zh", lambda n: f"{n}."),
    ("zh", lambda n: f"{n}、"), ("zh", lambda n: f"第{han(n)}條"),
    ("ja", lambda n: f"第{n}条"), ("ja", lambda n: f"第{wide(n)}条"), ("ja", lambda n: f"第{han(n)}条"), ("ja", lambda n: f"{wide(n)}．"),
    ("ko", lambda n: f"제{n}조"), ("ko", lambda n: f"제 {n} 조"), ("ko", lambda n: f"{n}."),
]  # fmt: skip
TITLES = {
    "zh": ["付款方式", "保密义务", "违约责任", "争议解决", "不可抗力", "知识产权", "合同期限", "交付与验收"],
    "ja": ["目的", "委託料", "秘密保持", "損害賠償", "解除", "管轄裁判所", "有効期間", "再委託の禁止"],
    "ko": ["목적", "대금", "비밀유지", "손해배상", "계약해제", "관할법원", "계약기간", "권리의무"],
}
BODIES = {
    "zh": ["甲方应当在十日内付款。", "乙方违反第{n}条约定的，应当赔偿损失。", "双方应遵守本合同\n第{n}条的规定。", "包括以下内容：\n（1）设计；\n（2）施工。"],
    "ja": ["甲は、乙に対し、委託料を支払う。", "乙は、第{n}条に定める義務を負う。", "甲は、前条及び\n第{n}条の規定にかかわらず、解除できる。", "次の各号による。\n(1) 設計\n(2) 施工"],
    "ko": ["갑은 을에게 대금을 지급한다.", "을은 제{n}조에 따라 의무를 부담한다.", "갑은 다음 각 호와 같이 정한다.\n① 설계한다.\n② 시공한다.", "을은 손해를 배상하며\n제{n}조의 규정을 준용한다."],
}  # fmt: skip
HEADS = {"zh": "技术服务合同", "ja": "業務委託契約書", "ko": "용역계약서"}
ENDS = {
    "zh": "甲方（盖章）：\n乙方（盖章）：",
    "ja": "以上、本契約の成立を証するため、本書を作成する。",
    "ko": "위 계약을 증명하기 위하여 서명 날인한다.",
}


@st.composite
def contracts(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str]]]:
    """A contract of one numbering style: its text, and number, title and text of each article."""
    language, label = draw(st.sampled_from(LABELS))
    count = draw(st.integers(2, 24))
    join = draw(st.sampled_from(["bracket", "space", "below", "above" if language == "ja" else "space"]))
    named = label(1)[-1] not in "、.．"
    join = join if named else "space"
    articles = []
    for number in range(1, count + 1):
        title = draw(st.sampled_from(TITLES[language]))
        body = draw(st.sampled_from(BODIES[language])).format(n=draw(st.integers(1, count)))
        head = {
            "bracket": f"{label(number)}（{title}）",
            "space": f"{label(number)} {title}",
            "below": f"{label(number)}\n{title}",
            "above": f"（{title}）\n{label(number)}",
        }[join]
        articles.append((str(number), title, f"{head}{'　' if join == 'above' else chr(10)}{body}"))
    closing = draw(st.sampled_from(["", ENDS[language]]))
    text = "\n".join([HEADS[language], *(body for _, _, body in articles), *([closing] if closing else [])])
    return text, articles


@settings(deadline=None, max_examples=80)
@given(contracts())
def test_contracts_made_at_random(contract: tuple[str, list[tuple[str, str, str]]]) -> None:
    text, truth = contract
    made = document(text)
    found = [(a.section.number, a.section.title, made.text[a.start : a.end]) for a in build(made).articles]
    assert found == truth
