"""How Word writes a counter: the number formats of ECMA-376 part 1, 17.18.59, as Word shows them.

Where a set of signs ends (ten heavenly stems, twenty circled figures), Word goes on in decimal figures; an alphabet
goes on by doubling its letters (aa, bb). Formats of other scripts than those of the region are written in figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

Formatter = Callable[[int], str]

# No document numbers a million paragraphs; a hostile start value must not write a million letters.
_LARGEST = 999_999

_HAN = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
_KATAKANA_NARROW = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_IROHA_NARROW = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_NATIVE_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_NATIVE_KOREAN_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
# fmt: off
_ENGLISH_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True)
class Counting:
    """A system of digits and units: `units` are ten, hundred, thousand; `zero` stands where units are skipped.

    `bare_units` have no "one" before them anywhere (百一), `bare_ten` only at the start of the number (十一, 一百一十).
    """

    digits: str
    units: str
    myriad: str
    zero: str = ""
    bare_units: bool = False
    bare_ten: bool = False

    def __call__(self, number: int) -> str:
        if not 0 < number <= _LARGEST:
            return str(number) if number else self.digits[0]
        high, low = divmod(number, 10_000)
        text = self._group(high) + self.myriad if high else ""
        if low:
            text += (self.zero if high and low < 1000 else "") + self._group(low)
        return text[1:] if self.bare_ten and text.startswith(self.digits[1] + self.units[0]) else text

    def _group(self, number: int) -> str:
        """One to 9,999."""
        text, skipped = "", False
        for value, unit in ((1000, self.units[2]), (100, self.units[1]), (10, self.units[0]), (1, "")):
            digit = number // value % 10
            if digit:
                text += self.zero if skipped and text else ""
                text += unit if self.bare_units and digit == 1 and unit else self.digits[digit] + unit
            skipped = not digit
        return text


@lru_cache(maxsize=4096)
def format_number(number: int, name: str, pattern: str = "") -> str:
    """The counter in a format of ST_NumberFormat. `pattern` is that of the format `custom`, such as "001, 002, ...".

    A bullet and "none" have no number.
    """
    if name in ("bullet", "none"):
        return ""
    if name == "custom":
        return str(number).zfill(len(pattern.split(",")[0].strip()))
    formatter = _FORMATTERS.get(name)
    return formatter(number) if formatter and 0 <= number <= _LARGEST else str(number)


def _of_set(signs: str, number: int) -> str:
    return signs[number - 1] if 0 < number <= len(signs) else str(number)


def _of_alphabet(letters: str, number: int) -> str:
    """The letter doubles, trebles and so on after the last one; Word stops at 780 (thirty times z)."""
    if not 0 < number <= 30 * len(letters):
        return str(number)
    times, index = divmod(number - 1, len(letters))
    return letters[index] * (times + 1)


def _in_digits(digits: str, number: int) -> str:
    return "".join(digits[ord(figure) - 48] for figure in str(number))


def _tens(digits: str, number: int) -> str:
    """Counting up to 99, digit by digit from 100: 九十九, 一○○."""
    if not 9 < number < 100:
        return _in_digits(digits, number)
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")


def _sexagenary(number: int) -> str:
    if not 0 < number <= 60:
        return str(number)
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _native_korean(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    return _NATIVE_KOREAN_TENS[number // 10] + _NATIVE_KOREAN_ONES[number % 10]


def _roman(number: int) -> str:
    if not 0 < number < 32_768:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _ordinal(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else suffix}"


def _english(number: int) -> str:
    if number < 20:
        return _ENGLISH_ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _ENGLISH_TENS[tens] + (f"-{_ENGLISH_ONES[ones]}" if ones else "")
    return str(number)


def _english_ordinal(number: int) -> str:
    words = _english(number)
    if words.isdecimal():
        return _ordinal(number)
    head, _, last = words.rpartition("-")
    last = _ENGLISH_ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return f"{head}-{last}" if head else last


def _run(first: str, length: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(length))


_FORMATTERS: dict[str, Formatter] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": partial(_in_digits, "０１２３４５６７８９"),
    "decimalFullWidth2": partial(_in_digits, "０１２３４５６７８９"),
    "decimalEnclosedCircle": partial(_of_set, _run("①", 20)),
    "decimalEnclosedCircleChinese": partial(_of_set, _run("①", 10)),
    "decimalEnclosedParen": partial(_of_set, _run("⑴", 20)),
    "decimalEnclosedFullstop": partial(_of_set, _run("⒈", 20)),
    "ideographEnclosedCircle": partial(_of_set, _run("㊀", 10)),
    "ideographTraditional": partial(_of_set, _STEMS),
    "ideographZodiac": partial(_of_set, _BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": partial(_in_digits, "〇" + _HAN[1:]),
    "japaneseDigitalTenThousand": partial(_in_digits, "〇" + _HAN[1:]),
    "japaneseCounting": Counting("〇" + _HAN[1:], "十百千", "万", bare_units=True),
    "japaneseLegal": Counting("零壱弐参四伍六七八九", "拾百阡", "萬"),
    "chineseCounting": partial(_tens, "○" + _HAN[1:]),
    "chineseCountingThousand": Counting("〇" + _HAN[1:], "十百千", "万", zero="〇", bare_ten=True),
    "chineseLegalSimplified": Counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万", zero="零"),
    "taiwaneseCounting": partial(_tens, "○" + _HAN[1:]),
    "taiwaneseCountingThousand": Counting(_HAN, "十百千", "萬", zero="零", bare_ten=True),
    "taiwaneseDigital": partial(_in_digits, "○" + _HAN[1:]),
    "ideographLegalTraditional": Counting("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬", zero="零"),
    "koreanDigital": partial(_in_digits, "영일이삼사오육칠팔구"),
    "koreanDigital2": partial(_in_digits, _HAN),
    "koreanCounting": Counting("영일이삼사오육칠팔구", "십백천", "만", bare_units=True),
    "koreanLegal": _native_korean,
    "ganada": partial(_of_alphabet, "가나다라마바사아자차카타파하"),
    "chosung": partial(_of_alphabet, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "aiueo": partial(_of_alphabet, _KATAKANA_NARROW),
    "aiueoFullWidth": partial(_of_alphabet, _KATAKANA),
    "iroha": partial(_of_alphabet, _IROHA_NARROW),
    "irohaFullWidth": partial(_of_alphabet, _IROHA),
    "upperLetter": partial(_of_alphabet, _run("A", 26)),
    "lowerLetter": partial(_of_alphabet, _run("a", 26)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chicago": partial(_of_alphabet, "*†‡§"),
    "ordinal": _ordinal,
    "cardinalText": lambda number: _english(number).capitalize(),
    "ordinalText": lambda number: _english_ordinal(number).capitalize(),
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
}
