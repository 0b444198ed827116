"""Which writing systems and languages a text is in."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal

from pipeline.text.char_ranges import HANGUL, CharRanges
from pipeline.text.code_points import characters, code_points

Script = Literal["han", "kana", "hangul", "latin", "other"]

_SCRIPTS: dict[Script, CharRanges] = {
    "han": CharRanges("\u2e80\u2fdf\u3007\u3007\u3400\u4dbf\u4e00\u9fff\uf900\ufaff\U00020000\U000323af"),
    "kana": CharRanges("\u3041\u3096\u309d\u309f\u30a1\u30fa\u30fc\u30ff\uff66\uff9d"),
    "hangul": HANGUL,
    "latin": CharRanges("AZaz\u00c0\u024f\uff21\uff3a\uff41\uff5a"),
}
# What ends a stretch: line ends, cells, sentences.
_ENDS = "\n\t。；;"
# One sign for what a character says of its language: Han that all write, that only one writes, and other scripts.
_SHARED, _SIMPLIFIED, _TRADITIONAL, _KANA_SIGN, _HANGUL_SIGN, _LATIN_SIGN, _NO_SIGN, _END = map(
    bytes, zip(b"hstkgl-\n")
)
_SIGNS = {"han": _SHARED, "kana": _KANA_SIGN, "hangul": _HANGUL_SIGN, "latin": _LATIN_SIGN, "other": _NO_SIGN}
# What tells of one language alone.
_ONE_LANGUAGE = {_SIMPLIFIED[0]: "zh-Hans", _TRADITIONAL[0]: "zh-Hant", _KANA_SIGN[0]: "ja", _HANGUL_SIGN[0]: "ko"}
_NOT_ASIAN = _LATIN_SIGN + _NO_SIGN + _END
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

# A text longer than the sample is judged by equally spaced slices of it.
_SLICES, _SLICE_CHARS = 25, 800
# Different ones; no contract has more, and to count each of so many takes longer than to weigh the sample.
_MOST_CHARACTERS = 5_000
# A word of English is about four letters for every character of Chinese that says the same.
_LATIN_LETTERS_PER_CHARACTER = 4
# Formal Japanese is 35 to 60 % kana, Korean with much hanja still a third hangul; a foreign name in Chinese is less.
_LEAST_SHARE_IN_STRETCH = 0.15
# A Japanese or Korean phrase this long has kana or hangul in it; a heading or an address may be Han alone.
_LONGEST_HAN_ONLY_CHARS = 12
# A language below this share of the text is names, addresses and terms, not a version of the contract.
_LEAST_SHARE_IN_TEXT = 0.1


def script(char: str) -> Script:
    """The writing system of one character."""
    return next((name for name, chars in _SCRIPTS.items() if chars.holds(char)), "other")


def languages(text: str) -> tuple[str, ...]:
    """BCP 47 tags (zh-Hans, zh-Hant, ja, ko, en), the main language first; a second one only with a real share.

    In a bilingual contract the Asian version comes first unless it is the far smaller one.
    """
    sample = _sample(text)
    weights = _weigh_one(sample, characters(text)) or _weigh(sample)
    undecided = weights.pop("han", 0)
    if undecided:
        # Headings and addresses in Han alone belong to the language around them.
        asian = [tag for tag in weights if tag != "en"]
        language = max(asian, key=weights.__getitem__) if asian else _of_short(sample)
        weights[language] += undecided
    return _rank(weights)


def _sample(text: str) -> str:
    if len(text) <= _SLICES * _SLICE_CHARS:
        return text
    step = len(text) // _SLICES
    return "\n".join(text[start : start + _SLICE_CHARS] for start in range(0, step * _SLICES, step))


def _weigh_one(sample: str, chars: frozenset[str]) -> dict[str, float]:
    """The weights where the characters of the text tell of one Asian language alone: what remains is to count them.

    Empty for any other text, one of very many characters, and where none of the first lines is in that language without
    doubt.
    """
    if len(chars) > _MOST_CHARACTERS:
        return {}
    signs = {char: _SIGN_OF[ord(char)] for char in chars}
    told = {_ONE_LANGUAGE[sign] for sign in set(signs.values()) if sign in _ONE_LANGUAGE}
    if len(told) != 1 or told.isdisjoint(_weigh(sample[:_SLICE_CHARS].rpartition("\n")[0])):
        return {}
    ascii_ = sample.encode("ascii", "ignore")
    counts = {char: sample.count(char) for char, sign in signs.items() if sign in _NOT_ASIAN and not char.isascii()}
    latin = sum(count for char, count in counts.items() if signs[char] in _LATIN_SIGN)
    return {
        told.pop(): len(sample) - len(ascii_) - sum(counts.values()),
        "en": (latin + len(ascii_.translate(None, _NO_LETTERS))) / _LATIN_LETTERS_PER_CHARACTER,
    }


def _weigh(sample: str) -> dict[str, float]:
    """The languages of the stretches between line ends, cells and sentence ends, each weighed by its characters."""
    weights: dict[str, float] = defaultdict(float)
    signs_of_all = bytes(map(_SIGN_OF.__getitem__, code_points(sample)))
    for signs in signs_of_all.translate(None, _NO_SIGN).split(_END):
        latin = signs.count(_LATIN_SIGN)
        asian = len(signs) - latin
        if asian:
            weights[_of_asian(signs, asian)] += asian
        if latin:
            weights["en"] += latin / _LATIN_LETTERS_PER_CHARACTER
    return weights


def _of_asian(signs: bytes, asian: int) -> str:
    """The language of a stretch with so many Asian characters; "han" when only its surroundings can tell."""
    kana, hangul = signs.count(_KANA_SIGN), signs.count(_HANGUL_SIGN)
    if max(kana, hangul) >= _LEAST_SHARE_IN_STRETCH * asian:
        return "ja" if kana > hangul else "ko"
    if asian - kana - hangul < _LONGEST_HAN_ONLY_CHARS:
        return "han"
    simplified, traditional = signs.count(_SIMPLIFIED), signs.count(_TRADITIONAL)
    if simplified == traditional:
        return "han"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _rank(weights: dict[str, float]) -> tuple[str, ...]:
    total = sum(weights.values())
    if not total:
        return ("en",)
    real = [tag for tag, weight in weights.items() if weight >= _LEAST_SHARE_IN_TEXT * total]
    ranked = sorted(real, key=weights.__getitem__, reverse=True)
    if ranked[0] == "en" and len(ranked) > 1 and weights[ranked[1]] * 3 >= weights["en"]:
        ranked[:2] = [ranked[1], "en"]
    return tuple(ranked)


class _SignTable(dict[int, int]):
    """From code points to the byte for what they say of their language, filled as they come by."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        name = script(char)
        self[code] = sign = ord(_of_one_orthography(char) if name == "han" else _SIGNS[name])
        return sign


_SIGN_OF = _SignTable(dict.fromkeys(map(ord, _ENDS), ord(_END)))


def _of_one_orthography(han: str) -> bytes:
    """The sign of a Han character, by the national character sets that have it."""
    if _is_japanese(han):
        return _SHARED
    simplified, traditional = _is_in("gb2312", han), _is_in("big5", han)
    if simplified == traditional:
        return _SHARED
    return _SIMPLIFIED if simplified else _TRADITIONAL


def _of_short(text: str) -> str:
    """The language of a text in Han alone, too short to be sure."""
    japanese, simplified, traditional = 0, 0, 0
    for char, count in Counter(text).items():
        if script(char) != "han":
            continue
        in_gb, in_big5 = _is_in("gb2312", char), _is_in("big5", char)
        japanese += count * (not in_gb and not in_big5 and _is_japanese(char))
        simplified += count * (in_gb and not in_big5)
        traditional += count * (in_big5 and not in_gb)
    if japanese:
        return "ja"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _is_in(character_set: str, char: str) -> bool:
    """Of GB 2312 (simplified) and Big5 (traditional)."""
    return bool(char.encode(character_set, "ignore"))


def _is_japanese(char: str) -> bool:
    """Whether the first level of JIS X 0208 has it: Japanese as written since 1946. The second holds the old forms."""
    return b"\xb0" <= char.encode("euc_jp", "ignore")[:1] <= b"\xcf"
