"""Paragraphs and items that are left out or counted twice are told; whatever only looks like it is not."""

from __future__ import annotations

import pytest

from tests.checks.checking import checked, told

CODES = ("list_gap", "list_twice")
ZH = "合同\n第一条 义务\n乙方应当：\n{}\n第二条 其他\n协商。\n第三条 效力\n签字生效。"
JA = "契約書\n第1条（義務）\n乙は、次の義務を負う。\n{}\n第2条（雑則）\n協議する。"
KO = "계약서\n제1조(의무)\n{}\n제2조(기타)\n협의한다."


@pytest.mark.parametrize(
    ("text", "code", "words", "number"),
    [
        (ZH.format("（一）供货；\n（二）安装；\n（四）培训。"), "list_gap", "（四）", "3"),
        (ZH.format("1.1 供货。\n1.2 安装。\n1.4 培训。"), "list_gap", "1.4", "1.3"),
        (JA.format("(1) 納入\n(2) 据付\n(4) 教育"), "list_gap", "(4)", "3"),
        (JA.format("１　納入する。\n２　据え付ける。\n４　教育する。"), "list_gap", "４", "3"),
        (KO.format("① 을은 납품한다.\n② 을은 설치한다.\n④ 을은 교육한다."), "list_gap", "④", "3"),
        (ZH.format("（一）供货；\n（二）安装；\n（五）培训。"), "list_gap", "（五）", "3, 4"),
        (ZH.format("1、供货；\n2、安装；\n2、调试；\n3、培训。"), "list_twice", "2、", "2、"),
        (ZH.format("　　1、供货；\n　　2、安装；\n　　2、培训。"), "list_twice", "2、", "2、"),
        (KO.format("① 을은 납품한다.\n② 을은 설치한다.\n② 을은 시운전한다.\n③ 을은 교육한다."), "list_twice", "②", "②"),
    ],
)
def test_a_number_that_is_left_out_or_stands_twice_is_told_where_it_is_seen(
    text: str, code: str, words: str, number: str
) -> None:
    assert told(text, *CODES) == [(code, words)]
    read, _, issues = checked(text)
    [issue] = [issue for issue in issues if issue.code == code]
    assert issue.params["number"] == number
    assert code == "list_gap" or issue.start == read.text.rindex(words)


@pytest.mark.parametrize(
    "text",
    [
        ZH.format("（一）供货；\n（二）安装；\n（三）培训。"),
        ZH.format("1、供货，\n2、安装，并3、调试，\n4、培训。"),
        ZH.format("1、供货：\n1、设备；\n2、备件；\n2、安装；\n3、培训。"),
        ZH.format("（一）供货；\n（二）安装；\n（三）、（四）删除\n（五）培训。"),
        ZH.format("1、供货；\n2、安装：\n1、硬件；\n2、软件。"),
        ZH.format("1、供货；\n2、安装：\n（1）硬件；\n（2）软件；\n3、培训。"),
        JA.format("１　納入する。\n２及び３　削除\n４　教育する。"),
        JA.format("(1) 納入\n(2)から(4)まで　削除\n(5) 教育"),
        KO.format("① 을은 납품한다.\n② 삭제\n③ 을은 교육한다."),
        KO.format("1. 납품\n2. 설치\n３. 시운전\n4. 교육"),
    ],
    ids=[
        "whole",
        "glued",
        "begun anew",
        "two deleted",
        "the last has a list",
        "items below",
        "repealed",
        "a range repealed",
        "deleted",
        "other width",
    ],
)
def test_honest_lists_that_look_alike_are_silent(text: str) -> None:
    assert told(text, *CODES) == []


def test_long_lists_take_linear_time() -> None:
    from time import process_time

    seconds = []
    for count in (300, 1200):
        text = ZH.format("\n".join(f"{1 + index % 90}、供货；\n{1 + index % 90}、安装；" for index in range(count)))
        began = process_time()
        checked(text)
        seconds.append(process_time() - began)
    assert seconds[1] < 10 * seconds[0] + 0.3
