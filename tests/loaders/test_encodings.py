from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.loaders.encodings import decode

SIMPLIFIED = (
    "房屋租赁合同\n出租方（甲方）：北京某某有限公司\n承租方（乙方）：张三\n第一条 甲方将位于北京市朝阳区的房屋出租给乙方使用。\n"
    "第二条 月租金为人民币壹万贰仟元整，乙方应于每月5日前支付。\n"
)
TRADITIONAL = (
    "房屋租賃契約書\n出租人（以下稱甲方）：臺北某某股份有限公司\n承租人（以下稱乙方）：王小明\n第一條 甲方將坐落於臺北市之房屋"
    "出租予乙方使用，租期自民國113年3月1日起。\n第二條 每月租金新臺幣參萬元整，乙方應於每月五日前支付。\n"
)
JAPANESE = (
    "業務委託契約書\n株式会社アルファ（以下「甲」という。）と株式会社ベータ（以下「乙」という。）は、次のとおり契約を締結する。\n"
    "第1条（目的）甲は、乙に対し、本件業務を委託し、乙はこれを受託する。\n"
)
KOREAN = (
    '임대차계약서\n임대인(이하 "갑"이라 한다)과 임차인(이하 "을"이라 한다)은 다음과 같이 계약을 체결한다.\n'
    "제1조(목적) 갑은 을에게 아래 부동산을 임대하고 을은 이를 임차한다.\n"
)
CASES = [
    (SIMPLIFIED, "gb18030", "GB18030"),
    (SIMPLIFIED, "gb2312", "GB18030"),
    (TRADITIONAL, "big5", "Big5"),
    (TRADITIONAL, "gbk", "GB18030"),
    (JAPANESE, "cp932", "Shift_JIS"),
    (JAPANESE, "euc_jp", "EUC-JP"),
    (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
    (KOREAN, "euc_kr", "EUC-KR"),
    (KOREAN, "cp949", "EUC-KR"),
    *((text, "utf-8", "UTF-8") for text in (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)),
    *((text, "utf-16", "UTF-16") for text in (SIMPLIFIED, JAPANESE, KOREAN)),
    (SIMPLIFIED, "utf-8-sig", "UTF-8"),
    (KOREAN, "utf-32", "UTF-32"),
]


@pytest.mark.parametrize(("text", "codec", "encoding"), CASES)
@pytest.mark.parametrize("size", [None, 40, 8])
def test_recognised_whole_and_as_a_title(text: str, codec: str, encoding: str, size: int | None) -> None:
    assert decode(text[:size].encode(codec)) == (text[:size], encoding, 0)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(CASES), st.integers(0, 120), st.integers(6, 120))
@example(CASES[0], 0, 6)
def test_any_stretch_of_a_contract_is_recognised(case: tuple[str, str, str], start: int, size: int) -> None:
    text, codec, _ = case
    stretch = text[start : start + size]
    decoded = decode(stretch.encode(codec))
    assert decoded is None or decoded.text == stretch


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_text_or_nothing(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or decoded.broken <= len(decoded.text) / 200


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "cp932"])
def test_one_broken_byte_in_a_long_file_is_mended_and_counted(codec: str) -> None:
    text = (JAPANESE if codec == "cp932" else SIMPLIFIED) * 40
    data = text.encode(codec)
    at = len((text[:200] + "\n").encode(codec)) - 1
    decoded = decode(data[:at] + b"\xff" + data[at:])
    assert decoded is not None
    assert decoded.broken == 1
    assert decoded.text.count("\ufffd") == 1


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    decoded = decode(SIMPLIFIED.encode("gb18030") + "合".encode("gb18030")[:1])
    assert decoded == (SIMPLIFIED, "GB18030", 0)


def test_signs_of_vendors() -> None:
    assert decode("第①条㈱甲は、乙に".encode("cp932")) == ("第①条㈱甲は、乙に", "Shift_JIS", 0)
    assert decode(b"\x1b$B-!Bh\x1b(B1\x1b(I1\x1b(B") == ("①第1ｱ", "ISO-2022-JP", 0)


def test_english_with_typographic_quotes() -> None:
    text = "The parties’ agreement – “Services” means…"
    assert decode(text.encode("cp1252")) == (text, "Windows-1252", 0)


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 3, b"\xff" * 50, b"\x1b$B\xff", b"\x80" * 30])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode(data) is None
