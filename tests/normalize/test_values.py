from __future__ import annotations

import json
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.messages import catalogue
from pipeline.normalize import NoValue, mentions, normalize

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")
KINDS = ("date", "money", "rate", "duration", "party", "number")
ALPHABET = "0123456789,.%年月日元円원万亿億百千十一二三四五〇○_□ 人民币￥¥$第条每按日起内后の分之割令和平成（）()「」갑을일이천만월년 -/~:：，。\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三份", "3"),
        ("一式二通", "2"),
        ("１２", "12"),
        ("1.5倍", "1.5"),
        ("第十二条", "12"),
        ("1,280,000", "1280000"),
        ("①", "1"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert normalize("number", text, "zh-Hans")["number"] == number


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("number", "一份或两份", "ambiguous_value"),
        ("number", "若干", "no_value"),
        ("colour", "红", "unknown_kind"),
        ("money", "适当的金额", "no_value"),
        ("party", "甲方应当按照约定支付租金，逾期不支付的承担责任。", "no_value"),
    ],
)
def test_refusals_carry_a_code_in_every_language(kind: str, text: str, code: str) -> None:
    with pytest.raises(NoValue) as refusal:
        normalize(kind, text, "zh-Hans")
    assert refusal.value.code == code
    assert all(refusal.value.line(language) for language in LANGUAGES)


def test_every_problem_is_a_message() -> None:
    text = "2024年2月30日，01/03/2024，人民币壹元整（￥2.00），5-8万元，三十（20）日，US$100日元"
    problems = {found.problem for found in mentions(text, "zh-Hans") if found.problem}
    assert problems == {
        *("impossible_date", "ambiguous_date", "words_against_figures", "range_of_values", "unknown_currency"),
    }
    assert problems <= catalogue().keys()


def test_the_whole_quote_of_a_model_is_read() -> None:
    assert normalize("date", "自2026年4月1日起", "zh-Hans")["iso"] == "2026-04-01"
    assert normalize("rate", "违约金按日万分之五计算", "zh-Hans") == {
        "written": "万分之五",
        "rate": "0.0005",
        "per": "day",
    }
    assert normalize("money", "合同总金额为人民币伍拾万元整（￥500,000.00），由甲方支付", "zh-Hans") == {
        "written": "人民币伍拾万元整（￥500,000.00）",
        "amount": "500000.00",
        "currency": "CNY",
    }


def test_the_same_value_twice_is_one_value() -> None:
    assert normalize("date", "2026年4月1日（即2026-04-01）", "zh-Hans")["iso"] == "2026-04-01"


@settings(deadline=None, max_examples=300)
@given(st.text(ALPHABET, max_size=40), st.sampled_from(LANGUAGES))
def test_mentions_quote_the_text_in_order_and_never_overlap(text: str, language: str) -> None:
    end = 0
    for found in mentions(text, language):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert found.value["written"] == text[found.start : found.end]
        assert not found.blank or (found.value["value"] is None and found.value["blank"] is True)
        assert "." not in str(found.value.get("amount", "")) or "E" not in found.value["amount"]
        json.dumps(found.to_json(text))


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(KINDS), st.text(ALPHABET, max_size=30), st.sampled_from(LANGUAGES))
def test_normalize_answers_or_refuses(kind: str, text: str, language: str) -> None:
    try:
        value = normalize(kind, text, language)
    except NoValue:
        return
    assert value["written"] in text
    for key in ("amount", "rate", "number"):
        if value.get(key) is not None:
            assert re.fullmatch(r"\d+(\.\d+)?", value[key])
            Decimal(value[key])


SENTENCE = "甲方应于2024年3月1日前支付人民币壹佰万元整（￥1,000,000.00），逾期每日按万分之五支付违约金，期限三十日内。"


def test_a_long_contract_is_quick_and_time_grows_with_length() -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        mentions(text, "zh-Hans")
        return time.process_time() - began

    seconds(SENTENCE)
    once = min(seconds(SENTENCE * 200) for _ in range(3))
    four = min(seconds(SENTENCE * 800) for _ in range(3))
    assert four < 12 * once
    assert len(mentions(SENTENCE * 200, "zh-Hans")) == 800


@pytest.mark.parametrize("quote", ["自2024年3月1日起30日内", "自____年__月__日起30日内"])
def test_a_length_of_time_beside_a_day_of_the_calendar_counts_from_no_event(quote: str) -> None:
    value = normalize("date", quote, "zh-Hans")
    assert "anchor" not in value
    assert value.get("iso") == ("2024-03-01" if "2024" in quote else None)
