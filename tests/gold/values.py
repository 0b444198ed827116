"""Values as contracts write them, each with its truth: what stands in the text is chosen after what it says."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from tests.gold.numerals import digit_by_digit, spelled, wide


@dataclass(frozen=True, slots=True)
class Planted:
    """`value` is what a reader must compute of `written`, None of a blank."""

    kind: str
    written: str
    value: dict[str, str] | None
    is_mention: bool = True
    """False of what says nothing: a day that no calendar has, words against figures."""


Maker = Callable[[Random, str], Planted]

_ERAS: Final = (("令和", "R", "㋿", 2018, date(2019, 5, 1)), ("平成", "H", "㍻", 1988, date(1989, 1, 8)))
_FEN: Final = {"zh-Hans": "分之", "zh-Hant": "分之", "ja": "分の", "ko": "분의 "}
_HUNDRED: Final = {"zh-Hans": "百", "zh-Hant": "百", "ja": "100", "ko": "100"}


def day(random: Random, language: str) -> Planted:
    """A day between 2015 and 2034."""
    when = date(2015, 1, 1) + timedelta(days=random.randrange(20 * 365))
    return Planted("date", random.choice(_dates(when, language)), {"iso": when.isoformat()})


def _dates(when: date, language: str) -> list[str]:
    year, month, number = when.year, when.month, when.day
    numeric = [f"{year}-{month:02}-{number:02}", f"{year}/{month}/{number}", f"{year}.{month}.{number}"]
    if language == "ko":
        return [*_korean_dates(when), numeric[0]]
    figures = [
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}日",
        f"{year} 年 {month} 月 {number} 日",
        wide(f"{year}年{month}月{number}日"),
        f"{digit_by_digit(year)}年{spelled(month, 'plain zh-Hans')}月{spelled(number, 'plain zh-Hans')}日",
        f"西{'暦' if language == 'ja' else '元'}{year}年{month}月{number}日",
    ]
    if language == "ja":
        return [*figures, *_japanese_dates(when) * 3, *numeric[:2]]
    if language == "zh-Hant":
        return [*figures, *_taiwanese_dates(when) * 2, numeric[1]]
    return [*figures, *numeric, *_mainland_dates(when)]


def _mainland_dates(when: date) -> list[str]:
    year, month, number = when.year, when.month, when.day
    capital = digit_by_digit(year, "零壹贰叁肆伍陆柒捌玖")
    said = "廿" + "零一二三四五六七八九"[number % 10] if 20 < number < 30 else spelled(number, "plain zh-Hans")
    return [
        f"{capital}年{spelled(month, 'formal zh-Hans')}月{spelled(number, 'formal zh-Hans')}日",
        f"{digit_by_digit(year)}年{spelled(month, 'plain zh-Hans')}月{said}日",
        f"{year}年{'元' if month == 1 else month}月{number}号",
        f"【{year}】年【{month}】月【{number}】日",
    ]


def _taiwanese_dates(when: date) -> list[str]:
    year, month, number = when.year - 1911, when.month, when.day
    return [
        f"民國{year}年{month}月{number}日",
        f"中華民國{digit_by_digit(year)}年{spelled(month, 'plain zh-Hant')}月{spelled(number, 'plain zh-Hant')}日",
        f"中華民國 {year} 年 {month:02} 月 {number:02} 日",
        f"民國{spelled(year, 'plain zh-Hant')}年{month}月{number}日",
        f"{year}年{month}月{number}日",
    ]


def _japanese_dates(when: date) -> list[str]:
    era, letter, sign, zero, _ = next(each for each in _ERAS if each[4] <= when)
    year, month, number = when.year - zero, when.month, when.day
    shown = "元" if year == 1 else str(year)
    return [
        f"{era}{shown}年{month}月{number}日",
        wide(f"{era}{shown}年{month}月{number}日"),
        f"{era} {shown} 年 {month} 月 {number} 日",
        f"{era}{'元' if year == 1 else spelled(year, 'plain ja')}年{spelled(month, 'plain ja')}月"
        f"{spelled(number, 'plain ja')}日",
        f"{letter}{year}.{month}.{number}",
        f"{sign}{shown}年{month}月{number}日",
    ]


def _korean_dates(when: date) -> list[str]:
    year, month, number = when.year, when.month, when.day
    return [
        f"{year}년 {month}월 {number}일",
        f"{year}년{month:02}월{number:02}일",
        f"{year}. {month}. {number}.",
        f"{year}.{month:02}.{number:02}.",
        wide(f"{year}년 {month}월 {number}일"),
        f"서기 {year}년 {month}월 {number}일",
        f"단기 {year + 2333}년 {month}월 {number}일",
    ]


def money(random: Random, language: str) -> Planted:
    """A round sum, as contracts have them, in the country's own currency or a foreign one."""
    amount = random.choice(
        [random.randrange(1, 999) * 10 ** random.choice([3, 4, 5]), random.randrange(1000, 9_999_999)]
    )
    amount = max(amount, 2000)
    written, currency = random.choice(_MONEY[language](amount))
    return Planted("money", written, {"amount": str(amount), "currency": currency})


def _foreign(amount: int, dollars: str) -> list[tuple[str, str]]:
    return [
        (f"US${amount:,}", "USD"),
        (f"USD {amount:,}.00", "USD"),
        (f"{amount:,}{dollars}", "USD"),
        (f"EUR{amount:,}", "EUR"),
    ]


def _scaled(amount: int, unit: str) -> str:
    return f"{(Decimal(amount) / 10_000).normalize():f}{unit}"


def _mainland_money(amount: int) -> list[tuple[str, str]]:
    words = spelled(amount, "formal zh-Hans")
    own = [
        f"人民币{amount:,}.00元",
        f"人民币{amount}元整",
        f"¥{amount:,}.00",
        f"￥{amount:,}",
        wide(f"人民币{amount}元"),
        f"人民币{words}元整",
        f"人民币{words}圆整（¥{amount:,}.00）",
        f"人民币（大写）{words}元整（小写：￥{amount}.00）",
        f"人民币{amount:,}元（大写：{words}元整）",
        f"{_scaled(amount, '万')}元",
        f"{_scaled(amount, '万')}元（含税）",
        f"{amount:,}元人民币",
        f"RMB{amount:,}.00",
        f"CNY {amount:,}",
        f"{spelled(amount, 'plain zh-Hans')}元",
        f"人民币 {amount:,} 元（大写人民币 {words} 元整）",
        f"【{amount:,}】元",
    ]
    foreign = [*_foreign(amount, "美元"), (f"港币{amount:,}元", "HKD"), (f"HK${amount:,}", "HKD")]
    return [*((each, "CNY") for each in own), *foreign]


def _taiwanese_money(amount: int) -> list[tuple[str, str]]:
    words = spelled(amount, "formal zh-Hant")
    own = [
        f"新臺幣{amount:,}元",
        f"新台幣{amount:,}元整",
        f"NT${amount:,}",
        f"新臺幣{words}元整",
        f"新臺幣{words}元整（NT${amount:,}）",
        f"新臺幣（下同）{amount:,}元",
        f"新臺幣{_scaled(amount, '萬')}元",
        wide(f"新臺幣{amount}元"),
        f"新臺幣{spelled(amount, 'plain zh-Hant')}元",
        f"TWD {amount:,}",
        f"新臺幣{amount:,}元（未稅）",
        f"新臺幣 {words} 圓整",
    ]
    foreign = [*_foreign(amount, "美元"), (f"美金{amount:,}元", "USD"), (f"港幣{amount:,}元", "HKD")]
    return [*((each, "TWD") for each in own), *foreign]


def _japanese_money(amount: int) -> list[tuple[str, str]]:
    own = [
        f"金{amount:,}円",
        f"金{amount:,}円也",
        f"{amount:,}円（税別）",
        f"￥{amount:,}",
        f"¥{amount:,}-",
        wide(f"金{amount}円"),
        f"金{spelled(amount, 'formal ja')}円也",
        f"金{spelled(amount, 'formal ja')}円（￥{amount:,}）",
        f"金 {amount:,} 円（消費税及び地方消費税を含む。）",
        f"{spelled(amount, 'plain ja')}円",
        f"{amount}円（消費税別途）",
    ]
    if not amount % 10_000:
        own += [f"{amount // 10_000:,}万円", f"金{amount // 10_000}万円也（税込）", wide(f"{amount // 10_000}万円")]
    if not amount % 1000:
        own.append(f"{amount // 1000:,}千円")
    return [*((each, "JPY") for each in own), *_foreign(amount, "米ドル")]


def _korean_money(amount: int) -> list[tuple[str, str]]:
    words = spelled(amount, "formal ko")
    own = [
        f"금 {amount:,}원",
        f"{amount:,}원",
        f"{amount:,} 원(부가가치세 별도)",
        f"₩{amount:,}",
        f"￦{amount:,}",
        f"일금 {words}원정(₩{amount:,})",
        f"일금 {words}원정",
        f"금 {words}원(₩ {amount:,})",
        f"일금{amount:,}원정",
        wide(f"금 {amount}원"),
        f"{amount:,}원(VAT 포함)",
        f"금{words}원(금{amount:,}원)",
    ]
    if not amount % 10_000:
        high, low = divmod(amount // 10_000, 10_000)
        told = f"{high}억 {low:,}만" if high and low else f"{high}억" if high else f"{low:,}만"
        own += [f"{told}원", f"금 {told} 원"]
    return [*((each, "KRW") for each in own), *_foreign(amount, "달러"), (f"미화 {amount:,}달러", "USD")]


_MONEY: Final[dict[str, Callable[[int], list[tuple[str, str]]]]] = {
    "zh-Hans": _mainland_money,
    "zh-Hant": _taiwanese_money,
    "ja": _japanese_money,
    "ko": _korean_money,
}


def month_day(random: Random, language: str) -> Planted:
    """A day of every month or of the next, as payments have it."""
    day, (month, offset) = random.choice([5, 10, 15, 20, 25, "last"]), random.choice(_MONTH_WORDS[language])
    written = _LAST_DAY[language] if day == "last" else {"ko": f"{day}일"}.get(language, f"{day}日")
    gap = " " if language == "ko" else ""
    return Planted("date", f"{month}{gap}{written}", {"anchor": month, "offset": offset, "day": str(day)})


def event(written: str) -> Planted:
    """What happens on some day, and from that day (到货之日起)."""
    return Planted("date", written, {"anchor": written.removesuffix("起"), "offset": "P0D"})


_MONTH_WORDS: Final = {
    "zh-Hans": (("每月", "P0M"), ("次月", "P1M"), ("当月", "P0M")),
    "zh-Hant": (("每月", "P0M"), ("次月", "P1M")),
    "ja": (("毎月", "P0M"), ("翌月", "P1M"), ("翌々月", "P2M")),
    "ko": (("매월", "P0M"), ("다음 달", "P1M"), ("익월", "P1M")),
}
_LAST_DAY: Final = {"zh-Hans": "最后一日", "zh-Hant": "末日", "ja": "末日", "ko": "말일"}


def share(random: Random, language: str) -> Planted:
    """A share of something, once."""
    percent = random.choice([*range(2, 10), 15, 20, 25, 30, 40, 70, 95])
    written = [f"{percent}%", f"{percent}％", wide(f"{percent}％"), f"{percent} %"]
    words = str(percent) if language in ("ja", "ko") else spelled(percent, f"plain {language}")
    written.append(f"{_HUNDRED[language]}{_FEN[language]}{words}")
    written += {"ja": [f"{percent}パーセント"], "ko": [f"{percent}퍼센트"]}.get(language, [])
    return _rate(random.choice(written), Decimal(percent) / 100, "once")


def daily(random: Random, language: str) -> Planted:
    """What a day of delay costs; the template says that it is a day."""
    thousandths = random.choice([Decimal("0.3"), Decimal("0.5"), Decimal(1), Decimal(2), Decimal(3)])
    figure = f"{thousandths.normalize():f}"
    written = [f"{thousandths / 10:f}%", f"{figure}‰", f"{thousandths / 10:f}％"]
    if language in ("ja", "ko"):
        written += [f"1000{_FEN[language]}{figure}", f"1,000{_FEN[language]}{figure}"]
    else:
        whole, base = (
            (int(thousandths), "千")
            if thousandths >= 1
            else (int(thousandths * 10), "萬" if "Hant" in language else "万")
        )
        written += [f"{base}分之{spelled(whole, f'plain {language}')}", f"{base}分之{whole}"]
    return _rate(random.choice(written), thousandths / 1000, "day")


def yearly(random: Random, language: str) -> Planted:
    percent = random.choice(["3.65", "4.35", "5", "6", "8.5", "12", "14.6"])
    written = [f"{percent}%", f"{percent}％", wide(percent).replace(".", "．") + "％"]
    if language == "ja":
        written += [f"{percent}パーセント"]
    elif language == "ko":
        written += [f"{percent}퍼센트", f"100분의 {percent}"]
    elif "." not in percent:
        written += [f"百分之{spelled(int(percent), f'plain {language}')}"]
    return _rate(random.choice(written), Decimal(percent) / 100, "year")


def _rate(written: str, rate: Decimal, per: str) -> Planted:
    return Planted("rate", written, {"rate": f"{rate.normalize():f}", "per": per})


def _length(units: Mapping[str, Sequence[str]], iso: str, counts: Sequence[int], days: str = "calendar") -> Maker:
    """A maker of durations: `units` are patterns by language, where {} is the count in figures and [] in words."""

    def make(random: Random, language: str) -> Planted:
        count = random.choice(counts)
        pattern = random.choice(units[language])
        figures = random.choice([str(count), str(count), wide(str(count))])
        words = _counted(count, language) if "[]" in pattern else ""
        written = pattern.replace("{}", figures).replace("[]", words)
        return Planted("duration", written, {"iso": iso.format(count), "days": days})

    return make


def _counted(count: int, language: str) -> str:
    if language == "ko":
        return {1: "한", 2: "두", 3: "세", 6: "여섯"}.get(count, str(count))
    words = spelled(count, f"plain {language}")
    return {"zh-Hans": "两", "zh-Hant": "兩"}.get(language, words) if count == 2 else words


_DAYS: Final = {
    "zh-Hans": ("{}日", "{}天", "[]日", "{}个自然日", "{} 日", "[]天"),
    "zh-Hant": ("{}日", "[]日", "{}天", "{} 日"),
}
_BUSINESS_DAYS: Final = {
    "zh-Hans": ("{}个工作日", "[]个工作日", "{} 个工作日", "{}个营业日"),
    "zh-Hant": ("{}個工作日", "[]個營業日", "{}個工作天"),
}
_MONTHS: Final = {"zh-Hans": ("{}个月", "[]个月", "{} 个月"), "zh-Hant": ("{}個月", "[]個月")}
_YEARS: Final = {"zh-Hans": ("{}年", "[]年", "{}周年", "{} 年"), "zh-Hant": ("{}年", "[]年")}
_HOURS: Final = {
    "zh-Hans": ("{}小时", "[]小时"),
    "zh-Hant": ("{}小時", "[]小時"),
    "ja": ("{}時間",),
    "ko": ("{}시간", "{} 시간"),
}

MAKERS: Final[dict[str, Maker]] = {
    "date": day,
    "money": money,
    "monthday": month_day,
    "pct": share,
    "daily": daily,
    "yearly": yearly,
    "days": _length(
        _DAYS | {"ja": ("{}日", "[]日", "{} 日"), "ko": ("{}일", "{} 일")}, "P{}D", (5, 7, 10, 15, 30, 60, 90)
    ),
    "bdays": _length(
        _BUSINESS_DAYS | {"ja": ("{}営業日", "[]営業日"), "ko": ("{}영업일", "{} 영업일", "{}근무일")},
        "P{}D",
        (3, 5, 7, 10, 15),
        "business",
    ),
    "months": _length(
        _MONTHS
        | {"ja": ("{}か月", "{}ヶ月", "{}カ月", "{}ヵ月", "[]箇月", "{}ケ月"), "ko": ("{}개월", "{} 개월", "[] 달")},
        "P{}M",
        (1, 2, 3, 6),
    ),
    "years": _length(
        _YEARS | {"ja": ("{}年", "{}年間", "[]年"), "ko": ("{}년", "{}년간", "{} 년")}, "P{}Y", (1, 2, 3, 5, 10)
    ),
    "hours": _length(_HOURS, "PT{}H", (6, 7, 8, 24, 48, 72)),
}

_BLANKS: Final[dict[str, dict[str, Sequence[str]]]] = {
    "date": {
        "zh": ("____年__月__日", "20__年__月__日", "　　　年　　月　　日", "【】年【】月【】日"),
        "ja": ("令和__年__月__日", "　　年　　月　　日", "令和〇年〇月〇日", "○○○○年○月○日"),
        "ko": ("20__년 __월 __일", "    년   월   일", "20○○년 ○월 ○일"),
    },
    "money": {
        "zh": ("人民币______元", "￥________元", "人民币（大写）________元整"),
        "ja": ("金______円", "金〇〇円", "○○○円"),
        "ko": ("금 ______원", "일금 ________원정", "○○○원"),
    },
    "rate": {"zh": ("___%", "＿＿％"), "ja": ("〇％", "__%"), "ko": ("○○%", "__%")},
    "duration": {
        "zh": ("____日", "__天"),
        "ja": ("〇日", "__日"),
        "ko": ("○일", "__일"),
    },
}


def blank(random: Random, language: str, kind: str) -> Planted | None:
    """What a form leaves to be filled in, where one is usual."""
    forms = _BLANKS.get(kind, {}).get(language[:2])
    return Planted(kind, random.choice(forms), None) if forms else None


def gold(planted: Planted, start: int) -> dict[str, Any]:
    """The mention of a gold record."""
    where = {"kind": planted.kind, "quote": planted.written, "start": start, "end": start + len(planted.written)}
    return where | ({"value": planted.value} if planted.value else {"blank": True})


_SUMS: Final = {"zh-Hans": "人民币{:,}元", "zh-Hant": "新臺幣{:,}元", "ja": "{:,}円", "ko": "{:,}원"}
_TWICE: Final = {
    "zh-Hans": "人民币{}元整（￥{:,}）",
    "zh-Hant": "新臺幣{}元整（NT${:,}）",
    "ja": "金{}円也（￥{:,}）",
    "ko": "일금 {}원정(₩{:,})",
}
_CURRENCIES: Final = {"zh-Hans": "CNY", "zh-Hant": "TWD", "ja": "JPY", "ko": "KRW"}
_YEAR: Final = {"zh-Hans": "{}年", "zh-Hant": "{}年", "ja": "{}年間", "ko": "{}년"}
_DAY: Final = {"zh-Hans": "{}年{}月{}日", "zh-Hant": "{}年{}月{}日", "ja": "{}年{}月{}日", "ko": "{}년 {}월 {}일"}
_ARTICLE: Final = {"zh-Hans": "第{}条", "zh-Hant": "第{}條", "ja": "第{}条", "ko": "제{}조"}


def exact(random: Random, language: str, sign: str, value: Any) -> Planted:
    """A value that is given: `$` a sum in plain figures, `&` one in words and one in figures, `@` year, month and day,
    `~` years, `%` per cent, `#` an article.
    """
    currency = _CURRENCIES[language]
    if sign == "$":
        return Planted("money", _SUMS[language].format(value), {"amount": str(value), "currency": currency})
    if sign == "&":
        words, figures = value
        written = _TWICE[language].format(spelled(words, f"formal {language}"), figures)
        return Planted("money", written, {"amount": str(words), "currency": currency}, words == figures)
    if sign == "@":
        year, month, number = value
        if number > monthrange(year, month)[1]:
            return Planted("date", _DAY[language].format(year, month, number), None, is_mention=False)
        when = date(year, month, number)
        return Planted("date", random.choice(_dates(when, language)), {"iso": when.isoformat()})
    if sign == "~":
        return Planted("duration", _YEAR[language].format(value), {"iso": f"P{value}Y"})
    if sign == "%":
        return _rate(f"{value}%", Decimal(value) / 100, "once")
    return Planted("reference", _ARTICLE[language].format(value), None, False)
