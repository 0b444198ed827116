"""Lines that a page width broke are one again, those that somebody ended are not."""

from __future__ import annotations

import pytest

from pipeline.text.joined import Joined
from pipeline.text.wraps import within_sentences

JA = "本契約は、青葉市（以下「甲」という。）と株式会社わかばシステムズ（以下「乙」という。）との間で締結する。"
KO = '본 계약은 주식회사 푸른솔 시스템즈(이하 "갑"이라 한다)와 한강시청(이하 "을"이라 한다)을 당사자로 하여 체결한다.'


def _joined(text: str) -> Joined:
    return Joined.at(text, within_sentences(text))


@pytest.mark.parametrize("width", range(22, 40))
def test_a_sentence_of_even_lines_is_joined(width: int) -> None:
    text = "契約書\n\n" + "\n".join(JA[at : at + width] for at in range(0, len(JA), width)) + "\n\n第1条　目的"
    joined = _joined(text)
    assert joined.text == f"契約書\n\n{JA}\n\n第1条　目的"
    assert all(text[joined.gaps.place(at)] == letter for at, letter in enumerate(joined.text))


def test_korean_lines_are_joined_with_the_space_that_stood_there() -> None:
    words, lines = KO.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 30:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    assert len(lines) > 2
    assert _joined("\n".join(lines)).text == KO


@pytest.mark.parametrize(
    "text",
    {
        "a heading": "株式会社青葉システムズと若葉商事株式会社の業務委託契約書\n株式会社青葉システムズ（以下「甲」という。）は次のとおり契約する。",
        "labels": "甲　東京都千代田区丸の内一丁目1番1号　株式会社青葉システムズ\n乙　大阪府大阪市北区梅田二丁目2番2号　若葉商事株式会社\n",
        "labels in brackets": "売主（以下「甲」という。）　東京都千代田区の株式会社青葉\n買主（以下「乙」という。）　大阪市北区の若葉商事株式会社\n",
        "fields": "所在地：東京都千代田区丸の内一丁目1番1号青葉ビルディング三階\n代表者：代表取締役　山田太郎　電話番号　○○○○○○○○○○\n",
        "a table": "業務の名称\t令和五年度物資供給業務に関する一切の作業\n履行の場所\t青葉市役所本庁舎及びその出先機関の各庁舎\n",
        "sentences": "甲は、乙に対し、本業務を委託し、乙はこれを誠実に受託する。\n乙は、本業務を善良な管理者の注意をもって遂行しなければならない。\n",
        "short lines": "青葉市\nと\n若葉市\n",
        "an indented paragraph": "甲及び乙は信義に従い誠実にこの契約を履行するものとし次に掲げる\n　業務の内容は別紙に定めるところによるものとしその変更は協議する\n",
    }.values(),
)
def test_lines_that_somebody_ended_stay_apart(text: str) -> None:
    assert _joined(text).text == text


def test_a_million_characters_are_joined_in_linear_time() -> None:
    line = "あ" * 40
    text = "\n".join([line] * 25_000)
    assert _joined(text).text == line * 25_000
