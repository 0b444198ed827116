from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.loaders.encodings import Decoded, decode, decode_names

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
    (SIMPLIFIED, "hz", "HZ"),
    *((text, "utf-7", "UTF-7") for text in (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)),
    (KOREAN, "euc_kr", "EUC-KR"),
    (KOREAN, "cp949", "EUC-KR"),
    *((text, "utf-8", "UTF-8") for text in (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)),
    *((text, "utf-16", "UTF-16") for text in (SIMPLIFIED, JAPANESE, KOREAN)),
    (SIMPLIFIED, "utf-8-sig", "UTF-8"),
    (KOREAN, "utf-32", "UTF-32"),
]
# In ASCII two characters are no evidence.
SEVEN_BIT = ("hz", "utf-7")


@pytest.mark.parametrize(("text", "codec", "encoding"), CASES)
@pytest.mark.parametrize("size", [None, 40, 8])
def test_recognised_whole_and_as_a_title(text: str, codec: str, encoding: str, size: int | None) -> None:
    assert decode(text[:size].encode(codec)) == Decoded(text[:size], encoding)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([case for case in CASES if case[1] not in SEVEN_BIT]), st.integers(0, 120), st.integers(6, 120))
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
    assert decoded is None or decoded.broken <= max(2, len(decoded.text) / 200)


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
    assert decoded == Decoded(SIMPLIFIED, "GB18030")


def test_signs_of_vendors() -> None:
    assert decode("第①条㈱甲は、乙に".encode("cp932")) == Decoded("第①条㈱甲は、乙に", "Shift_JIS")
    assert decode(b"\x1b$B-!Bh\x1b(B1\x1b(I1\x1b(B") == Decoded("①第1ｱ", "ISO-2022-JP")


def test_english_with_typographic_quotes() -> None:
    text = "The parties’ agreement – “Services” means…"
    assert decode(text.encode("cp1252")) == Decoded(text, "Windows-1252")


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 3, b"\xff" * 50, b"\x1b$B\xff", b"\x80" * 30])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, "Article 1. The parties agree.\n"])
def test_wide_encodings_without_a_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, codec[:6].upper())


def test_iso_2022_kr() -> None:
    assert decode(KOREAN.encode("iso2022_kr")) == Decoded(KOREAN, "ISO-2022-KR")


@pytest.mark.parametrize(
    ("text", "codec"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (JAPANESE, "euc_jp"), (KOREAN, "cp949")]
)
def test_after_a_lost_byte_the_line_goes_on(text: str, codec: str) -> None:
    data = (text * 4).encode(codec)
    at = len(text[:12].encode(codec))
    decoded = decode(data[:at] + b"\xff" + data[at + 1 :])
    assert decoded is not None
    assert decoded.broken >= 1
    assert decoded.text.endswith((text * 4)[16:])


@pytest.mark.parametrize("text", [SIMPLIFIED, JAPANESE, KOREAN])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe7\xac"])
def test_a_short_file_with_a_broken_place(text: str, broken: bytes) -> None:
    decoded = decode(text[:30].encode() + broken + text[30:60].encode())
    assert decoded is not None
    assert decoded.text == text[:30] + "\ufffd" + text[30:60]
    assert (decoded.encoding, decoded.broken) == ("UTF-8", 1)


@pytest.mark.parametrize("order", [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_two_encodings_in_one_file(order: tuple[str, str]) -> None:
    lines = SIMPLIFIED.split("\n")
    data = b"\n".join(line.encode(order[index % 2]) for index, line in enumerate(lines))
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.other) == (SIMPLIFIED, "UTF-8", "GB18030")


NAMES = {
    "gbk": ["合同/采购合同(2024).docx", "合同/补充协议.pdf"],
    "cp932": ["契約/業務委託契約書.docx", "覚書.pdf"],
    "cp949": ["계약/임대차계약서.hwp"],
    "big5": ["合約/房屋租賃契約書.doc", "報價單.pdf"],
    "utf-8": ["契約書.pdf", "合同.pdf"],
}


@pytest.mark.parametrize("codec", NAMES)
def test_names_of_an_archive(codec: str) -> None:
    decoded = decode_names(name.encode(codec) for name in NAMES[codec])
    assert decoded is not None
    assert decoded.text.split("\n") == NAMES[codec]


@pytest.mark.parametrize(
    "text", ["Tel. +8610 6505 1234, C++Now, a+bcd/efg", "for (;;) ~{x+yzzy~}", "~{ 房 }~ +Yj9c", "+" * 1000]
)
def test_ascii_with_the_marks_of_a_seven_bit_encoding_is_ascii(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "UTF-8")


@pytest.mark.parametrize("cut", range(4))
def test_the_last_run_of_utf_7_needs_no_end_and_loses_no_more_than_a_character(cut: int) -> None:
    whole = SIMPLIFIED.rstrip("。\n").encode("utf-7").removesuffix(b"-")
    decoded = decode(whole[: len(whole) - cut])
    assert decoded is not None and decoded.encoding == "UTF-7"
    assert SIMPLIFIED.startswith(decoded.text)
    assert len(SIMPLIFIED.rstrip("。\n")) - len(decoded.text) <= (cut + 2) // 3 + (cut > 1)
