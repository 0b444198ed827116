from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import NoValue, mentions, normalize
from tests.text.test_numerals import han

SUMS = {
    ("1280000.00", "CNY", "zh-Hans"): [
        *(
            "人民币壹佰贰拾捌万元整",
            "￥1,280,000.00",
            "¥1280000",
            "128万元",
            "1,280,000元",
            "１，２８０，０００．００元",
            "128 万元",
        ),
        *(
            "人民币1,280,000.00元",
            "RMB 1,280,000",
            "CNY1,280,000.00",
            "人民币（大写）：壹佰贰拾捌万元整",
            "1280000元人民币",
        ),
        *(
            "人民币【1,280,000.00】元",
            "人民币__1,280,000__元",
            "一百二十八万元",
            "壹佰贰拾捌万圆整",
            "人民币：1280000元整",
        ),
        *("人民币壹佰贰拾捌万元整（￥1,280,000.00）", "￥1,280,000.00（大写：人民币壹佰贰拾捌万元整）"),
        *("人民币（大写）壹佰贰拾捌万元整（小写：￥1,280,000.00元）", "128万元（1,280,000元）"),
        *(
            "（大写）人民币壹佰贰拾捌万元整，（小写）￥1,280,000.00",
            "人民币（大写）：壹佰贰拾捌万元整\n　　（小写）：￥ 1280000.00",
        ),
    ],
    ("128000000.00", "CNY", "zh-Hans"): ["1.28亿元", "人民币一亿二千八百万元", "1亿2800万元", "12,800万元"],
    ("100.53", "CNY", "zh-Hans"): ["壹佰元伍角叁分", "100.53元", "人民币壹佰元零伍角叁分（￥100.53）"],
    ("100000.00", "CNY", "zh-Hans"): ["拾万元整", "人民币壹拾万元整", "十万元"],
    ("1000000.00", "TWD", "zh-Hant"): [
        "新臺幣壹佰萬元整",
        "新台幣 1,000,000 元",
        "每日（9:00-17:30）新台幣 1,000,000 元整",
        "NT$1,000,000",
        "1,000,000元",
        "新臺幣壹佰萬元整（NT$1,000,000）",
    ],
    ("50000.00", "HKD", "zh-Hant"): ["港幣五萬元", "HK$50,000", "港幣50,000元", "HK $50,000", "HK\n$50,000"],
    ("10000.00", "MOP", "zh-Hant"): ["澳門幣10,000元", "澳門元壹萬元", "10,000澳門元"],
    ("10000.00", "THB", "zh-Hant"): ["泰銖10,000元", "泰銖壹萬元整"],
    ("10000.00", "AUD", "zh-Hans"): ["澳大利亚元10,000元", "10,000澳币", "AUD 10,000", "AU$10,000"],
    ("10000.00", "HKD", "ko"): ["홍콩달러 10,000", "10,000 홍콩 달러"],
    ("10000.00", "NZD", "en"): ["NZ$10,000", "10,000 New Zealand dollars"],
    ("1500000.00", "USD", "zh-Hans"): [
        "US$1.5 million",
        "150万美元",
        "USD 1,500,000",
        "美元1,500,000.00元",
        "$1,500,000",
    ],
    ("300000", "JPY", "zh-Hans"): ["30万日元", "JPY 300,000"],
    ("3000.00", "EUR", "zh-Hans"): ["EUR 3,000.00", "3000欧元", "€3,000"],
    ("1000000", "JPY", "ja"): [
        *(
            "金壱百万円也",
            "金1,000,000円",
            "１００万円",
            "百万円",
            "1,000,000円",
            "¥1,000,000",
            "金１，０００，０００円也",
            "￥1,000,000-",
        ),
        *(
            "一、〇〇〇、〇〇〇円",
            "一，〇〇〇，〇〇〇円",
            "金壱百万円也（¥1,000,000）",
            "金壱百万円也（￥1,000,000－）",
            "1,000千円",
            "金壹百萬圓".replace("圓", "円"),
        ),
    ],
    ("120000000", "JPY", "ja"): ["1億2000万円", "1億2,000万円", "一億二千万円", "120百万円"],
    ("50000.00", "USD", "ja"): ["5万米ドル", "50,000ドル", "USD50,000"],
    ("1000000", "KRW", "ko"): [
        *(
            "일금 일백만원정",
            "일금 일백만원정(₩1,000,000)",
            "금 1,000,000원",
            "100만원",
            "1,000,000 원",
            "￦1,000,000",
            "백만 원",
        ),
        *("금 일백만원정(￦1,000,000원)", "1,000천원", "일금 백만원整"),
    ],
    ("120000000", "KRW", "ko"): ["금 1억 2천만원", "1억2천만원", "일억이천만원", "1억 2,000만 원"],
    ("1000000.00", "USD", "ko"): ["미화 100만불", "100만 달러", "US$1,000,000"],
}
BLANKS = [
    *(
        "人民币____元",
        "￥____",
        "【  】元",
        "人民币（大写）：____元整",
        "____元（大写：____元整）",
        "XX万元",
        "xxx元",
        "租金为    元",
        "____万元",
    ),
    *(
        "人民币      元",
        "人民币[●]元",
        "￥000,000",
        "〇〇円",
        "○○円",
        "○○万円",
        "金　　　　円",
        "金____円也",
        "金 ＿ 万円",
        "金　　万円",
        "○,○○○円",
        "□□□円",
    ),
    *(
        "OOO원",
        "￦000,000",
        "금 ______원",
        "금          원정",
        "○○○만원",
        "${amount}元",
        "{{amount}}円",
        "仟 佰 拾 万 仟 佰 拾 元 角 分",
        "  万元",
    ),
]
NO_SUMS = [
    "3.1 人民币借款利率",
    "第三条 利率\n3.2 美元借款",
    "１，０００万円単位とする",
    "1,000원 단위로",
    *(
        "账号6222024202403011234",
        "第5条",
        "3单元",
        "一元化管理",
        "多元化",
        "元旦",
        "二〇二四年元月",
        "电话：010-12345678",
        "1. 总则",
    ),
    *(
        "円滑な運営",
        "（単位：百万円）",
        "(단위: 천원)",
        "10원칙",
        "원고",
        "100002邮编",
        "身份证110101199003071234",
        "第1元素",
        "제5조 원",
    ),
]


@pytest.mark.parametrize(("expected", "text"), [(key, text) for key, texts in SUMS.items() for text in texts])
def test_reads_every_notation_as_one_mention(expected: tuple[str, str, str], text: str) -> None:
    amount, currency, language = expected
    value = normalize("money", text, language)
    assert (value["amount"], value["currency"]) == (amount, currency)
    found = [mention for mention in mentions(f"总额：{text}。", language) if mention.kind == "money"]
    assert [mention.value["amount"] for mention in found] == [amount]
    assert found[0].value["written"] == f"总额：{text}。"[found[0].start : found[0].end]


@pytest.mark.parametrize("text", BLANKS)
def test_a_blank_is_never_a_sum(text: str) -> None:
    for language in ("zh-Hans", "ja", "ko"):
        for mention in mentions(f"价款：{text}，", language):
            assert mention.value["value"] is None
            assert mention.blank


@pytest.mark.parametrize(
    "text", [text for text in BLANKS if "仟" not in text and text != "  万元" and "," not in text[:3]]
)
def test_a_blank_sum_says_that_it_is_one(text: str) -> None:
    value = normalize("money", text, "zh-Hans")
    assert (value["value"], value["blank"]) == (None, True)


@pytest.mark.parametrize("text", NO_SUMS)
def test_numbers_and_words_are_no_sums(text: str) -> None:
    for language in ("zh-Hans", "ja", "ko"):
        assert [mention for mention in mentions(text, language) if mention.kind == "money"] == []


@pytest.mark.parametrize(
    ("text", "language", "amounts"),
    [
        ("人民币伍拾万元整（￥600,000.00）", "zh-Hans", ["500000.00", "600000.00"]),
        ("金壱百万円也（¥1,100,000）", "ja", ["1000000", "1100000"]),
        ("일금 일백만원정(₩1,500,000)", "ko", ["1000000", "1500000"]),
        ("1,000,000元（大写：人民币壹佰贰拾万元整）", "zh-Hans", ["1000000.00", "1200000.00"]),
    ],
)
def test_words_against_figures_are_both_candidates(text: str, language: str, amounts: list[str]) -> None:
    (mention,) = mentions(text, language)
    assert mention.value["written"] == text
    assert (mention.value["amount"], mention.value["value"]) == (None, None)
    assert [candidate["amount"] for candidate in mention.value["candidates"]] == amounts
    assert all(candidate["written"] in text for candidate in mention.value["candidates"])
    assert mention.problem == "words_against_figures"
    assert normalize("money", text, language) == mention.value


@pytest.mark.parametrize(
    ("text", "language", "tax"),
    [
        ("1,000万円（税別）", "ja", "excluded"),
        ("100円（消費税及び地方消費税を含む。）", "ja", "included"),
        ("100円（税込）", "ja", "included"),
        ("100円（消費税は含まれておりません）", "ja", "excluded"),
        ("100円（消費税が含まれております）", "ja", "included"),
        ("100元（增值税不包含在内）", "zh-Hans", "excluded"),
        ("100元（未包含增值税）", "zh-Hans", "excluded"),
        ("100元（含税不含运费）", "zh-Hans", "included"),
        ("100元（不含运费含税）", "zh-Hans", "included"),
        ("100만원(부가세가 포함되지 않은 금액)", "ko", "excluded"),
        ("USD 100 (VAT not included)", "en", "excluded"),
        ("1,000,000円（消費税別途）", "ja", "excluded"),
        ("不含税价款为人民币100万元", "zh-Hans", "excluded"),
        ("含税总价￥1,130,000元", "zh-Hans", "included"),
        ("合同总价为￥1,130,000元，含13%增值税", "zh-Hans", "included"),
        ("1,000,000원(부가세 별도)", "ko", "excluded"),
        ("일금 이백만원정(￦2,000,000)(부가가치세 포함)", "ko", "included"),
        ("人民币100万元", "zh-Hans", None),
    ],
)
def test_tax_is_told_where_the_text_tells_it(text: str, language: str, tax: str | None) -> None:
    assert normalize("money", text, language).get("tax") == tax


def test_a_range_holds_both_ends() -> None:
    for text, low, high in [("5000-10000元", "5000.00", "10000.00"), ("3至5万元", "30000.00", "50000.00")]:
        value = normalize("money", text, "zh-Hans")
        assert [end["amount"] for end in value["candidates"]] == [low, high]
    with pytest.raises(NoValue):
        normalize("money", "100万円から200万円", "ja")


@pytest.mark.parametrize(
    ("text", "currency", "ends"),
    [
        ("人民币5,000-8,000元", "CNY", ["5000.00", "8000.00"]),
        ("US$5,000至8,000", "USD", ["5000.00", "8000.00"]),
        ("人民币5-8万元", "CNY", ["50000.00", "80000.00"]),
    ],
)
def test_a_currency_before_a_range_is_that_of_both_ends(text: str, currency: str, ends: list[str]) -> None:
    (found,) = mentions(text, "zh-Hans")
    assert (found.value["amount"], found.problem) == (None, "range_of_values")
    assert [(end["amount"], end["currency"]) for end in found.value["candidates"]] == [(end, currency) for end in ends]


@pytest.mark.parametrize(
    ("text", "language", "currency"),
    [("港幣$15,000", "zh-Hant", "HKD"), ("美金$3,000", "zh-Hant", "USD"), ("新臺幣$500", "zh-Hant", "TWD")],
)
def test_a_sign_behind_the_name_of_a_currency_is_that_of_the_currency(text: str, language: str, currency: str) -> None:
    assert normalize("money", text, language)["currency"] == currency


def test_bare_figures_in_brackets_belong_to_the_words_before_them() -> None:
    (same,) = mentions("定金人民币：贰万元整（20000.00）", "zh-Hans")
    assert (same.value["amount"], same.value["written"]) == ("20000.00", "人民币：贰万元整（20000.00）")
    (different,) = mentions("定金人民币：贰万元整（30,000.00）", "zh-Hans")
    assert different.problem == "words_against_figures"


def test_two_sums_side_by_side_stay_two() -> None:
    for text, language in [
        ("甲方支付伍万元，￥3000", "zh-Hans"),
        ("1,000,000円（税込1,100,000円）", "ja"),
        ("一百万元（20万美元）", "zh-Hans"),
    ]:
        assert len(mentions(text, language)) == 2, text


def test_an_article_number_is_not_ten_to_the_twelve() -> None:
    (mention,) = [found for found in mentions("제3조 1,000원을 지급한다", "ko") if found.kind == "money"]
    assert mention.value["amount"] == "1000"


@settings(deadline=None, max_examples=80)
@given(st.integers(1, 10**12 - 1), st.integers(0, 99))
def test_every_amount_is_read_back_from_every_notation(whole: int, cents: int) -> None:
    formal = han(whole, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿兆")
    japanese = han(whole, "零壱弐参四五六七八九", "拾百千", "万億兆").replace("零", "")
    korean = han(whole, "영일이삼사오육칠팔구", "십백천", "만억조").replace("영", "")
    assert normalize("money", f"￥{whole:,}.{cents:02}", "zh-Hans")["amount"] == f"{whole}.{cents:02}"
    both = normalize("money", f"人民币{formal}元整（￥{whole:,}.00）", "zh-Hans")
    assert (both["amount"], both.get("candidates")) == (f"{whole}.00", None)
    assert normalize("money", f"金{japanese}円也", "ja")["amount"] == str(whole)
    assert normalize("money", f"일금 {korean}원정(₩{whole:,})", "ko")["amount"] == str(whole)
    in_units = Decimal(whole) / 10**4
    assert normalize("money", f"{in_units:f}万元", "zh-Hans")["amount"] == f"{whole}.00"


@pytest.mark.parametrize(
    ("text", "language", "taxes"),
    [
        (
            "合同不含税总价为人民币100万元，增值税13万元，含税总价113万元。",
            "zh-Hans",
            ["excluded", None, "included"],
        ),
        (
            "含税总价为人民币113万元（其中不含税价100万元，增值税13万元）",
            "zh-Hans",
            ["included", "excluded", None],
        ),
        ("合同含税金额￥113.00元，不含税金额￥100.00元，税额￥13.00元", "zh-Hans", ["included", "excluded", None]),
        ("总价（含税）：113万元", "zh-Hans", ["included"]),
        ("總價新臺幣105萬元（含營業稅5萬元）", "zh-Hant", ["included", None]),
        ("新台幣10萬元，營業稅另計", "zh-Hant", ["excluded"]),
        ("報酬は金5,500,000円（うち消費税額及び地方消費税額500,000円）とする。", "ja", ["included", None]),
        ("税抜金額100万円、消費税額10万円、税込金額110万円", "ja", ["excluded", None, "included"]),
        ("10万円（別途消費税）", "ja", ["excluded"]),
        ("대금 11,000,000원(부가가치세 1,000,000원 포함)", "ko", ["included", None]),
        (
            "공급가액 1,000,000원, 부가세 100,000원, 합계 1,100,000원(부가세 포함)",
            "ko",
            [None, None, "included"],
        ),
    ],
)
def test_what_is_said_of_the_tax_of_one_sum_is_not_said_of_the_next(
    text: str, language: str, taxes: list[str | None]
) -> None:
    assert [found.value.get("tax") for found in mentions(text, language) if found.kind == "money"] == taxes


@pytest.mark.parametrize(
    ("text", "language", "quote", "tax"),
    [
        ("委託料は、月額金壱百弐拾万円（税別）とする。", "ja", "金壱百弐拾万円（税別）", "excluded"),
        ("총액은 1,000,000원(부가가치세 별도)으로 한다.", "ko", "1,000,000원(부가가치세 별도)", "excluded"),
        (
            "授權金為新臺幣貳佰肆拾萬元整（NT$2,400,000，含稅）。",
            "zh-Hant",
            "新臺幣貳佰肆拾萬元整（NT$2,400,000，含稅）",
            "included",
        ),
        ("总价为100元（含税，税率6%）。", "zh-Hans", "100元", "included"),
        ("残金100円（税込）", "ja", "100円（税込）", "included"),
    ],
)
def test_a_sum_takes_in_what_its_bracket_says_of_the_tax(text: str, language: str, quote: str, tax: str) -> None:
    (mention,) = [found for found in mentions(text, language) if found.kind == "money"]
    assert (mention.value["written"], mention.value["tax"]) == (quote, tax)


@pytest.mark.parametrize("quote", ["250,000.00欧元（大写：贰拾伍万欧元整）", "10万美元（大写：壹拾万美元整）"])
def test_a_currency_behind_figures_is_not_the_one_before_their_words(quote: str) -> None:
    (mention,) = mentions(f"总价为{quote}。", "zh-Hans")
    assert (mention.value["written"], mention.problem) == (quote, None)


def test_korean_words_in_brackets_are_the_twin_of_their_figures() -> None:
    (same,) = mentions("연봉은 금 48,000,000원(사천팔백만원)으로 한다.", "ko")
    assert same.value["written"] == "금 48,000,000원(사천팔백만원)"
    (different,) = mentions("연봉은 금 48,000,000원(사천칠백만원)으로 한다.", "ko")
    assert different.problem == "words_against_figures"
    assert not mentions("금액(백만원)", "ko")


def test_a_backslash_is_the_sign_of_the_money_of_its_encoding() -> None:
    assert normalize("money", "\\48,000,000", "ko")["currency"] == "KRW"
    assert normalize("money", "\\48,000,000", "ja")["currency"] == "JPY"


def test_won_before_a_copula_is_money_and_a_cause_is_none() -> None:
    found = mentions("잔액이 357,310원인 사실과 그 2 원인을 인정한다", "ko")
    assert [mention.value["amount"] for mention in found if mention.kind == "money"] == ["357310"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("代金は金100万円とし、消費税は別途とする。", "ja"),
        ("代金は金100万円とする。消費税は別途支払う。", "ja"),
        ("총 계약금액은 금 백만원정으로 하고 부가가치세는 별도로 한다.", "ko"),
    ],
)
def test_the_tax_may_be_told_behind_the_verb(text: str, language: str) -> None:
    [mention] = [each for each in mentions(text, language) if each.kind == "money"]
    assert (mention.value["amount"], mention.value["tax"]) == ("1000000", "excluded")


def test_components_are_no_money() -> None:
    assert mentions("追加元件2元件，增加3元器件。", "zh-Hans") == []
