"""How the articles of one contract are numbered and printed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from tests.gold.numerals import spelled, wide

_NUMBERS: Final = {
    "zh": ("第{han}条", "第{n}条", "第{wide}条", "第 {n} 条", "{han}、", "{n}.", "{n}"),
    "ja": ("第{n}条", "第{wide}条", "第{han}条", "第 {n} 条"),
    "ko": ("제{n}조", "제 {n} 조", "제{n}조", "{n}."),
}
_TITLED: Final = {
    "zh": ("{number} {title}\n{body}", "{number}　{title}\n{body}", "{number} {body}", "{number}【{title}】{body}"),
    "ja": (
        "{number}（{title}）\n{body}",
        "{number}（{title}）　{body}",
        "（{title}）\n{number}　{body}",
        "{number} {title}\n{body}",
    ),
    "ko": ("{number}({title}) {body}", "{number} ({title})\n{body}", "{number} [{title}]\n{body}"),
}
_SUBS: Final = {"zh": ("（{han}）", "{n}、", "({n}) "), "ja": ("{n}　", "({n}) "), "ko": ("({n}) ", "{circled} ")}
_CHAPTERS: Final = {
    "zh-Hans": "第{han}章 {name}",
    "zh-Hant": "第{han}章 {name}",
    "ja": "第{n}章　{name}",
    "ko": "제{n}장 {name}",
}
_CHAPTER_NAMES: Final = {
    "zh-Hans": ("总则", "履行", "其他约定"),
    "zh-Hant": ("總則", "履行", "附則"),
    "ja": ("総則", "履行", "雑則"),
    "ko": ("총칙", "이행", "보칙"),
}
_ARTICLES_A_CHAPTER: Final = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """`number` and `sub` hold {n}, {han} or {wide}; `titled` is how number, title and body stand together."""

    language: str
    number: str
    titled: str
    sub: str
    indent: str
    blank_lines: bool
    chapters: bool

    @property
    def is_bare(self) -> bool:
        """一、 1. and 1 are no articles by their own words."""
        return self.number.startswith("{")

    def label(self, number: int) -> str:
        return numbered(self.number, number)

    def chapter(self, position: int) -> str | None:
        """The heading of the chapter that begins before the article at `position`, from 0."""
        chapter, within = divmod(position, _ARTICLES_A_CHAPTER)
        names = _CHAPTER_NAMES[self.language]
        if not self.chapters or within or chapter >= len(names):
            return None
        return numbered(_CHAPTERS[self.language], chapter + 1, name=names[chapter])


def layout(random: Random, language: str, chapters: bool) -> Layout:
    family = language[:2]
    number = random.choice(_NUMBERS[family]).replace("条", "條" if language == "zh-Hant" else "条")
    titled, is_bare = random.choice(_TITLED[family]), number.startswith("{")
    return Layout(
        language,
        number,
        "{number} {title}\n{body}" if is_bare else titled,
        "{number}{n} " if number == "{n}." else "{number}.{n} " if number == "{n}" else random.choice(_SUBS[family]),
        random.choice(["", "", "　　"]),
        random.random() < 0.4,
        chapters and not is_bare and random.random() < 0.3,
    )


def numbered(pattern: str, count: int, **more: str) -> str:
    han = spelled(count, "plain zh-Hans")
    return pattern.format(n=count, han=han, wide=wide(str(count)), circled=chr(0x245F + count), **more)
