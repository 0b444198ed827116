"""The languages of real shapes of contracts: one language, two columns, two halves, headings in Han alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import scripts

HANS = "第一条 甲方应当于本合同签订之日起十日内向乙方支付合同价款。"
HANT = "第一條 甲方應於本契約簽訂之日起十日內向乙方支付全部價金。"
JA = "第1条 甲は、乙に対し、本契約締結の日から十日以内に代金を支払う。"
KO = "제1조 갑은 본 계약 체결일로부터 10일 이내에 을에게 대금을 지급한다."
EN = "Article 1 Party A shall pay the contract price to Party B within ten days of the date of signature."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("en",)),
        ("12,000 / 2026-04-01", ("en",)),
        (EN, ("en",)),
        (HANS, ("zh-Hans",)),
        (HANT, ("zh-Hant",)),
        (JA, ("ja",)),
        (KO, ("ko",)),
        ("业务委托合同", ("zh-Hans",)),
        ("甲方：王明", ("zh-Hans",)),
        ("租賃契約書", ("zh-Hant",)),
        ("売買契約書", ("ja",)),
        ("業務委託契約書\n第一条\n" + JA, ("ja",)),
        ("第1條(目的) 甲과 乙은 賃貸借契約을 締結한다.\n權利義務\n契約期間", ("ko",)),
        ("甲方：北京ドリーム株式会社（以下简称“甲方”）与乙方双方就软件开发事宜签订本合同", ("zh-Hans",)),
        (f"{HANS}\n{EN}", ("zh-Hans", "en")),
        (f"{EN}\n{HANS}", ("zh-Hans", "en")),
        (f"{JA}\n{JA}\n{HANS}", ("ja", "zh-Hans")),
        (f"{KO}\n{KO}\n{EN}", ("ko", "en")),
        (f"{EN * 20}\n{HANS}", ("en",)),
        (f"{JA * 5}\n連絡先 info@example.com Example Corporation", ("ja",)),
    ],
)
def test_languages(text: str, expected: tuple[str, ...]) -> None:
    assert scripts.languages(text) == expected


@pytest.mark.parametrize(
    ("char", "expected"),
    [("条", "han"), ("〇", "han"), ("の", "kana"), ("ｱ", "kana"), ("조", "hangul"), ("Ａ", "latin"), ("。", "other")],
)
def test_script(char: str, expected: str) -> None:
    assert scripts.script(char) == expected


def test_a_second_language_at_the_end_of_a_long_text_is_seen() -> None:
    assert scripts.languages("\n".join([HANS] * 9_000 + [EN] * 9_000)) == ("zh-Hans", "en")


def test_a_million_characters_take_no_time() -> None:
    text = "\n".join([HANT] * 35_000)
    began = time.process_time()
    assert scripts.languages(text) == ("zh-Hant",)
    assert time.process_time() - began < 1.0


def test_a_text_of_more_characters_than_any_language_has_is_weighed_and_not_counted_one_by_one() -> None:
    text = f"{JA}\n" + "".join(map(chr, range(0x10000, 0x12000)))
    assert not scripts._weigh_one(text, frozenset(text))
    assert scripts.languages(text) == ("ja",)


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_any_text_has_languages_of_the_list(text: str) -> None:
    found = scripts.languages(text)
    assert found
    assert set(found) <= {"zh-Hans", "zh-Hant", "ja", "ko", "en"}
    assert len(set(found)) == len(found)


@given(
    st.text(st.sampled_from("条价甲方應於のｱ조A a。；\t\n１9é〇"), max_size=400),
    st.sampled_from([HANS, HANT, JA, KO, EN]),
)
def test_one_language_is_weighed_as_any_text_is(text: str, beside: str) -> None:
    text = f"{beside}\n{text}"
    weighed = scripts._weigh_one(text, frozenset(text))
    stretches = dict(scripts._weigh(text))
    undecided = stretches.pop("han", 0)
    if weighed:
        (tag,) = weighed.keys() - {"en"}
        assert weighed == {tag: stretches.get(tag, 0) + undecided, "en": stretches.get("en", 0)}
