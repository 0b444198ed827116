"""One contract of the gold set: the text, and a gold record of everything that was planted in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from tests.gold.numerals import spelled, wide
from tests.gold.people import Side, details, noise, sides
from tests.gold.values import MAKERS, blank, gold
from tests.gold.wording import Article, Kind, wording

_SLOT: Final = re.compile(r"\{(\w+)(?::(.))?\}")
_PLACES: Final = {"place", "bank", "court", "statute", "account", "number", "area", "count"}
_FORM_SHARE, _BLANK_SHARE = 0.2, 0.4
_MOST_COMMON = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How the articles of one contract are numbered and printed; `number` and `sub` hold {n} or {han}."""

    number: str
    titled: str
    sub: str
    indent: str
    blank_lines: bool
    chapters: bool


@dataclass(slots=True)
class Draft:
    """A contract while it is written. Truths are noted where the pen stands."""

    random: Random
    language: str
    sides: list[Side]
    is_form: bool
    title: str = ""
    text: str = ""
    mentions: list[dict[str, Any]] = field(default_factory=list)
    clauses: list[dict[str, Any]] = field(default_factory=list)

    def write(self, template: str) -> None:
        """Appends the template, its slots filled."""
        at = 0
        for slot in _SLOT.finditer(template):
            self.text += template[at : slot.start()]
            self._fill(slot[1], slot[2])
            at = slot.end()
        self.text += template[at:]

    def _fill(self, slot: str, particle: str | None) -> None:
        if slot in ("A", "B"):
            called = self.sides["AB".index(slot)].called
            self.text += called + (_with_particle(called, particle) if particle else "")
        elif slot in _PLACES:
            self.text += noise(self.random, self.language, slot)
        elif slot in ("blank", "title"):
            self.text += self.title if slot == "title" else "＿＿＿＿＿＿"
        else:
            self._plant(slot)

    def _plant(self, slot: str) -> None:
        if slot == "blankdate":
            planted = blank(self.random, self.language, "date")
        else:
            planted = MAKERS[slot](self.random, self.language)
            unfilled = self.is_form and self.random.random() < _BLANK_SHARE
            planted = (unfilled and blank(self.random, self.language, planted.kind)) or planted
        assert planted
        self.mentions.append(gold(planted, len(self.text)))
        self.text += planted.written


def _with_particle(word: str, particle: str) -> str:
    """은 after a final consonant, 는 after a vowel; 이 and 가 likewise."""
    ends_in_consonant = (ord(word[-1]) - 0xAC00) % 28 != 0
    return particle if ends_in_consonant else {"은": "는", "이": "가"}[particle]


def make(seed: str, language: str, kind: Kind) -> tuple[str, dict[str, Any]]:
    """The text and its gold: the same for the same seed."""
    random = Random(seed)
    both, introduction = sides(random, language, kind.roles)
    title = random.choice(kind.titles)
    draft = Draft(random, language, both, random.random() < _FORM_SHARE, title)
    _head(draft, introduction)
    layout = _layout(random, language)
    for number, article in enumerate(_chosen(random, language, kind), 1):
        _article(draft, layout, number, article)
    for line in random.choice(wording(language).feet):
        draft.write(line + "\n")
    record = {"document": {"language": language}, "clauses": draft.clauses, "mentions": draft.mentions}
    return draft.text, record


def _chosen(random: Random, language: str, kind: Kind) -> list[Article]:
    own = {kind_type for article in kind.articles for kind_type in article.types}
    common = [article for article in wording(language).common if not own & set(article.types)]
    chosen = random.sample(common, min(len(common), _MOST_COMMON))
    return [*kind.articles, *(article for article in common if article in chosen)]


def _head(draft: Draft, introduction: str) -> None:
    for line in draft.random.choice(wording(draft.language).heads):
        if line in ("{partyA}", "{partyB}"):
            _party(draft, draft.sides["AB".index(line[-2])], introduction)
        elif line == "{introduced}":
            _introduced(draft)
        else:
            draft.write(line + "\n")


def _party(draft: Draft, side: Side, introduction: str) -> None:
    pattern = introduction if side.alias else "{role}：{name}"
    line = pattern.format(alias=side.alias, role=side.role, name=side.name)
    _note_party(draft, side, line)
    draft.text += line + "\n"
    for detail in details(draft.random, draft.language):
        draft.text += detail + "\n"


def _note_party(draft: Draft, side: Side, line: str) -> None:
    value = {"name": side.name, "alias": side.alias} | ({"role": side.role} if side.written_role else {})
    at = {"start": len(draft.text), "end": len(draft.text) + len(line)}
    draft.mentions.append({"kind": "party", "value": value, **at})


def _introduced(draft: Draft) -> None:
    """Both parties in a sentence, by names alone."""
    for index, (each, alias) in enumerate(zip(draft.sides, "甲乙" if draft.language == "ja" else "갑을", strict=True)):
        side = Side(each.name, each.role, alias, False)
        draft.sides[index] = side
        said = (
            f"{side.name}（以下「{alias}」という。）"
            if draft.language == "ja"
            else f"{side.name}(이하 “{alias}”이라 한다)"
        )
        _note_party(draft, side, said)
        joins = (
            ("と", "とは、次のとおり契約を締結した。")
            if draft.language == "ja"
            else ("와 ", "는 다음과 같이 약정한다.")
        )
        draft.text += said + joins[index]
    draft.text += "\n"


_NUMBERS: Final = {
    "zh": ("第{han}条", "第{n}条", "第{wide}条", "第 {n} 条", "{han}、", "{n}."),
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


def _layout(random: Random, language: str) -> Layout:
    family = language[:2]
    number = random.choice(_NUMBERS[family]).replace("条", "條" if language == "zh-Hant" else "条")
    titled = random.choice(_TITLED[family])
    return Layout(
        number,
        "{number} {title}\n{body}" if number.endswith((".", "、")) else titled,
        "{number}{n} " if number == "{n}." else random.choice(_SUBS[family]),
        random.choice(["", "", "　　"]),
        random.random() < 0.4,
        not number.endswith((".", "、")) and random.random() < 0.3,
    )


def _numbered(pattern: str, count: int, **more: str) -> str:
    han = spelled(count, "plain zh-Hans")
    return pattern.format(n=count, han=han, wide=wide(str(count)), circled=chr(0x245F + count), **more)


_CHAPTERS: Final = {"zh-Hans": "第{han}章 {}", "zh-Hant": "第{han}章 {}", "ja": "第{n}章　{}", "ko": "제{n}장 {}"}
_CHAPTER_NAMES: Final = {
    "zh-Hans": ("总则", "履行", "其他约定"),
    "zh-Hant": ("總則", "履行", "附則"),
    "ja": ("総則", "履行", "雑則"),
    "ko": ("총칙", "이행", "보칙"),
}
_ARTICLES_A_CHAPTER = 6


def _article(draft: Draft, layout: Layout, number: int, article: Article) -> None:
    chapter, first = divmod(number - 1, _ARTICLES_A_CHAPTER)
    if layout.chapters and not first and chapter < len(_CHAPTER_NAMES[draft.language]):
        name = _CHAPTER_NAMES[draft.language][chapter]
        draft.text += _numbered(_CHAPTERS[draft.language].replace("{}", name), chapter + 1) + "\n"
    label = _numbered(layout.number, number)
    start, title = len(draft.text), draft.random.choice(article.titles)
    before, _, after = layout.titled.partition("{body}")
    draft.text += before.format(number=label, title=title)
    _body(draft, layout, label, draft.random.choice(article.bodies))
    draft.text += after
    clause = {"number": str(number), "types": list(article.types), "start": start, "end": len(draft.text)}
    draft.clauses.append(clause | {"quote": draft.text[start:]})
    draft.text += "\n\n" if layout.blank_lines else "\n"


def _body(draft: Draft, layout: Layout, label: str, lines: tuple[str, ...]) -> None:
    for index, line in enumerate(lines):
        is_clause = line.startswith("- ")
        fresh = draft.text.endswith("\n")
        if index or (is_clause and not fresh):
            draft.text += "\n"
            fresh = True
        mark = _numbered(layout.sub, index + 1, number=label) if is_clause else ""
        draft.text += (layout.indent if fresh else "") + mark
        draft.write(line.removeprefix("- "))
