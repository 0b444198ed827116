"""The line ends that the width of a file made are known, those that somebody set are not."""

from __future__ import annotations

import textwrap

import pytest

from pipeline.text.joined import Joined
from pipeline.text.wraps import wraps

JA = """業務委託契約書

第1条（目的）
甲は、乙に対し、別紙に定める情報システムの保守及び運用に関する業務を委託し、乙はこれを受託する。
第2条（委託料）
1. 甲は、乙に対し、委託料として月額金八十万円（消費税及び地方消費税を含まない。）を、翌月末日までに支払う。
2. 振込手数料は、甲の負担とし、乙は、請求書を毎月五日までに甲の指定する部署に宛てて送付するものとする。
第3条（期間）
本契約の有効期間は、令和8年4月1日から令和9年3月31日までとし、期間満了の三か月前までに申出がなければ更新される。

所在地　東京都千代田区丸の内
株式会社わかば　山田太郎"""
KO = """근로계약서

제1조 (연봉 금액의 결정과 비밀유지 및 그 변경에 관한 당사자 쌍방의 동의)
갑은 을에게 연봉으로 금 오천만 원을 지급하며 매월 말일에 십이분의 일씩 을의 계좌로 이체하여 지급하기로 한다.
제2조 (계약기간)
본 계약의 기간은 2026년 1월 1일부터 2026년 12월 31일까지로 하고 만료 한 달 전까지 통지가 없으면 같은 조건으로 갱신된다.
가. 갑은 을의 동의 없이 업무의 장소를 변경하지 아니하며 변경이 필요한 때에는 그 사유를 미리 서면으로 알린다.
나. 을은 업무상 알게 된 비밀을 누설하지 아니하며 이를 위반하여 갑에게 손해가 생긴 때에는 그 손해를 배상한다."""


def by_columns(text: str, width: int) -> str:
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def by_words(text: str, width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text.split("\n"))


def unwrapped(text: str) -> str:
    return Joined.at(text, wraps(text)).text


@pytest.mark.parametrize("width", range(22, 36))
def test_a_file_cut_at_a_number_of_characters(width: int) -> None:
    assert unwrapped(by_columns(JA, width)) == JA


@pytest.mark.parametrize("width", range(26, 40, 2))
def test_a_file_cut_between_words(width: int) -> None:
    assert unwrapped(by_words(KO, width)) == KO


@pytest.mark.parametrize("text", [JA, KO, by_columns(JA[: len(JA) // 3], 60), "", "\n\n", "一\n二\n三\n四\n五\n六"])
def test_a_file_of_whole_paragraphs_has_none(text: str) -> None:
    assert wraps(text) == []


@pytest.mark.parametrize(
    "line",
    {
        "a list": "(1) 別紙に定める情報システムの保守及び運用に関する業務",
        "bullets": "・別紙に定める情報システムの保守及び運用に関する業務一式",
        "fields": "所在地：東京都千代田区丸の内一丁目1番1号青葉ビル三階",
        "sentences": "乙は善良な管理者の注意をもって業務を遂行するものとする。",
        "a table": "保守及び運用に関する業務\t東京都千代田区丸の内\t一式\t八十万円",
        "headings": "（情報システムの保守）\n甲乙協議のうえ誠実に解決する。",
        "a verse": "我らは誓う\n青葉の町に\n若葉の道に\n",
    }.values(),
)
def test_even_lines_that_somebody_ended_are_left(line: str) -> None:
    assert wraps("\n".join([line] * 12)) == []


def test_an_indent_begins_a_paragraph_and_goes_with_the_line_end() -> None:
    paragraph = "　甲は、乙に対し、別紙に定める業務を委託し、乙はこれを受託するものとし、双方は誠実に本契約を履行する"
    text = "\n".join([by_columns(paragraph, 26)] * 4)
    assert unwrapped(text) == "\n".join([paragraph] * 4)
    hanging = "\n".join(textwrap.wrap("1. " + paragraph[1:], 26, subsequent_indent="　　"))
    assert unwrapped("\n".join([hanging] * 6)) == "\n".join(["1. " + paragraph[1:]] * 6)


@pytest.mark.parametrize("line", ["あ" * 40, "가" * 39 + " 나", "x" * 80, "（" * 40, " " * 30, "a"])
def test_a_million_characters_are_read_in_linear_time(line: str) -> None:
    text = "\n".join([line] * (1_000_000 // len(line)))
    assert len(wraps(text)) in (0, text.count("\n"))
