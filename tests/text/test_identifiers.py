"""Numbers with right check digits, made up for this file, and numbers that are none of anybody's business to hide."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.identifiers import find_identifiers

# The CN one is the example of GB 11643, the cards are the issuers' test numbers.
HIDDEN = [
    ("national_id", "11010519491231002X"),
    ("national_id", "11010519491231002x"),
    ("national_id", "110105 19491231 002X"),
    ("national_id", "１１０１０５１９４９１２３１００２Ｘ"),
    ("national_id", "A123456789"),
    ("national_id", "1234-5678-9018"),
    ("national_id", "900101-1234568"),
    ("national_id", "9001011234568"),
    ("national_id", "211203-3999999"),
    ("account", "4111 1111 1111 1111"),
    ("account", "6222021234567890128"),
    ("account", "6222 0212 3456 7890 128"),
    ("account", "3782-822463-10005"),
    ("phone", "13800138000"),
    ("phone", "138-0013-8000"),
    ("phone", "+86 138 0013 8000"),
    ("phone", "010-62345678"),
    ("phone", "0755-12345678-801"),
    ("phone", "(02)2345-6789"),
    ("phone", "0912-345-678"),
    ("phone", "+852 2345 6789"),
    ("phone", "03-1234-5678"),
    ("phone", "０３－１２３４－５６７８"),
    ("phone", "090-1234-5678"),
    ("phone", "0120-123-456"),
    ("phone", "010-1234-5678"),
    ("phone", "02-123-4567"),
    ("phone", "+82-10-1234-5678"),
]
ANNOUNCED = [
    ("account", "账号：", "1100 1234 5678 9012 34"),
    ("account", "开户行：中国银行临江支行　账号 ", "334455667788"),
    ("account", "口座番号：普通 ", "1234567"),
    ("account", "普通預金　", "7654321"),
    ("account", "계좌번호: 국민은행 ", "123-456-789012"),
    ("account", "帳號：", "012-345-678901"),
    ("national_id", "個人番号　", "123456789018"),
    ("national_id", "マイナンバー（", "1234 5678 9018"),
    ("phone", "电话：", "62345678"),
    ("phone", "TEL ", "03 1234 5678"),
    ("phone", "연락처: ", "1588-1234"),
]
SHOWN = """\
人民币1280000000000元整（￥1,280,000,000,000.00）
合同编号：20260401138001380001
统一社会信用代码：91110105MA01A2B3C4
统一社会信用代码：911101051000000018
第13800138000条 附件1380013800
110105194912310021
11010519491331002X
1234-5678-9019
900101-9234568
901301-1234567
4111 1111 1111 1112
法人番号：1234567890123
사업자등록번호 123-45-67890
2026-04-01至2029-03-31，2026年4月1日
二〇二六年四月一日，令和8年4月1日
〒123-4567 東京都
税抜 13800138000円、15000000000원
向乙方账户支付1280000元
账户内余额 1,280,000.00 元
v13800138000 13800138000a 0.13800138000
订单号 4111111111111111
ISO 9001:2015，GB/T 19001-2016
2026-0401-0001
1234 5678 9018
"""


@pytest.mark.parametrize(("kind", "number"), HIDDEN)
@pytest.mark.parametrize("around", [("", ""), ("乙方（", "），"), ("号码", "。"), ("番号は", "です"), ("1\n", "\n2")])
def test_a_number_that_names_somebody_is_found(kind: str, number: str, around: tuple[str, str]) -> None:
    before, behind = around
    found = find_identifiers(f"{before}{number}{behind}")
    assert [(one.kind, one.start, one.end) for one in found] == [(kind, len(before), len(before) + len(number))]


@pytest.mark.parametrize(("kind", "cue", "number"), ANNOUNCED)
def test_a_number_is_what_the_words_before_it_say(kind: str, cue: str, number: str) -> None:
    found = find_identifiers(f"{cue}{number}。")
    assert [(one.kind, one.start, one.end) for one in found] == [(kind, len(cue), len(cue) + len(number))]


@pytest.mark.parametrize("line", SHOWN.splitlines())
def test_amounts_dates_and_public_numbers_are_left_alone(line: str) -> None:
    assert find_identifiers(line) == []


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789-+() Xx.,年元号:口座番号账\n", max_size=80))
def test_finds_are_in_order_and_apart(text: str) -> None:
    found = find_identifiers(text)
    assert all(one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_hostile_texts_take_linear_time() -> None:
    began = time.process_time()
    for piece in ("1", "13800138000 ", "账号：", "电话 ( ", "0-", "1 ", "4111", "口座番号　", " "):
        find_identifiers(piece * (100_000 // len(piece)))
    # Linear is a second or two in all.
    assert time.process_time() - began < 40
