"""The two sides of published terms, as their sentence of conclusion names them."""

from __future__ import annotations

import time

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

BODY = "\n一、总则\n用户应遵守本协议。\n二、其他\n无。"
Party = tuple[str, str, str | None]

CASES: dict[str, tuple[str, list[Party]]] = {
    "you and a company": ("本协议由您与青禾网络有限公司共同缔结。", [("您", "", None), ("", "青禾网络有限公司", None)]),
    "a company in brackets that is called later": (
        "本协议由您与[青禾网络有限公司]共同缔结。青禾网络有限公司在协议中亦称为“青禾”。",
        [("您", "", None), ("青禾", "青禾网络有限公司", None)],
    ),
    "short names of both sides": (
        "本政策是青禾网络有限公司(以下简称“青禾”或“我们”)与产品、服务使用者(以下称为“用户”或“您”)共同缔结的契约。",
        [("青禾", "青禾网络有限公司", None), ("用户", "", "使用者")],
    ),
    "whoever runs a site": (
        "本协议是由青禾网网站(包括移动端)的用户与青禾网网站的运营方即食禾电子商务（上海）有限公司之间，就服务事宜共同缔结。",
        [("用户", "", None), ("运营方", "食禾电子商务（上海）有限公司", "运营方")],
    ),
    "an operator without a name": (
        "本协议由你与青禾平台运营方（以下称「我们」）共同缔结。",
        [("你", "", None), ("我们", "", "青禾平台运营方")],
    ),
    "a word whose meaning comes later": (
        "本协议由您（定义见下）与青禾（定义见下）共同缔结。\n1. 青禾：指服务的提供方，即青禾网络有限公司及其关联公司。",
        [("您", "", None), ("青禾", "青禾网络有限公司", None)],
    ),
    "whom the terms speak to": (
        "服务条款\n青禾是青禾网络有限公司（以下简称本公司）拥有的平台。您使用服务，即表示您同意遵守本条款。",
        [("本公司", "青禾网络有限公司", None), ("您", "", None)],
    ),
    "a site with its address": (
        "本条款是青禾网站（www.example.cn，以下称为“本网站”）与用户（下称为“您”），共同缔结的契约。",
        [("本网站", "青禾网站", None), ("您", "", "用户")],
    ),
    "traditional characters": (
        "《服務協議》（以下簡稱“本協議”）由Aoba Foundation Ltd（以下簡稱“本公司”）和用戶（以下簡稱“您”）簽訂。",
        [("本公司", "Aoba Foundation Ltd", None), ("您", "", "用戶")],
    ),
    "who publishes, and the user it defines": (
        "本软件由青禾网络有限公司提供（以下称“本公司”）。“用户”是指使用本服务的个人。",
        [("本公司", "青禾网络有限公司", None), ("用户", "", None)],
    ),
    "a trade name": ("歡迎使用「青禾實業」（以下簡稱「本公司」）官方網站。", [("本公司", "青禾實業", None)]),
    "a shop that greets": (
        "歡迎使用青禾科技有限公司（以下稱「本公司」、「我們」或「青禾」）提供的服務。",
        [("本公司", "青禾科技有限公司", None)],
    ),
    "whose site it is": (
        "本網站係由【青禾鐘錶股份有限公司】（下稱「本公司」）所有及營運。",
        [("本公司", "青禾鐘錶股份有限公司", None)],
    ),
    "a publisher that is a slot": (
        "本應用程式由 OOO 有限公司（以下簡稱「本公司」）所營運。",
        [("本公司", "", None)],
    ),
    "lettered sides are left to their brackets": (
        "本协议是由您（以下简称“甲方”）与青禾网络有限公司（以下简称“乙方”）订立的。",
        [("甲方", "", None), ("乙方", "青禾网络有限公司", None)],
    ),
    "an operator whose word is Latin": (
        "本使用条款（“条款”）是您与 aoba 运营方（下称“aoba”、“我们”）之间就您访问网站达成的协议。",
        [("您", "", None), ("aoba", "", "aoba 运营方")],
    ),
    "a bank": (
        "《青禾銀行股份有限公司服務協議》（以下簡稱“本協議”）是青禾銀行股份有限公司（以下簡稱“本行”）與用戶（以下簡稱“閣下”）就服務所訂立的合約。",
        [("本行", "青禾銀行股份有限公司", None), ("閣下", "", "用戶")],
    ),
    "who runs it, behind brackets": (
        "青禾内测（包括网站）系由青禾网络科技有限公司（以下简称“本公司”）运营的为使用主体（以下简称“用户”）提供服务的平台。",
        [("本公司", "青禾网络科技有限公司", None), ("用户", "", None)],
    ),
    "kinds of businesses": (
        "甲方为网络游戏运营企业，乙方为网络游戏用户。",
        [("甲方", "", None), ("乙方", "", None)],
    ),
    "a statute": ("消费者与经营者的争议，由消费者与经营者协商，双方达成协议的，从其约定。", []),
    "a contract that the text tells of": ("由您与其他用户之间签订的合同，平台不承担责任。", []),
    "named sides": (
        "出卖人：青禾置业有限公司\n买受人：王丽\n本合同由业主与物业公司、客户与银行之间的其他合同不构成。",
        [("出卖人", "青禾置业有限公司", "出卖人"), ("买受人", "王丽", "买受人")],
    ),
    "no conclusion": ("用户的行为表示用户同意并签署了本协议，构成用户与平台之间的协议。", []),
}


@pytest.mark.parametrize("name", CASES)
def test_agreed(name: str) -> None:
    text, expected = CASES[name]
    made = document("服务协议\n" + text + BODY)
    parties = [each for each in build(made).definitions if each.kind == "party"]
    assert [(each.term, each.meaning, each.role) for each in parties] == expected
    for each in parties:
        assert each.meaning in made.text[each.start : each.end]


@pytest.mark.parametrize("words", ["本协议由您与", "由用户与公司，共同", "是客户的用户和", "由您与青禾共同缔结"])
def test_a_long_head_costs_no_more_than_a_short_one(words: str) -> None:
    taken = []
    for count in (8_000, 80_000):
        made = document(words * (count // len(words)))
        start = time.process_time()
        build(made)
        taken.append(time.process_time() - start)
    assert taken[1] < 20 * taken[0] + 0.2
